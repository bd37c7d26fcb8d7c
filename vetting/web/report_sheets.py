"""The tables of a report as the sheets of a workbook."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from vetting.services.report_files import BookSheet
from vetting.web.wording.report_cells import Column, Table

Named = Sequence[tuple[str, Table]]


def sheet_of(title: str, tables: Named, notes: Sequence[str] = ()) -> BookSheet:
    """The same table of several rounds below each other, the round's name first in each row."""
    columns = tables[0][1].columns
    notes = [*notes, *dict.fromkeys(note for _name, table in tables for note in table.notes)]
    rows = [[name, *_flat(table.columns, row)] for name, table in tables for row in table.rows]
    return _sheet(title, [Column(_("Round"), "text"), *columns], rows, notes)


def lone_sheet(title: str, table: Table, notes: Sequence[str] = ()) -> BookSheet:
    """A table whose rows are rounds already."""
    rows = [list(_flat(table.columns, row)) for row in table.rows]
    return _sheet(title, table.columns, rows, [*notes, *table.notes])


def _sheet(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[object]], notes: Sequence[str]
) -> BookSheet:
    headings, kinds = [], []
    for column in columns:
        if column.kind in ("shares", "counts"):
            headings.append(_("%(heading)s, from", heading=column.label))
            headings.append(_("%(heading)s, to", heading=column.label))
            kinds += [column.kind.removesuffix("s")] * 2
        else:
            headings.append(column.label)
            kinds.append({"days": "decimal"}.get(column.kind, column.kind))
    return BookSheet(title, headings, kinds, rows, notes)


def _flat(columns: Iterable[Column], row: Iterable[object]) -> Iterable[object]:
    """From and to become cells of their own."""
    for column, value in zip(columns, row, strict=True):
        if column.kind in ("shares", "counts"):
            yield from value if isinstance(value, tuple) else (None, None)
        else:
            yield float(value) if isinstance(value, Fraction) else value
