"""Forms of one spot check: evidence, comment, signature, finding, reopening, measure, leaving the draw."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from vetting.domain.checklist import Checklist
from vetting.domain.findings import MOST_MINUTES, Wanted, proposed_measure
from vetting.domain.terms_spot_checks import FindingResult, LeftReason, MeasureKind
from vetting.reading.spot_check import CheckSheet
from vetting.web.forms.base import Form
from vetting.web.forms.checklist import ChecklistForm, form_of
from vetting.web.forms.evidence import NEEDED, EvidenceForm, kinds_for
from vetting.web.wording import word
from vetting.web.wording.checklists import LEVELS, level_text

MINUTES = NumberRange(min=0, max=MOST_MINUTES, message=_("Write whole minutes, at most 10,000."))
USUAL = ""  # the measure that usually follows from the result


class CheckEvidenceForm(EvidenceForm):
    """A piece of evidence for one question of a spot check."""

    lead_source = None  # type: ignore[assignment]
    reliability = None  # type: ignore[assignment]
    act_id = None  # type: ignore[assignment]
    paper_id = None  # type: ignore[assignment]


class CommentForm(Form):
    """What the association said, and when."""

    comment = TextAreaField(
        _("The association's comment"), validators=[InputRequired(NEEDED), Length(max=4000)]
    )
    said_on = DateField(_("Said on"), validators=[InputRequired(NEEDED)])


class SignForm(Form):
    """The minutes a reading took."""

    minutes = IntegerField(_("Minutes spent on the reading"), validators=[InputRequired(NEEDED), MINUTES])


class CloseForm(Form):
    """A finding with its measure."""

    result = RadioField(_("Result"), validators=[InputRequired(_("Choose a result."))])
    summary = TextAreaField(_("What was found"), validators=[InputRequired(NEEDED), Length(max=4000)])
    measure = SelectField(_("Measure"))
    measure_due_on = DateField(_("Measure done by"), validators=[Optional()])
    measure_note = TextAreaField(_("About the measure"), validators=[Length(max=4000)])
    minutes = IntegerField(
        _("Minutes you spent on the whole check"), validators=[InputRequired(NEEDED), MINUTES]
    )

    def wanted(self) -> Wanted:
        """Result and measure; where no measure is chosen, the usual one of the result."""
        result = FindingResult(self.result.data)
        measure = MeasureKind(self.measure.data) if self.measure.data else proposed_measure(result)
        return Wanted(result, measure, self.measure_due_on.data)


class ReasonForm(Form):
    """Why a closed check is taken up again."""

    reason = TextAreaField(
        _("Why the check is taken up again"), validators=[InputRequired(NEEDED), Length(max=4000)]
    )


class OutcomeForm(Form):
    """What came of a measure."""

    outcome = TextAreaField(
        _("What was done, and what came of it"), validators=[InputRequired(NEEDED), Length(max=4000)]
    )


class LeaveForm(Form):
    """Why the object is no longer in the population, and what shows it."""

    reason = RadioField(_("What has happened"), validators=[InputRequired(_("Choose what has happened."))])
    proof = TextAreaField(_("What shows it"), validators=[InputRequired(NEEDED), Length(max=1000)])


class FilledForm(Form):
    """A filled workbook."""

    file = FileField(_("Filled workbook"))


def check_form(sheet: CheckSheet, language: str) -> ChecklistForm:
    """The form for the questions of a spot check, filled with the answers that stand."""
    return form_of(sheet.asked, sheet.checklist, language, version=sheet.version)


def check_evidence_form(sheet: CheckSheet, question_id: str, language: str) -> CheckEvidenceForm:
    """The form for the questions of the sheet; the question's own kinds of evidence stand first."""
    form = CheckEvidenceForm(question_id=question_id)
    form.question_id.choices = [
        SelectChoice(shown.question.id, f"{shown.question.id} {shown.question.text.in_language(language)}")
        for shown in sheet.asked
    ]
    form.kind.choices = kinds_for(sheet.checklist, sheet.shown(question_id), language)
    form.level.choices = [SelectChoice(str(level), level_text(level)) for level in LEVELS]
    return form


def close_form(checklist: Checklist, language: str, proposed: Mapping[str, object]) -> CloseForm:
    """The form with the results of the checklist; `proposed` fills it when it is first shown."""
    form = CloseForm(data=proposed)
    form.result.choices = [
        SelectChoice(label.id, label.text.in_language(language)) for label in checklist.results
    ]
    form.measure.choices = [
        SelectChoice(USUAL, _("What usually follows from the result")),
        *(SelectChoice(kind.value, word(kind)) for kind in MeasureKind),
    ]
    return form


def comment_form(today: dt.date) -> CommentForm:
    """The form with today's date."""
    return CommentForm(data={"said_on": today})


def leave_form() -> LeaveForm:
    """The form with the only reasons there are."""
    form = LeaveForm()
    form.reason.choices = [SelectChoice(reason.value, word(reason)) for reason in LeftReason]
    return form
