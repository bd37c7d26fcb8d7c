"""Finds the header row of a sheet and which column is which, by name and never by place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK, mask, read_org_number
from vetting.domain.names import search_key
from vetting.domain.terms import NumberClass

HEADER_WITHIN = 30  # real lists have title rows above


@dataclass(frozen=True, slots=True)
class Columns:
    """Canonical column name to the headings it may carry, and which columns must be there."""

    aliases: Mapping[str, tuple[str, ...]]
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Canonical name to position. `unknown`: headings nobody asked for, told as a warning.
    `row_no` counts from 1 as spreadsheets do."""

    positions: Mapping[str, int]
    unknown: tuple[str, ...]
    row_no: int

    def pick(self, cells: Sequence[object]) -> dict[str, object]:
        """The row's values by canonical name; a short row has None."""
        return {name: cells[at] if at < len(cells) else None for name, at in self.positions.items()}


def find_header(
    rows: Iterable[tuple[int, Sequence[object]]], columns: Columns, *, filename: str = ""
) -> HeaderMap:
    """The best heading row among the first ones.

    Raises UnusableFile missing_column (missing, found) or no_header when nothing looks like one.
    """
    best: HeaderMap | None = None
    candidates = list(rows)[:HEADER_WITHIN]
    for row_no, cells in candidates:
        found = map_header(cells, columns, row_no)
        if best is None or len(found.positions) > len(best.positions):
            best = found
    if best is None or not best.positions:
        first = next((cells for _, cells in candidates if any(cells)), ())
        missing = sorted(columns.required or columns.aliases)
        raise UnusableFile("no_header", filename=filename, missing=missing, found=_headings(first))
    if missing := sorted(columns.required - set(best.positions)):
        cells = dict(candidates)[best.row_no]
        raise UnusableFile(
            "missing_column", filename=filename, missing=missing, found=_headings(cells), row=best.row_no
        )
    return best


def map_header(cells: Sequence[object], columns: Columns, row_no: int) -> HeaderMap:
    """Which column is which. A heading that is told comes before one that is only called as the column is:
    with status told to be “Orsak”, a column “Status” beside it is another one."""
    told = {heading(one): canonical for canonical, found in columns.aliases.items() for one in found}
    there = {told.get(heading(cell)) for cell in cells}
    names = {heading(canonical): canonical for canonical in columns.aliases if canonical not in there} | told
    positions: dict[str, int] = {}
    unknown = []
    for at, cell in enumerate(cells):
        canonical = names.get(heading(cell))
        if canonical and canonical not in positions:
            positions[canonical] = at
        elif heading(cell):
            unknown.append(str(cell).strip())
    return HeaderMap(positions, tuple(unknown), row_no)


def heading(cell: object) -> str:
    """Headings are compared without case, accents, blanks and signs: Org.nr, ORGNR, org nr."""
    return search_key(cell).replace(" ", "") if isinstance(cell, str) else ""


def _headings(cells: Sequence[object]) -> list[str]:
    return [_shown(cell) for cell in cells if cell is not None and str(cell).strip()][:30]


def _shown(cell: object) -> str:
    """A file without headings has a person's number where a heading should be: never repeated."""
    text = str(cell).strip()
    return MASK if read_org_number(text).cls is NumberClass.PERSONAL else mask(text)[:40]
