"""Forms of stop marks: to propose one, to renew or lift it, and to answer when it asks."""

import datetime as dt

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from vetting.domain.bars import sound_reason
from vetting.domain.free_text import LONGEST
from vetting.domain.terms_revocations import BarReach
from vetting.services.bars import BarTerms
from vetting.web.forms.base import Form
from vetting.web.wording import problem_words, word

_DAY = InputRequired(_("Give a date."))
_WORDS = DataRequired(_("Write this."))


class RenewalForm(Form):
    """A new time for a stop mark."""

    reason = TextAreaField(_("Reason"), validators=[_WORDS, Length(max=LONGEST)])
    ends_on = DateField(_("Last day"), validators=[_DAY])
    review_on = DateField(_("Day of review"), validators=[_DAY])
    conditions = TextAreaField(_("What lifts it sooner"), validators=[Length(max=LONGEST)])

    def validate_review_on(self, field: DateField) -> None:
        """The rule of the stop mark, where both days are there."""
        if field.data and self.ends_on.data and field.data > self.ends_on.data:
            raise ValidationError(problem_words("bar_review", {}))

    def collect_words(self) -> None:
        """Beside a field that is missing: what the rule would refuse of the words that are there."""
        if self.is_submitted() and self.reason.data:
            text = self.reason.data
            self.collect(lambda: sound_reason(text, field="reason"))

    def terms(self) -> BarTerms:
        """What it is to be; there once the form is sound."""
        return BarTerms(
            self.reason.data or "",
            _day(self.ends_on.data),
            _day(self.review_on.data),
            conditions=self.conditions.data or "",
        )


class BarForm(RenewalForm):
    """A stop mark to be set."""

    reach = RadioField(_("What it stops"), validators=[InputRequired(_("Choose one."))])
    is_every_board = BooleanField(_("It holds in every board"))

    def with_choices(self) -> "BarForm":
        """The form in the reader's language."""
        self.reach.choices = [(one.value, word(one)) for one in BarReach]
        return self

    def terms(self) -> BarTerms:
        """What it is to be; there once the form is sound."""
        return BarTerms(
            self.reason.data or "",
            _day(self.ends_on.data),
            _day(self.review_on.data),
            BarReach(self.reach.data),
            bool(self.is_every_board.data),
            self.conditions.data or "",
        )


class LiftForm(Form):
    """Why a stop mark is lifted."""

    reason = TextAreaField(_("Why it can be lifted"), validators=[_WORDS, Length(max=LONGEST)])


class AnswerForm(Form):
    """An answer to a stop mark that asks."""

    text = TextAreaField(_("What the review showed"), validators=[_WORDS, Length(max=LONGEST)])
    review_on = DateField(_("Next day of review"), validators=[Optional()])


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
