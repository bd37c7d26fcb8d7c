"""Forms of the right to reply: the letter, an exception, longer time, a statement, and the way in."""

import datetime as dt

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from vetting.domain.free_text import LONGEST
from vetting.domain.hearings import LONGEST_STATEMENT
from vetting.domain.terms_decisions import CodeChannel, HearingExemption, StatementChannel
from vetting.web.forms.base import Form
from vetting.web.wording import word

NOTED = [channel for channel in StatementChannel if channel is not StatementChannel.OWN_VIEW]
SENT = [channel for channel in CodeChannel if channel is not CodeChannel.OWN_VIEW]


class HearingForm(Form):
    considering = TextAreaField(
        _("What the board considers"), validators=[InputRequired(_("Write this.")), Length(max=LONGEST)]
    )
    assessment = TextAreaField(
        _("How it is judged so far"), validators=[InputRequired(_("Write this.")), Length(max=LONGEST)]
    )
    due_on = DateField(_("Last day to answer"), validators=[Optional()])
    seen = HiddenField()

    @property
    def prints(self) -> list[str]:
        """The items that stood on the page when the letter was written."""
        return [one for one in (self.seen.data or "").split() if one]


class ExemptionForm(Form):
    ground = RadioField(_("Ground"), validators=[InputRequired(_("Choose one."))])
    why = TextAreaField(
        _("Why, in this case"), validators=[InputRequired(_("Write this.")), Length(max=LONGEST)]
    )

    def with_choices(self) -> "ExemptionForm":
        """The form with its grounds in the reader's language."""
        self.ground.choices = [(one.value, word(one)) for one in HearingExemption]
        return self


class LongerForm(Form):
    due_on = DateField(_("New last day to answer"), validators=[InputRequired(_("Give a date."))])

    @property
    def day(self) -> dt.date:
        """The day; there once the form is sound."""
        return dt.date.fromisoformat(str(self.due_on.data))


class StatementForm(Form):
    channel = RadioField(_("How it came"), validators=[InputRequired(_("Choose one."))])
    received_on = DateField(_("Came in on"), validators=[InputRequired(_("Give a date."))])
    text = TextAreaField(_("What the association says"), validators=[Length(max=LONGEST_STATEMENT)])
    attachment = FileField(_("File"))

    def with_choices(self) -> "StatementForm":
        """The form with its ways in the reader's language."""
        self.channel.choices = [(one.value, word(one)) for one in NOTED]
        return self

    @property
    def day(self) -> dt.date:
        """The day it came; there once the form is sound."""
        return dt.date.fromisoformat(str(self.received_on.data))


class ConsideredForm(Form):
    considered = TextAreaField(
        _("What it means for the case"),
        validators=[
            InputRequired(_("Write what the statement means for the case.")),
            Length(max=LONGEST),
        ],
    )
    is_final = BooleanField(_("This is the association's whole answer"))


class CodeForm(Form):
    channel = RadioField(_("How the code is sent"), validators=[InputRequired(_("Choose one."))])

    def with_choices(self) -> "CodeForm":
        """The form with its ways in the reader's language."""
        self.channel.choices = [(one.value, word(one)) for one in SENT]
        return self


class EnterForm(Form):
    case_number = StringField(_("Case number"), validators=[InputRequired(_("Write this.")), Length(max=60)])
    code = StringField(_("One-time code"), validators=[InputRequired(_("Write this.")), Length(max=60)])


class OwnStatementForm(Form):
    text = TextAreaField(_("Your reply"), validators=[Length(max=LONGEST_STATEMENT)])
    attachment = FileField(_("File"))
    is_whole = BooleanField(_("This is our whole answer"))
