"""A request for a room as it comes in: who books, who will use the room, which dates; and what must hold."""

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial

from vetting.domain.application import YEARS
from vetting.domain.errors import Refused, require_all
from vetting.domain.free_text import require_writable
from vetting.domain.identity import is_personal
from vetting.domain.journal import canonical
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PremisesKind, PurposeKind

MOST_DATES = 500
LONGEST_USE = dt.timedelta(days=31)  # of one date; longer is another contract
MOST_PERSONS = 100_000
KEY_LIMIT, SYSTEM_LIMIT = 120, 27
USUAL_SYSTEM = "bokning"
# How long each text may be; the columns of the table are as long.
TEXT_LIMITS = {
    "party_name": 200,
    "booker_name": 120,
    "booker_phone": 40,
    "booker_email": 200,
    "actual_user": 200,
    "site_responsible": 120,
    "site_phone": 40,
    "co_organisers": 1000,
}
PHONES = ("booker_phone", "site_phone")
# What a sender's system may say of a date; what is refused or cancelled is decided by a person here.
TOLD = frozenset({BookingState.PENDING, BookingState.APPROVED, BookingState.WITHDRAWN})
# Which state the whole request is in: the first of these that any of its dates is in.
_ORDER = (
    BookingState.PENDING,
    BookingState.APPROVED,
    BookingState.REFUSED,
    BookingState.CANCELLED,
    BookingState.WITHDRAWN,
)
_SHORTEST_PHONE = 6
_PHONE = re.compile(r"[+\d][\d\s()/.-]{0,39}")
_HYPHENED = re.compile(r"(?:\d\d)?\d{6}[-+]\d{4}")


@dataclass(frozen=True, slots=True)
class AskedDate:
    """One date that is asked for, in UTC. `source_key`: the sender's own id of it. `told`: what the sender's
    system says of it, one of TOLD; None when it says nothing. `premises_id`: where not in the request's."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    source_key: str | None = None
    told: BookingState | None = None
    premises_id: str | None = None


@dataclass(frozen=True, slots=True)
class NewBooking:
    """What is asked for. `org_number`: ten digits of a legal person, never a personal number. None among the
    facts means that it was not told, and an empty text the same: a question to put, no reason to refuse.

    `source_system` and `source_key` make it the same request however often it comes; both or neither.
    """

    premises_id: str
    channel: BookingChannel
    party_kind: PartyKind
    party_name: str
    dates: tuple[AskedDate, ...]
    purpose_kind: PurposeKind = PurposeKind.OTHER
    association_id: str | None = None
    org_number: str | None = None
    is_identified: bool = False
    booker_name: str = ""
    booker_phone: str = ""
    booker_email: str = ""
    actual_user: str = ""
    site_responsible: str = ""
    site_phone: str = ""
    is_public: bool | None = None
    expected: int | None = None
    co_organisers: str = ""
    is_sublet: bool | None = None
    tariff_id: str | None = None
    source_system: str = ""
    source_key: str | None = field(default=None)

    @property
    def columns(self) -> dict[str, object]:
        """What the table keeps of the request besides its dates and where it came from."""
        apart = ("dates", "channel", "source_system", "source_key")
        told = {
            one.name: getattr(self, one.name) for one in dataclasses.fields(self) if one.name not in apart
        }
        digests = {
            "phone_digest": phone_digest(self.booker_phone),
            "email_digest": email_digest(self.booker_email),
        }
        return {**told, **digests}

    @property
    def content_digest(self) -> str:
        """SHA-256 of everything that was told: the same again changes nothing."""
        dates = [
            [one.starts_at.isoformat(), one.ends_at.isoformat(), one.source_key, one.told, one.premises_id]
            for one in self.dates
        ]
        told = {name: value for name, value in self.columns.items() if value is not None}
        return hashlib.sha256(canonical({**told, "dates": dates})).hexdigest()


def sound(new: NewBooking, kind: PremisesKind) -> NewBooking:
    """The request with its texts tidied, for premises of that kind.

    Raises Refused: `booking_public_place`, `booking_dates_missing`, `booking_too_many_dates`,
    `booking_year_odd`, `booking_times_reversed`, `booking_too_long`, `booking_date_twice`,
    `booking_expected_odd`, `booking_source_half`, and those of free_text.
    """
    if kind is PremisesKind.PUBLIC_PLACE:
        raise Refused("booking_public_place")
    if (new.source_system == "") is not (new.source_key is None):
        raise Refused("booking_source_half")
    written = {name: limit for name, limit in TEXT_LIMITS.items() if name not in PHONES}
    require_all(
        lambda: _require_expected(new.expected),
        lambda: _require_dates(new.dates),
        *(partial(_text_of, new, name, limit) for name, limit in written.items()),
    )
    texts = {name: _text_of(new, name, limit) for name, limit in written.items()}
    for name in PHONES:
        texts[name] = phone_in(getattr(new, name))
    return dataclasses.replace(new, **texts)  # type: ignore[arg-type]


def _text_of(new: NewBooking, name: str, longest: int) -> str:
    return require_writable(getattr(new, name), field=name, longest=longest, is_received=True)


def _require_expected(expected: int | None) -> None:
    if expected is not None and not 1 <= expected <= MOST_PERSONS:
        raise Refused("booking_expected_odd", most=MOST_PERSONS, field="expected")


def _require_dates(dates: tuple[AskedDate, ...]) -> None:
    if not dates:
        raise Refused("booking_dates_missing")
    if len(dates) > MOST_DATES:
        raise Refused("booking_too_many_dates", most=MOST_DATES)
    for one in dates:
        require_year(one.starts_at)
        require_year(one.ends_at)
        if one.ends_at <= one.starts_at:
            raise Refused("booking_times_reversed")
        if one.ends_at - one.starts_at > LONGEST_USE:
            raise Refused("booking_too_long", days=LONGEST_USE.days)
        if one.told is not None and one.told not in TOLD:
            raise ValueError(f"a sender cannot tell {one.told}")
    keys = [one.source_key or (one.starts_at, one.ends_at, one.premises_id) for one in dates]
    if len(set(keys)) < len(keys):
        raise Refused("booking_date_twice")


def require_year(at: dt.datetime) -> None:
    """Raises Refused `booking_year_odd`: no day can be told at the end of the years."""
    if at.year not in YEARS:
        raise Refused("booking_year_odd", first=YEARS[0], last=YEARS[-1])


def require_to_come(ends: Iterable[dt.datetime], *, now: dt.datetime) -> None:
    """Raises Refused `booking_date_passed` with the day (ISO) of the first that is over: what has been can
    be neither given nor taken away."""
    for ends_at in ends:
        if ends_at <= now:
            raise Refused("booking_date_passed", day=swedish_day(ends_at).isoformat(), field="day")


def booking_system(prefix: str, name: str) -> str:
    """What requests of a booking system are kept under: ids are its own within a board alone."""
    return f"{prefix}:{name.strip() or USUAL_SYSTEM}"


def state_of_request(states: Collection[BookingState]) -> BookingState:
    """The state of the whole by the states of its dates: waiting as long as one of them waits."""
    return next((state for state in _ORDER if state in states), BookingState.PENDING)


def phone_in(value: object) -> str:
    """A telephone number as it is written, "" for what is none.

    Ten digits may look like a personal number and be a mobile telephone: only the hyphen of a personal number
    tells them apart. A spreadsheet's number has lost its leading zero.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
    text = f"0{int(value)}" if is_number else str(value or "").strip()  # type: ignore[call-overload]
    if not _PHONE.fullmatch(text) or len(re.sub(r"\D", "", text)) < _SHORTEST_PHONE:
        return ""
    return "" if _HYPHENED.fullmatch(text) and is_personal(re.sub(r"\D", "", text)) else text


def phone_digest(phone: str) -> str | None:
    """SHA-256 of a telephone number's digits, Swedish numbers with and without +46 alike; None for none."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)\s*46\s*(?:\(0\))?", "0", phone))
    digits = re.sub(r"^00", "0", digits)
    return hashlib.sha256(digits.encode()).hexdigest() if len(digits) >= _SHORTEST_PHONE else None


def email_digest(address: str) -> str | None:
    """SHA-256 of an e-mail address, case and blanks aside; None where there is none."""
    plain = address.strip().casefold()
    return hashlib.sha256(plain.encode()).hexdigest() if "@" in plain else None
