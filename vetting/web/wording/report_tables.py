"""The tables of a report of spot checks, once for the page, the paper and the workbook."""

from flask_babel import gettext as _

from vetting.domain.round_report import PeriodReport, RoundReport
from vetting.domain.terms_spot_checks import FindingResult, Stream
from vetting.web import filters
from vetting.web.wording import word
from vetting.web.wording.report_cells import Column, Table, capital
from vetting.web.wording.round_reports import (
    fractions_words,
    round_names,
    round_word,
    stratum_word,
    why_no_percentage,
)


def summary(report: PeriodReport) -> Table:
    """The rounds beside each other, a row for each; no figure is reckoned over several of them."""
    names = round_names(report)
    columns = (
        Column(_("Round"), "text"),
        Column(_("Supports in the frame (N)")),
        Column(_("Random checks (n)")),
        Column(_("of them closed")),
        Column(_("of them with a deviation")),
        Column(_("Share with a deviation"), "share"),
        Column(_("95 percent interval for comparing"), "shares"),
        Column(_("Deviating in the frame, exact 95 percent interval"), "counts"),
        Column(_("Deviating in the frame, at most")),
        Column(_("Risk-weighted checks")),
        Column(_("with a deviation (risk-weighted)")),
        Column(_("Checks taken in full")),
        Column(_("with a deviation (taken in full)")),
    )
    rows = tuple((names[one.marks.id], *_summary_of(one)) for one in report.rounds)
    return Table("summary", _("Rounds side by side"), columns, rows, (why_no_percentage(),))


def _summary_of(one: RoundReport) -> tuple[object, ...]:
    random, weighted, full = one.streams
    rate = one.rate
    figures: tuple[object, ...] = (None, None, None, None)
    if rate is not None:
        figures = (rate.share, rate.wilson, (rate.low, rate.high), rate.most)
    others = (weighted.sample, weighted.found, full.sample, full.found)
    return (one.items, random.sample, random.closed, random.found, *figures, *others)


def trend(report: PeriodReport) -> Table:
    """The random stream, half-year by half-year."""
    columns = (
        Column(_("Round"), "text"),
        Column(_("Boards")),
        Column(_("In the frame")),
        Column(_("Checks closed")),
        Column(_("Not closed")),
        Column(_("Deviations")),
        Column(_("Share"), "share"),
        Column(_("95 percent interval"), "shares"),
    )
    rows = tuple(
        (round_word(p.half_year, p.scope), p.boards, p.items, p.closed, p.open, p.found, p.share, p.interval)
        for p in report.trend
    )
    note = _(
        "Each half-year has its own sample. Where the intervals overlap widely, the difference may be chance."
    )
    return Table("trend", _("Half-years compared"), columns, rows, (note,))


def results(report: RoundReport) -> Table:
    """Results by code, a column for each stream."""
    rows: list[tuple[object, ...]] = [
        (word(result), *(dict(one.results)[result] for one in report.streams)) for result in FindingResult
    ]
    rows.append((_("Not closed yet"), *(one.open for one in report.streams)))
    columns = (Column(_("Result"), "text"), *(Column(capital(word(stream))) for stream in Stream))
    return Table("results", _("Results"), columns, tuple(rows))


def streams(report: RoundReport) -> Table:
    """What each stream took and gave."""
    columns = (
        Column(_("Stream"), "text"),
        Column(_("Drawn")),
        Column(_("Left the population")),
        Column(_("Reserves")),
        Column(_("Checks closed")),
        Column(_("Not closed")),
        Column(_("Deviations")),
        Column(_("Days to closing, median"), "days"),
        Column(_("Days to closing, longest")),
        Column(_("Minutes")),
        Column(_("Minutes per deviation")),
        Column(_("Cost"), "kronor"),
        Column(_("Cost per deviation"), "kronor"),
    )
    rows = tuple(
        (
            capital(word(one.stream)),
            *(one.drawn, one.left, one.reserves, one.closed, one.open, one.found),
            *((one.lead.median, one.lead.longest) if one.lead else (None, None)),
            *(one.minutes, one.minutes_per_find, one.cost, one.cost_per_find),
        )
        for one in report.streams
    )
    return Table("streams", _("Streams, time and cost"), columns, rows, _cost_notes(report))


def _cost_notes(report: RoundReport) -> tuple[str, ...]:
    days = _("Days are counted from the draw to the finding, minutes are those of closed checks, both readers together.")  # fmt: skip
    if report.marks.hourly_cost is None:
        return (days, _("The terms of the round name no hourly cost, so only minutes are shown."))
    hourly = filters.kronor(report.marks.hourly_cost)
    return (days, _("Cost is reckoned at %(amount)s an hour, as the terms of the round say.", amount=hourly))


def strata(report: RoundReport) -> Table:
    """The random stream by board and kind of support."""
    columns = (
        Column(_("Stratum"), "text"),
        Column(_("In the frame (N)")),
        Column(_("Drawn (n)")),
        Column(_("Part drawn"), "share"),
        Column(_("Checks closed")),
        Column(_("Deviations")),
    )
    rows = tuple(
        (stratum_word(one.name), one.items, one.drawn, one.fraction, one.closed, one.found)
        for one in report.strata
    )
    notes = (fractions_words(report.unequal),) if any(one.drawn for one in report.strata) else ()
    return Table("strata", _("Strata of the random draw"), columns, rows, notes)


def boards(report: RoundReport) -> Table:
    """Board by board."""
    columns = (
        Column(_("Board"), "text"),
        Column(_("In the frame (N)")),
        Column(_("Drawn at random")),
        Column(_("Checks closed")),
        Column(_("Deviations")),
        Column(_("Deviating in the frame, at most")),
        Column(_("Risk-weighted checks")),
        Column(_("with a deviation (risk-weighted)")),
        Column(_("Checks taken in full")),
        Column(_("with a deviation (taken in full)")),
    )
    rows = tuple(
        (one.board, one.items, one.drawn, one.closed, one.found, one.most, *one.weighted, *one.take_all)
        for one in report.boards
    )
    note = _(
        "“At most” is what the board's own random checks leave possible, with 95 percent confidence. Few checks leave much possible."
    )
    return Table("boards", _("Boards"), columns, rows, (note,))


def measures(report: RoundReport) -> Table:
    """What followed from the findings."""
    columns = (
        Column(_("Measure"), "text"),
        *(Column(capital(word(stream))) for stream in Stream),
        Column(_("Not done yet")),
        Column(_("of them overdue")),
    )
    rows = tuple(
        (capital(word(one.kind)), *(count for _stream, count in one.taken), one.waiting, one.overdue)
        for one in report.measures
    )
    return Table("measures", _("Measures"), columns, rows)
