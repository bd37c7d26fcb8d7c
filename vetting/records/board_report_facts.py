"""What a board's report counts, asked of the tables: a fixed number of questions whatever the rows."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from vetting.domain.board_report import BoardFacts, ReportTerm, RoundLine
from vetting.domain.error_rate import upper_bound
from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms import CheckOutcome, Outcome
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import ClaimEventKind
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SpotCheckState, Stream
from vetting.records.applications import Case, SupplementRequest
from vetting.records.bars import Bar
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.claims import ClaimEvent, RepaymentClaim
from vetting.records.cross_checks import CrossCheck, PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.hearings import Hearing
from vetting.records.mirror import DifferenceWord
from vetting.records.premises import Premises
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.special_reviews import PaymentHold, SpecialReview
from vetting.records.spot_checks import Finding, FindingReopening, SpotCheck
from vetting.records.urgent_decisions import UrgentDecision

NEGATIVE = (Outcome.REFUSED, Outcome.PARTLY_REVOKED, Outcome.REVOKED)


_OfCase = SupplementRequest | Hearing | PartnerQuestion | DifferenceWord | SpecialReview | PaymentHold


@dataclass(frozen=True)
class _Days:
    """The days of a report, as days and as instants, and the board it is of."""

    board_id: str | None
    first: dt.date
    last: dt.date

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        return first_moment(self.first), first_moment(self.last + dt.timedelta(days=1))

    def day(self, column: InstrumentedAttribute[dt.date]) -> ColumnElement[bool]:
        return column.between(self.first, self.last)

    def moment(self, column: InstrumentedAttribute[dt.datetime]) -> ColumnElement[bool]:
        begins, ends = self.moments
        return and_(column >= begins, column < ends)

    def board(self, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return true() if self.board_id is None else column == self.board_id


def board_facts(board_id: str | None, term: ReportTerm, *, today: dt.date) -> BoardFacts:
    """What is counted of the board, or of every board when None, in the days of the report up to today."""
    days = _Days(board_id, term.from_on, min(term.until_on, today))
    return replace(
        _followed(days, _decided(days, _counted(days)), today),
        grounds=_grounds(days),
        rounds=_rounds(days),
        days_before=_days_before(days),
        requests=_requests(days),
    )


def _counted(days: _Days) -> BoardFacts:
    """Every plain count in one question."""
    row = db.session.execute(select(*_of_cases(days), *_of_money_and_rooms(days))).one()
    counts: dict[str, Any] = {name: int(value or 0) for name, value in row._mapping.items()}
    return BoardFacts(**counts)


def _of_cases(days: _Days) -> Iterator[ColumnElement[int]]:
    own = days.board(Case.board_id)
    applied = select(func.count()).select_from(Case).where(Case.is_review.is_(False), own)
    yield _one(applied.where(days.day(Case.received_on)), "received")
    yield _one(_joined(SupplementRequest, own, days.moment(SupplementRequest.requested_at)), "supplements")
    letters = (days.moment(Hearing.made_at), Hearing.exemption.is_(None))
    yield _one(_joined(Hearing, own, *letters), "hearings")
    yield _one(_joined(PartnerQuestion, own, days.moment(PartnerQuestion.asked_at)), "partner_questions")
    yield _one(_joined(DifferenceWord, own, days.moment(DifferenceWord.said_at)), "differences")
    urgent = select(func.count()).select_from(Case).join(Decision, Decision.case_id == Case.id)
    urgent = urgent.join(UrgentDecision, UrgentDecision.decision_id == Decision.id)
    yield _one(urgent.where(days.day(Decision.decided_on), own), "urgent")
    yield _one(_joined(SpecialReview, own, days.moment(SpecialReview.opened_at)), "reviews")
    yield _one(_joined(PaymentHold, own, days.moment(PaymentHold.held_at)), "holds")


def _of_money_and_rooms(days: _Days) -> Iterator[ColumnElement[int]]:
    claimed = select(func.sum(RepaymentClaim.amount)).where(days.moment(RepaymentClaim.opened_at))
    yield _one(claimed.where(days.board(RepaymentClaim.board_id)), "claimed")
    yield _one(_collected(days), "collected")
    yield _one(select(func.count()).where(days.moment(Bar.set_at), days.board(Bar.board_id)), "bars")
    dates = select(func.count()).select_from(Booking).join(Premises, Premises.id == Booking.premises_id)
    approved = (days.moment(Booking.starts_at), Booking.state == BookingState.APPROVED)
    yield _one(dates.where(*approved, days.board(Premises.board_id)), "dates")


def _one(question: Select[int], name: str) -> ColumnElement[int]:
    found: ScalarSelect[int] = question.scalar_subquery()
    return found.label(name)


def _joined(table: type[_OfCase], *conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(table).join(Case, Case.id == table.case_id).where(*conditions)


def _collected(days: _Days) -> Select[int]:
    """Paid on claims, less what was entered by mistake."""
    undone = select(ClaimEvent.undoes_id).where(ClaimEvent.undoes_id.is_not(None))
    return (
        select(func.sum(ClaimEvent.amount))
        .join(RepaymentClaim, RepaymentClaim.id == ClaimEvent.claim_id)
        .where(
            ClaimEvent.kind == ClaimEventKind.PAID,
            ClaimEvent.id.not_in(undone),
            days.day(ClaimEvent.happened_on),
            days.board(RepaymentClaim.board_id),
        )
    )


def _followed(days: _Days, facts: BoardFacts, today: dt.date) -> BoardFacts:
    """Items of the plans in force that fall due within the days."""
    newest = (
        select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
        .group_by(FollowUpPlan.case_id)
        .subquery()
    )
    in_force = and_(newest.c.case_id == FollowUpPlan.case_id, newest.c.version == FollowUpPlan.version)
    rows = db.session.execute(
        select(FollowUp.due_on, FollowUp.done_at)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(newest, in_force)
        .join(Case, Case.id == FollowUpPlan.case_id)
        .where(days.day(FollowUp.due_on), days.board(Case.board_id))
    ).all()
    done = [(due_on, swedish_day(done_at)) for due_on, done_at in rows if done_at is not None]
    return replace(
        facts,
        due=len(rows),
        done=len(done),
        late=sum(done_on > due_on for due_on, done_on in done),
        overdue=sum(done_at is None and due_on < today for due_on, done_at in rows),
    )


def _decided(days: _Days, facts: BoardFacts) -> BoardFacts:
    rows = db.session.execute(
        select(Decision.outcome, Case.received_on, Decision.decided_on, CrossCheck.outcome, Case.is_review)
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(CrossCheck, and_(CrossCheck.case_id == Case.id, CrossCheck.is_latest))
        .where(days.day(Decision.decided_on), days.board(Case.board_id))
    ).all()
    whole = (CheckOutcome.HITS, CheckOutcome.NONE_FOUND)
    return replace(
        facts,
        decided=Counter(outcome for outcome, *_ in rows),
        checked=sum(checked in whole for *_, checked, _ in rows),
        handling_days=tuple(
            (decided - received).days for _, received, decided, _, is_review in rows if not is_review
        ),  # a review keeps the day of the application it goes back to
    )


def _grounds(days: _Days) -> Mapping[str, int]:
    """How many negative decisions rest on each criterion."""
    reasons = db.session.scalars(
        select(Proposal.reasons)
        .join(Decision, Decision.proposal_id == Proposal.id)
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.outcome.in_(NEGATIVE), days.day(Decision.decided_on), days.board(Case.board_id))
    )
    return Counter(name for grounds in reasons for name in {ground["question_id"] for ground in grounds})


def _requests(days: _Days) -> Mapping[BookingState, int]:
    rows = db.session.execute(
        select(BookingRequest.state, func.count())
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(days.moment(BookingRequest.received_at), days.board(Premises.board_id))
        .group_by(BookingRequest.state)
    )
    return {state: count for state, count in rows}


def _days_before(days: _Days) -> tuple[int, ...]:
    """From each request to its first date."""
    rows = db.session.execute(
        select(BookingRequest.received_at, func.min(Booking.starts_at, type_=Booking.starts_at.type))
        .join(Booking, Booking.request_id == BookingRequest.id)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(days.moment(BookingRequest.received_at), days.board(Premises.board_id))
        .group_by(BookingRequest.id, BookingRequest.received_at)
    )
    return tuple((swedish_day(first) - swedish_day(received)).days for received, first in rows)


def _rounds(days: _Days) -> tuple[RoundLine, ...]:
    """The rounds drawn within the days, by what they drew from the board: the random stream alone."""
    sizes = _frame_sizes(days)
    rows = db.session.execute(_random_checks(days)) if sizes else ()
    return tuple(
        RoundLine(
            half_year,
            scope.value,
            sizes[round_id],
            closed,
            checks - closed,
            found,
            upper_bound(sizes[round_id], closed, found) if closed else None,
        )
        for round_id, half_year, scope, checks, closed, found in rows
    )


def _drawn(days: _Days) -> ColumnElement[bool]:
    begins, ends = days.moments
    return and_(
        SpotCheckRound.stage == RoundStage.DRAWN,
        SpotCheckRound.drawn_at >= begins,
        SpotCheckRound.drawn_at < ends,
    )


def _frame_sizes(days: _Days) -> dict[str, int]:
    rows = db.session.execute(
        select(FrameItem.round_id, func.count())
        .join(SpotCheckRound, SpotCheckRound.id == FrameItem.round_id)
        .where(_drawn(days), days.board(FrameItem.board_id))
        .group_by(FrameItem.round_id)
    )
    return {round_id: count for round_id, count in rows}


def _random_checks(days: _Days) -> Select[str, str, CheckScope, int, int, int]:
    """By round: the checks of its random stream, how many are closed, and how many of these deviate."""
    stands = Finding.id.not_in(select(FindingReopening.finding_id))
    is_closed = SpotCheck.state == SpotCheckState.CLOSED
    is_found = case((Finding.result.in_(DEVIATIONS), 1), else_=0)
    return (
        select(
            SpotCheckRound.id,
            SpotCheckRound.half_year,
            SpotCheckRound.scope,
            func.count(SpotCheck.id),
            func.count(Finding.id),
            func.coalesce(func.sum(is_found), 0),
        )
        .join(SpotCheck, SpotCheck.round_id == SpotCheckRound.id)
        .join(FrameItem, and_(FrameItem.round_id == SpotCheck.round_id, FrameItem.item == SpotCheck.item))
        .outerjoin(Finding, (Finding.check_id == SpotCheck.id) & is_closed & stands)
        .where(
            _drawn(days),
            days.board(FrameItem.board_id),
            SpotCheck.stream == Stream.RANDOM,
            SpotCheck.state != SpotCheckState.LEFT_POPULATION,
        )
        .group_by(SpotCheckRound.id, SpotCheckRound.half_year, SpotCheckRound.scope)
        .order_by(SpotCheckRound.half_year, SpotCheckRound.scope, SpotCheckRound.id)
    )
