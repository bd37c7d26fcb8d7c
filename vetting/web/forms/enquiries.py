"""An enquiry at the counter: what is asked of everybody who wants a room, never what will be said."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from vetting.domain.booking import PHONES, TEXT_LIMITS, AskedDate, NewBooking
from vetting.domain.free_text import require_writable
from vetting.domain.identity import read_org_number
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import NumberClass
from vetting.domain.terms_premises import BookingChannel, PartyKind, PurposeKind
from vetting.web.forms.base import Form
from vetting.web.forms.lettings import NO, PERSONS, UNTOLD, YES, in_sound_years, instant, told
from vetting.web.wording import problem_words, word

MOST_WEEKS = 52


LONGEST_NIGHT = 12  # hours


class EnquiryForm(Form):
    """Who books, who will use the room, who answers on site, what kind, open or closed."""

    premises = SelectField(_("Room"), validators=[InputRequired(_("Choose a room."))])
    party_kind = RadioField(_("The party is"), default=PartyKind.BODY.value)
    party_name = StringField(
        _("Name of the party"), validators=[InputRequired(_("Write this.")), Length(max=200)]
    )
    org_number = StringField(_("Organisation number"), validators=[Length(max=20)])
    is_identified = BooleanField(_("Identity seen: organisation number or electronic identification"))
    day = DateField(_("Day"), validators=[InputRequired(_("Give a date.")), in_sound_years])
    begins = TimeField(_("Begins at"), validators=[InputRequired(_("Give a time."))])
    ends = TimeField(_("Ends at"), validators=[InputRequired(_("Give a time."))])
    weeks = IntegerField(
        _("Number of weeks in a row"),
        default=1,
        validators=[Optional(), NumberRange(min=1, max=MOST_WEEKS, message=_("From 1 to 52."))],
    )
    booker_name = StringField(_("Who books"), validators=[Length(max=120)])
    booker_phone = StringField(_("Telephone"), validators=[Length(max=40)])
    booker_email = StringField(_("E-mail"), validators=[Length(max=200)])
    actual_user = StringField(_("Who will actually use the room"), validators=[Length(max=200)])
    site_responsible = StringField(_("Who answers on site"), validators=[Length(max=120)])
    site_phone = StringField(_("Telephone on site"), validators=[Length(max=40)])
    purpose_kind = RadioField(_("Kind of gathering"), validators=[InputRequired(_("Choose one."))])
    is_public = RadioField(_("Open to everybody"), default=UNTOLD)
    expected = IntegerField(_("How many people"), validators=[Optional(), PERSONS])
    co_organisers = StringField(_("Others who arrange it"), validators=[Length(max=1000)])
    is_sublet = RadioField(_("Somebody else than the party is to use the room"), default=UNTOLD)

    def fill_choices(self, rooms: tuple[tuple[str, str], ...]) -> "EnquiryForm":
        """Words in the reader's language, and the rooms that can be asked for."""
        answers = [(YES, _("Yes")), (NO, _("No")), (UNTOLD, _("Not told"))]
        self.premises.choices = [("", _("Choose a room")), *rooms]
        self.party_kind.choices = [(one.value, word(one)) for one in (PartyKind.BODY, PartyKind.PRIVATE)]
        self.purpose_kind.choices = [(one.value, word(one)) for one in PurposeKind]
        self.is_public.choices = self.is_sublet.choices = answers
        return self

    def validate_org_number(self, field: StringField) -> None:
        """A personal number is not written down: an electronic identification is seen instead."""
        found = read_org_number(field.data or "")
        if found.cls is NumberClass.PERSONAL:
            field.data = ""
            raise ValidationError(
                _("That is a personal number. Leave it out and tick that the identity was seen.")
            )
        if (field.data or "").strip() and not found.canonical:
            raise ValidationError(_("That is not an organisation number."))

    def validate_day(self, field: DateField) -> None:
        """A day that has been cannot be booked."""
        if field.data and field.data < swedish_day(dt.datetime.now(dt.UTC)):
            day: dict[str, object] = {"day": field.data.isoformat(), "field": "day"}
            raise ValidationError(problem_words("booking_date_passed", day))

    def texts(self) -> tuple[Callable[[], object], ...]:
        """The rule about what may be written, for each text."""
        return tuple(
            partial(require_writable, self[name].data or "", field=name, is_received=True)
            for name in TEXT_LIMITS
            if name not in PHONES
        )

    def validate_ends(self, field: TimeField) -> None:
        """Past midnight is the day after, for a night; a longer use is rather two times exchanged."""
        begins, ends = self.begins.data, field.data
        if begins and ends and ends <= begins and (24 + ends.hour - begins.hour) > LONGEST_NIGHT:
            raise ValidationError(_("It ends before it begins. Past midnight it can last twelve hours."))

    def booking(self, association_id: str | None) -> NewBooking:
        """What is asked for; there once the form is sound. `association_id`: chosen in the directory."""
        number = read_org_number(self.org_number.data or "").canonical
        kind = PartyKind.ASSOCIATION if association_id else PartyKind(self.party_kind.data)
        return NewBooking(
            premises_id=self.premises.data,
            channel=BookingChannel.DESK,
            party_kind=kind,
            party_name=self.party_name.data or "",
            dates=self.dates,
            purpose_kind=PurposeKind(self.purpose_kind.data),
            association_id=association_id,
            org_number=number or None,
            is_identified=bool(self.is_identified.data) or bool(association_id),
            booker_name=self.booker_name.data or "",
            booker_phone=self.booker_phone.data or "",
            booker_email=self.booker_email.data or "",
            actual_user=self.actual_user.data or "",
            site_responsible=self.site_responsible.data or "",
            site_phone=self.site_phone.data or "",
            is_public=told(self.is_public.data),
            expected=self.expected.data,
            co_organisers=self.co_organisers.data or "",
            is_sublet=told(self.is_sublet.data),
        )

    @property
    def dates(self) -> tuple[AskedDate, ...]:
        """The dates, week by week at the same Swedish hours; past midnight is the day after."""
        found = []
        first, begins, ends = self.day.data or dt.date.min, self.begins.data, self.ends.data
        is_past_midnight = bool(begins and ends and ends <= begins)
        for week in range(self.weeks.data or 1):
            day = first + dt.timedelta(weeks=week)
            last = day + dt.timedelta(days=is_past_midnight)
            found.append(AskedDate(instant(day, begins), instant(last, ends)))
        return tuple(found)
