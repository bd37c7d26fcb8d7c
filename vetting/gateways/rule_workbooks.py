"""Writes a checklist as a workbook for a lawyer to read and change."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from vetting.gateways.rule_columns import ABOUT, CHOICES, LABELS, MARKS, QUESTIONS, SHEETS, WORDS
from vetting.gateways.sheets import MAX_CELL

_WIDE = {"text", "why", "norm", "title"}


def write_rules(table: Mapping[str, Any], language: str, *, codes: Sequence[tuple[str, str]] = ()) -> bytes:
    """The workbook of a checklist's table: about it, its questions, its own labels, and what `codes` mean."""
    at = 1 if language == "en" else 0
    book = Workbook()
    about, asked = book.worksheets[0], book.create_sheet(SHEETS["questions"][at])
    words = book.create_sheet(SHEETS["words"][at])
    about.title = SHEETS["about"][at]
    told = [[heading[at], _text(_taken(table, key))] for key, heading in ABOUT.items()]
    _fill(about, [("Uppgift", "Field")[at], ("Värde", "Value")[at]], told, (34, 90))
    rows = [[_text(_taken(question, key)) for key in QUESTIONS] for question in table.get("questions", ())]
    widths = tuple(48 if key.split(".")[0] in _WIDE else 18 for key in QUESTIONS)
    _fill(asked, [heading[at] for heading in QUESTIONS.values()], rows, widths)
    _offer(asked, len(rows) + 200)
    _fill(words, [heading[at] for heading in WORDS.values()], list(_labels(table)), (16, 26, 60, 60, 16))
    key = book.create_sheet(("Koder", "Codes")[at])
    _fill(key, [("Kod", "Code")[at], ("Betyder", "Means")[at]], [list(pair) for pair in codes], (26, 60))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _labels(table: Mapping[str, Any]) -> Iterator[list[str]]:
    for part in LABELS:
        for label in table.get(part, ()):
            yield [part, label["id"], label["text"]["sv"], label["text"]["en"], ""]
    for part, named in table.get("own", {}).items():
        for code, one in named.items():
            pair = one.get("text", one)
            yield [part, code, pair["sv"], pair["en"], one.get("kind", "")]


def _fill(
    sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    for at, row in enumerate([header, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if value:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_CELL]
                cell.data_type = "s"  # text is text and never a formula
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EBF0")
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, last: int) -> None:
    """Lists to choose from where only certain codes will do."""
    for column, key in enumerate(QUESTIONS, start=1):
        codes = CHOICES.get(key) or (("ja", "nej") if key in MARKS else ())
        if codes:
            letter = get_column_letter(column)
            rule = DataValidation(type="list", formula1=f'"{",".join(codes)}"', allow_blank=True)
            rule.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(rule)


def _taken(table: Mapping[str, Any], key: str) -> object:
    name, _, language = key.partition(".")
    value = table.get(name)
    return value.get(language) if language and isinstance(value, Mapping) else value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)
