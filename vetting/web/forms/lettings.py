"""Forms of the fast lane: answers, what the police said, a refusal, a cancellation, what was seen on site."""

import datetime as dt

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from vetting.domain.application import YEARS
from vetting.domain.booking import MOST_PERSONS
from vetting.domain.decisions import Blocker
from vetting.domain.lettings import (
    LONGEST,
    Cancellation,
    LettingFacts,
    Refusal,
    TriedMeasure,
    faults_of,
)
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms_lettings import (
    FreedomRight,
    LettingGround,
    ObservationWord,
    PoliceWord,
    TenancyQuestion,
)
from vetting.domain.terms_premises import MilderMeasure
from vetting.services.lettings import Answers, PoliceSaying
from vetting.services.observations import SeenOnSite
from vetting.web.forms.base import Form
from vetting.web.wording import word

_LONG = Length(max=LONGEST, message=_("At most 2,000 characters."))
PERSONS = NumberRange(min=1, max=MOST_PERSONS, message=_("From 1 to 100,000."))
YES, NO, UNTOLD = "yes", "no", ""


def in_sound_years(_form: object, field: Field) -> None:
    """A day that can be told by the clock of every zone."""
    if field.data is not None and field.data.year not in YEARS:
        raise ValidationError(_("Give a date from 2000 to 2100."))


def instant(day: dt.date | None, at: dt.time | None) -> dt.datetime:
    """A Swedish day and hour; both are there once the form is sound."""
    return dt.datetime.combine(day or dt.date.min, at or dt.time(), tzinfo=SWEDEN).astimezone(dt.UTC)


def told(value: str | None) -> bool | None:
    """Yes, no, or not told."""
    return {YES: True, NO: False}.get(value or UNTOLD)


class AnswersForm(Form):
    """The party's words to each question, and the particulars that were blank; named as TenancyQuestion."""

    users = TextAreaField(_("The answer"), validators=[Length(max=1000)])
    earlier_contract = TextAreaField(_("The answer"), validators=[Length(max=1000)])
    identity = TextAreaField(_("The answer"), validators=[Length(max=1000)])
    particulars = TextAreaField(_("The answer"), validators=[Length(max=1000)])
    permit = TextAreaField(_("The answer"), validators=[Length(max=1000)])
    order = TextAreaField(_("The answer"), validators=[Length(max=1000)])
    actual_user = StringField(_("Who will actually use the room"), validators=[Length(max=200)])
    site_responsible = StringField(_("Who answers on site"), validators=[Length(max=120)])
    site_phone = StringField(_("Telephone on site"), validators=[Length(max=40)])
    expected = IntegerField(_("How many people"), validators=[Optional(), PERSONS])
    is_public = RadioField(_("Open to everybody"), default=UNTOLD)
    is_identified = BooleanField(_("Identity seen: organisation number or electronic identification"))

    def fill_choices(self) -> "AnswersForm":
        """Words in the reader's language."""
        self.is_public.choices = [(YES, _("Yes")), (NO, _("No")), (UNTOLD, _("Not told"))]
        return self

    @property
    def answers(self) -> Answers:
        """As written; there once the form is sound."""
        return Answers(
            {question: self[question.value].data or "" for question in TenancyQuestion},
            actual_user=self.actual_user.data or "",
            site_responsible=self.site_responsible.data or "",
            site_phone=self.site_phone.data or "",
            expected=self.expected.data,
            is_public=told(self.is_public.data),
            is_identified=bool(self.is_identified.data),
        )


class ApproveForm(Form):
    """Which dates, and why in spite of what is still asked."""

    dates = SelectMultipleField(_("Dates"), validate_choice=False)
    in_spite = TextAreaField(_("Why it is approved all the same"), validators=[_LONG])


class PoliceForm(Form):
    day = DateField(_("Day"), validators=[InputRequired(_("Give a date.")), in_sound_years])
    at = TimeField(_("Time"), validators=[InputRequired(_("Give a time."))])
    unit = StringField(
        _("Which unit answered"), validators=[InputRequired(_("Write this.")), Length(max=120)]
    )
    police_word = RadioField(_("The police"), validators=[InputRequired(_("Choose one."))])
    said = TextAreaField(
        _("What they said of this event"), validators=[InputRequired(_("Write this.")), Length(max=4000)]
    )
    police_number = StringField(_("The police's case number"), validators=[Length(max=60)])

    def fill_choices(self) -> "PoliceForm":
        """Words in the reader's language."""
        self.police_word.choices = [(one.value, word(one)) for one in PoliceWord]
        return self

    @property
    def saying(self) -> PoliceSaying:
        """As written; there once the form is sound."""
        return PoliceSaying(
            instant(self.day.data, self.at.data),
            self.unit.data or "",
            PoliceWord(self.police_word.data),
            self.said.data or "",
            self.police_number.data or "",
        )


class RefusalForm(Form):
    """A refusal; the milder measures have a text each, named as MilderMeasure."""

    ground = RadioField(_("Ground"), validators=[InputRequired(_("Choose one."))])
    dates = SelectMultipleField(_("Dates"), validate_choice=False)
    hindrance = TextAreaField(_("The fact that stands in the way"), validators=[_LONG])
    other_time = TextAreaField(_("Another time"), validators=[_LONG])
    fewer = TextAreaField(_("Fewer people"), validators=[_LONG])
    guard = TextAreaField(_("Guards"), validators=[_LONG])
    deposit = TextAreaField(_("A deposit"), validators=[_LONG])
    other_room = TextAreaField(_("Another room"), validators=[_LONG])
    single_date = TextAreaField(_("One date at a time"), validators=[_LONG])
    contact_id = SelectField(_("What the police said"), validate_choice=False)
    rights = SelectMultipleField(_("Gone through: the refusal does not limit it because of outlook"))
    offer = TextAreaField(_("Another time or room that is offered"), validators=[_LONG])

    def fill_choices(self, contacts: list[tuple[str, str]]) -> "RefusalForm":
        """Words in the reader's language, and what the police have said."""
        self.ground.choices = [(one.value, word(one)) for one in LettingGround]
        self.rights.choices = [(one.value, word(one)) for one in FreedomRight]
        self.contact_id.choices = [("", _("No contact with the police")), *contacts]
        return self

    @property
    def measures(self) -> tuple[TriedMeasure, ...]:
        """The measures that something is written about."""
        return tuple(TriedMeasure(one, self[one.value].data or "") for one in MilderMeasure)

    @property
    def refusal(self) -> Refusal:
        """As written; there once the form is sound."""
        return Refusal(
            LettingGround(self.ground.data),
            self.hindrance.data or "",
            self.measures,
            frozenset(FreedomRight(one) for one in self.rights.data or ()),
            self.offer.data or "",
            self.contact_id.data or None,
        )

    def faults(self, *, now: dt.datetime) -> tuple[Blocker, ...]:
        """What is wrong with what was sent, though the form is not whole: whatever no ground excuses."""
        ground = self.ground.data if self.ground.data in set(LettingGround) else LettingGround.UNUSABLE
        rights = frozenset(one for one in FreedomRight if one.value in (self.rights.data or ()))
        written = tuple(one for one in self.measures if one.outcome.strip())
        text, offer = self.hindrance.data or "", self.offer.data or ""
        sent = Refusal(LettingGround(ground), text, written, rights, offer)
        facts = LettingFacts(borne_out=(sent.ground,), asked=frozenset(TenancyQuestion))
        found = faults_of(sent, facts, now=now)
        return tuple(fault for fault in found if not fault.code.startswith("police_"))


class CancellationForm(RefusalForm):
    """As a refusal, and the day of the new fact; the fact in the way is the new one."""

    hindrance = TextAreaField(_("The new fact"), validators=[_LONG])
    new_fact_on = DateField(_("Day of the new fact"), validators=[InputRequired(_("Give a date."))])

    @property
    def cancellation(self) -> Cancellation:
        """As written; there once the form is sound."""
        kept = self.refusal
        return Cancellation(
            kept.ground,
            kept.hindrance,
            self.new_fact_on.data or dt.date.min,
            kept.measures,
            kept.rights,
            kept.offer,
            kept.contact_id,
        )


class ReturnForm(Form):
    why = TextAreaField(_("Why it is returned"), validators=[InputRequired(_("Write this.")), _LONG])


class ObservationForm(Form):
    day = DateField(_("Day"), validators=[InputRequired(_("Give a date.")), in_sound_years])
    at = TimeField(_("Time"), validators=[InputRequired(_("Give a time."))])
    heads = IntegerField(
        _("How many were there"), validators=[Optional(), NumberRange(min=0, max=MOST_PERSONS)]
    )
    is_as_booked = RadioField(_("Used as booked"), validators=[InputRequired(_("Choose one."))])
    text = TextAreaField(_("What was seen"), validators=[InputRequired(_("Write this.")), Length(max=1500)])

    def fill_choices(self) -> "ObservationForm":
        """Words in the reader's language."""
        self.is_as_booked.choices = [(YES, _("Yes")), (NO, _("No"))]
        return self

    @property
    def seen(self) -> SeenOnSite:
        """As written; there once the form is sound."""
        seen_at, is_as_booked = instant(self.day.data, self.at.data), self.is_as_booked.data == YES
        return SeenOnSite(seen_at, self.heads.data, is_as_booked, self.text.data or "")


class SettleForm(Form):
    observation_word = RadioField(_("What becomes of it"), validators=[InputRequired(_("Choose one."))])
    why = TextAreaField(_("A word"), validators=[Length(max=1500)])

    def fill_choices(self) -> "SettleForm":
        """Words in the reader's language."""
        self.observation_word.choices = [(one.value, word(one)) for one in ObservationWord]
        return self
