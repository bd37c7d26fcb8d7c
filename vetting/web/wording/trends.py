"""The words of what is followed month by month."""

from dataclasses import dataclass

from flask_babel import LazyString, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.trends import Month, Series, Trend
from vetting.web.wording.report_cells import Column, Table, capital, shown


@dataclass(frozen=True)
class TrendWords:
    """Title, what is counted, and what the hatched part is, where there is one."""

    title: LazyString
    counts: LazyString
    part: LazyString | str = ""


LAID_OUT: dict[Trend, TrendWords] = {
    Trend.RECEIVED: TrendWords(lazy("Applications received"), lazy("By the day the application came in.")),
    Trend.HANDLING_DAYS: TrendWords(
        lazy("Handling time, median days"), lazy("Of the applications decided in the month.")
    ),
    Trend.HITS_JUDGED: TrendWords(lazy("Hits judged"), lazy("Words that a person said on a hit.")),
    Trend.CHECKS_CLOSED: TrendWords(
        lazy("Spot checks closed"),
        lazy("Of every stream; hatched: with deviations. They are no measure of the whole."),
        lazy("with deviations"),
    ),
    Trend.HOLDS: TrendWords(lazy("Payments held"), lazy("By the day payment was held.")),
    Trend.LETTINGS_CHECKED: TrendWords(
        lazy("Lettings checked"),
        lazy("Requests for premises whose facts were looked at when somebody acted."),
    ),
    Trend.REPORTS_DUE: TrendWords(
        lazy("Reports due from associations"),
        lazy("By the day they fell due; hatched: late, or not in yet."),
        lazy("late or not in"),
    ),
}


def month_name(month: Month) -> str:
    """As it stands within a sentence: "mars 2026"."""
    return str(format_date(month.first_on, "LLLL yyyy"))


def shown_value(value: float | None) -> str:
    """A value of a month as people read it."""
    return shown(value, "count")


def months_table(series: tuple[Series, ...], months: tuple[Month, ...]) -> Table:
    """Every value of every month, the latest first."""
    columns = [Column(_("Month"), "text")]
    for one in series:
        words = LAID_OUT[one.trend]
        columns.append(Column(str(words.title)))
        if one.parts:
            columns.append(Column(_("%(whole)s: %(part)s", whole=words.title, part=words.part)))
    rows = []
    for at in reversed(range(len(months))):
        cells: list[object] = [capital(month_name(months[at]))]
        for one in series:
            cells.append(one.values[at])
            cells += [one.parts[at]] if one.parts else []
        rows.append(tuple(cells))
    return Table("months", _("Month by month"), tuple(columns), tuple(rows))
