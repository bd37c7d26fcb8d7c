"""Stop marks as others see them: who set one, what it stops, where and until when; no content of a case."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.bars import standing
from vetting.domain.errors import NotFound
from vetting.domain.terms_contracts import BarStanding, BarWordKind, StepState
from vetting.domain.terms_premises import PartyKind
from vetting.domain.terms_revocations import BarReach
from vetting.reading.bar_moves import MoveLine, is_own, moves_of
from vetting.records import bars
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.bar_moves import BarMove, BarWord
from vetting.records.bars import Bar
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.officers import Board, Officer

_LIVE = frozenset({BarStanding.HOLDS, BarStanding.TO_REVIEW, BarStanding.RUN_OUT})


@dataclass(frozen=True)
class BarLine:
    """A stop mark as a fact. `party` is "" for a private party of a contract, which is told by its id."""

    id: str
    party: str
    association_id: str | None
    request_id: str | None
    board_id: str
    board: str
    reach: BarReach
    is_every_board: bool
    starts_on: dt.date
    ends_on: dt.date
    review_on: dt.date
    standing: BarStanding

    @property
    def is_live(self) -> bool:
        """Whether it holds, or waits for a word."""
        return self.standing in _LIVE


@dataclass(frozen=True)
class WordLine:
    """An answer to a stop mark that asked."""

    kind: BarWordKind
    text: str
    next_review_on: dt.date | None
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class BarRegister:
    """Every stop mark the actor may know of: those that hold or wait, those that are over, and proposals."""

    live: tuple[BarLine, ...]
    over: tuple[BarLine, ...]
    waiting: tuple[MoveLine, ...]


@dataclass(frozen=True)
class BarInside:
    """What the board that set it sees besides: why, on what condition it is lifted, who owns it."""

    reason: str
    conditions: str
    owner: str
    set_by: str
    second_by: str
    case_id: str | None
    case_number: str | None
    lift_reason: str
    words: tuple[WordLine, ...]
    moves: tuple[MoveLine, ...]
    may_act: bool


@dataclass(frozen=True)
class ShownBar:
    """One stop mark; `inside` is None for other boards."""

    line: BarLine
    inside: BarInside | None


def register(*, actor: Actor, today: dt.date) -> BarRegister:
    """The register, in four queries. Stop marks that hold in none of the actor's boards are not in it."""
    lines = [line for line in _lines(_all(), today) if _is_seen(line[0], actor)]
    shown = tuple(line for _, line in lines)
    return BarRegister(
        live=tuple(line for line in shown if line.is_live),
        over=tuple(line for line in shown if not line.is_live),
        waiting=moves_of(BarMove.state == StepState.PROPOSED, actor=actor),
    )


def bar_page(bar_id: str, *, actor: Actor, today: dt.date) -> ShownBar:
    """One stop mark, in at most eight queries. Raises NotFound where it is no business of the actor's."""
    row = bars.bar(bar_id)
    if not _is_seen(row, actor):
        raise NotFound("not_found")
    ((_, line),) = _lines([row], today)
    return ShownBar(line, _inside(row, actor) if is_own(actor, row.board_id) else None)


def bars_of_association(association_id: str, *, today: dt.date) -> tuple[BarLine, ...]:
    """The stop marks that hold against an association today, as facts for everybody who sees it."""
    rows = bars.bars_in_force(tuple(BarReach), today=today, association_id=association_id)
    return tuple(line for _, line in _lines(rows, today)) if rows else ()


def _all() -> Sequence[Bar]:
    return db.session.scalars(select(Bar).order_by(Bar.ends_on, Bar.id)).all()


def _is_seen(row: Bar, actor: Actor) -> bool:
    """Of the actor's own boards, or holding in one of them."""
    seen = boards_for(actor, Act.SEE_REVOCATIONS)
    if seen is None or row.board_id in seen:
        return True
    return any(bars.holds_in(row, board_id) for board_id in seen)


def _lines(rows: Sequence[Bar], today: dt.date) -> list[tuple[Bar, BarLine]]:
    boards = {board.id: board.name for board in db.session.scalars(select(Board))}
    parties = _parties(rows)
    return [
        (
            row,
            BarLine(
                id=row.id,
                party=parties.get(row.association_id or row.request_id or "", ""),
                association_id=row.association_id,
                request_id=row.request_id,
                board_id=row.board_id,
                board=boards[row.board_id],
                reach=row.reach,
                is_every_board=row.board_ids is None,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                review_on=row.review_on,
                standing=standing(bars.days_of(row), today),
            ),
        )
        for row in rows
    ]


def _parties(rows: Sequence[Bar]) -> dict[str, str]:
    """Names of associations and of bodies; a private person is not named here."""
    ours = [row.association_id for row in rows if row.association_id]
    contracts = [row.request_id for row in rows if row.request_id]
    found: dict[str, str] = {}
    if ours:
        query = select(Association.id, Association.name).where(Association.id.in_(ours))
        found |= {key: name for key, name in db.session.execute(query)}
    if contracts:
        named = select(BookingRequest.id, BookingRequest.party_name).where(
            BookingRequest.id.in_(contracts), BookingRequest.party_kind != PartyKind.PRIVATE
        )
        found |= {key: name for key, name in db.session.execute(named)}
    return found


def _inside(row: Bar, actor: Actor) -> BarInside:
    people = {one.id: one.display_name for one in _people((row.owner_id, row.set_by, row.second_by))}
    number = (
        db.session.scalar(select(Case.case_number).where(Case.id == row.case_id)) if row.case_id else None
    )
    words = db.session.execute(
        select(BarWord, Officer.display_name)
        .join(Officer, Officer.id == BarWord.written_by)
        .where(BarWord.bar_id == row.id)
        .order_by(BarWord.written_at, BarWord.id)
    )
    return BarInside(
        reason=row.reason,
        conditions=row.conditions,
        owner=people[row.owner_id],
        set_by=people[row.set_by],
        second_by=people[row.second_by],
        case_id=row.case_id,
        case_number=number,
        lift_reason=row.lift_reason,
        words=tuple(
            WordLine(word.kind, word.text, word.next_review_on, by, word.written_at) for word, by in words
        ),
        moves=moves_of(BarMove.bar_id == row.id, actor=actor),
        may_act=may(actor, Act.DECIDE_EFFECT, row.board_id),
    )


def _people(ids: Sequence[str]) -> Sequence[Officer]:
    return db.session.scalars(select(Officer).where(Officer.id.in_(ids))).all()
