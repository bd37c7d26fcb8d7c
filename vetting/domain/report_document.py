"""A report as one JSON document: codes and figures for other systems, no words (docs/interface.md)."""

import json
from collections.abc import Iterable
from fractions import Fraction

from vetting.domain.agreement import QuestionAgreement
from vetting.domain.error_figures import ErrorRate, StratumFigures, UnequalFractions
from vetting.domain.fairness import KindFigures
from vetting.domain.round_report import (
    BoardFigures,
    PeriodReport,
    QuestionFinds,
    RoundMarks,
    RoundReport,
    TrendPoint,
)
from vetting.domain.stream_figures import DEVIATIONS, MeasureFigures, StreamFigures

FORMAT = "vetting-spot-check-report-1"
Json = dict[str, object]


def report_bytes(report: PeriodReport) -> bytes:
    """The document in UTF-8; the same report gives the same bytes."""
    text = json.dumps(document_of(report), ensure_ascii=False, indent=2, sort_keys=True)
    return (text + "\n").encode()


def document_of(report: PeriodReport) -> Json:
    """As JSON values. Shares are numbers from 0 to 1 with six decimals; what is not known is null."""
    return {
        "format": FORMAT,
        "period": report.period,
        "as_of": report.as_of.isoformat(),
        "counts_as_deviation": sorted(result.value for result in DEVIATIONS),
        "rounds": [_round(one) for one in report.rounds],
        "trend": [_trend(point) for point in report.trend],
        "voided": [
            {"half_year": one.half_year, "scope": one.scope.value, "voided_on": one.voided_on.isoformat()}
            for one in report.voided
        ],
    }


def _share(value: Fraction | float | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _round(report: RoundReport) -> Json:
    return {
        **_marks(report.marks),
        "items": report.items,
        "streams": {one.stream.value: _stream(one) for one in report.streams},
        "error_rate": None if report.rate is None else _rate(report.rate),
        "strata": [_stratum(one) for one in report.strata],
        "unequal_fractions": None if report.unequal is None else _unequal(report.unequal),
        "boards": [_board(one) for one in report.boards],
        "association_kinds": [_kind(one) for one in report.kinds],
        "measures": [_measure(one) for one in report.measures],
        "questions": [_question(one) for one in report.questions],
        "second_readings": {
            "pairs": report.pairs,
            "questions": [_agreement(one) for one in report.agreement],
        },
    }


def _marks(marks: RoundMarks) -> Json:
    name, version, digest = marks.checklist
    return {
        "half_year": marks.half_year,
        "scope": marks.scope.value,
        "board_names": list(marks.boards),
        "period": {"from": marks.from_on.isoformat(), "until": marks.until_on.isoformat()},
        "drawn_on": marks.drawn_on.isoformat(),
        "random_percent": marks.random_percent,
        "second_reading_percent": marks.second_reading_percent,
        "hourly_cost": marks.hourly_cost,
        "checklist": {"name": name, "version": version, "digest": digest},
    }


def _stream(one: StreamFigures) -> Json:
    lead = one.lead
    return {
        "drawn": one.drawn,
        "left_population": one.left,
        "reserves": one.reserves,
        "closed": one.closed,
        "open": one.open,
        "found": one.found,
        "results": {result.value: count for result, count in one.results},
        "lead_days": None
        if lead is None
        else {"shortest": lead.shortest, "median": float(lead.median), "longest": lead.longest},
        "minutes": one.minutes,
        "minutes_per_find": one.minutes_per_find,
        "cost": one.cost,
        "cost_per_find": one.cost_per_find,
    }


def _rate(rate: ErrorRate) -> Json:
    return {
        "found": rate.found,
        "closed": rate.closed,
        "items": rate.items,
        "share": _share(rate.share),
        "exact_interval_95": [rate.low, rate.high],
        "upper_bound_95": rate.most,
        "wilson_interval_95": [_share(limit) for limit in rate.wilson],
        "is_preliminary": rate.is_preliminary,
        "open": rate.open,
        "final_share_between": [_share(rate.lowest), _share(rate.highest)],
    }


def _stratum(one: StratumFigures) -> Json:
    return {
        "name": one.name,
        "items": one.items,
        "drawn": one.drawn,
        "closed": one.closed,
        "open": one.open,
        "found": one.found,
    }


def _unequal(one: UnequalFractions) -> Json:
    return {
        "least": _share(one.least),
        "greatest": _share(one.greatest),
        "weighted_share": _share(one.weighted),
    }


def _board(one: BoardFigures) -> Json:
    return {
        "board": one.board,
        "items": one.items,
        "random": {
            "drawn": one.drawn,
            "closed": one.closed,
            "found": one.found,
            "upper_bound_95": one.most,
        },
        "weighted": {"checks": one.weighted[0], "found": one.weighted[1]},
        "take_all": {"checks": one.take_all[0], "found": one.take_all[1]},
    }


def _kind(one: KindFigures) -> Json:
    return {
        "kind": one.kind.value,
        "items": one.items,
        "random": {
            "expected": _share(one.expected),
            "fair_draw_95": [one.fair_low, one.fair_high],
            "drawn": one.drawn,
            "share_drawn": _share(one.share_drawn),
            "closed": one.closed,
            "found": one.found,
            "share_found": _share(one.share_found),
            "exact_interval_95": None if one.found_low is None else [one.found_low, one.found_high],
        },
        "weighted_drawn": one.weighted,
        "take_all": one.take_all,
    }


def _measure(one: MeasureFigures) -> Json:
    return {
        "measure": one.kind.value,
        "taken": {stream.value: count for stream, count in one.taken},
        "not_done": one.waiting,
        "overdue": one.overdue,
    }


def _question(one: QuestionFinds) -> Json:
    return {
        "question": one.question_id,
        "streams": {s.value: {"answered": answered, "remarks": bad} for s, answered, bad in one.counts},
    }


def _agreement(one: QuestionAgreement) -> Json:
    return {
        "question": one.question_id,
        "both": one.both,
        "equal": one.equal,
        "one_only": one.one_only,
        "share": _share(one.share),
        "kappa": _share(one.kappa),
    }


def _trend(point: TrendPoint) -> Json:
    interval: Iterable[float] | None = point.interval
    return {
        "half_year": point.half_year,
        "scope": point.scope.value,
        "boards": point.boards,
        "items": point.items,
        "closed": point.closed,
        "open": point.open,
        "found": point.found,
        "share": _share(point.share),
        "wilson_interval_95": None if interval is None else [_share(limit) for limit in interval],
    }
