"""Reads a checklist from a workbook into the table that TOML would give."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook

from vetting.domain.errors import UnusableFile
from vetting.domain.terms_decisions import ParameterKind
from vetting.gateways.rule_columns import ABOUT, LABELS, LISTS, MARKS, QUESTIONS, SHEETS, WORDS
from vetting.gateways.sheets import open_workbook, refused_if_damaged

OMITTED = frozenset(
    {"options", "parameters", "opens_after", "focus", "view_risk", "opens_with_act"}
)  # left out of the table when blank
YES, NO = ("ja", "yes", "true", "1", "x"), ("nej", "no", "false", "0", "")
MOST_ROWS, MOST_COLUMNS = 1_000, 60


def read_rules(data: bytes, filename: str) -> dict[str, Any]:
    """The table in a workbook, as TOML would give it; its meaning is the next reader's to judge.

    Raises UnusableFile `broken_xlsx`, `rules_sheet_missing`, `rules_column_missing`, `rules_formula`,
    `rules_too_many_rows`, `rules_cell_unreadable` with sheet and cell.
    """
    with refused_if_damaged(filename):
        book = open_workbook(io.BytesIO(data), is_computed=False)
        try:
            sheets = {kind: list(_rows(book, kind, filename)) for kind in SHEETS}
        finally:
            book.close()
    table = _about(sheets["about"], filename)
    table |= _parts(sheets["words"], filename)
    table["questions"] = [_question(row, filename) for row in sheets["questions"]]
    return table


Cells = dict[str, Any]


def _rows(book: Workbook, kind: str, filename: str) -> Iterator[tuple[int, Cells]]:
    """The rows below the first of a sheet by the names of their columns, each with its number."""
    title = next((one for one in book.sheetnames if one.strip().casefold() in _named(SHEETS[kind])), None)
    if title is None:
        raise UnusableFile("rules_sheet_missing", filename=filename, sheet=SHEETS[kind][0])
    rows = _values(book[title], filename)
    headings = _headings(kind, next(rows, ()), filename, title)
    for row_no, row in enumerate(rows, start=2):
        cells = {name: value for name, value in zip(headings, row, strict=False) if name}
        if any(_plain(value) for value in cells.values()):
            yield row_no, {**cells, "": title}


def _values(sheet: Any, filename: str) -> Iterator[Sequence[object]]:
    """The values of each row, but neither of formulas nor of a sheet without end."""
    sheet.reset_dimensions()  # the declared size may lie
    for row_no, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if row_no > MOST_ROWS:
            raise UnusableFile("rules_too_many_rows", filename=filename, sheet=sheet.title, limit=MOST_ROWS)
        for cell in row:
            if cell.data_type == "f":
                raise UnusableFile(
                    "rules_formula", filename=filename, sheet=sheet.title, cell=cell.coordinate
                )
        yield [cell.value for cell in row]


def _headings(kind: str, row: Sequence[object], filename: str, title: str) -> list[str]:
    if kind == "about":
        return ["field", "value"]
    columns = QUESTIONS if kind == "questions" else WORDS
    known = {text.casefold(): key for key, pair in columns.items() for text in (*pair, key)}
    found = [known.get(_plain(value).casefold(), "") for value in row]
    if missing := [columns[key][0] for key in columns if key not in found]:
        raise UnusableFile("rules_column_missing", filename=filename, sheet=title, missing=missing)
    return found


def _about(rows: Sequence[tuple[int, Cells]], filename: str) -> dict[str, Any]:
    known = {text.casefold(): key for key, pair in ABOUT.items() for text in (*pair, key)}
    table: dict[str, Any] = {}
    for row_no, cells in rows:
        key = known.get(_plain(cells.get("field")).casefold())
        if key is None:
            raise _unreadable(filename, cells, row_no, _plain(cells.get("field")))
        value: object = _plain(cells.get("value"))
        if key == "version":
            value = _month(cells.get("value"))
        if key == "in_force_on":
            value = _date(cells.get("value"))
            if value is None:
                raise _unreadable(filename, cells, row_no, ABOUT[key][0])
        if value or key != "act_gate":
            _put(table, key, value)
    return table


def _question(row: tuple[int, Cells], filename: str) -> dict[str, Any]:
    row_no, cells = row
    question: dict[str, Any] = {}
    for key in QUESTIONS:
        value = _plain(cells.get(key))
        if key in OMITTED and value.casefold() in ("", "nej", "no"):
            continue
        if key in MARKS and value.casefold() not in (*YES, *NO):
            raise _unreadable(filename, cells, row_no, QUESTIONS[key][0])
        told: object = value
        if key in MARKS:
            told = value.casefold() in YES
        elif key in LISTS:
            told = [one.strip() for one in value.replace("\n", ";").split(";") if one.strip()]
        _put(question, key, told)
    if question.get("parameters"):
        question["local"] = True
    return question


def _parts(rows: Sequence[tuple[int, Cells]], filename: str) -> dict[str, Any]:
    table: dict[str, Any] = {part: [] for part in LABELS}
    own: dict[str, dict[str, Any]] = {}
    for row_no, cells in rows:
        part, code, kind = (_plain(cells.get(key)) for key in ("part", "code", "kind"))
        pair = {language: _plain(cells.get(language)) for language in ("sv", "en")}
        if part in LABELS:
            table[part].append({"id": code, "text": pair})
        elif part == "parameters" and kind in set(ParameterKind):
            own.setdefault(part, {})[code] = {"kind": kind, "text": pair}
        elif part in ("evidence", "sources"):
            own.setdefault(part, {})[code] = pair
        else:
            raise _unreadable(filename, cells, row_no, part or kind)
    return table | ({"own": own} if own else {})


def _unreadable(filename: str, cells: Cells, row_no: int, what: str) -> UnusableFile:
    facts = {"filename": filename, "sheet": cells[""], "row": row_no, "what": what[:60]}
    return UnusableFile("rules_cell_unreadable", **facts)


def _put(table: dict[str, Any], key: str, value: object) -> None:
    name, _, language = key.partition(".")
    if language:
        table.setdefault(name, {})[language] = value
    else:
        table[name] = value


def _plain(value: object) -> str:
    """A cell as text; a day that a spreadsheet made of it is a day again."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _month(value: object) -> str:
    """A version as 2027-01, although a spreadsheet takes that for a day."""
    return f"{value.year}-{value.month:02}" if isinstance(value, dt.date) else _plain(value)


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_plain(value))
    except ValueError:
        return None


def _named(pair: tuple[str, str]) -> set[str]:
    return {one.casefold() for one in pair}
