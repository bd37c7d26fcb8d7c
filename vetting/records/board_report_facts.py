"""What a board's report counts, asked of the tables: a fixed number of questions whatever the rows."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Date, ScalarSelect, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.board_report import ReportTerm
from vetting.domain.mirror import compared_since
from vetting.domain.report_figures import NEGATIVE, BoardFacts, CourtLine
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import CheckOutcome, FollowUpKind, Outcome
from vetting.domain.terms_contracts import BreachStepKind, StepState
from vetting.domain.terms_court import CourtOutcome
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import ClaimEventKind
from vetting.records.applications import Case, SupplementRequest
from vetting.records.bars import Bar
from vetting.records.board_report_plans import with_routines
from vetting.records.board_report_rooms import with_rooms
from vetting.records.board_report_rounds import rounds_of
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.breaches import Breach, BreachStep
from vetting.records.claims import ClaimEvent, RepaymentClaim
from vetting.records.court_findings import CourtFinding
from vetting.records.cross_checks import CrossCheck, Hit, HitJudgement, PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.hearings import Hearing
from vetting.records.mirror import DecisionPattern, DifferenceWord
from vetting.records.premises import Premises
from vetting.records.report_days import Days
from vetting.records.routine_counts import staff_of
from vetting.records.special_reviews import PaymentHold, SpecialReview
from vetting.records.urgent_decisions import UrgentDecision

WHOLE_CHECKS = (CheckOutcome.HITS, CheckOutcome.NONE_FOUND)
REPORTS = (FollowUpKind.REPORT, FollowUpKind.ACCOUNTS, FollowUpKind.AUDIT_REPORT)
Columns = TypeVarTuple("Columns")
_OfCase = SupplementRequest | Hearing | PartnerQuestion | DifferenceWord | SpecialReview | PaymentHold


def board_facts(board_id: str | None, term: ReportTerm, *, today: dt.date) -> BoardFacts:
    """What is counted of the board, or of every board when None, in the days of the report up to today."""
    days = Days(board_id, term.from_on, min(term.until_on, today))
    facts = _followed(replace(days, last=term.until_on), _decided(days, _counted(days)), today)
    facts = with_routines(with_rooms(_tried(days, facts), days), days)
    return replace(facts, rounds=rounds_of(days))


def _counted(days: Days) -> BoardFacts:
    """Every plain count in one question."""
    staff, trained = staff_of(days.board_id, days.last)
    asked = (*_of_cases(days), *_of_reviews(days), *_of_money_and_rooms(days))
    asked = (*asked, staff.label("staff"), trained.label("trained"))
    row = db.session.execute(select(*asked)).one()
    counts: dict[str, Any] = {name: int(value or 0) for name, value in row._mapping.items()}
    return BoardFacts(**counts)


def _of_cases(days: Days) -> Iterator[ColumnElement[int]]:
    own = days.board(Case.board_id)
    applied = select(func.count()).select_from(Case).where(Case.is_review.is_(False), own)
    yield _one(applied.where(days.day(Case.received_on)), "received")
    asked = (own, days.moment(SupplementRequest.requested_at))
    yield _one(_joined(SupplementRequest, *asked), "supplements")
    answered = SupplementRequest.answered_at.is_not(None)
    yield _one(_joined(SupplementRequest, *asked, answered), "supplements_answered")
    letters = (days.moment(Hearing.made_at), Hearing.exemption.is_(None))
    yield _one(_joined(Hearing, own, *letters), "hearings")
    yield _one(_joined(PartnerQuestion, own, days.moment(PartnerQuestion.asked_at)), "partner_questions")
    judged = select(func.count()).select_from(HitJudgement).join(Hit, Hit.id == HitJudgement.hit_id)
    judged = judged.join(CrossCheck, CrossCheck.id == Hit.check_id).join(Case, Case.id == CrossCheck.case_id)
    new = (days.moment(HitJudgement.judged_at), HitJudgement.carried_from_id.is_(None))
    yield _one(judged.where(own, *new), "hits_judged")


def _of_reviews(days: Days) -> Iterator[ColumnElement[int]]:
    own = days.board(Case.board_id)
    yield _one(_joined(DifferenceWord, own, days.moment(DifferenceWord.said_at)), "differences")
    urgent = select(func.count()).select_from(Case).join(Decision, Decision.case_id == Case.id)
    urgent = urgent.join(UrgentDecision, UrgentDecision.decision_id == Decision.id)
    yield _one(urgent.where(days.day(Decision.decided_on), own), "urgent")
    yield _one(_joined(SpecialReview, own, days.moment(SpecialReview.opened_at)), "reviews")
    yield _one(_joined(PaymentHold, own, days.moment(PaymentHold.held_at)), "holds")


def _of_money_and_rooms(days: Days) -> Iterator[ColumnElement[int]]:
    claimed = select(func.sum(RepaymentClaim.amount)).where(days.moment(RepaymentClaim.opened_at))
    yield _one(claimed.where(days.board(RepaymentClaim.board_id)), "claimed")
    yield _one(_collected(days), "collected")
    yield _one(select(func.count()).where(days.moment(Bar.set_at), days.board(Bar.board_id)), "bars")
    own = days.board(Premises.board_id)
    dates = select(func.count()).select_from(Booking).join(Premises, Premises.id == Booking.premises_id)
    approved = (days.moment(Booking.starts_at), Booking.state == BookingState.APPROVED)
    yield _one(dates.where(*approved, own), "dates")
    ended = select(func.count()).select_from(BreachStep).join(Breach, Breach.id == BreachStep.breach_id)
    ended = ended.join(BookingRequest, BookingRequest.id == Breach.request_id)
    ended = ended.join(Premises, Premises.id == BookingRequest.premises_id)
    step = (BreachStep.kind == BreachStepKind.TERMINATION, BreachStep.state == StepState.TAKEN)
    begins, ends = days.moments
    yield _one(
        ended.where(own, *step, BreachStep.taken_at >= begins, BreachStep.taken_at < ends), "terminated"
    )


def _one(question: Select[int], name: str) -> ColumnElement[int]:
    found: ScalarSelect[int] = question.scalar_subquery()
    return found.label(name)


def _joined(table: type[_OfCase], *conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(table).join(Case, Case.id == table.case_id).where(*conditions)


def _collected(days: Days) -> Select[int]:
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


def _followed(days: Days, facts: BoardFacts, today: dt.date) -> BoardFacts:
    """Items of the plans in force with their day within the days, also those whose day is to come."""
    rows = db.session.execute(
        plans_in_force(select(FollowUp.due_on, FollowUp.done_at, FollowUp.kind)).where(
            days.day(FollowUp.due_on), days.board(Case.board_id)
        )
    ).all()
    done = [(due_on, swedish_day(done_at)) for due_on, done_at, _ in rows if done_at is not None]
    overdue = [kind for due_on, done_at, kind in rows if done_at is None and due_on < today]
    return replace(
        facts,
        due=len(rows),
        done=len(done),
        late=sum(done_on > due_on for due_on, done_on in done),
        moved_late=_moved_late(days),
        overdue=len(overdue),
        reports_due=sum(kind in REPORTS for *_, kind in rows),
        reports_overdue=sum(kind in REPORTS for kind in overdue),
    )


def _moved_late(days: Days) -> int:
    """Items whose day, within the days, had passed when a later version of the plan gave them a later one."""
    later, version = aliased(FollowUp), aliased(FollowUpPlan)
    rows = db.session.execute(
        select(FollowUp.item_key, FollowUp.due_on, version.made_at)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(Case, Case.id == FollowUpPlan.case_id)
        .join(
            version,
            and_(version.case_id == FollowUpPlan.case_id, version.version == FollowUpPlan.version + 1),
        )
        .join(later, and_(later.plan_id == version.id, later.item_key == FollowUp.item_key))
        .where(
            days.day(FollowUp.due_on),
            days.board(Case.board_id),
            FollowUp.done_at.is_(None),
            later.due_on > FollowUp.due_on,
        )
    )
    return len({item for item, due_on, made_at in rows if swedish_day(made_at) > due_on})


def plans_in_force(query: Select[*Columns]) -> Select[*Columns]:
    """A question about items of plans, put to the newest version of each plan with its case."""
    newest = (
        select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
        .group_by(FollowUpPlan.case_id)
        .subquery()
    )
    in_force = and_(newest.c.case_id == FollowUpPlan.case_id, newest.c.version == FollowUpPlan.version)
    return (
        query.join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(newest, in_force)
        .join(Case, Case.id == FollowUpPlan.case_id)
    )


def _decided(days: Days, facts: BoardFacts) -> BoardFacts:
    patterns = _patterns(days)
    rows = db.session.execute(
        select(
            Decision.outcome,
            Case.received_on,
            Decision.decided_on,
            CrossCheck.outcome,
            Case.is_review,
            patterns.c.pattern,
            patterns.c.before,
            Case.checklist_name,
            Case.checklist_version,
            Case.checklist_digest,
        )
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(CrossCheck, and_(CrossCheck.case_id == Case.id, CrossCheck.is_latest))
        .outerjoin(patterns, patterns.c.decision_id == Decision.id)
        .where(days.day(Decision.decided_on), days.board(Case.board_id))
    ).all()
    return replace(
        facts,
        decided=Counter(row[0] for row in rows),
        checked=sum(row[3] in WHOLE_CHECKS for row in rows),
        handling_days=tuple((row[2] - row[1]).days for row in rows if not row[4]),
        # A review keeps the day of the application it goes back to, so its days tell nothing.
        patterns=Counter(((row[7], row[8], row[9]), row[5]) for row in rows if row[5] is not None),
        compared=sum(row[6] is not None and row[6] >= compared_since(row[2]) for row in rows),
    )


def _patterns(days: Days) -> Subquery:
    """What each decided case looked like, and when one before it looked the same, in any board."""
    before = func.lag(DecisionPattern.decided_on, type_=Date()).over(
        partition_by=(DecisionPattern.kind, DecisionPattern.pattern),
        order_by=(DecisionPattern.decided_at, DecisionPattern.decision_id),
    )
    return (
        select(DecisionPattern.decision_id, DecisionPattern.pattern, before.label("before"))
        .where(DecisionPattern.decided_on.between(compared_since(days.first), days.last))
        .subquery()
    )


def _tried(days: Days, facts: BoardFacts) -> BoardFacts:
    """On which criteria negative decisions rest, and what courts did: with them, and in the days."""
    rows = db.session.execute(
        select(
            Decision.id,
            Decision.outcome,
            Decision.decided_on,
            Proposal.reasons,
            CourtFinding.outcome,
            CourtFinding.judged_on,
        )
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(CourtFinding, CourtFinding.decision_id == Decision.id)
        .where(
            or_(
                and_(Decision.outcome.in_(NEGATIVE), days.day(Decision.decided_on)),
                days.day(CourtFinding.judged_on),
            ),
            days.board(Case.board_id),
        )
        .order_by(CourtFinding.judged_on, CourtFinding.recorded_at)
    ).all()
    mine = [row for row in rows if row[1] in NEGATIVE and days.first <= row[2] <= days.last]
    reasons = {row[0]: {ground["question_id"] for ground in row[3]} for row in mine}
    judged = [row[4] for row in rows if row[5] is not None and days.first <= row[5] <= days.last]
    last = {row[0]: (row[1], row[4]) for row in mine}  # of several judgments the latest
    return replace(
        facts,
        grounds=Counter(name for names in reasons.values() for name in names),
        courts=_court_lines(list(last.values())),
        judged=Counter(judged),
    )


def _court_lines(decided: list[tuple[Outcome, CourtOutcome | None]]) -> tuple[CourtLine, ...]:
    found: dict[Outcome, Counter[CourtOutcome | None]] = defaultdict(Counter)
    for outcome, court in decided:
        found[outcome][court] += 1
    return tuple(
        CourtLine(
            outcome.value,
            sum(found[outcome].values()),
            *(found[outcome][court] for court in (*CourtOutcome, None)),
        )
        for outcome in NEGATIVE
        if outcome in found
    )
