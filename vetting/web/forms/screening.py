"""Judging a hit, asking a partner, recording the answer."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.partner_answers import CODES
from vetting.domain.terms import Judgement, Partner
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.terms_screening import CHANNELS, channel_word


class JudgementForm(Form):
    judgement = RadioField(_("Is it the same body?"), choices=[])
    reason = TextAreaField(
        _("Reason"), validators=[DataRequired(_("Write which facts it rests on.")), Length(max=2000)]
    )

    def fill_choices(self) -> "JudgementForm":
        """The three words a person can say of a hit."""
        self.judgement.choices = [(one.value, word(one)) for one in Judgement]
        self.judgement.validators = [InputRequired(gettext("Choose one of the three."))]
        return self


class AskingForm(Form):
    partner = SelectField(_("Partner"), choices=[])
    question = TextAreaField(
        _("Question"), validators=[DataRequired(_("Write the question.")), Length(max=2000)]
    )
    ground = StringField(
        _("Purpose and legal ground"),
        validators=[DataRequired(_("Write why and on what ground you ask.")), Length(max=300)],
    )
    channel = SelectField(_("How it is asked"), choices=[])
    reply_due_on = DateField(_("Answer wanted by"), validators=[Optional()])

    def fill_choices(self) -> "AskingForm":
        """Partners and ways of asking in the reader's language."""
        self.partner.choices = [(one.value, word(one)) for one in Partner]
        self.channel.choices = [(name, channel_word(name)) for name in CHANNELS]
        return self


class ReplyForm(Form):
    code = RadioField(_("Answer"), choices=[])
    answered_on = DateField(_("Answered on"), validators=[InputRequired(_("Write the day it came."))])
    function = StringField(
        _("Answering function"),
        validators=[DataRequired(_("Write which function answered.")), Length(max=120)],
    )
    diary_number = StringField(_("Their case number"), validators=[Length(max=60)])
    valid_until_on = DateField(_("Valid until"), validators=[Optional()])
    text = TextAreaField(_("Note"), validators=[Length(max=2000)])

    def fill_choices(self, partner: Partner) -> "ReplyForm":
        """The few answers such a partner gives."""
        self.code.choices = [(one.value, word(one)) for one in CODES[partner]]
        self.code.validators = [InputRequired(gettext("Choose the answer."))]
        return self
