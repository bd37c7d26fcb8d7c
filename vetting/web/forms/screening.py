"""Judging a hit, alone or as the second person, asking a partner, recording the answer."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.partner_answers import BY_REFERRAL
from vetting.domain.terms import Judgement, Partner
from vetting.services.judgements import Word
from vetting.web.forms.base import Form
from vetting.web.forms.partner_answers import CorrectedAnswerForm, PartnerAnswerForm, why_corrected
from vetting.web.wording import word
from vetting.web.wording.terms_screening import CHANNELS, channel_word
from vetting.web.wording.terms_signals import fact_named


class JudgementForm(Form):
    judgement = RadioField(_("Is it the same body?"), choices=[])
    reason = TextAreaField(
        _("Reason"), validators=[DataRequired(_("Write which facts it rests on.")), Length(max=2000)]
    )

    rests_on = SelectMultipleField(_("Which facts it rests on"), choices=[])

    def fill_choices(self, facts: Iterable[str], *, of_person: bool = False) -> "JudgementForm":
        """The three words a person can say of a hit, and the facts that either side states."""
        if of_person:
            self.judgement.label.text = gettext("Is it the same person?")
        self.rests_on.choices = [(name, fact_named(name)) for name in facts]
        self.judgement.choices = [(one.value, word(one)) for one in Judgement]
        self.judgement.validators = [InputRequired(gettext("Choose one of the three."))]
        return self

    def said(self) -> Word:
        """The word as the deed takes it."""
        return Word(Judgement(self.judgement.data), self.reason.data or "", tuple(self.rests_on.data or ()))


class OverrideForm(Form):
    reason = TextAreaField(
        _("Why the case need not wait"),
        validators=[DataRequired(_("Write why the case need not wait.")), Length(max=2000)],
    )


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
        """Partners and ways of asking in the reader's language; who is asked by a referral is not there."""
        self.partner.choices = [(one.value, word(one)) for one in Partner if one not in BY_REFERRAL]
        self.channel.choices = [(name, channel_word(name)) for name in CHANNELS]
        return self


class ReplyForm(PartnerAnswerForm):
    code = RadioField(_("Answer"), choices=[])
    answered_on = DateField(_("Answered on"), validators=[InputRequired(_("Write the day it came."))])
    function = StringField(
        _("Answering function"),
        validators=[DataRequired(_("Write which function answered.")), Length(max=120)],
    )
    diary_number = StringField(_("Their case number"), validators=[Length(max=60)])
    valid_until_on = DateField(_("Valid until"), validators=[Optional()])
    text = TextAreaField(_("Note"), validators=[Length(max=2000)])
    attachment = FileField(_("Attachment"))


class CorrectReplyForm(CorrectedAnswerForm, ReplyForm):
    why = why_corrected()


class SecondForm(Form):
    agrees = RadioField(_("Do you agree?"), choices=[])
    second_reason = TextAreaField(
        _("Your reason"), validators=[DataRequired(_("Write what you looked at.")), Length(max=2000)]
    )

    def fill_choices(self, *, of_person: bool = False) -> "SecondForm":
        """Yes or no; no opens the hit again."""
        self.agrees.choices = [
            ("yes", gettext("Yes, another person") if of_person else gettext("Yes, another body")),
            ("no", gettext("No, the hit must be judged again")),
        ]
        self.agrees.validators = [InputRequired(gettext("Choose yes or no."))]
        return self
