"""What a round drew, its streams apart, in the order of the draw, with the reserves that came in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Actor
from vetting.domain.chance_words import PlainChance, plain_chance
from vetting.domain.check_readers import oversees
from vetting.domain.errors import Refused
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import LeftReason, SpotCheckState, Stream, TakeAllGround
from vetting.reading.round_rows import RoundHead, head_of, round_row
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.officers import Board, Officer
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class DrawnLine:
    """One check. `replaces` is the item whose place a reserve took; `may_open`: the reader may open it."""

    check_id: str
    item: str
    association: str
    board: str
    kind: SupportKind
    stream: Stream
    stratum: str
    position: int
    ticket: str
    grounds: tuple[TakeAllGround, ...]
    chance: PlainChance
    has_second_reading: bool
    state: SpotCheckState
    officer: str
    asked_at: dt.datetime | None
    left_reason: LeftReason | None
    replaces: str
    may_open: bool


@dataclass(frozen=True)
class DrawnPage:
    """Checks by stream; a stream that drew nothing has none."""

    head: RoundHead
    streams: tuple[tuple[Stream, tuple[DrawnLine, ...]], ...]


def drawn_page(round_id: str, *, actor: Actor) -> DrawnPage:
    """Every check of a drawn round, in four queries. Raises NotFound, and Refused `round_not_drawn`."""
    row = round_row(round_id, actor)
    if row.drawn_at is None:
        raise Refused("round_not_drawn")
    before = aliased(SpotCheck)
    rows = db.session.execute(
        select(SpotCheck, Association.name, Board.name, Officer.display_name, before.item)
        .join(Support, Support.id == SpotCheck.support_id)
        .join(Association, Association.id == Support.association_id)
        .join(Board, Board.id == SpotCheck.board_id)
        .outerjoin(Officer, Officer.id == SpotCheck.officer_id)
        .outerjoin(before, before.id == SpotCheck.replaces_id)
        .where(SpotCheck.round_id == row.id)
        .order_by(SpotCheck.stratum, SpotCheck.position, SpotCheck.item)
    )
    lines = [_line(check, actor, *names) for check, *names in rows]
    return DrawnPage(head_of(row, actor), tuple((stream, _of(stream, lines)) for stream in Stream))


def _of(stream: Stream, lines: Iterable[DrawnLine]) -> tuple[DrawnLine, ...]:
    """Only the random stream goes by stratum; the others are one list."""
    found = [line for line in lines if line.stream is stream]
    return tuple(found if stream is Stream.RANDOM else sorted(found, key=lambda line: line.position))


def _line(check: SpotCheck, actor: Actor, *names: str | None) -> DrawnLine:
    association, board, officer, replaces = names
    return DrawnLine(
        check_id=check.id,
        item=check.item,
        association=association or "",
        board=board or "",
        kind=check.kind,
        stream=check.stream,
        stratum=check.stratum,
        position=check.position,
        ticket=check.ticket,
        grounds=tuple(TakeAllGround(ground) for ground in check.grounds.split()),
        chance=plain_chance(check.chance),
        has_second_reading=check.has_second_reading,
        state=check.state,
        officer=officer or "",
        asked_at=check.asked_at,
        left_reason=check.left_reason,
        replaces=replaces or "",
        may_open=oversees(actor, check.board_id) or actor.id in (check.officer_id, check.second_officer_id),
    )
