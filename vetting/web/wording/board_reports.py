"""The words of a board's report: what its figures are called, and its table of activities."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.board_report import BoardReport, Figure
from vetting.domain.terms_reports import ReportArea
from vetting.domain.terms_spot_checks import CheckScope
from vetting.web.filters import day, kronor
from vetting.web.wording import word
from vetting.web.wording.report_cells import Column, Table, capital, shown
from vetting.web.wording.round_reports import round_word

FIGURES: dict[tuple[ReportArea, str], LazyString] = {
    (ReportArea.CHECKLIST, "received"): lazy("Applications received"),
    (ReportArea.CHECKLIST, "decided"): lazy("Cases decided"),
    (ReportArea.CHECKLIST, "granted"): lazy("Granted, in full or in part"),
    (ReportArea.CHECKLIST, "refused"): lazy("Refused"),
    (ReportArea.CHECKLIST, "not_examined"): lazy("Dismissed or closed"),
    (ReportArea.CHECKLIST, "handling_days"): lazy("Days from application to decision, median"),
    (ReportArea.CHECKLIST, "supplements"): lazy("Requests for completion"),
    (ReportArea.CHECKLIST, "hearings"): lazy("Letters with the right to reply"),
    (ReportArea.CHECKLIST, "urgent"): lazy("Decisions that could not await the board"),
    (ReportArea.CHECKLIST, "differences"): lazy("Differences from like cases explained"),
    (ReportArea.CROSS_CHECK, "checked"): lazy("Decided cases with a whole cross-check"),
    (ReportArea.CROSS_CHECK, "partner_questions"): lazy("Questions put to partner agencies"),
    (ReportArea.FOLLOW_UP, "due"): lazy("Items of follow-up plans that fell due"),
    (ReportArea.FOLLOW_UP, "done"): lazy("Done"),
    (ReportArea.FOLLOW_UP, "late"): lazy("Done after the day"),
    (ReportArea.FOLLOW_UP, "overdue"): lazy("Overdue and not done"),
    (ReportArea.SPOT_CHECKS, "rounds"): lazy("Rounds drawn"),
    (ReportArea.SPOT_CHECKS, "closed"): lazy("Random checks closed"),
    (ReportArea.SPOT_CHECKS, "found"): lazy("With deviations"),
    (ReportArea.PREMISES, "requests"): lazy("Requests for premises"),
    (ReportArea.PREMISES, "let"): lazy("Approved"),
    (ReportArea.PREMISES, "not_let"): lazy("Requests refused"),
    (ReportArea.PREMISES, "cancelled"): lazy("Cancelled by the municipality"),
    (ReportArea.PREMISES, "dates"): lazy("Approved dates within the period"),
    (ReportArea.PREMISES, "days_before"): lazy("Days from request to first date, median"),
    (ReportArea.STOPS, "reviews"): lazy("Special reviews opened"),
    (ReportArea.STOPS, "holds"): lazy("Payments held"),
    (ReportArea.STOPS, "revoked"): lazy("Revoked, in full or in part"),
    (ReportArea.STOPS, "bars"): lazy("Stop marks set"),
    (ReportArea.STOPS, "claimed"): lazy("Claimed back"),
    (ReportArea.STOPS, "collected"): lazy("Paid back"),
}
UNITS: dict[str, LazyString] = {"count": lazy("number"), "days": lazy("days"), "kronor": lazy("kronor")}
RESPONSIBLE: dict[ReportArea, LazyString] = {
    ReportArea.CHECKLIST: lazy("Culture secretary"),
    ReportArea.CROSS_CHECK: lazy("Culture secretary with partner agencies"),
    ReportArea.FOLLOW_UP: lazy("The granting board"),
    ReportArea.SPOT_CHECKS: lazy("Culture secretary, coordinator"),
    ReportArea.PREMISES: lazy("Premises manager"),
    ReportArea.STOPS: lazy("Unit head, the board"),
}
TIMETABLES: dict[ReportArea, LazyString] = {
    ReportArea.CHECKLIST: lazy("continuously"),
    ReportArea.CROSS_CHECK: lazy("when needed"),
    ReportArea.FOLLOW_UP: lazy("by each plan"),
    ReportArea.SPOT_CHECKS: lazy("twice a year"),
    ReportArea.PREMISES: lazy("continuously"),
    ReportArea.STOPS: lazy("when needed"),
}


def report_title(report: BoardReport) -> str:
    """What the report is called."""
    title = _("%(report)s %(year)s", report=word(report.term.kind), year=report.term.year)
    return title[:1].upper() + title[1:]


def days_covered(report: BoardReport) -> str:
    """The days it tells of."""
    return f"{day(report.term.from_on)} – {day(report.term.until_on)}"


def outcome_words(report: BoardReport, area: ReportArea) -> str:
    """The figures of an activity as one line, each with its name; those that are nothing are left out."""
    told = [one for one in report.figures if one.area is area and one.value]
    if not told:
        return _("Nothing in the period.")
    return ". ".join(f"{FIGURES[one.area, one.key]}: {_written(one)}" for one in told) + "."


def _written(one: Figure) -> str:
    if one.unit == "kronor" and one.value is not None:
        return kronor(int(one.value))
    return shown(one.value, "count")


def activities(report: BoardReport) -> Table:
    """The action plan's table: one row for each activity."""
    return Table(
        "activities",
        _("Activities of the action plan"),
        tuple(
            Column(label, "text")
            for label in (
                _("Activity"),
                _("Responsible"),
                _("Timetable"),
                _("Outcome"),
                _("Deviation"),
                _("Measure"),
            )
        ),
        tuple(
            (
                capital(word(area)),
                str(RESPONSIBLE[area]),
                str(TIMETABLES[area]),
                outcome_words(report, area),
                report.text(f"{area.value}_deviation"),
                report.text(f"{area.value}_measure"),
            )
            for area in ReportArea
        ),
    )


def figures(report: BoardReport) -> Table:
    """Every figure with its unit."""
    return Table(
        "figures",
        _("Figures"),
        (
            Column(_("Activity"), "text"),
            Column(_("Figure"), "text"),
            Column(_("Value"), "count"),
            Column(_("Unit"), "text"),
        ),
        tuple(
            (capital(word(one.area)), str(FIGURES[one.area, one.key]), one.value, str(UNITS[one.unit]))
            for one in report.figures
        ),
        (_("Counted by the day within the period; – means that there was nothing to reckon from."),),
    )


def figures_by_activity(report: BoardReport) -> tuple[Table, ...]:
    """The same figures, a table for each activity."""
    whole = figures(report)
    return tuple(
        Table(
            f"figures-{area.value}",
            capital(word(area)),
            whole.columns[1:],
            tuple(row[1:] for row in whole.rows if row[0] == capital(word(area))),
        )
        for area in ReportArea
    )


def rounds(report: BoardReport) -> Table:
    """The random stream of each round, always with its size and upper bound."""
    return Table(
        "rounds",
        _("Spot checks"),
        (
            Column(_("Round"), "text"),
            Column(_("In the list (N)")),
            Column(_("Random checks closed (n)")),
            Column(_("Still open")),
            Column(_("With deviations")),
            Column(_("At most deviating, 95 %")),
        ),
        tuple(
            (
                round_word(one.half_year, CheckScope(one.scope)),
                one.items,
                one.closed,
                one.open,
                one.found,
                one.most,
            )
            for one in report.rounds
        ),
        (_("Only the random draw is told of here; checks chosen for a reason say nothing of the whole."),),
    )


def grounds(report: BoardReport) -> Table:
    """How many negative decisions rest on each criterion."""
    return Table(
        "grounds",
        _("Criteria that negative decisions rest on"),
        (Column(_("Criterion"), "text"), Column(_("Decisions"))),
        report.grounds,
    )


def tables_of(report: BoardReport) -> tuple[Table, ...]:
    """The tables after the figures, empty ones left out."""
    return tuple(table for table in (rounds(report), grounds(report)) if table.rows)
