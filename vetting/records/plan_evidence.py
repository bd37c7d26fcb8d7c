"""What the tables show of a board's year, for its action plan: as many questions whatever the rows."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from vetting.domain.board_report import ReportTerm
from vetting.domain.local_pictures import due_on as picture_due_on
from vetting.domain.plan_evidence import DrawnRound, ServiceCounts, evidence_of
from vetting.domain.plan_status import PlanStatus, status_rows
from vetting.domain.seasons import HalfYear, season
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms import Outcome
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_reports import BoardReportKind
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SpotCheckState
from vetting.domain.working_days import Days
from vetting.records import action_plans
from vetting.records.action_plans import ActionPlan
from vetting.records.applications import Case
from vetting.records.bars import Bar
from vetting.records.board_reports import HandedInReport
from vetting.records.bookings import BookingRequest
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.local_pictures import LocalPicture
from vetting.records.premises import Premises
from vetting.records.rounds import FrameItem, RoundClaim, SpotCheckRound
from vetting.records.routine_counts import routines_of_board, staff_of
from vetting.records.spot_checks import SpotCheck

TERTIALS = (BoardReportKind.T1, BoardReportKind.T2, BoardReportKind.VB)
REVOKED = (Outcome.REVOKED, Outcome.PARTLY_REVOKED)


@dataclass(frozen=True)
class _Year:
    """A board and the days of its year up to today."""

    board_id: str
    first: dt.date
    last: dt.date

    def moment(self, column: Any) -> ColumnElement[bool]:
        after = first_moment(self.last + dt.timedelta(days=1))
        return and_(column >= first_moment(self.first), column < after)

    def day(self, column: Any) -> ColumnElement[bool]:
        return and_(column >= self.first, column <= self.last)


def status_now(plan: ActionPlan, board: str, days: Days) -> PlanStatus:
    """Every activity of a plan as it stands today, with what the service shows; `board`: its name."""
    rows = [(row.id, action_plans.plain(row)) for row in action_plans.rows_of(plan.id)]
    is_tied = any(row.tie for _id, row in rows)
    evidence = evidence_of(service_counts(plan.board_id, plan.year, days), days.today) if is_tied else {}
    standing = status_rows(rows, action_plans.said_of(plan.id), evidence, days.today)
    return PlanStatus(board, plan.year, plan.version, days.today, standing)


def service_counts(board_id: str, year: int, days: Days) -> ServiceCounts:
    """What is counted of the board in the year, up to today. `days.holidays` cover the year."""
    span = _Year(board_id, dt.date(year, 1, 1), min(dt.date(year, 12, 31), days.today))
    halves = {half: HalfYear(f"{year}-{half}") for half in ("H1", "H2")}
    return ServiceCounts(
        **_counted(span, days.today),
        rounds=_rounds(board_id, year),
        draw_days={half: season(one, days.holidays).draws_on for half, one in halves.items()},
        routines=routines_of_board(span.last, board_id),
        reports=_reports(board_id, year),
        report_days={kind.value: ReportTerm(kind, year).until_on for kind in TERTIALS},
        pictures=_pictures(board_id, year),
        picture_days={half: picture_due_on(one, days.holidays) for half, one in halves.items()},
    )


def _counted(span: _Year, today: dt.date) -> dict[str, int]:
    """Every plain count in one question."""
    staff, trained = staff_of(span.board_id, span.last)
    columns = [*_of_cases(span), *_of_rooms_and_plans(span, today)]
    columns += [staff.label("staff"), trained.label("trained")]
    row = db.session.execute(select(*columns)).one()
    return {name: int(value or 0) for name, value in row._mapping.items()}


def _of_cases(span: _Year) -> Iterator[ColumnElement[int]]:
    own = Case.board_id == span.board_id
    cases = select(func.count()).select_from(Case).where(own)
    yield _one(cases.where(Case.is_review.is_(False), span.day(Case.received_on)), "received")
    decided = select(func.count()).select_from(Decision).join(Case, Case.id == Decision.case_id).where(own)
    yield _one(decided.where(span.day(Decision.decided_on)), "decided")
    yield _one(decided.where(span.day(Decision.decided_on), Decision.outcome.in_(REVOKED)), "revoked")
    asked = select(func.count()).select_from(PartnerQuestion)
    asked = asked.join(Case, Case.id == PartnerQuestion.case_id).where(own)
    yield _one(asked.where(span.moment(PartnerQuestion.asked_at)), "questions")
    bars = select(func.count()).select_from(Bar).where(Bar.board_id == span.board_id)
    yield _one(bars.where(span.moment(Bar.set_at)), "bars")


def _of_rooms_and_plans(span: _Year, today: dt.date) -> Iterator[ColumnElement[int]]:
    requests = select(func.count()).select_from(BookingRequest)
    requests = requests.join(Premises, Premises.id == BookingRequest.premises_id)
    requests = requests.where(Premises.board_id == span.board_id, span.moment(BookingRequest.received_at))
    yield _one(requests, "requests")
    yield _one(requests.where(BookingRequest.state == BookingState.APPROVED), "let")
    yield _one(requests.where(BookingRequest.state == BookingState.REFUSED), "not_let")
    items = _items_of_plans_in_force(span)
    yield _one(items, "due")
    yield _one(items.where(FollowUp.done_at.is_not(None)), "done")
    yield _one(items.where(FollowUp.done_at.is_(None), FollowUp.due_on < today), "overdue")


def _items_of_plans_in_force(span: _Year) -> Select[int]:
    newest = (
        select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
        .group_by(FollowUpPlan.case_id)
        .subquery()
    )
    in_force = and_(newest.c.case_id == FollowUpPlan.case_id, newest.c.version == FollowUpPlan.version)
    return (
        select(func.count())
        .select_from(FollowUp)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(newest, in_force)
        .join(Case, Case.id == FollowUpPlan.case_id)
        .where(span.day(FollowUp.due_on), Case.board_id == span.board_id)
    )


def _one(question: Select[int], name: str) -> ColumnElement[int]:
    return question.scalar_subquery().label(name)


def _rounds(board_id: str, year: int) -> Mapping[str, DrawnRound]:
    """The rounds of the board's grants in the year, with its own checks in them."""
    of_board = and_(FrameItem.round_id == SpotCheckRound.id, FrameItem.board_id == board_id)
    is_closed = SpotCheck.state == SpotCheckState.CLOSED
    counted = or_(SpotCheck.id.is_(None), SpotCheck.state != SpotCheckState.LEFT_POPULATION)
    rows = db.session.execute(
        select(
            SpotCheckRound.half_year,
            SpotCheckRound.stage,
            SpotCheckRound.drawn_at,
            func.count(SpotCheck.id),
            func.count(SpotCheck.id).filter(is_closed),
        )
        .join(RoundClaim, RoundClaim.round_id == SpotCheckRound.id)
        .outerjoin(FrameItem, of_board)
        .outerjoin(SpotCheck, and_(SpotCheck.round_id == SpotCheckRound.id, SpotCheck.item == FrameItem.item))
        .where(
            RoundClaim.board_id == board_id,
            RoundClaim.part == CheckScope.GRANTS,
            SpotCheckRound.half_year.like(f"{year}-H%"),
            SpotCheckRound.stage != RoundStage.VOIDED,
            counted,
        )
        .group_by(SpotCheckRound.half_year, SpotCheckRound.stage, SpotCheckRound.drawn_at)
    )
    return {
        half_year[-2:]: DrawnRound(
            swedish_day(drawn_at) if stage is RoundStage.DRAWN and drawn_at else None, checks, closed
        )
        for half_year, stage, drawn_at, checks, closed in rows
    }


def _reports(board_id: str, year: int) -> Mapping[str, dt.date]:
    """The day each of the board's reports of the year was first handed in."""
    rows = db.session.execute(
        select(
            HandedInReport.kind, func.min(HandedInReport.handed_in_at, type_=HandedInReport.handed_in_at.type)
        )
        .where(HandedInReport.scope == board_id, HandedInReport.year == year)
        .group_by(HandedInReport.kind)
    )
    return {kind.value: swedish_day(at) for kind, at in rows}


def _pictures(board_id: str, year: int) -> Mapping[str, dt.date]:
    """The day the half-years' pictures were last adopted."""
    rows = db.session.execute(
        select(LocalPicture.half_year, func.max(LocalPicture.adopted_on))
        .where(LocalPicture.board_id == board_id, LocalPicture.half_year.like(f"{year}-H%"))
        .group_by(LocalPicture.half_year)
    )
    return {half_year[-2:]: adopted_on for half_year, adopted_on in rows}
