"""The questionnaire of a spot check handed out to be filled in elsewhere, and taken back."""

from vetting.domain.checklist import Checklist
from vetting.domain.filled_sheet import BlankSheet, FilledSheet, SheetMark, filled_sheet
from vetting.gateways import check_workbooks
from vetting.records.db import settings


def sheet_workbook(blank: BlankSheet, *, language: str) -> bytes:
    """The workbook to fill in."""
    return check_workbooks.write_check_sheet(blank, language)


def read_workbook(file: tuple[str, bytes], mark: SheetMark, checklist: Checklist) -> FilledSheet:
    """What a filled workbook says of the check of that mark; `file` is a name and bytes. Nothing is saved.

    Raises UnusableFile for what the guards refuse and for what domain/filled_sheet.py names.
    """
    name, data = file
    lines = check_workbooks.read_check_sheet(data, name, max_bytes=settings().max_upload_bytes)
    return filled_sheet(lines, mark, checklist)
