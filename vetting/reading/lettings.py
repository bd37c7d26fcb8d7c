"""One request for a room with everything that is known of it, and what else falls if it is approved."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.errors import NotFound
from vetting.domain.swedish_time import swedish_day
from vetting.domain.tenancy import Tenancy
from vetting.domain.terms_lettings import (
    LettingGround,
    LettingKind,
    PoliceWord,
    TenancyPoint,
    TenancyQuestion,
)
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.lettings import BookingDecision
from vetting.records.officers import Board, Officer
from vetting.records.premises import Premises
from vetting.records.tenancy_facts import Seen, seen_closely


@dataclass(frozen=True)
class DateLine:
    """One date. `has_room`: who has the room then; `falls`: parties that wait for the same time; `is_over`:
    its day has passed."""

    id: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    state: BookingState
    has_room: tuple[str, ...]
    falls: tuple[str, ...]
    is_over: bool


@dataclass(frozen=True)
class AskedLine:
    """A question as put, and what the party answered."""

    question: TenancyQuestion
    put_at: dt.datetime
    answer: str
    answered_at: dt.datetime | None
    earlier: tuple[str, ...] = ()  # what was answered before, the first first


@dataclass(frozen=True)
class ContactLine:
    """What the police said, once."""

    id: str
    contacted_at: dt.datetime
    unit: str
    word: PoliceWord
    said: str
    police_number: str


@dataclass(frozen=True)
class DecisionLine:
    """A decision about dates. `may_sign`: it waits, and the reader may be its second person."""

    id: str
    kind: LettingKind
    ground: LettingGround | None
    dates: int
    hindrance: str
    proposed_by: str
    proposed_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    returned_by: str
    returned_reason: str
    waits: bool
    may_sign: bool


@dataclass(frozen=True)
class LettingPage:
    """Everything about one request. `may_decide`: the reader decides on rooms of the board; `talk_to`: others
    than the reader who know of an earlier matter."""

    request: BookingRequest
    room: Premises
    board: str
    tenancy: Tenancy
    dates: tuple[DateLine, ...]
    asked: tuple[AskedLine, ...]
    contacts: tuple[ContactLine, ...]
    decisions: tuple[DecisionLine, ...]
    may_decide: bool
    talk_to: tuple[str, ...]

    @property
    def to_approve(self) -> tuple[DateLine, ...]:
        """The dates that can be approved: they wait, are to come, and nothing closes the room to them."""
        if self.tenancy.closed_by is not None:
            return ()
        return tuple(one for one in self.waiting if not one.is_over and not one.has_room)

    @property
    def in_the_way(self) -> TenancyPoint | None:
        """What keeps every waiting date from being approved; None where one can be, or all are over."""
        if self.to_approve or all(one.is_over for one in self.waiting):
            return None
        closed = self.tenancy.closed_by
        return TenancyPoint.SLOT_TAKEN if closed is None else closed.kind

    @property
    def waiting(self) -> tuple[DateLine, ...]:
        """The dates that wait for an answer."""
        return tuple(one for one in self.dates if one.state is BookingState.PENDING)

    @property
    def confirmed(self) -> tuple[DateLine, ...]:
        """The dates that are approved."""
        return tuple(one for one in self.dates if one.state is BookingState.APPROVED)

    @property
    def to_cancel(self) -> tuple[DateLine, ...]:
        """The approved dates that are still to come."""
        return tuple(one for one in self.confirmed if not one.is_over)

    @property
    def proposal(self) -> DecisionLine | None:
        """What waits for a second person."""
        return next((one for one in self.decisions if one.waits), None)

    @property
    def falls(self) -> tuple[str, ...]:
        """Parties that wait for a time that would be taken."""
        return tuple(dict.fromkeys(name for one in self.waiting for name in one.falls))

    @property
    def answers(self) -> dict[str, str]:
        """What the party has answered, by question."""
        return {one.question.value: one.answer for one in self.asked if one.answered_at is not None}

    @property
    def to_ask(self) -> tuple[TenancyQuestion, ...]:
        """The questions to write answers to: those the facts call for, and those put and not yet answered."""
        open_ones = [one.question for one in self.asked if one.answered_at is None]
        return tuple(dict.fromkeys([*self.tenancy.questions, *open_ones]))


def letting_page(request_id: str, *, actor: Actor, today: dt.date) -> LettingPage:
    """One request. Raises NotFound, also for another board's, and NotAllowed."""
    row = db.session.execute(
        select(BookingRequest, Premises, Board.name)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .join(Board, Board.id == Premises.board_id)
        .where(BookingRequest.id == request_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    request, room, board = row
    require(actor, Act.SEE_PREMISES, room.board_id)
    seen = seen_closely(request, today=today)
    seconds = may(actor, Act.SECOND_BOOKING, room.board_id)
    return LettingPage(
        request=request,
        room=room,
        board=board,
        tenancy=seen.tenancy,
        dates=_dates(seen, today),
        talk_to=tuple(name for name in seen.tenancy.talk_to if name != actor.name),
        asked=tuple(
            AskedLine(
                one.question,
                one.put_at,
                one.answer,
                one.answered_at,
                tuple(was["answer"] for was in one.earlier),
            )
            for one in seen.questions
        ),
        contacts=tuple(
            ContactLine(one.id, one.contacted_at, one.unit, one.word, one.said, one.police_number)
            for one in seen.contacts
        ),
        decisions=_decisions(request.id, actor, may_second=seconds),
        may_decide=may(actor, Act.DECIDE_BOOKING, room.board_id),
    )


def require_of_request(request_id: str, decision_id: str) -> None:
    """Raises NotFound unless the decision is about that very request."""
    found = select(BookingDecision.id).where(
        BookingDecision.id == decision_id, BookingDecision.request_id == request_id
    )
    if db.session.scalar(found) is None:
        raise NotFound("not_found")


def _decisions(request_id: str, actor: Actor, *, may_second: bool) -> tuple[DecisionLine, ...]:
    """Every decision about the request with the names of who made it, the latest first."""
    proposer, decider, returner = aliased(Officer), aliased(Officer), aliased(Officer)
    rows = db.session.execute(
        select(BookingDecision, proposer.display_name, decider.display_name, returner.display_name)
        .join(proposer, proposer.id == BookingDecision.proposed_by)
        .outerjoin(decider, decider.id == BookingDecision.decided_by)
        .outerjoin(returner, returner.id == BookingDecision.returned_by)
        .where(BookingDecision.request_id == request_id)
        .order_by(BookingDecision.proposed_at.desc(), BookingDecision.id)
    )
    return tuple(
        DecisionLine(
            id=row.id,
            kind=row.kind,
            ground=row.ground,
            dates=len(row.booking_ids),
            hindrance=str(row.content.get("hindrance", "")),
            proposed_by=proposed_by,
            proposed_at=row.proposed_at,
            decided_by=decided_by or "",
            decided_at=row.decided_at,
            returned_by=returned_by or "",
            returned_reason=row.returned_reason,
            waits=row.waits,
            may_sign=may_second and row.waits and row.proposed_by != actor.id,
        )
        for row, proposed_by, decided_by, returned_by in rows
    )


def _dates(seen: Seen, today: dt.date) -> tuple[DateLine, ...]:
    return tuple(
        DateLine(
            one.id,
            one.starts_at,
            one.ends_at,
            one.state,
            tuple(met.party for met in seen.met.get(one.id, ()) if met.has_room),
            tuple(met.party for met in seen.met.get(one.id, ()) if met.falls),
            swedish_day(one.ends_at) < today,
        )
        for one in seen.dates
    )
