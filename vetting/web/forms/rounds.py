"""Rounds of spot checks: the shape of their terms, of seeds, and of reasons."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.errors import Problem
from vetting.domain.round_terms import RANGES, DrawTerms
from vetting.domain.terms_spot_checks import CheckScope, SeedKind
from vetting.web.forms.base import Form
from vetting.web.wording import problem_words, word

Choices = Iterable[tuple[str, str]]
WHOLE_NUMBER = _("Write a whole number.")


class TermsForm(Form):
    """What is settled before the seal. Fields have the names of domain/round_terms.py."""

    random_percent = IntegerField(
        _("Random draw, percent of the list"), validators=[InputRequired(WHOLE_NUMBER)]
    )
    weighted_size = IntegerField(_("Risk-weighted draw, number"), validators=[InputRequired(WHOLE_NUMBER)])
    amount_threshold = IntegerField(
        _("Amount from which everything is checked, kronor"), validators=[Optional()]
    )
    first_time = BooleanField(_("The association's first support from the municipality"))
    earlier_breach = BooleanField(_("An earlier check found a breach"))
    coverage_rounds = IntegerField(_("Nobody unchecked for longer than, rounds"), validators=[Optional()])
    second_reading_percent = IntegerField(
        _("Read by a second person, percent of the drawn"), validators=[InputRequired(WHOLE_NUMBER)]
    )
    seed_kind = RadioField(_("Where the seed comes from"))
    public_source = StringField(_("Which published value"), validators=[Length(max=300)])
    public_on = DateField(_("Published on"), validators=[Optional()])
    answer_days = IntegerField(
        _("Days the association has to answer"), validators=[InputRequired(WHOLE_NUMBER)]
    )
    hourly_cost = IntegerField(_("Cost of an hour's work, kronor"), validators=[Optional()])

    def fill_terms(self) -> None:
        """Words in the reader's language."""
        self.seed_kind.choices = [(kind.value, word(kind)) for kind in SeedKind]

    def terms(self) -> DrawTerms:
        """What was written, as the rules read it."""
        return DrawTerms(
            random_percent=self.random_percent.data or 0,
            weighted_size=self.weighted_size.data or 0,
            amount_threshold=self.amount_threshold.data,
            first_time=bool(self.first_time.data),
            earlier_breach=bool(self.earlier_breach.data),
            coverage_rounds=self.coverage_rounds.data,
            second_reading_percent=self.second_reading_percent.data or 0,
            seed_kind=SeedKind(self.seed_kind.data),
            public_source=self.public_source.data or "",
            public_on=self.public_on.data,
            answer_days=self.answer_days.data or 0,
            hourly_cost=self.hourly_cost.data,
        )

    def refuse_terms(self, problem: Problem) -> None:
        """Faults of terms stand at their fields; anything else at the form as a whole."""
        faults = problem.facts.get("faults") if problem.code == "terms_faulty" else None
        if not isinstance(faults, tuple):
            self.refuse(problem, "public_source" if problem.facts.get("field") == "public_source" else None)
            return
        for name, code in faults:
            low, high = RANGES.get(name, (0, 0))
            field = self[name]
            field.errors = [*field.errors, problem_words(code, {"low": low, "high": high})]


class RoundForm(TermsForm):
    """A new round: half-year, scope, boards and terms."""

    half_year = SelectField(_("Half-year"))
    scope = RadioField(_("What the round draws from"))
    boards = SelectMultipleField(
        _("Boards"), validators=[DataRequired(_("Choose at least one board in use."))]
    )

    def fill_choices(self, half_years: Choices, boards: Choices) -> "RoundForm":
        """Half-years and boards that can be chosen, with their words."""
        self.fill_terms()
        self.half_year.choices = list(half_years)
        self.scope.choices = [(scope.value, word(scope)) for scope in CheckScope]
        self.boards.choices = list(boards)
        return self


class ProgrammeForm(TermsForm):
    """What the clock opens by itself; no board ticked means every board in use."""

    scope = RadioField(_("What the round draws from"))
    boards = SelectMultipleField(_("Boards"))
    is_active = BooleanField(_("In use: the clock opens such a round each half-year"))

    def fill_choices(self, boards: Choices) -> "ProgrammeForm":
        """Boards that can be chosen, with words for the rest."""
        self.fill_terms()
        self.scope.choices = [(scope.value, word(scope)) for scope in CheckScope]
        self.boards.choices = list(boards)
        return self


class ChangedTermsForm(TermsForm):
    """The terms of an open round."""

    def fill_choices(self) -> "ChangedTermsForm":
        """Words in the reader's language."""
        self.fill_terms()
        return self


class SeedForm(Form):
    """The seed and the two who saw the dice; of a public value nobody need have seen it."""

    value = StringField(
        _("The seed"),
        validators=[DataRequired(_("Write the seed.")), Length(max=400)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    first = SelectField(_("First witness"))
    second = SelectField(_("Second witness"))

    def fill_choices(self, officers: Choices) -> "SeedForm":
        """Officers by name and function."""
        choices = [("", gettext("Choose an officer")), *officers]
        self.first.choices, self.second.choices = choices, list(choices)
        return self

    @property
    def witness_ids(self) -> tuple[str, ...]:
        """Those who were chosen."""
        return tuple(one for one in (self.first.data, self.second.data) if one)


class ConfirmForm(Form):
    """What the second person read."""

    value = StringField(
        _("The seed as you read it"),
        validators=[DataRequired(_("Write the seed.")), Length(max=400)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class SetAsideForm(Form):
    """Why the recorded seed is wrong."""

    reason = TextAreaField(
        _("What is wrong"), validators=[DataRequired(_("Write a reason.")), Length(max=1000)]
    )


class VoidForm(Form):
    """Why a round is to be voided."""

    reason = TextAreaField(_("Reason"), validators=[DataRequired(_("Write a reason.")), Length(max=1000)])
