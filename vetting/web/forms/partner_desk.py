"""What a partner's agent sends in: a delivery, a corrected row, an answer."""

import datetime as dt

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from vetting.web.forms.base import Form
from vetting.web.forms.partner_answers import CorrectedAnswerForm, PartnerAnswerForm, why_corrected


class DeliverForm(Form):
    file = FileField(_("The list"), validators=[FileRequired(_("Choose a file."))])
    as_of = DateField(_("The list stands for the day"), validators=[Optional()])

    def day(self) -> dt.date | None:
        """The day told, if any."""
        found: dt.date | None = self.as_of.data
        return found


class SearchForm(Form):
    asked = StringField(
        _("Organisation number, whole name or the list's own id"),
        validators=[DataRequired(_("Write what to look for.")), Length(max=400)],
    )


class CorrectionForm(Form):
    name = StringField(_("Name"), validators=[DataRequired(_("Write the name.")), Length(max=400)])
    org_number = StringField(_("Organisation number"), validators=[Length(max=20)])
    seat = StringField(_("Town"), validators=[Length(max=120)])
    status = StringField(_("Status or reason"), validators=[Length(max=200)])
    aliases = TextAreaField(_("Other names"), validators=[Length(max=4000)])
    birth_date = StringField(_("Birth date"), validators=[Length(max=400)])
    listed_on = StringField(_("Date of listing"), validators=[Length(max=10)])
    reason = TextAreaField(
        _("Why it is corrected"),
        validators=[DataRequired(_("Write why the row is changed.")), Length(max=1000)],
    )


class WithdrawalForm(Form):
    why = TextAreaField(
        _("Why it is withdrawn"),
        validators=[DataRequired(_("Write why the row is changed.")), Length(max=1000)],
    )


class AnswerForm(PartnerAnswerForm):
    code = RadioField(_("Answer"), choices=[])
    function = StringField(
        _("Answering function"),
        validators=[DataRequired(_("Write which function answers.")), Length(max=120)],
    )
    diary_number = StringField(_("Your diary number"), validators=[Length(max=60)])
    valid_until_on = DateField(_("Valid until"), validators=[Optional()])
    text = TextAreaField(_("Your statement"), validators=[Length(max=2000)])
    attachment = FileField(_("Attachment"))


class CorrectAnswerForm(CorrectedAnswerForm, AnswerForm):
    why = why_corrected()
