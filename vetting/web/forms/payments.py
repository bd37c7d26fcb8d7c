"""Payments: a list sent in, a word about one that does not agree, and a grant shared into parts."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms import Form as Part
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.payments_match import PlannedPart
from vetting.domain.terms_revocations import PaymentWord
from vetting.web.forms.applications import WholeField
from vetting.web.forms.base import Form
from vetting.web.wording import word

ROWS = 6  # parts of a grant that the form has room for


class PaymentListForm(Form):
    board = SelectField(_("Board"))
    file = FileField(_("The list"), validators=[FileRequired(_("Choose a file."))])
    source_system = StringField(_("System the list comes from"), validators=[Length(max=40)])


class OpenGrantsForm(Form):
    file = FileField(_("The open grant file"), validators=[FileRequired(_("Choose a file."))])


class AlarmForm(Form):
    settled_as = RadioField(_("What is it?"))
    reason = TextAreaField(_("Reason"), validators=[DataRequired(_("Write why.")), Length(max=2000)])

    def fill_choices(self) -> "AlarmForm":
        """The words."""
        self.settled_as.choices = [(one.value, word(one)) for one in PaymentWord]
        self.settled_as.validators = [InputRequired(_("Choose one of them."))]
        return self


class TieForm(Form):
    case_number = StringField(
        _("Case number"), validators=[DataRequired(_("Write the number of the case.")), Length(max=40)]
    )


class PartForm(Part):
    amount = WholeField(_("Kronor"), validators=[Optional()])
    due_on = DateField(_("To be paid on"), validators=[Optional()])
    condition = StringField(_("Condition"), validators=[Optional(), Length(max=300)])


class PlanForm(Form):
    """Rows without an amount are left out."""

    parts = FieldList(FormField(PartForm), min_entries=ROWS, max_entries=ROWS)

    def written(self) -> tuple[list[PlannedPart], list[str]]:
        """The parts and their conditions, those with an amount and a day."""
        parts, conditions = [], []
        for row in self.parts:
            amount, due_on = row.form.amount.data, row.form.due_on.data
            if amount and due_on:
                parts.append(PlannedPart("", due_on, amount))
                conditions.append(row.form.condition.data or "")
        return parts, conditions


class OverlapForm(Form):
    """Why an overlap is in order. `other` names what the case overlaps with."""

    other = StringField(validators=[DataRequired(), Length(max=40)])
    reason = TextAreaField(
        _("Why it is no double funding, or what was done about it"),
        validators=[DataRequired(_("Write why.")), Length(max=2000)],
    )
