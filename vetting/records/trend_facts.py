"""What is counted month by month, grouped by the database: one question for each thing followed."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms_spot_checks import SpotCheckState
from vetting.domain.trends import Month, Series, Trend, counted, median_of
from vetting.records.applications import Case
from vetting.records.board_report_facts import REPORTS, plans_in_force
from vetting.records.bookings import BookingRequest
from vetting.records.cross_checks import CrossCheck, Hit, HitJudgement
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.follow_ups import FollowUp
from vetting.records.lettings import BookingVerdict
from vetting.records.premises import Premises
from vetting.records.special_reviews import PaymentHold
from vetting.records.spot_checks import Finding, FindingReopening, SpotCheck

_Boards = Collection[str] | None


@dataclass(frozen=True)
class _Months:
    """The months, as conditions and as what is grouped by: the index of the month a row belongs to."""

    months: Sequence[Month]
    boards: _Boards

    def of_day(self, column: InstrumentedAttribute[dt.date]) -> ColumnElement[int]:
        return case(*((column < month.following.first_on, at) for at, month in enumerate(self.months)))

    def of_moment(self, column: InstrumentedAttribute[dt.datetime]) -> ColumnElement[int]:
        ends = ((first_moment(month.following.first_on), at) for at, month in enumerate(self.months))
        return case(*((column < end, at) for end, at in ends))

    def days(self, column: InstrumentedAttribute[dt.date]) -> ColumnElement[bool]:
        return and_(column >= self.months[0].first_on, column < self.months[-1].following.first_on)

    def moments(self, column: InstrumentedAttribute[dt.datetime]) -> ColumnElement[bool]:
        begins, ends = self.months[0].first_on, self.months[-1].following.first_on
        return and_(column >= first_moment(begins), column < first_moment(ends))

    def own(self, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return true() if self.boards is None else column.in_(self.boards)


def trend_series(boards: _Boards, months: Sequence[Month], *, today: dt.date) -> tuple[Series, ...]:
    """Every trend of those boards, of all when None, in the order of Trend: one question each."""
    span = _Months(months, boards)
    return (
        _received(span),
        _handling_days(span),
        _hits_judged(span),
        _checks_closed(span),
        _holds(span),
        _lettings_checked(span),
        _reports_due(span, today),
    )


def _counts(query: Select[int, int]) -> dict[int, int]:
    return {index: count for index, count in db.session.execute(query)}


def _received(span: _Months) -> Series:
    month = span.of_day(Case.received_on)
    query = select(month, func.count()).where(
        span.days(Case.received_on), Case.is_review.is_(False), span.own(Case.board_id)
    )
    return counted(Trend.RECEIVED, _counts(query.group_by(month)), len(span.months))


def _handling_days(span: _Months) -> Series:
    month = span.of_day(Decision.decided_on)
    rows = db.session.execute(
        select(month, Case.received_on, Decision.decided_on, func.count())
        .join(Case, Case.id == Decision.case_id)
        .where(span.days(Decision.decided_on), Case.is_review.is_(False), span.own(Case.board_id))
        .group_by(month, Case.received_on, Decision.decided_on)
    )
    days: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, received, decided, count in rows:
        days[index].append(((decided - received).days, count))
    return median_of(days, len(span.months))


def _hits_judged(span: _Months) -> Series:
    month = span.of_moment(HitJudgement.judged_at)
    query = (
        select(month, func.count())
        .join(Hit, Hit.id == HitJudgement.hit_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Case, Case.id == CrossCheck.case_id)
        .where(
            span.moments(HitJudgement.judged_at),
            HitJudgement.carried_from_id.is_(None),
            span.own(Case.board_id),
        )
    )
    return counted(Trend.HITS_JUDGED, _counts(query.group_by(month)), len(span.months))


def _checks_closed(span: _Months) -> Series:
    """Of every stream, by the day of the finding that stands."""
    month = span.of_moment(Finding.closed_at)
    rows = db.session.execute(
        select(month, func.count(), func.sum(case((Finding.result.in_(DEVIATIONS), 1), else_=0)))
        .join(SpotCheck, SpotCheck.id == Finding.check_id)
        .where(
            span.moments(Finding.closed_at),
            SpotCheck.state == SpotCheckState.CLOSED,
            Finding.id.not_in(select(FindingReopening.finding_id)),
            span.own(SpotCheck.board_id),
        )
        .group_by(month)
    ).all()
    found = {index: int(deviating) for index, _, deviating in rows}
    return counted(Trend.CHECKS_CLOSED, {index: count for index, count, _ in rows}, len(span.months), found)


def _holds(span: _Months) -> Series:
    month = span.of_moment(PaymentHold.held_at)
    query = (
        select(month, func.count())
        .join(Case, Case.id == PaymentHold.case_id)
        .where(span.moments(PaymentHold.held_at), span.own(Case.board_id))
    )
    return counted(Trend.HOLDS, _counts(query.group_by(month)), len(span.months))


def _lettings_checked(span: _Months) -> Series:
    """Requests whose facts were looked at and kept when somebody acted, once a month each."""
    month = span.of_moment(BookingVerdict.made_at)
    query = (
        select(month, func.count(BookingVerdict.request_id.distinct()))
        .join(BookingRequest, BookingRequest.id == BookingVerdict.request_id)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(span.moments(BookingVerdict.made_at), span.own(Premises.board_id))
    )
    return counted(Trend.LETTINGS_CHECKED, _counts(query.group_by(month)), len(span.months))


def _reports_due(span: _Months, today: dt.date) -> Series:
    """The associations' reports whose day has passed, by that day; a part came late or not at all. Whether
    one came late is a matter of Swedish days, which no database counts: days and moments are compared here.
    """
    month = span.of_day(FollowUp.due_on)
    rows = db.session.execute(
        plans_in_force(select(month, FollowUp.due_on, FollowUp.done_at, func.count()))
        .where(
            span.days(FollowUp.due_on),
            FollowUp.due_on < today,
            FollowUp.kind.in_(REPORTS),
            span.own(Case.board_id),
        )
        .group_by(month, FollowUp.due_on, FollowUp.done_at)
    )
    due, late = Counter[int](), Counter[int]()
    for index, due_on, done_at, count in rows:
        due[index] += count
        late[index] += count if done_at is None or swedish_day(done_at) > due_on else 0
    return counted(Trend.REPORTS_DUE, due, len(span.months), late)
