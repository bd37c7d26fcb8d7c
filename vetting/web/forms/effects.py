"""What a board says of rows of an effect list, the second signature, and closing the list."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.effects import EffectWord
from vetting.domain.lettings import Cancellation, TriedMeasure
from vetting.domain.terms_lettings import FreedomRight, LettingGround
from vetting.domain.terms_premises import MilderMeasure
from vetting.domain.terms_revocations import EffectState
from vetting.web.forms.base import Form
from vetting.web.wording import word


class EffectForm(Form):
    """The rows are ticked in the table, outside the form's own fields but within the same form."""

    rows = SelectMultipleField(_("Rows"), choices=[], validators=[])
    word = RadioField(_("What becomes of them"), choices=[])
    reason = TextAreaField(
        _("Reason"), validators=[DataRequired(_("Write why, row by row alike.")), Length(max=2000)]
    )
    new_fact = TextAreaField(_("What is new since the dates were confirmed"), validators=[Length(max=2000)])
    new_fact_on = DateField(_("The day it happened"), validators=[Optional()])
    measure = SelectField(_("Milder measure that was tried"), choices=[], default="")
    measure_outcome = TextAreaField(_("What came of it"), validators=[Length(max=2000)])
    rights = BooleanField()

    def fill_choices(self, row_ids: Iterable[str]) -> "EffectForm":
        """The rows that may be decided, and every word."""
        self.rows.choices = [(row_id, row_id) for row_id in row_ids]
        self.word.choices = [
            (EffectState.KEPT.value, gettext("Keep")),
            (EffectState.ENDED.value, gettext("End")),
            (EffectState.LAWYER.value, gettext("Ask a lawyer")),
        ]
        self.word.validators = [InputRequired(gettext("Choose what becomes of the rows."))]
        none = gettext("Choose a measure")
        self.measure.choices = [("", none), *((one.value, word(one)) for one in MilderMeasure)]
        freedoms = ", ".join(word(one).lower() for one in FreedomRight)
        self.rights.label.text = gettext("Gone through: %(freedoms)s (RF 2:1, 2:20–24)", freedoms=freedoms)
        return self

    def suggest(self, new_fact: str, on: dt.date) -> None:
        """What is new since the dates were confirmed is as a rule the revocation; it can be changed."""
        self.new_fact.data, self.new_fact_on.data = new_fact, on

    def said(self) -> EffectWord:
        """The word as the rule takes it; what is written of a cancelling counts only where something ends."""
        return EffectWord(EffectState(self.word.data), self.reason.data or "", self._cancelling())

    def _cancelling(self) -> Cancellation | None:
        if self.word.data != EffectState.ENDED.value or not (self.new_fact.data or "").strip():
            return None
        outcome = (self.measure_outcome.data or "").strip()
        tried = (TriedMeasure(MilderMeasure(self.measure.data), outcome),) if self.measure.data else ()
        return Cancellation(
            LettingGround.BARRED,
            self.new_fact.data or "",
            self.new_fact_on.data or dt.date.min,
            tried,
            frozenset(FreedomRight) if self.rights.data else frozenset(),
        )


class SignForm(Form):
    rows = SelectMultipleField(_("Rows"), choices=[])

    def fill_choices(self, row_ids: Iterable[str]) -> "SignForm":
        """The rows that wait for the reader's signature."""
        self.rows.choices = [(row_id, row_id) for row_id in row_ids]
        return self


class CloseForm(Form):
    close_reason = TextAreaField(
        _("How it ended"), validators=[DataRequired(_("Write how it ended.")), Length(max=2000)]
    )
