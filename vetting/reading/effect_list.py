"""One effect list as a reader may see it: facts of each row, and never what stands in another's case."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.effects import CARRIED_OUT, WAITING
from vetting.domain.errors import NotFound
from vetting.domain.terms import Outcome
from vetting.domain.terms_premises import PartyKind
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.reading.effect_lists import reaching
from vetting.reading.effect_signers import signers_of
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.effect_lists import EffectList, EffectRow
from vetting.records.officers import Board, Officer
from vetting.records.payments import Instalment
from vetting.records.premises import Premises, Tariff

ROOMS = frozenset(
    {EffectKind.TARIFF, EffectKind.BOOKING, EffectKind.BOOKING_REQUEST, EffectKind.LINKED_REQUEST}
)
_ORDER = list(EffectKind)  # money first, what is a question last


@dataclass(frozen=True)
class RowFilter:
    """`only`: "mine" (rows of one's own boards), "waiting" or blank; `kind` "rooms", "money" or blank;
    `series`: the dates of one request."""

    only: str = ""
    kind: str = ""
    series: str = ""


@dataclass(frozen=True)
class EffectLine:
    """A row with what it names as that stands now; amounts in whole kronor.

    `party`: who else asked, where the reader may decide it and it is no private person. `is_mine`: the reader
    may decide it; `may_sign`: as the second person.
    """

    id: str
    kind: EffectKind
    board_id: str
    board: str
    state: EffectState
    amount: int
    concerns_on: dt.date | None
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    premises: str | None
    request_id: str | None
    party: str | None
    case_id: str | None
    case_number: str | None
    tariff: str | None
    due_on: dt.date
    is_later: bool
    reason: str
    new_fact: str
    said_by_id: str | None
    said_by: str | None
    decided_by: str | None
    decided_at: dt.datetime | None
    is_mine: bool
    may_sign: bool

    @property
    def waits(self) -> bool:
        return self.state in WAITING

    @property
    def is_signed(self) -> bool:
        """One person proposed it and another signed: the words are the first one's."""
        return self.state is EffectState.ENDED and self.kind in CARRIED_OUT

    @property
    def is_date(self) -> bool:
        return self.kind is EffectKind.BOOKING


@dataclass(frozen=True)
class EffectPage:
    """The list with the rows the reader may see that the filter asks for. `elsewhere`: of boards that are no
    business of the reader's, how many rows there are and how many of them wait. `signers`: for each board of
    the reader's where rows wait for a signature, the names of who may sign."""

    id: str
    case_id: str
    case_number: str | None
    association_id: str
    association: str
    board: str
    outcome: Outcome
    decided_on: dt.date
    made_at: dt.datetime
    closed_at: dt.datetime | None
    closed_by: str | None
    close_reason: str
    reopened_at: dt.datetime | None
    lines: tuple[EffectLine, ...]
    total: int
    decided: int
    waiting: int
    series: tuple[tuple[str, str, int], ...]  # request, premises, dates that wait for the reader's board
    elsewhere: tuple[tuple[str, int, int], ...]
    signers: tuple[tuple[str, tuple[str, ...]], ...]
    may_close: bool


def effect_page(list_id: str, wanted: RowFilter, *, actor: Actor) -> EffectPage:
    """The list, in five queries however many rows. Raises NotFound for one that no board of the actor's made
    or has a row in."""
    head = _head(list_id, actor)
    seen = boards_for(actor, Act.SEE_REVOCATIONS)
    sees_all = seen is None or head.board_id in seen
    own = None if sees_all else sorted(seen or ())
    lines = [_line(row, actor) for row in db.session.execute(_rows(list_id, own))]
    lines.sort(key=lambda line: _ORDER.index(line.kind))
    elsewhere = () if sees_all else _elsewhere(list_id, own or [])
    mine = [line for line in lines if line.is_mine and line.waits]
    waiting = sum(line.waits for line in lines) + sum(waits for _, _, waits in elsewhere)
    return EffectPage(
        id=list_id,
        case_id=head.case_id,
        case_number=head.case_number if may(actor, Act.SEE_CASES, head.board_id) else None,
        association_id=head.association_id,
        association=head.association,
        board=head.board,
        outcome=head.outcome,
        decided_on=head.decided_on,
        made_at=head.made_at,
        closed_at=head.closed_at,
        closed_by=head.closed_by,
        close_reason=head.close_reason if sees_all else "",
        reopened_at=head.reopened_at,
        lines=tuple(line for line in lines if _is_wanted(line, wanted)),
        total=len(lines),
        decided=sum(not line.waits for line in lines),
        waiting=waiting,
        series=_series(mine),
        elsewhere=elsewhere,
        signers=signers_of(
            (line.board_id, line.board, line.said_by_id)
            for line in mine
            if line.state is EffectState.AWAITING_SECOND
        ),
        may_close=head.closed_at is None and not waiting and may(actor, Act.DECIDE_EFFECT, head.board_id),
    )


def list_of_case(case_id: str, *, actor: Actor) -> str:
    """The id of the list that the revocation in the case made. Raises NotFound."""
    found = db.session.scalar(select(EffectList.id).where(EffectList.case_id == case_id, reaching(actor)))
    if found is None:
        raise NotFound("not_found")
    return found


def _head(list_id: str, actor: Actor) -> Any:
    row = db.session.execute(
        select(
            EffectList.case_id,
            Case.case_number,
            EffectList.association_id,
            Association.name.label("association"),
            EffectList.board_id,
            Board.name.label("board"),
            Decision.outcome,
            Decision.decided_on,
            EffectList.made_at,
            EffectList.closed_at,
            Officer.display_name.label("closed_by"),
            EffectList.close_reason,
            EffectList.reopened_at,
        )
        .join(Case, Case.id == EffectList.case_id)
        .join(Association, Association.id == EffectList.association_id)
        .join(Board, Board.id == EffectList.board_id)
        .join(Decision, Decision.id == EffectList.decision_id)
        .outerjoin(Officer, Officer.id == EffectList.closed_by)
        .where(EffectList.id == list_id, reaching(actor))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row


def _rows(list_id: str, own: list[str] | None) -> Any:
    said, decided = aliased(Officer), aliased(Officer)
    # A tariff that is used again is known by the request that uses it.
    is_tariff = and_(EffectRow.kind == EffectKind.TARIFF, EffectRow.subject_id == EffectRow.request_id)
    used_again = case((is_tariff, BookingRequest.tariff_id))
    support_id = func.coalesce(Instalment.support_id, EffectRow.subject_id)
    query = (
        select(
            EffectRow,
            Board.name.label("board"),
            Premises.name.label("premises"),
            Booking.starts_at,
            Booking.ends_at,
            BookingRequest.party_kind,
            BookingRequest.party_name,
            Case.id.label("case_id"),
            Case.case_number,
            Tariff.name.label("tariff"),
            said.display_name.label("said_by"),
            decided.display_name.label("decided_by"),
        )
        .join(Board, Board.id == EffectRow.board_id)
        .outerjoin(Premises, Premises.id == EffectRow.premises_id)
        .outerjoin(Booking, Booking.id == EffectRow.subject_id)
        .outerjoin(BookingRequest, BookingRequest.id == EffectRow.request_id)
        .outerjoin(Instalment, Instalment.id == EffectRow.subject_id)
        .outerjoin(Support, Support.id == support_id)
        .outerjoin(Case, Case.id == func.coalesce(Support.case_id, EffectRow.subject_id))
        .outerjoin(Tariff, or_(Tariff.id == EffectRow.subject_id, Tariff.id == used_again))
        .outerjoin(said, said.id == EffectRow.said_by)
        .outerjoin(decided, decided.id == EffectRow.decided_by)
        .where(EffectRow.list_id == list_id)
        .order_by(Board.name, Booking.starts_at, EffectRow.concerns_on, EffectRow.id)
    )
    return query if own is None else query.where(EffectRow.board_id.in_(own))


def _line(found: Any, actor: Actor) -> EffectLine:
    row: EffectRow = found.EffectRow
    is_mine = may(actor, Act.DECIDE_EFFECT, row.board_id)
    is_linked = is_mine and row.kind is EffectKind.LINKED_REQUEST
    names_party = is_linked and found.party_kind is not PartyKind.PRIVATE
    sees_case = found.case_id is not None and may(actor, Act.SEE_CASES, row.board_id)
    return EffectLine(
        id=row.id,
        kind=row.kind,
        board_id=row.board_id,
        board=found.board,
        state=row.state,
        amount=row.amount,
        concerns_on=row.concerns_on,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        premises=found.premises,
        request_id=row.request_id,
        party=found.party_name if names_party else None,
        case_id=found.case_id if sees_case else None,
        case_number=found.case_number if sees_case else None,
        tariff=found.tariff,
        due_on=row.due_on,
        is_later=row.is_later,
        reason=row.reason if is_mine else "",
        new_fact=str((row.cancelling or {}).get("new_fact", "")) if is_mine else "",
        said_by_id=row.said_by,
        said_by=found.said_by,
        decided_by=found.decided_by,
        decided_at=row.decided_at,
        is_mine=is_mine,
        may_sign=is_mine and row.state is EffectState.AWAITING_SECOND and not actor.is_person(row.said_by),
    )


def _is_wanted(line: EffectLine, wanted: RowFilter) -> bool:
    return (
        (wanted.only != "mine" or line.is_mine)
        and (wanted.only != "waiting" or line.waits)
        and (wanted.kind != "rooms" or line.kind in ROOMS)
        and (wanted.kind != "money" or line.kind not in ROOMS)
        and (not wanted.series or (line.request_id == wanted.series and line.kind is EffectKind.BOOKING))
    )


def _series(mine: list[EffectLine]) -> tuple[tuple[str, str, int], ...]:
    dates = Counter(
        (line.request_id, line.premises or "")
        for line in mine
        if line.kind is EffectKind.BOOKING and line.request_id
    )
    return tuple((str(request_id), premises, count) for (request_id, premises), count in dates.items())


def _elsewhere(list_id: str, own: list[str]) -> tuple[tuple[str, int, int], ...]:
    waits = func.count().filter(EffectRow.state.in_(WAITING))
    rows = db.session.execute(
        select(Board.name, func.count(), waits)
        .join(EffectRow, EffectRow.board_id == Board.id)
        .where(EffectRow.list_id == list_id, EffectRow.board_id.not_in(own))
        .group_by(Board.name)
        .order_by(Board.name)
    )
    return tuple((name, count, waiting) for name, count, waiting in rows)
