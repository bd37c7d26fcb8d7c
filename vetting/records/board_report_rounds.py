"""The rounds of spot checks drawn within the days of a report: the random stream of each, with its bound."""

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from vetting.domain.error_rate import upper_bound
from vetting.domain.report_figures import RoundLine
from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SpotCheckState, Stream
from vetting.records.db import db
from vetting.records.report_days import Days
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.spot_checks import Finding, FindingReopening, SpotCheck


def rounds_of(days: Days) -> tuple[RoundLine, ...]:
    """By what they drew from the board: the random stream alone."""
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


def _drawn(days: Days) -> ColumnElement[bool]:
    begins, ends = days.moments
    return and_(
        SpotCheckRound.stage == RoundStage.DRAWN,
        SpotCheckRound.drawn_at >= begins,
        SpotCheckRound.drawn_at < ends,
    )


def _frame_sizes(days: Days) -> dict[str, int]:
    rows = db.session.execute(
        select(FrameItem.round_id, func.count())
        .join(SpotCheckRound, SpotCheckRound.id == FrameItem.round_id)
        .where(_drawn(days), days.board(FrameItem.board_id))
        .group_by(FrameItem.round_id)
    )
    return {round_id: count for round_id, count in rows}


def _random_checks(days: Days) -> Select[str, str, CheckScope, int, int, int]:
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
