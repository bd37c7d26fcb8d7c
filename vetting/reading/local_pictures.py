"""Local pictures to look up: the half-year's draft, the versions adopted, and which boards have none yet."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.local_pictures import Picture, due_on, picture_from
from vetting.domain.seasons import HalfYear, half_year_of
from vetting.domain.working_days import Days
from vetting.records import concerns, local_pictures
from vetting.records.db import db
from vetting.records.local_pictures import LocalPicture
from vetting.records.officers import Board, Officer

HALF_YEARS = 4


@dataclass(frozen=True)
class AdoptedPicture:
    """A version as it was adopted. `is_whole`: its digest still is that of its text."""

    version: int
    digest: str
    by: str
    adopted_on: dt.date
    is_whole: bool


@dataclass(frozen=True)
class PicturePage:
    """A half-year's picture: the version in `shown`, otherwise the draft; `picture` None: nothing is there.

    `concerns`: counted by kind, None where fewer than are told.
    """

    board_id: str
    board: str
    half_year: str
    due_on: dt.date
    picture: Picture | None
    edition: int
    versions: tuple[AdoptedPicture, ...]
    shown: AdoptedPicture | None
    concerns: Mapping[str, int | None]
    is_changed: bool  # the draft says something else than the newest version
    may_write: bool


@dataclass(frozen=True)
class PictureRow:
    """A board and the day its picture was last adopted, by half-year."""

    board_id: str
    board: str
    adopted: Mapping[str, dt.date]


@dataclass(frozen=True)
class Pictures:
    """The latest half-years, the newest first, each with the day by which its picture is due."""

    half_years: tuple[tuple[str, dt.date], ...]
    rows: tuple[PictureRow, ...]


def pictures(*, actor: Actor, days: Days) -> Pictures:
    """Boards in use within reach, by name, with the pictures of the last two years. Raises NotAllowed."""
    require(actor, Act.SEE_ACTION_PLANS)
    mine = boards_for(actor, Act.SEE_ACTION_PLANS)
    query = select(Board.id, Board.name).where(Board.is_active).order_by(Board.name)
    boards = db.session.execute(query if mine is None else query.where(Board.id.in_(sorted(mine)))).all()
    now = half_year_of(days.today)
    halves = [now.back(count) for count in range(HALF_YEARS)]
    rows = db.session.execute(
        select(LocalPicture.board_id, LocalPicture.half_year, func.max(LocalPicture.adopted_on))
        .where(LocalPicture.half_year.in_([one.name for one in halves]))
        .group_by(LocalPicture.board_id, LocalPicture.half_year)
    )
    found: dict[str, dict[str, dt.date]] = {}
    for board_id, half_year, adopted_on in rows:
        found.setdefault(board_id, {})[half_year] = adopted_on
    lines = tuple(PictureRow(board_id, name, found.get(board_id, {})) for board_id, name in boards)
    return Pictures(tuple((one.name, due_on(one, days.holidays)) for one in halves), lines)


def picture_page(
    board_id: str, half_year: HalfYear, *, actor: Actor, days: Days, version: int | None = None
) -> PicturePage:
    """The half-year's picture: a version as adopted, the newest where one is asked for as 0, else the draft.

    Raises NotAllowed, NotFound.
    """
    require(actor, Act.SEE_ACTION_PLANS, board_id)
    board = db.session.get(Board, board_id)
    if board is None:
        raise NotFound("not_found")
    rows = _versions(board_id, half_year)
    draft = local_pictures.draft_of(board_id, half_year.name)
    drafted = local_pictures.picture_of(draft) if draft else None
    newest = picture_from(rows[0][1].document)[0] if rows else None
    shown, picture, counted = _shown(rows, version)
    if shown is None:
        picture, counted = drafted, _counted(board.district, half_year)
    return PicturePage(
        board_id,
        board.name,
        half_year.name,
        due_on(half_year, days.holidays),
        picture,
        draft.edition if draft else 0,
        tuple(line for line, _row in rows),
        shown,
        counted,
        is_changed=drafted is not None and drafted != newest,
        may_write=may(actor, Act.WRITE_ACTION_PLANS, board_id),
    )


Row = tuple[AdoptedPicture, LocalPicture]
Counts = Mapping[str, int | None]


def _shown(rows: list[Row], version: int | None) -> tuple[AdoptedPicture | None, Picture | None, Counts]:
    if version is None or (version == 0 and not rows):
        return None, None, {}
    for line, row in rows:
        if version in (0, line.version):
            picture, counted = picture_from(row.document)
            return line, picture, counted
    raise NotFound("not_found")


def _versions(board_id: str, half_year: HalfYear) -> list[Row]:
    rows = db.session.execute(
        select(LocalPicture, Officer.display_name)
        .outerjoin(Officer, Officer.id == LocalPicture.adopted_by)
        .where(LocalPicture.board_id == board_id, LocalPicture.half_year == half_year.name)
        .order_by(LocalPicture.version.desc())
    )
    return [
        (
            AdoptedPicture(
                row.version,
                row.digest,
                name or row.adopted_by,
                row.adopted_on,
                hashlib.sha256(row.document.encode()).hexdigest() == row.digest,
            ),
            row,
        )
        for row, name in rows
    ]


def _counted(district: str | None, half_year: HalfYear) -> Counts:
    if district is None:
        return {}
    counts = concerns.concern_counts(half_year.first_on, half_year.last_on)
    return local_pictures.counted(counts, district)
