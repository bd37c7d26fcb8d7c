"""Rows handed to people as a file to work on: a workbook, or text that Swedish spreadsheets open."""

import csv
import io
from collections.abc import Iterable, Sequence

from vetting.gateways.sheets import write_sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones, too


def workbook(header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """One sheet; text stays text and is never a formula."""
    target = io.BytesIO()
    write_sheet(target, header, rows, title=title)
    return target.getvalue()


def delimited(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons and UTF-8 with its mark; what a spreadsheet would take for a formula gets an apostrophe."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _harmless(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
