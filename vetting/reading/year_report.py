"""The facts of all rounds of a half-year or year, and what the random stream showed in the years before."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Actor
from vetting.domain.report_period import ReportPeriod
from vetting.domain.round_report import RoundFacts, TrendPoint, VoidedRound
from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import FindingResult, RoundStage, SpotCheckState, Stream
from vetting.reading.report_rows import facts_of, rounds_seen
from vetting.records.db import db
from vetting.records.rounds import FrameItem, RoundBoard, SpotCheckRound
from vetting.records.spot_checks import Finding, FindingReopening, SpotCheck


@dataclass(frozen=True)
class PeriodFacts:
    """The drawn rounds of the period by half-year and scope, the trend up to it, and what was voided."""

    rounds: tuple[RoundFacts, ...]
    trend: tuple[TrendPoint, ...]
    voided: tuple[VoidedRound, ...]


def period_facts(period: ReportPeriod, *, actor: Actor) -> PeriodFacts:
    """Facts of the period's rounds; none when nothing was drawn in it. Raises NotAllowed."""
    half_years = period.half_years
    rows = db.session.scalars(
        select(SpotCheckRound)
        .where(
            SpotCheckRound.half_year.between(period.trend_from, half_years[-1]),
            SpotCheckRound.stage.in_((RoundStage.DRAWN, RoundStage.VOIDED)),
            rounds_seen(actor),
        )
        .order_by(SpotCheckRound.half_year, SpotCheckRound.scope, SpotCheckRound.id)
    ).all()
    drawn = [row for row in rows if row.stage is RoundStage.DRAWN]
    return PeriodFacts(
        rounds=facts_of([row for row in drawn if row.half_year in half_years]),
        trend=_trend(drawn),
        voided=tuple(
            VoidedRound(row.half_year, row.scope, swedish_day(row.voided_at))
            for row in rows
            if row.voided_at is not None and row.half_year in half_years
        ),
    )


def _trend(rounds: Collection[SpotCheckRound]) -> tuple[TrendPoint, ...]:
    if not rounds:
        return ()
    ids = [row.id for row in rounds]
    items, boards = _counted(FrameItem, ids), _counted(RoundBoard, ids)
    closed, missing, found = _random_checks(ids)
    return tuple(
        TrendPoint(
            half_year=row.half_year,
            scope=row.scope,
            boards=boards.get(row.id, 0),
            items=items.get(row.id, 0),
            closed=closed[row.id],
            open=missing[row.id],
            found=found[row.id],
        )
        for row in rounds
    )


def _counted(table: type[FrameItem | RoundBoard], ids: Collection[str]) -> dict[str, int]:
    rows = db.session.execute(
        select(table.round_id, func.count()).where(table.round_id.in_(ids)).group_by(table.round_id)
    )
    return {round_id: count for round_id, count in rows}


def _random_checks(ids: Collection[str]) -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
    """Closed, open and deviating checks of the random stream, by round."""
    stands = Finding.id.not_in(select(FindingReopening.finding_id))
    is_closed = SpotCheck.state == SpotCheckState.CLOSED
    rows = db.session.execute(
        select(SpotCheck.round_id, Finding.result, func.count())
        .outerjoin(Finding, (Finding.check_id == SpotCheck.id) & is_closed & stands)
        .where(
            SpotCheck.round_id.in_(ids),
            SpotCheck.stream == Stream.RANDOM,
            SpotCheck.state != SpotCheckState.LEFT_POPULATION,
        )
        .group_by(SpotCheck.round_id, Finding.result)
    )
    closed: defaultdict[str, int] = defaultdict(int)
    missing: defaultdict[str, int] = defaultdict(int)
    found: defaultdict[str, int] = defaultdict(int)
    result: FindingResult | None
    for round_id, result, count in rows:
        (missing if result is None else closed)[round_id] += count
        found[round_id] += count if result in DEVIATIONS else 0
    return closed, missing, found
