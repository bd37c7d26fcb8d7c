"""Lifting a clearance, reconsidering a decision, and saying what became of a signal."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from vetting.domain.rescreening import SignalWord
from vetting.web.forms.base import Form
from vetting.web.wording import word


class LiftForm(Form):
    reason = TextAreaField(
        _("Reason"),
        validators=[DataRequired(_("Write why the judgement should not hold.")), Length(max=2000)],
    )


class ReconsiderForm(Form):
    reconsider_reason = TextAreaField(
        _("Why it is reconsidered"),
        validators=[DataRequired(_("Write why the decision is looked at anew.")), Length(max=2000)],
    )


class SettleForm(Form):
    word = RadioField(_("What became of it"), choices=[])
    settle_reason = TextAreaField(
        _("In your own words"), validators=[DataRequired(_("Write what was done.")), Length(max=2000)]
    )

    def fill_choices(self, words: Iterable[SignalWord]) -> "SettleForm":
        """The words that may be said of it now."""
        self.word.choices = [(one.value, word(one)) for one in words]
        self.word.validators = [InputRequired(gettext("Choose what became of it."))]
        return self
