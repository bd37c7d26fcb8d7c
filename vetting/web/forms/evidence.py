"""Recording an act, and adding evidence to a question."""

from flask_babel import format_date
from flask_babel import gettext as _t
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from vetting.domain.checklist import Checklist
from vetting.domain.terms import ActorRole
from vetting.domain.terms_disposal import LeadSource, Reliability
from vetting.reading.sheet import Sheet, ShownQuestion
from vetting.reading.sheet_rows import ShownAct
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.checklists import LEVELS, level_text

NEEDED = _("Fill this in.")


class ActForm(Form):
    """An act: date, place, source and role are all needed, or it is no act that can be tried."""

    what = TextAreaField(_("What was done"), validators=[InputRequired(NEEDED), Length(max=4000)])
    act_on = DateField(_("Date of the act"), validators=[InputRequired(NEEDED)])
    place = StringField(_("Place"), validators=[InputRequired(NEEDED), Length(max=200)])
    actor_role = SelectField(_("In which role"), validators=[InputRequired(NEEDED)])
    source = StringField(_("Source"), validators=[InputRequired(NEEDED), Length(max=300)])


class EvidenceForm(Form):
    """A piece of evidence for one question."""

    question_id = SelectField(_("Question"), validators=[InputRequired(NEEDED)])
    kind = SelectField(_("Kind of evidence"), validators=[InputRequired(NEEDED)])
    level = RadioField(_("How strong the source is"), validators=[InputRequired(NEEDED)])
    description = TextAreaField(_("What it shows"), validators=[InputRequired(NEEDED), Length(max=4000)])
    source = StringField(_("Source"), validators=[InputRequired(NEEDED), Length(max=300)])
    lead_source = SelectField(_("Where the lead came from"), validators=[Optional()])
    reliability = SelectField(_("Reliability"), validators=[Optional()])
    act_id = SelectField(_("Act that it proves"), validators=[Optional()])
    act_on = DateField(_("Date of the act"), validators=[Optional()])
    is_contrary = BooleanField(_("Speaks against (contrary evidence)"))
    paper_id = SelectField(_("Paper of the case"), validators=[Optional()])
    file = FileField(_("File"))


def act_form() -> ActForm:
    """The form with every role an act can be done in."""
    form = ActForm()
    form.actor_role.choices = [
        SelectChoice("", _t("Choose a role")),
        *(SelectChoice(role.value, word(role)) for role in ActorRole),
    ]
    return form


def evidence_form(sheet: Sheet, question_id: str, language: str) -> EvidenceForm:
    """The form for the questions open in the sheet; the question's own kinds of evidence stand first."""
    form = EvidenceForm(question_id=question_id)
    form.question_id.choices = [
        SelectChoice(shown.question.id, f"{shown.question.id} {shown.question.text.in_language(language)}")
        for shown in sheet.asked
    ]
    form.kind.choices = kinds_for(sheet.checklist, sheet.shown(question_id), language)
    form.level.choices = [SelectChoice(str(level), level_text(level)) for level in LEVELS]
    form.lead_source.choices = [
        SelectChoice("", _t("As the level says")),
        *(SelectChoice(source.value, word(source)) for source in LeadSource),
    ]
    form.reliability.choices = [SelectChoice(one.value, word(one)) for one in Reliability]
    form.act_id.choices = [
        SelectChoice("", _t("None")),
        *(SelectChoice(act.id, _act_told(act)) for act in sheet.acts),
    ]
    chosen = sheet.shown(question_id)
    if not form.is_submitted() and len(sheet.acts) == 1 and chosen and chosen.question.opens_with_act:
        form.act_id.data = sheet.acts[0].id
    form.paper_id.choices = [
        SelectChoice("", _t("None")),
        *(SelectChoice(paper.id, f"{word(paper.kind)} {paper.year}") for paper in sheet.papers),
    ]
    return form


def kinds_for(checklist: Checklist, shown: ShownQuestion | None, language: str) -> list[SelectChoice]:
    """Every kind of evidence the checklist knows, the question's own first."""
    words = checklist.words.evidence
    own = shown.question.evidence if shown else ()
    used = {kind for question in checklist.questions for kind in question.evidence} - set(own)
    rest = sorted(used, key=lambda kind: words[kind].in_language(language).casefold())
    kinds = [SelectChoice(kind, words[kind].in_language(language)) for kind in (*own, *rest)]
    return [SelectChoice("", _t("Choose a kind")), *kinds]


def _act_told(act: ShownAct) -> str:
    return f"{format_date(act.act_on, 'd MMM y')}: {act.what[:60]}"
