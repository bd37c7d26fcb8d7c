"""The sentences of a report of spot checks: what the figures say, and what they do not say."""

from fractions import Fraction

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from vetting.domain.error_figures import ErrorRate, UnequalFractions
from vetting.domain.report_period import ReportPeriod
from vetting.domain.round_report import PeriodReport, RoundMarks, RoundReport
from vetting.domain.stream_figures import DEVIATIONS
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import CheckScope, FindingResult, Stream
from vetting.web import filters
from vetting.web.filters import number
from vetting.web.wording import word
from vetting.web.wording.rounds import half_year_word

Share = Fraction | float
KINDS = frozenset(SupportKind)


def percent(share: Share | None) -> str:
    """A share with one decimal at most: 0.075 becomes "7,5 %"."""
    return "–" if share is None else f"{percent_number(share)}\u00a0%"


def percent_number(share: Share) -> str:
    """As percent, without the sign."""
    return str(format_decimal(round(100 * float(share), 1), "#,##0.#"))


def period_word(name: str) -> str:
    """A year by its number, a half-year by its season."""
    return half_year_word(name) if "-" in name else name


def round_word(half_year: str, scope: CheckScope) -> str:
    """What a round is called: "autumn 2026, grants"."""
    return f"{half_year_word(half_year)}, {word(scope)}"


def round_names(report: PeriodReport) -> dict[str, str]:
    """The rounds' names by id; boards are named where season and scope do not tell them apart."""
    plain = {one.marks.id: round_word(one.marks.half_year, one.marks.scope) for one in report.rounds}
    names = list(plain.values())
    return {
        one.marks.id: plain[one.marks.id]
        if names.count(plain[one.marks.id]) == 1
        else f"{plain[one.marks.id]}, {boards_word(one.marks)}"
        for one in report.rounds
    }


def boards_word(marks: RoundMarks) -> str:
    """The board's name, or how many they are."""
    count = len(marks.boards)
    return marks.boards[0] if count == 1 else ngettext("%(num)d board", "%(num)d boards", count)


def stratum_word(name: str) -> str:
    """ "NOR/operating" becomes "NOR, operating grant"; joined strata say so."""
    board, _slash, kind = name.partition("/")
    if board == "*":
        return _("small groups of several boards")
    if kind in KINDS:
        return f"{board}, {word(SupportKind(kind))}"
    return _("%(board)s, small groups together", board=board)


def lead_words(report: RoundReport) -> tuple[str, ...]:
    """What the random draw shows, in sentences; the first is the one to remember."""
    random = report.stream(Stream.RANDOM)
    if not random.drawn:
        return (_("No check of this round was drawn at random, so the figures say nothing of the supports that were not checked."),)  # fmt: skip
    if report.rate is None:
        return (ngettext("The only random check is not closed yet, so there is no figure yet.", "None of the %(num)d random checks is closed yet, so there is no figure yet.", random.sample),)  # fmt: skip
    rate = report.rate
    return (_found_words(rate), _bound_words(rate), *_preliminary_words(rate))


def _found_words(rate: ErrorRate) -> str:
    low, high = (percent_number(limit) for limit in rate.wilson)
    if not rate.found:
        return _(
            "None of %(closed)s random checks found a deviation: 0\u00a0%%, could be up to %(high)s\u00a0%%.",
            closed=number(rate.closed),
            high=high,
        )
    return _(
        "%(found)s of %(closed)s random checks found a deviation: %(share)s (95\u00a0%% interval %(low)s–%(high)s).",
        found=number(rate.found),
        closed=number(rate.closed),
        share=percent(rate.share),
        low=low,
        high=high,
    )


def _bound_words(rate: ErrorRate) -> str:
    if rate.is_whole:
        return _("Every support in the frame was checked at random, so this is no estimate.")
    return _(
        "%(found)s of %(closed)s of %(items)s still allows %(most)s: with 95\u00a0%% confidence no more than %(most)s of the %(items)s supports in the frame deviate, but that many they may be.",
        found=number(rate.found),
        closed=number(rate.closed),
        items=number(rate.items),
        most=number(rate.most),
    )


def _preliminary_words(rate: ErrorRate) -> tuple[str, ...]:
    if not rate.is_preliminary:
        return ()
    return (
        ngettext(
            "The figure is preliminary: %(num)d random check is still open. When it is closed the share will be between %(low)s and %(high)s.",
            "The figure is preliminary: %(num)d random checks are still open. When they are closed the share will be between %(low)s and %(high)s.",
            rate.open,
            low=percent(rate.lowest),
            high=percent(rate.highest),
        ),
    )


def fractions_words(unequal: UnequalFractions | None) -> str:
    """That strata had different chances, and what the share is when each has its own weight."""
    if unequal is None:
        return _("Every stratum had the same part of its supports drawn.")
    told = _(
        "The part that was drawn differs between the strata: from %(least)s to %(greatest)s. The exact interval takes the random checks as one draw.",
        least=percent(unequal.least),
        greatest=percent(unequal.greatest),
    )
    if unequal.weighted is None:
        return told
    weighted = percent(unequal.weighted)
    return f"{told} " + _("With each stratum given its own weight the share is %(share)s.", share=weighted)


def why_no_percentage() -> str:
    """Why the two other streams have counts and nothing else."""
    return _(
        "The risk-weighted draw and what is taken in full look where something called for a look. They find shortcomings but say nothing of the supports that were not chosen. Therefore they have counts only: no percentage and no interval, and they are never added to the random draw."
    )


def deviation_words() -> str:
    """Which results count as a deviation."""
    kinds = "; ".join(word(result) for result in FindingResult if result in DEVIATIONS)
    return _(
        "These results count as a deviation: %(results)s. Silence is a finding: an association that does not answer counts as a deviation and is never replaced.",
        results=kinds,
    )


def left_words(report: RoundReport) -> str:
    """What left the population, and what came instead; blank when nothing did."""
    left = sum(one.left for one in report.streams)
    reserves = sum(one.reserves for one in report.streams)
    if not left:
        return ""
    told = ngettext(
        "%(num)d drawn support left the population (dissolved, merged or annulled) and is not counted.",
        "%(num)d drawn supports left the population (dissolved, merged or annulled) and are not counted.",
        left,
    )
    came = ngettext(
        "%(num)d reserve came instead, in the order of the draw.",
        "%(num)d reserves came instead, in the order of the draw.",
        reserves,
    )
    return f"{told} {came}"


def as_of_words(report: PeriodReport) -> str:
    """The day the figures were reckoned."""
    return _("Figures as of %(day)s.", day=filters.day(report.as_of))


def missing_words(report: PeriodReport) -> tuple[str, ...]:
    """The half-years of the period in which no round was drawn."""
    drawn = {one.marks.half_year for one in report.rounds}
    return tuple(
        _("No round was drawn in %(half_year)s.", half_year=half_year_word(name))
        for name in ReportPeriod(report.period).half_years
        if name not in drawn
    )
