"""Forms of the roster: who takes part and when, one check by hand, a conflict of interest, an absence."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, FormField, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional

from vetting.domain.duty_weeks import MOST_A_WEEK
from vetting.reading.checker_choice import CheckerChoice, ChoiceLine
from vetting.reading.roster_people import PersonLine
from vetting.web.forms.base import Form, Rows
from vetting.web.wording.rosters import week_word

NEEDED = _("Give a date.")


class CheckerRow(PlainForm):  # type: ignore[misc]
    """One officer who can take part."""

    officer_id = HiddenField()
    is_in = BooleanField(_("Takes part"))
    capacity = IntegerField(_("At most a week"), validators=[Optional()])


class ShareForm(Form):
    """Who takes part, how many checks a week, and in which weeks. Any day names its week."""

    checkers = Rows(FormField(CheckerRow))
    first_on = DateField(_("First week"), validators=[InputRequired(NEEDED)])
    last_on = DateField(_("Last week"), validators=[InputRequired(NEEDED)])

    def suggest(self, people: Sequence[PersonLine], weeks: tuple[dt.date, dt.date]) -> "ShareForm":
        """Everything filled in, so that one press is enough."""
        for person in people:
            self.checkers.append_entry(
                {
                    "officer_id": person.officer_id,
                    "is_in": person.is_suggested,
                    "capacity": person.capacity,
                }
            )
        self.first_on.data, self.last_on.data = weeks
        return self

    def chosen(self) -> list[tuple[str, int]]:
        """Officers who take part, with what each can make in a week."""
        rows = [entry.form for entry in self.checkers if entry.form.is_in.data]
        return [(row.officer_id.data or "", row.capacity.data or 0) for row in rows]

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and whoever takes part needs a number, whatever stands at the others."""
        super().validate(extra_validators)
        text = gettext("Write a whole number from 1 to %(most)s.", most=MOST_A_WEEK)
        rows = [entry.form for entry in self.checkers]
        wrong = [row for row in rows if row.is_in.data and not 1 <= (row.capacity.data or 0) <= MOST_A_WEEK]
        for row in rows:
            row.capacity.errors = [text] if row in wrong else []
        self.checkers.errors = [row.errors for row in wrong]
        return not wrong and not any(field.errors for field in self if field is not self.checkers)

    def faults(self) -> list[tuple[str, str]]:
        """Address and words of what is wrong in the rows."""
        return [
            (f"#{entry.form.capacity.id}", error)
            for entry in self.checkers
            for error in entry.form.capacity.errors
        ]


class GiveForm(Form):
    """The check, to one officer and for one week."""

    officer_id = SelectField(_("Checker"))
    week_on = SelectField(_("Week"), coerce=dt.date.fromisoformat)

    def fill_choices(self, choice: CheckerChoice) -> "GiveForm":
        """Only those who may have it; the weeks there are."""
        self.officer_id.choices = _least_loaded([line for line in choice.lines if line.why is None])
        self.week_on.choices = [(week.isoformat(), week_word(week)) for week in choice.weeks]
        return self


class SecondForm(Form):
    """The second reading, to one officer."""

    second_id = SelectField(_("The second reader"))

    def fill_choices(self, choice: CheckerChoice) -> "SecondForm":
        """Only those who may read it apart from the first."""
        self.second_id.choices = _least_loaded([line for line in choice.lines if line.second_why is None])
        return self


class ConflictForm(Form):
    """Why one must not make the check."""

    reason = TextAreaField(
        _("What the conflict of interest is"),
        validators=[InputRequired(_("Write a reason.")), Length(max=1000)],
    )


class AbsenceForm(Form):
    """The days somebody is away; never why."""

    from_on = DateField(_("First day away"), validators=[InputRequired(NEEDED)])
    until_on = DateField(_("Last day away"), validators=[InputRequired(NEEDED)])


class OthersAbsenceForm(AbsenceForm):
    """The days another officer is away."""

    officer_id = SelectField(_("Officer"))


def _least_loaded(lines: Sequence[ChoiceLine]) -> list[tuple[str, str]]:
    """Officers to choose among, whoever has least first."""
    return [(line.officer_id, line.name) for line in sorted(lines, key=lambda line: (line.load, line.name))]
