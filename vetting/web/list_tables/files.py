"""A whole list read page by page and written as a workbook or as text: the same rows give the same bytes."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, zip_longest

from flask_babel import force_locale

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.exports import MOST_ROWS
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.domain.terms_exports import ExportEnding, ExportKind
from vetting.services import report_files, row_sheets
from vetting.services.exports import ExportWanted
from vetting.services.report_files import BookSheet
from vetting.web.list_tables import casework, money_and_rooms, register
from vetting.web.list_tables.base import Args, Asked, Cell, Column, ListTable, Piece, Row

TABLES: Mapping[ExportKind, ListTable] = {
    table.kind: table for table in (*casework.TABLES, *register.TABLES, *money_and_rooms.TABLES)
}
TRIES = 3
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class WholeList:
    """Every row of a list with its columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def first_piece(table: ListTable, args: Args, actor: Actor, today: dt.date) -> Piece:
    """The first rows and how many there are. Raises as the page does."""
    return table.read(args, Asked(actor, today))


def whole_list(
    table: ListTable, args: Args, actor: Actor, *, today: dt.date, progress: Progress | None = None
) -> WholeList:
    """All rows in the page's order, in pieces, as they stood at one moment: the list is read through twice,
    and what was the same both times stood so in between. When it changed, it is read anew.

    Raises as the page does, and Refused `export_too_long` or `export_unsteady`.
    """
    asked = Asked(actor, today)
    for _try in range(TRIES):
        read = _read_through(table, args, asked, progress)
        if read is not None and _stands_so(read, table, args, asked):
            return WholeList(read[0].columns, tuple(row for piece in read for row in piece.rows))
    raise Refused("export_unsteady")


def _read_through(
    table: ListTable, args: Args, asked: Asked, progress: Progress | None
) -> list[Piece] | None:
    """None when it became longer or shorter meanwhile."""
    read: list[Piece] = []
    for piece in _pieces(table, args, asked):
        if piece.total > MOST_ROWS:
            raise Refused("export_too_long", rows=piece.total, most=MOST_ROWS)
        read.append(piece)
        if piece.total != read[0].total:
            return None
        if progress is not None:
            progress(sum(len(one.rows) for one in read), piece.total)
    return read


def _stands_so(read: list[Piece], table: ListTable, args: Args, asked: Asked) -> bool:
    again = _pieces(table, args, replace(asked, anchor=read[0].anchor))
    return all(one == other for one, other in zip_longest(read, again))


def _pieces(table: ListTable, args: Args, asked: Asked) -> Iterator[Piece]:
    for page in count(1):
        piece = table.read(args, replace(asked, page=page))
        asked = replace(asked, anchor=asked.anchor or piece.anchor)
        yield piece
        if page * asked.per_page >= piece.total or not piece.rows:
            return


def bytes_of(found: WholeList, ending: ExportEnding, title: str) -> bytes:
    """The file. Days and amounts stay what they are; nothing in it tells when it was made."""
    header = [column.label for column in found.columns]
    kinds = [column.kind for column in found.columns]
    if ending is ExportEnding.CSV:
        return row_sheets.delimited(header, ([_plain(value) for value in row] for row in found.rows))
    rows = [[_in_sheet(value) for value in row] for row in found.rows]
    return report_files.workbook([BookSheet(title, header, kinds, rows)], title=title)


def make_file(
    wanted: ExportWanted, actor: Actor, now: dt.datetime, *, progress: Progress
) -> tuple[bytes, int]:
    """The file of an export that was asked for, in the language it was asked for in, and its rows."""
    with force_locale(wanted.language):
        table = TABLES[wanted.kind]
        found = whole_list(table, wanted.args, actor, today=swedish_day(now), progress=progress)
        return bytes_of(found, wanted.ending, table.title()), len(found.rows)


def _in_sheet(value: Cell) -> object:
    """Spreadsheets have no zones: an instant is told by the Swedish clock."""
    if isinstance(value, dt.datetime):
        return value.astimezone(SWEDEN).replace(tzinfo=None, second=0, microsecond=0)
    return value


def _plain(value: Cell) -> object:
    local = _in_sheet(value)
    if isinstance(local, dt.datetime):
        return f"{local:%Y-%m-%d %H:%M}"
    return local.isoformat() if isinstance(local, dt.date) else local
