"""Premises and lists of them: the shape of what a manager sends in."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from vetting.domain import premises as p
from vetting.domain.terms_premises import PremisesKind
from vetting.web.forms.base import Form
from vetting.web.wording import word

Choices = Iterable[tuple[str, str]]
DATE_MISSING = _("Give a date.")


class PremisesForm(Form):
    """The facts of premises; the board is chosen once."""

    board = SelectField(_("Board"))
    name = StringField(_("Name"), validators=[DataRequired(_("Write a name.")), Length(max=p.NAME_LIMIT)])
    key = StringField(
        _("Key in the booking system"),
        validators=[DataRequired(_("Write the key.")), Length(max=p.KEY_LIMIT)],
    )
    kind = SelectField(_("Kind"))
    address = StringField(_("Address"), validators=[Length(max=p.ADDRESS_LIMIT)])
    capacity = IntegerField(
        _("People that fit, by the fire authority's number"),
        validators=[Optional(), NumberRange(min=1, max=p.MOST_PERSONS)],
    )
    is_state_aided = BooleanField(_("State aid to assembly halls holds for the premises"))
    is_open = BooleanField(_("In use"), default=True)

    def fill_choices(self, boards: Choices) -> "PremisesForm":
        """Boards by name, kinds in the reader's language."""
        self.board.choices = list(boards)
        self.kind.choices = [(kind.value, word(kind)) for kind in PremisesKind]
        return self

    @property
    def facts(self) -> p.PremisesFacts:
        """The facts as written; there once the form is sound."""
        return p.PremisesFacts(
            key=self.key.data or "",
            name=self.name.data or "",
            kind=PremisesKind(self.kind.data),
            address=self.address.data or "",
            capacity=self.capacity.data,
            is_state_aided=bool(self.is_state_aided.data),
            is_open=bool(self.is_open.data),
        )


class RuleForm(Form):
    """A house rule as it was adopted."""

    text = TextAreaField(
        _("The rule"), validators=[DataRequired(_("Write the rule.")), Length(max=p.RULE_LIMIT)]
    )
    adopted_by = StringField(
        _("Adopted by"),
        validators=[
            DataRequired(_("Write which body, and where it stands.")),
            Length(max=p.ADOPTED_BY_LIMIT),
        ],
    )
    adopted_on = DateField(_("Adopted on"), validators=[InputRequired(DATE_MISSING)])
    in_force_from_on = DateField(_("In force from"), validators=[InputRequired(DATE_MISSING)])
    in_force_to_on = DateField(_("Last day, if one was set"), validators=[Optional()])

    @property
    def rule(self) -> p.DatedRule:
        """The rule as written; there once the form is sound."""
        return p.DatedRule(
            self.text.data or "",
            self.adopted_by.data or "",
            _day(self.adopted_on.data),
            _day(self.in_force_from_on.data),
            self.in_force_to_on.data,
        )


class TariffForm(Form):
    """What an hour costs from a day."""

    name = StringField(_("Name"), validators=[DataRequired(_("Write a name.")), Length(max=p.NAME_LIMIT)])
    kronor_per_hour = IntegerField(
        _("Kronor an hour"),
        validators=[InputRequired(_("Write whole kronor.")), NumberRange(min=0, max=p.MOST_KRONOR)],
    )
    is_subsidised = BooleanField(_("Free or reduced: the conditions of support hold"))
    in_force_from_on = DateField(_("In force from"), validators=[InputRequired(DATE_MISSING)])
    in_force_to_on = DateField(_("Last day, if one was set"), validators=[Optional()])

    @property
    def tariff(self) -> p.TariffTerms:
        """The tariff as written; there once the form is sound."""
        return p.TariffTerms(
            self.name.data or "",
            self.kronor_per_hour.data or 0,
            bool(self.is_subsidised.data),
            _day(self.in_force_from_on.data),
            self.in_force_to_on.data,
        )


class HoursForm(Form):
    """Opening hours of the week: two fields a weekday; both empty is closed."""

    opens_0 = StringField(validators=[Length(max=5)])
    closes_0 = StringField(validators=[Length(max=5)])
    opens_1 = StringField(validators=[Length(max=5)])
    closes_1 = StringField(validators=[Length(max=5)])
    opens_2 = StringField(validators=[Length(max=5)])
    closes_2 = StringField(validators=[Length(max=5)])
    opens_3 = StringField(validators=[Length(max=5)])
    closes_3 = StringField(validators=[Length(max=5)])
    opens_4 = StringField(validators=[Length(max=5)])
    closes_4 = StringField(validators=[Length(max=5)])
    opens_5 = StringField(validators=[Length(max=5)])
    closes_5 = StringField(validators=[Length(max=5)])
    opens_6 = StringField(validators=[Length(max=5)])
    closes_6 = StringField(validators=[Length(max=5)])

    def begin_with(self, hours: dict[int, tuple[str, str]], weekdays: list[str]) -> "HoursForm":
        """Labels in the reader's language, and the hours that stand where nothing was sent."""
        for weekday, name in enumerate(weekdays):
            for end, at in ((_("opens"), 0), (_("closes"), 1)):
                field = self[f"{('opens', 'closes')[at]}_{weekday}"]
                field.label.text = f"{name}, {end}"
                if not self.is_submitted():
                    field.data = hours[weekday][at] if weekday in hours else ""
        return self

    @property
    def hours(self) -> dict[int, tuple[str, str]]:
        """By weekday; a day with both fields empty is not there."""
        found = {
            weekday: (self[f"opens_{weekday}"].data or "", self[f"closes_{weekday}"].data or "")
            for weekday in p.WEEKDAYS
        }
        return {weekday: ends for weekday, ends in found.items() if any(ends)}


class ManagerForm(Form):
    """From which day an officer manages the premises."""

    officer = SelectField(_("Officer"), validators=[InputRequired(_("Choose an officer."))])
    from_on = DateField(_("From"), validators=[InputRequired(DATE_MISSING)])

    def fill_choices(self, officers: Choices) -> "ManagerForm":
        """Officers who may decide on bookings of the board."""
        self.officer.choices = list(officers)
        return self


class EndDutyForm(Form):
    """The last day of a duty."""

    until_on = DateField(_("Last day"), validators=[InputRequired(DATE_MISSING)])


class ListForm(Form):
    """A list of premises or of bookings; the board where the list does not name it."""

    file = FileField(_("The list"), validators=[FileRequired(_("Choose a file."))])
    board = SelectField(_("Board"))
    source_system = StringField(_("Booking system"), validators=[Length(max=27)])

    def fill_choices(self, boards: Choices) -> "ListForm":
        """Boards by name; with several, the list may name them itself."""
        found = list(boards)
        self.board.choices = [*found, *([("", str(_("The list names the board")))] if len(found) > 1 else [])]
        return self


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
