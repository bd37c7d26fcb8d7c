"""Charts of a board's report: sums broken into their parts, and what a round of checks says of the whole."""

from flask_babel import gettext as _

from vetting.domain.board_report import BoardReport
from vetting.domain.report_figures import SUMS
from vetting.domain.terms_reports import ReportArea
from vetting.domain.terms_spot_checks import CheckScope
from vetting.web.filters import number
from vetting.web.report_charts import Bar, Bars, Whiskers, whiskers
from vetting.web.wording.report_figures import FIGURES
from vetting.web.wording.round_reports import round_word

# What did not go as it should is hatched, what is not settled yet is outlined.
LOOKS = {
    (ReportArea.FOLLOW_UP, "overdue"): "deviation",
    (ReportArea.FOLLOW_UP, "waiting"): "open",
    (ReportArea.PREMISES, "pending"): "open",
}


def parts_chart(report: BoardReport) -> Bars | None:
    """Decided cases, items of plans and requests for premises by what became of them; None when there is
    nothing."""
    groups = []
    for (area, whole), parts in SUMS.items():
        top = report.value(area, whole)
        if top:
            heading = f"{FIGURES[area, whole][0]}: {number(int(top))}"
            groups.append((heading, tuple(_bar(report, area, part, top) for part in parts)))
    if not groups:
        return None
    return Bars(
        _("What became of cases, plans and requests"),
        _("Each group is a whole of its own. Hatched: overdue; outlined: waiting. The figures stand below."),
        tuple(groups),
    )


def _bar(report: BoardReport, area: ReportArea, key: str, top: float) -> Bar:
    value = report.value(area, key) or 0
    return Bar(_short(area, key), number(int(value)), value / top, LOOKS.get((area, key), "plain"))


def _short(area: ReportArea, key: str) -> str:
    """A name that has room beside its bar."""
    return {
        (ReportArea.CHECKLIST, "granted"): _("Granted"),
        (ReportArea.CHECKLIST, "refused"): _("Refused"),
        (ReportArea.CHECKLIST, "not_examined"): _("Dismissed or closed"),
        (ReportArea.CHECKLIST, "continued"): _("Support left as it was"),
        (ReportArea.CHECKLIST, "taken_back"): _("Support revoked"),
        (ReportArea.FOLLOW_UP, "done"): _("Items done"),
        (ReportArea.FOLLOW_UP, "waiting"): _("Not yet due"),
        (ReportArea.FOLLOW_UP, "overdue"): _("Overdue and not done"),
        (ReportArea.PREMISES, "pending"): _("Requests waiting"),
        (ReportArea.PREMISES, "let"): _("Requests approved"),
        (ReportArea.PREMISES, "not_let"): _("Requests refused"),
        (ReportArea.PREMISES, "withdrawn"): _("Withdrawn by the booker"),
        (ReportArea.PREMISES, "cancelled"): _("Cancelled by us"),
    }[area, key]


def rounds_chart(report: BoardReport) -> Whiskers | None:
    """Of each round how many deviate at least, as found, and at most; None until a check is closed."""
    rows = [
        (
            round_word(one.half_year, CheckScope(one.scope)),
            float(one.found),
            float(one.most),
            float(one.found),
        )
        for one in report.rounds
        if one.most is not None
    ]
    if not rows:
        return None
    words = (
        _("Grants that may deviate, of all in the list"),
        _("The mark is what was found at random, the line goes to the most there may be (95 percent)."),
    )
    return whiskers(words, rows, lambda value: number(round(value)))
