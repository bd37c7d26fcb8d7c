"""A form with one field for each local value of a checklist, built from the checklist."""

from collections.abc import Mapping

from flask_babel import gettext as _
from wtforms import SelectField, StringField

from vetting.domain.checklist import Checklist, Parameter, Question
from vetting.domain.parameters import MAX_LENGTH, OFF, ON
from vetting.domain.terms_decisions import ParameterKind
from vetting.web.forms.base import Form

Key = tuple[str, str]  # question id, parameter name


def places_of(checklist: Checklist) -> list[tuple[Question, Parameter]]:
    """Each question that a board's own rule opens, with the value it needs."""
    return [
        (question, checklist.words.parameters[name])
        for question in checklist.questions
        for name in question.parameters
    ]


def field_name(question_id: str, parameter: str) -> str:
    """The name of the field of one value."""
    return f"v-{question_id}-{parameter}"


def parameter_form(checklist: Checklist, values: Mapping[Key, str], language: str) -> Form:
    """The form, filled with what the board has set."""
    fields = {
        field_name(question.id, parameter.id): _field(
            parameter, values.get((question.id, parameter.id), ""), language
        )
        for question, parameter in places_of(checklist)
    }
    made: Form = type("ParameterForm", (Form,), fields)()
    return made


def _field(parameter: Parameter, value: str, language: str) -> object:
    label = parameter.text.in_language(language)
    if parameter.kind is ParameterKind.SWITCH:
        choices = {"": _("Not set"), ON: _("Yes"), OFF: _("No")}
        return SelectField(label, choices=choices, default=value)
    kw = {"maxlength": MAX_LENGTH}
    if parameter.kind is ParameterKind.NUMBER:
        kw["inputmode"] = "decimal"  # type: ignore[assignment]
    return StringField(label, default=value, render_kw=kw)
