"""Forms of contracts for premises: terms and their acceptance, a breach, a step on it, and its end."""

import datetime as dt

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.breach_ladder import LADDER, NewStep
from vetting.domain.contract_terms import LONGEST_CLAUSE, LONGEST_TITLE, Clause, NewTerms
from vetting.domain.free_text import LONGEST
from vetting.domain.terms_contracts import (
    BreachEnd,
    BreachKind,
    BreachStepKind,
    TerminationWay,
    TermsAcceptance,
)
from vetting.services.breaches import NewBreach
from vetting.services.contract_terms import Acceptance
from vetting.web.forms.base import Form, Rows
from vetting.web.wording import word

_DAY = InputRequired(_("Give a date."))
_CHOICE = InputRequired(_("Choose one."))
_WORDS = DataRequired(_("Write this."))


class ClauseForm(PlainForm):
    """One clause; one without a title is left out."""

    key = HiddenField()
    title = StringField(_("Title of the clause"), validators=[Length(max=LONGEST_TITLE)])
    text = TextAreaField(_("The clause"), validators=[Length(max=LONGEST_CLAUSE)])
    is_weighty = BooleanField(_("Of exceptional importance to the municipality"))


class TermsForm(Form):
    """A version of the terms as the board adopted it."""

    clauses = Rows(FormField(ClauseForm))
    adopted_by = StringField(
        _("Adopted by"),
        validators=[DataRequired(_("Write which body, and where it stands.")), Length(max=LONGEST_TITLE)],
    )
    adopted_on = DateField(_("Adopted on"), validators=[_DAY])
    in_force_from = DateField(_("In force from"), validators=[_DAY])

    def begin_with(self, clauses: tuple[Clause, ...], *, empty: int) -> None:
        """The rows of a page that was just opened: those clauses, and some empty ones to write in."""
        for clause in (*clauses, *(Clause("", "", "") for _row in range(empty))):
            self.clauses.append_entry(clause.kept())

    def terms(self) -> NewTerms:
        """The version as written; there once the form is sound."""
        rows = [row.form for row in self.clauses if (row.form.title.data or "").strip()]
        return NewTerms(
            tuple(
                Clause(
                    row.key.data or f"clause-{number}",
                    row.title.data,
                    row.text.data or "",
                    bool(row.is_weighty.data),
                )
                for number, row in enumerate(rows, start=1)
            ),
            self.adopted_by.data or "",
            _day(self.adopted_on.data),
            _day(self.in_force_from.data),
        )


class AcceptanceForm(Form):
    """That the tenant accepted the terms."""

    accepted_by = StringField(_("Who accepted for the tenant"), validators=[_WORDS, Length(max=120)])
    accepted_on = DateField(_("Accepted on"), validators=[_DAY])
    channel = RadioField(_("How"), validators=[_CHOICE])

    def with_choices(self) -> "AcceptanceForm":
        """The form in the reader's language."""
        self.channel.choices = [(one.value, word(one)) for one in TermsAcceptance]
        return self

    def acceptance(self) -> Acceptance:
        """What was accepted; there once the form is sound."""
        return Acceptance(
            self.accepted_by.data or "", _day(self.accepted_on.data), TermsAcceptance(self.channel.data)
        )


class BreachForm(Form):
    """What was broken."""

    kind = RadioField(_("What was broken"), validators=[_CHOICE])
    clause_key = SelectField(_("Which clause"), default="")
    happened_on = DateField(_("The day it happened"), validators=[_DAY])
    known_on = DateField(_("The day the municipality knew of it"), validators=[_DAY])
    facts = TextAreaField(_("What happened"), validators=[_WORDS, Length(max=LONGEST)])
    source = StringField(_("How it is known"), validators=[_WORDS, Length(max=200)])
    is_minor = BooleanField(_("It is of small importance"))

    def with_choices(self, clauses: tuple[Clause, ...]) -> "BreachForm":
        """The form with the clauses that the tenant accepted."""
        kinds = [one for one in BreachKind if one is not BreachKind.CLAUSE or clauses]
        self.kind.choices = [(one.value, word(one)) for one in kinds]
        self.clause_key.choices = [("", _("None")), *((clause.key, clause.title) for clause in clauses)]
        return self

    def breach(self) -> NewBreach:
        """The breach as written; there once the form is sound."""
        return NewBreach(
            BreachKind(self.kind.data),
            self.facts.data or "",
            self.source.data or "",
            _day(self.happened_on.data),
            _day(self.known_on.data),
            self.clause_key.data or "",
            bool(self.is_minor.data),
        )


class StepForm(Form):
    """The next step of the ladder."""

    kind = RadioField(_("Step"), validators=[_CHOICE])
    telling = TextAreaField(_("What the tenant is told"), validators=[_WORDS, Length(max=LONGEST)])
    proportionality = TextAreaField(_("Why a milder step is not enough"), validators=[Length(max=LONGEST)])
    reply_by = DateField(_("Last day to answer and put it right"), validators=[Optional()])
    way = RadioField(_("How the contract ends"), validators=[Optional()])
    ends_on = DateField(_("Last day of the suspension or of the contract"), validators=[Optional()])
    review_on = DateField(_("Day of review, of a suspension"), validators=[Optional()])
    lawyer_word = TextAreaField(_("What a lawyer said, for crime"), validators=[Length(max=LONGEST)])

    def with_choices(self) -> "StepForm":
        """The form in the reader's language."""
        self.kind.choices = [(one.value, word(one)) for one in LADDER]
        self.way.choices = [(one.value, word(one)) for one in TerminationWay]
        return self

    def step(self) -> NewStep:
        """The step as written; there once the form is sound. What a step has no use for is left out."""
        kind = BreachStepKind(self.kind.data)
        ends = kind is BreachStepKind.TERMINATION
        timed = kind is BreachStepKind.SUSPENSION
        return NewStep(
            kind,
            self.telling.data or "",
            self.proportionality.data or "",
            None if ends or timed or kind is BreachStepKind.REMARK else self.reply_by.data,
            TerminationWay(self.way.data) if ends and self.way.data else None,
            self.ends_on.data if ends or timed else None,
            self.review_on.data if timed else None,
            (self.lawyer_word.data or "") if ends or timed else "",
        )


class ReturnForm(Form):
    """Sending a proposal back."""

    reason = TextAreaField(_("Why it is returned"), validators=[_WORDS, Length(max=LONGEST)])


class BreachEndForm(Form):
    """How a breach was settled."""

    ended = RadioField(_("How it was settled"), validators=[_CHOICE])
    word = TextAreaField(_("In a few words"), validators=[_WORDS, Length(max=LONGEST)])

    def with_choices(self) -> "BreachEndForm":
        """The form in the reader's language."""
        self.ended.choices = [(one.value, word(one)) for one in BreachEnd]
        return self

    def end(self) -> BreachEnd:
        """How it ended; there once the form is sound."""
        return BreachEnd(self.ended.data)


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
