"""Small multiples as plain geometry: a column for each month, the same months and width in every chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from vetting.domain.trends import Month, Series, Trend
from vetting.web.filters import number
from vetting.web.report_charts import nice_top
from vetting.web.wording.trends import LAID_OUT, month_name, shown_value


@dataclass(frozen=True)
class MonthMark:
    """One month: `height` and `part` are shares of the whole height, `height` None where nothing is known."""

    height: float | None
    part: float
    told: str


@dataclass(frozen=True)
class MonthChart:
    """A chart of months. `years` are (index of the month, its year); `summary` is read beside it."""

    key: str
    title: str
    description: str
    summary: str
    marks: tuple[MonthMark, ...]
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[int, str], ...]
    is_median: bool


def month_charts(series: Sequence[Series], months: Sequence[Month]) -> tuple[MonthChart, ...]:
    """A chart for each series."""
    return tuple(_chart(one, months) for one in series)


def _chart(one: Series, months: Sequence[Month]) -> MonthChart:
    known = [value for value in one.values if value is not None]
    top = nice_top(max(known, default=0))
    words = LAID_OUT[one.trend]
    return MonthChart(
        one.trend.value,
        str(words.title),
        _described(one, months),
        _summary(one),
        tuple(_mark(one, at, month, top) for at, month in enumerate(months)),
        tuple((share, number(round(top * share))) for share in (0, 0.5, 1)),
        tuple((at, str(month.year)) for at, month in enumerate(months) if month.number == 1),
        one.is_median,
    )


def _mark(one: Series, at: int, month: Month, top: float) -> MonthMark:
    value = one.values[at]
    told = f"{month_name(month)}: {shown_value(value)}"
    part = one.parts[at] if one.parts else 0
    if part:
        told = f"{told}, {LAID_OUT[one.trend].part} {number(part)}"
    return MonthMark(None if value is None else value / top, part / top, told)


def _described(one: Series, months: Sequence[Month]) -> str:
    """What somebody who cannot see the chart is told: what is counted, its highest month, of days the lowest
    too."""
    known = [(value, at) for at, value in enumerate(one.values) if value is not None]
    what = str(LAID_OUT[one.trend].counts)
    (high, high_at), (low, low_at) = max(known, default=(0, 0)), min(known, default=(0, 0))
    if not high:
        return _("%(what)s Nothing in these months.", what=what)
    if not one.is_median:
        return _(
            "%(what)s Highest %(high)s in %(high_month)s.",
            what=what,
            high=shown_value(high),
            high_month=month_name(months[high_at]),
        )
    return _(
        "%(what)s Highest %(high)s in %(high_month)s, lowest %(low)s in %(low_month)s.",
        what=what,
        high=shown_value(high),
        high_month=month_name(months[high_at]),
        low=shown_value(low),
        low_month=month_name(months[low_at]),
    )


def _summary(one: Series) -> str:
    """The last twelve months beside the twelve before."""
    if one.trend is Trend.HANDLING_DAYS:
        return _(
            "Last twelve months %(latest)s days, the twelve before %(before)s",
            latest=shown_value(one.latest),
            before=shown_value(one.before),
        )
    return _(
        "Last twelve months %(latest)s, the twelve before %(before)s",
        latest=shown_value(one.latest),
        before=shown_value(one.before),
    )
