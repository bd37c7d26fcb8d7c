"""Charts of a report as plain geometry: bars of counts, and intervals as whiskers; a macro draws them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from vetting.domain.error_figures import ErrorRate
from vetting.domain.round_report import PeriodReport, RoundReport
from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.terms_spot_checks import FindingResult, Stream
from vetting.web.filters import number
from vetting.web.wording import word
from vetting.web.wording.report_cells import capital
from vetting.web.wording.round_reports import percent, round_word


@dataclass(frozen=True)
class Bar:
    """`look` is plain, deviation (hatched) or open (outlined); `width` of a whole of 1."""

    label: str
    text: str
    width: float
    look: str


@dataclass(frozen=True)
class Bars:
    """Bars under a heading each; the same length is the same count in every group."""

    title: str
    description: str
    groups: tuple[tuple[str, tuple[Bar, ...]], ...]


@dataclass(frozen=True)
class Whisker:
    """A line from `low` to `high` with a mark at `at`, all of a whole of 1; None where there is no mark."""

    label: str
    low: float
    high: float
    at: float | None


@dataclass(frozen=True)
class Whiskers:
    """`ticks` are places of a whole of 1 with their words."""

    title: str
    description: str
    rows: tuple[Whisker, ...]
    ticks: tuple[tuple[float, str], ...]


def nice_top(value: float) -> float:
    """The next number above whose half people count in too: 2, 4, 6, 8 or 10 times a power of ten."""
    if value <= 0:
        return 2.0
    power: float = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (2, 4, 6, 8, 10) if step * power >= value * (1 - 1e-9))


def whiskers(
    words: tuple[str, str],
    rows: Sequence[tuple[str, float, float, float | None]],
    shown: Callable[[float], str],
    *,
    most: float | None = None,
) -> Whiskers:
    """Rows as (label, low, high, mark) on one scale that begins at nothing."""
    top = nice_top(max((max(high, at or 0) for _label, _low, high, at in rows), default=1))
    top = top if most is None else min(top, most)
    return Whiskers(
        *words,
        tuple(
            Whisker(label, low / top, high / top, None if at is None else at / top)
            for label, low, high, at in rows
        ),
        tuple((part, shown(top * part)) for part in (0, 0.5, 1)),
    )


def results_chart(report: RoundReport) -> Bars:
    """Results by stream as counts."""
    most = max(
        (count for one in report.streams for _result, count in (*one.results, (None, one.open))), default=0
    )
    top = max(most, 1)
    return Bars(
        _("Results of each stream, in number of checks"),
        _("Hatched bars count as a deviation, outlined ones are not closed. The table has the figures."),
        tuple(
            (
                capital(word(one.stream)),
                (
                    *(_bar(result, count, top) for result, count in one.results),
                    Bar(_("Not closed yet"), number(one.open), one.open / top, "open"),
                ),
            )
            for one in report.streams
            if one.sample
        ),
    )


def _bar(result: FindingResult, count: int, top: int) -> Bar:
    look = "deviation" if result in DEVIATIONS else "plain"
    return Bar(word(result), number(count), count / top, look)


def rate_chart(rate: ErrorRate) -> Whiskers:
    """The share with its two intervals, and where it can still go."""
    low, high = rate.wilson
    share = float(rate.share)
    rows = [
        (_("in this frame, exact"), rate.low / rate.items, rate.high / rate.items, share),
        (_("for comparing"), low, high, share),
    ]
    if rate.is_preliminary:
        rows.append((_("when all are closed"), float(rate.lowest), float(rate.highest), share))
    return whiskers(
        (
            _("Share with a deviation, with 95 percent intervals"),
            _("The mark is the share found, the line is what it may be. The figures stand beside."),
        ),
        rows,
        percent,
        most=1.0,
    )


def lead_chart(report: RoundReport) -> Whiskers | None:
    """Days from the draw to the finding, stream by stream; None until a check is closed."""
    rows = [
        (capital(word(one.stream)), float(one.lead.shortest), float(one.lead.longest), float(one.lead.median))
        for one in report.streams
        if one.lead
    ]
    if not rows:
        return None
    words = (
        _("Days from the draw to the finding"),
        _("The line goes from shortest to longest, the mark is the median. The table has the figures."),
    )
    return whiskers(words, rows, _days)


def _days(days: float) -> str:
    return number(round(days))


def fairness_chart(report: RoundReport) -> Whiskers | None:
    """What a fair draw gives of each kind, and what the draw gave; None without a random draw."""
    if not report.stream(Stream.RANDOM).drawn:
        return None
    rows = [
        (capital(word(one.kind)), float(one.fair_low), float(one.fair_high), float(one.drawn))
        for one in report.kinds
    ]
    words = (
        _("Number drawn at random of each kind"),
        _("The line is what a fair draw gives, the mark is what was drawn. The table has the figures."),
    )
    return whiskers(words, rows, _days)


def trend_chart(report: PeriodReport) -> Whiskers | None:
    """The share of each half-year with its interval; None when there is nothing to compare."""
    rows = [
        (round_word(point.half_year, point.scope), *point.interval, float(point.share))
        for point in report.trend
        if point.interval and point.share is not None
    ]
    if not rows:
        return None
    words = (
        _("Share with a deviation, half-year by half-year"),
        _("The mark is the share found, the line its 95 percent interval. The table has the figures."),
    )
    return whiskers(words, rows, percent, most=1.0)
