"""Tables on the quality of the checks: is the draw fair, what do the questions find, do two readers agree."""

from collections.abc import Mapping

from flask_babel import gettext as _

from vetting.domain.round_report import RoundReport
from vetting.domain.terms_spot_checks import Stream
from vetting.web.wording import word
from vetting.web.wording.report_cells import Column, Table, capital


def fairness(report: RoundReport) -> Table:
    """Drawn and found by what associations do."""
    columns = (
        Column(_("Kind of association"), "text"),
        Column(_("In the frame")),
        Column(_("Expected in the random draw"), "decimal"),
        Column(_("A fair draw gives"), "counts"),
        Column(_("Drawn at random")),
        Column(_("Share drawn"), "share"),
        Column(_("Checks closed")),
        Column(_("Deviations")),
        Column(_("Share with a deviation"), "share"),
        Column(_("Deviating of all, exact 95 percent interval"), "counts"),
        Column(_("Risk-weighted")),
        Column(_("Taken in full")),
    )
    rows = tuple(
        (
            capital(word(one.kind)),
            *(one.items, one.expected, (one.fair_low, one.fair_high), one.drawn, one.share_drawn),
            *(one.closed, one.found, one.share_found),
            None if one.found_low is None else (one.found_low, one.found_high),
            *(one.weighted, one.take_all),
        )
        for one in report.kinds
    )
    return Table("fairness", _("Is the draw fair?"), columns, rows, _fairness_notes(report))


def _fairness_notes(report: RoundReport) -> tuple[str, ...]:
    outside = [word(one.kind) for one in report.kinds if not one.within]
    told = [
        _("Kinds say what an association does. Nothing is counted by belief, opinion or origin."),
        _(
            "“Expected” follows from the published chances. A fair draw gives a number within the range 95 times in 100, so with many kinds one now and then lies outside by chance."
        ),
    ]
    if outside:
        told.insert(0, _("Outside the range this time: %(kinds)s.", kinds=", ".join(outside)))
    return tuple(told)


def questions(report: RoundReport, texts: Mapping[str, str]) -> Table:
    """Which questions brought something to light."""
    columns = [Column(_("Question"), "text")]
    for stream in Stream:
        columns.append(Column(_("%(stream)s, answered", stream=capital(word(stream)))))
        columns.append(Column(_("with a remark")))
    rows = tuple(
        (_question(one.question_id, texts), *(n for _stream, *pair in one.counts for n in pair))
        for one in report.questions
    )
    note = _(
        "Counted in closed checks. A question that brings nothing to light time after time may be one to drop."
    )
    return Table("questions", _("What the questions brought to light"), tuple(columns), rows, (note,))


def agreement(report: RoundReport, texts: Mapping[str, str]) -> Table:
    """How far two blind readings agree, the weakest question first."""
    columns = (
        Column(_("Question"), "text"),
        Column(_("Answered by both")),
        Column(_("Alike")),
        Column(_("Agreement"), "share"),
        Column(_("Cohen's kappa"), "agreement"),
        Column(_("Answered by one only")),
    )
    rows = tuple(
        (_question(one.question_id, texts), one.both, one.equal, one.share, one.kappa, one.one_only)
        for one in report.agreement
    )
    note = _(
        "The weakest agreement stands first: that question needs a clearer guidance. Kappa is what is left of the agreement when chance has had its part."
    )
    return Table("agreement", _("Agreement of blind second readings"), columns, rows, (note,))


def _question(question_id: str, texts: Mapping[str, str]) -> str:
    return f"{question_id} {texts.get(question_id, '')}".strip()
