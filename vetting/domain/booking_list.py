"""A list of bookings from the municipality's booking system: each row read, or set aside with its reason."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.application import YEARS
from vetting.domain.application_list import ListProblem, RowReader, day_in
from vetting.domain.booking import KEY_LIMIT, MOST_PERSONS, PHONES, TEXT_LIMITS, phone_in
from vetting.domain.booking_words import is_private, purpose_told, state_told, yes_or_no
from vetting.domain.identity import OrgNumberReading, read_org_number
from vetting.domain.premises import clock_time
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms import NumberClass, RowState
from vetting.domain.terms_premises import BookingState, PurposeKind

# What leaves a row usable: it is told, and what could not be read is left out.
_TOLD = frozenset(
    {
        "ends_next_day",
        "expected_odd",
        "party_missing",
        "party_unknown",
        "party_barred",
        "tariff_unknown",
        "decided_here",
        *(cls.value for cls in NumberClass),
        "personal_number_in_text",
    }
)
_MASKED = frozenset({NumberClass.PERSONAL.value, "personal_number_in_text"})
_NUMBER_FINE = frozenset({NumberClass.OK, NumberClass.OK_ODD_FORMAT, NumberClass.MISSING})
_MOMENT = re.compile(r"(\S+)[ T]+(\d{1,2}[:.]\d{2})(?::\d{2})?")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListedBooking:
    """One row: one date. `starts_at` and `ends_at` in UTC, None where they could not be read; texts "" and
    the others None where nothing was told."""

    row_no: int
    own_id: str
    series: str
    premises: str
    board: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    told: BookingState | None
    name: str
    number: OrgNumberReading
    is_private: bool
    purpose: PurposeKind
    tariff: str
    texts: Mapping[str, str]
    is_public: bool | None
    is_sublet: bool | None
    expected: int | None
    problems: tuple[ListProblem, ...] = ()

    @property
    def request_key(self) -> str:
        """The sender's id of the whole request: the series', or the date's own where it is no series."""
        return (self.series or self.own_id)[:KEY_LIMIT]


def read_booking(row_no: int, cells: Mapping[str, object]) -> ListedBooking:
    """One row, cells by canonical column. Never raises: what is odd stands in `problems`."""
    reader = RowReader(row_no, cells)
    number = read_org_number(cells.get("org_number"))
    if number.cls not in _NUMBER_FINE:
        reader.problems.append(ListProblem(row_no, "org_number", number.cls.value, number.shown))
    own_id, name = reader.text("own_id")[:KEY_LIMIT], reader.text("name")
    if not own_id:
        reader.tell("own_id", "booking_id_missing")
    if not name and number.canonical is None:
        reader.tell("name", "party_missing")
    starts_at, ends_at = _when(reader)
    apart = ("party_name", *PHONES)
    texts = {field: reader.text(field)[:limit] for field, limit in TEXT_LIMITS.items() if field not in apart}
    texts |= {field: phone_in(cells.get(field)) for field in PHONES}
    return ListedBooking(
        row_no=row_no,
        own_id=own_id,
        series=reader.text("series")[:KEY_LIMIT],
        premises=reader.text("premises"),
        board=reader.text("board"),
        starts_at=starts_at,
        ends_at=ends_at,
        told=_state(reader),
        name=name[: TEXT_LIMITS["party_name"]],
        number=number,
        is_private=is_private(reader.text("party_kind")) or number.cls is NumberClass.PERSONAL,
        purpose=purpose_told(reader.text("purpose")),
        tariff=reader.text("tariff"),
        texts=texts,
        is_public=yes_or_no(reader.text("is_public")),
        is_sublet=yes_or_no(reader.text("is_sublet")),
        expected=_persons(reader),
        problems=tuple(reader.problems),
    )


def state_of(problems: tuple[ListProblem, ...]) -> RowState:
    """The row's state by its problems."""
    codes = {problem.code for problem in problems}
    if codes - _TOLD:
        return RowState.DUPLICATE if codes - _TOLD == {"duplicate_row"} else RowState.QUARANTINED
    if codes & _MASKED:
        return RowState.MASKED
    return RowState.REPAIRED if codes else RowState.OK


def _persons(reader: RowReader) -> int | None:
    found = reader.whole("expected", most=MOST_PERSONS)
    return found or None


def _state(reader: RowReader) -> BookingState | None:
    word = reader.text("status")
    found = state_told(word)
    if word and found is None:
        reader.tell("status", "status_unknown")
    return found


def _when(reader: RowReader) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Both ends in UTC. An end without a date that is not after the beginning is the next day's."""
    day = reader.day("day")
    starts, _ = _moment(reader, "starts_at", day)
    ends, has_day = _moment(reader, "ends_at", starts.astimezone(SWEDEN).date() if starts else day)
    if starts is None or ends is None:
        return starts, ends
    if ends <= starts and not has_day:
        reader.tell("ends_at", "ends_next_day")
        ends = _utc(ends.astimezone(SWEDEN).replace(tzinfo=None) + _DAY)
    if ends is None or ends <= starts:
        reader.tell("ends_at", "booking_reversed")
        return starts, None
    return starts, ends


def _moment(reader: RowReader, name: str, day: dt.date | None) -> tuple[dt.datetime | None, bool]:
    """An instant, and whether the cell had a date of its own. By the Swedish clock where no zone is told."""
    value = reader.cells.get(name)
    if value is None or str(value).strip() == "":
        reader.tell(name, "time_missing")
        return None, False
    try:
        found, has_day = _instant(value, day)
    except OverflowError:  # the first or the last day there is
        found, has_day = None, True
    if found is None or found.year not in YEARS:
        reader.tell(name, "time_odd")
        return None, has_day
    return found, has_day


def _instant(value: object, day: dt.date | None) -> tuple[dt.datetime | None, bool]:
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC) if value.tzinfo else _utc(value)), True
    if isinstance(value, dt.time):
        return (_utc(dt.datetime.combine(day, value)) if day else None), False
    text = str(value).strip()
    try:
        told = dt.datetime.fromisoformat(text)
        if told.tzinfo is not None:
            return told.astimezone(dt.UTC), True
    except ValueError:
        pass
    if found := _MOMENT.fullmatch(text):
        return _at(day_in(found[1]), found[2]), True
    return _at(day, text), False


def _at(day: dt.date | None, clock: str) -> dt.datetime | None:
    time = clock_time(clock)
    if day is None or time is None:
        return None
    if time == "24:00":
        return _utc(dt.datetime.combine(day, dt.time()) + _DAY)
    return _utc(dt.datetime.combine(day, dt.time.fromisoformat(time)))


def _utc(local: dt.datetime) -> dt.datetime | None:
    """By the Swedish clock; None for the hour that is missing in March."""
    instant = local.replace(tzinfo=SWEDEN).astimezone(dt.UTC)
    return instant if instant.astimezone(SWEDEN).replace(tzinfo=None) == local else None
