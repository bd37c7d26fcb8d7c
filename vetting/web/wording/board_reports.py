"""The tables of a board's report in words: its activities, its figures, and what stands behind them."""

from collections.abc import Sequence

from flask_babel import gettext as _

from vetting.domain.board_report import BoardReport
from vetting.domain.report_figures import Figure
from vetting.domain.report_plan import PlanLine
from vetting.domain.terms import Outcome
from vetting.domain.terms_action_plans import RowStanding
from vetting.domain.terms_reports import ReportArea
from vetting.domain.terms_spot_checks import CheckScope
from vetting.reading.board_reports import HandedIn
from vetting.web.filters import day, kronor, moment
from vetting.web.languages import current
from vetting.web.wording import word
from vetting.web.wording.report_cells import Column, Table, capital, shown
from vetting.web.wording.report_figures import FIGURES, RESPONSIBLE, TIMETABLES, TOLD, UNITS
from vetting.web.wording.round_reports import round_word

COUNTED_BY_PEOPLE = ("complaints", "ombudsman")


def report_title(report: BoardReport) -> str:
    """What the report is called."""
    title = _("%(report)s %(year)s", report=word(report.term.kind), year=report.term.year)
    return title[:1].upper() + title[1:]


def days_covered(report: BoardReport) -> str:
    """The days it tells of."""
    return f"{day(report.term.from_on)} – {day(report.term.until_on)}"


def standing(handed_in: HandedIn | None, versions: Sequence[HandedIn]) -> str:
    """Which version it is; of one as it stands today, whether an earlier one was handed in (the latest first)."""
    if handed_in:
        return _(
            "Version %(number)s, handed in %(at)s. Digest (SHA-256): %(digest)s",
            number=handed_in.version,
            at=moment(handed_in.at),
            digest=handed_in.digest,
        )
    if not versions:
        return _("Draft: not handed in.")
    return _(
        "Not handed in like this. Version %(number)s was handed in %(at)s.",
        number=versions[0].version,
        at=moment(versions[0].at),
    )


def outcome_words(report: BoardReport, area: ReportArea) -> str:
    """The chief figures of an activity as one line, each with its name; those that are nothing are left
    out."""
    chief = [one for one in report.figures if one.area is area and one.key in TOLD[area]]
    told = [one for one in chief if one.value]
    if not told:
        is_untold = any(one.value is None for one in chief if one.key in COUNTED_BY_PEOPLE)
        return _("Not told by anybody.") if is_untold else _("Nothing in the period.")
    return ". ".join(f"{FIGURES[one.area, one.key][0]}: {written(one)}" for one in told) + "."


def written(one: Figure) -> str:
    """A figure with its unit, as people read it."""
    if one.value is None:
        return shown(None, "count")
    if one.unit == "kronor":
        return kronor(int(one.value))
    number = shown(one.value, "count")
    if one.unit == "percent":
        return f"{number}\u00a0%"
    return f"{number}\u00a0{UNITS['days']}" if one.unit == "days" else number


def activities(report: BoardReport) -> Table:
    """The action plan's table: one row for each activity."""
    labels = (
        _("Activity"),
        _("Responsible"),
        _("Timetable"),
        _("Outcome"),
        _("Deviation"),
        _("Measure"),
    )
    return Table(
        "activities",
        _("Activities of the action plan"),
        tuple(Column(label, "text") for label in labels),
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


def plan(report: BoardReport) -> Table:
    """The board's own action plan: what was said of each activity, and the figures that show it."""
    return Table(
        "plan",
        _("The board's own action plan"),
        activities(report).columns,
        tuple(
            (
                one.activity,
                one.responsible,
                one.timetable,
                _of_plan(report, one),
                _beside(one.words if one.is_deviating else "", _text(report, one, "deviation")),
                _text(report, one, "measure"),
            )
            for one in report.plan
        ),
        (_("As it stands on the day of the report. The machine never says that an activity is done."),),
    )


def _of_plan(report: BoardReport, one: PlanLine) -> str:
    standing = capital(word(RowStanding(one.standing)))
    said = "" if one.is_deviating else one.words
    shown_by = outcome_words(report, ReportArea(one.area)) if one.area else ""
    return _beside(f"{standing}.", said, shown_by)


def _text(report: BoardReport, one: PlanLine, what: str) -> str:
    return report.text(f"{one.area}_{what}") if one.area else ""


def _beside(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def figures(report: BoardReport) -> Table:
    """Every figure with its unit and what it counts."""
    return Table(
        "figures",
        _("Figures"),
        (
            Column(_("Activity"), "text"),
            Column(_("Figure"), "text"),
            Column(_("Value"), "count"),
            Column(_("Unit"), "text"),
            Column(_("What is counted"), "text"),
        ),
        tuple(
            (
                capital(word(one.area)),
                str(FIGURES[one.area, one.key][0]),
                one.value,
                str(UNITS[one.unit]),
                str(FIGURES[one.area, one.key][1]),
            )
            for one in report.figures
        ),
        (_("Counted by the day within the period; – means that there was nothing to reckon from."),),
    )


def figures_by_activity(report: BoardReport) -> tuple[Table, ...]:
    """The same figures with their units, a table for each activity."""
    columns = (Column(_("Figure"), "text"), Column(_("Value")), Column(_("What is counted"), "text"))
    found = []
    for area in ReportArea:
        rows = tuple(
            (str(FIGURES[area, one.key][0]), written(one), str(FIGURES[area, one.key][1]))
            for one in report.figures
            if one.area is area
        )
        if rows:
            found.append(Table(f"figures-{area.value}", capital(word(area)), columns, rows))
    return tuple(found)


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


def escalations(report: BoardReport) -> Table:
    """How many cases each criterion gave to a second reader."""
    return Table(
        "escalations",
        _("Criteria that called for a second reader"),
        (Column(_("Criterion"), "text"), Column(_("Cases"))),
        tuple((criterion_words(report, question_id), count) for question_id, count in report.escalations),
        (_("A case that more than one criterion escalates stands in more than one row."),),
    )


def grounds(report: BoardReport) -> Table:
    """How many negative decisions rest on each criterion."""
    return Table(
        "grounds",
        _("Criteria that negative decisions rest on"),
        (Column(_("Criterion"), "text"), Column(_("Decisions"))),
        tuple((criterion_words(report, question_id), count) for question_id, count in report.grounds),
        (_("A decision that rests on more than one criterion stands in more than one row."),),
    )


def courts(report: BoardReport) -> Table:
    """What became of refusals and revocations in court; each row adds up."""
    return Table(
        "courts",
        _("Negative decisions, and what courts did with them"),
        (
            Column(_("Decision"), "text"),
            Column(_("Count")),
            Column(_("Upheld")),
            Column(_("Annulled")),
            Column(_("Annulled in part")),
            Column(_("Not tried")),
            Column(_("No judgment recorded")),
        ),
        tuple(
            (
                capital(word(Outcome(one.outcome))),
                one.decided,
                one.upheld,
                one.annulled,
                one.annulled_in_part,
                one.not_tried,
                one.none,
            )
            for one in report.courts
        ),
        (_("Decisions of the period, and the latest judgment recorded on the day of the report."),),
    )


def criterion_words(report: BoardReport, question_id: str) -> str:
    """A criterion by its id and its question; older reports kept the id alone."""
    found = next((one for one in report.criteria if one.id == question_id), None)
    return question_id if found is None else f"{question_id}. {found.in_language(current())}"


def tables_of(report: BoardReport) -> tuple[Table, ...]:
    """The tables after the figures, empty ones left out."""
    every = (plan(report), rounds(report), escalations(report), grounds(report), courts(report))
    return tuple(table for table in every if table.rows)
