"""The same city's rooms and its spot checks of every half-year."""

import datetime as dt

from sqlalchemy import text

from benchmarks.report_city import YEARS, City
from tests.makers import NOW
from tests.makers_premises import a_premises
from vetting.domain.terms_lettings import LettingKind
from vetting.domain.terms_premises import (
    BookingChannel,
    BookingState,
    PartyKind,
    PurposeKind,
    TenancyVerdict,
)
from vetting.domain.terms_spot_checks import (
    CheckScope,
    FindingResult,
    MeasureKind,
    RoundStage,
    SpotCheckState,
    Stream,
)
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, transaction
from vetting.records.lettings import BookingDecision, BookingVerdict
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.spot_checks import Finding, SpotCheck

ROOMS, REQUESTS = 40, 20_000
STATES = (BookingState.APPROVED,) * 7 + (BookingState.REFUSED, BookingState.CANCELLED, BookingState.PENDING)


def let_rooms(city: City, *, requests: int = REQUESTS) -> None:
    """So many requests over five years, most of them approved, each with what was looked at and answered."""
    rooms = [a_premises(f"Sal {number}").id for number in range(ROOMS)]
    for number in range(requests):
        evening = number // ROOMS * 365 * YEARS // (requests // ROOMS)  # none meets another in its room
        _request(city, rooms[number % ROOMS], number, city.today - dt.timedelta(days=evening))
    answers = city.rows.pop(BookingDecision, [])
    city.keep()
    with transaction(is_piece=True):  # each answer is held against the room's other dates: by their index
        db.session.execute(text("ANALYZE"))
    city.rows[BookingDecision] = answers
    city.keep()


def _request(city: City, room: str, number: int, evening: dt.date) -> None:
    day = evening - dt.timedelta(days=city.chance.randrange(3, 40))
    state = city.chance.choice(STATES)
    request = city.add(
        BookingRequest,
        premises_id=room,
        channel=BookingChannel.FILE,
        state=state,
        party_kind=PartyKind.BODY,
        party_name=f"Förening {number}",
        purpose_kind=PurposeKind.MEETING,
        received_at=city.moment(day),
        received_by="benchmark",
    )
    starts = dt.datetime.combine(evening, dt.time(17), dt.UTC)
    booking = city.add(
        Booking,
        request_id=request,
        premises_id=room,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=50),
        state=state,
        changed_at=city.moment(day + dt.timedelta(days=2)),
    )
    if state is not BookingState.PENDING:
        made = {"request_id": request, "made_by": city.secretary, "made_at": city.moment(day)}
        city.add(BookingVerdict, verdict=TenancyVerdict.GO, points=[], **made)
        city.add(
            BookingDecision,
            request_id=request,
            kind=LettingKind.APPROVAL,
            booking_ids=[booking],
            content={},
            needs_second=False,
            proposed_by=city.secretary,
            proposed_at=city.moment(day),
            decided_by=city.secretary,
            decided_at=city.moment(day + dt.timedelta(days=1)),
            digest="x",
        )


def draw_rounds(city: City) -> None:
    """A round each half-year over what was decided in the one before it; fifteen in a hundred are checked."""
    for year in range(city.today.year - YEARS + 1, city.today.year + 1):
        for half, drawn_on in (("H1", dt.date(year, 4, 15)), ("H2", dt.date(year, 10, 15))):
            if drawn_on < city.today:
                _round(city, f"{year}-{half}", drawn_on)
    city.keep()


def _round(city: City, half_year: str, drawn_on: dt.date) -> None:
    begins = drawn_on - dt.timedelta(days=182)
    frame = [one for one in city.supports if begins <= one["starts_on"] < drawn_on]
    round_id = city.add(
        SpotCheckRound,
        half_year=half_year,
        scope=CheckScope.GRANTS,
        stage=RoundStage.DRAWN,
        period_from_on=begins,
        period_until_on=drawn_on,
        terms={},
        checklist_name="spot-check",
        checklist_version="2026-01",
        checklist_digest="x",
        opened_by="system",
        opened_at=NOW,
        sealed_at=city.moment(drawn_on),
        seal_digest="x",
        seed="x",
        seed_recorded_at=city.moment(drawn_on) + dt.timedelta(days=1),
        seed_recorded_by="a",
        seed_confirmed_at=city.moment(drawn_on) + dt.timedelta(days=1),
        seed_confirmed_by="b",
        drawn_at=city.moment(drawn_on) + dt.timedelta(days=1),
    )
    for position, support in enumerate(frame):
        _item(city, (round_id, drawn_on, position), support)


def _item(city: City, of: tuple[str, dt.date, int], support: dict[str, object]) -> None:
    round_id, drawn_on, position = of
    kept = {key: support[key] for key in ("association_id", "board_id", "kind")}
    same = {
        "round_id": round_id,
        "item": f"post-{position}",
        "support_id": support["id"],
        "stratum": "A",
        **kept,
    }
    city.rows[FrameItem].append(
        {**same, "association_kind": "other", "amount": support["amount"], "weight": 1, "chance": "0.15"}
    )
    if city.chance.random() > 0.15:
        return
    is_closed = city.chance.random() < 0.9
    check = city.add(
        SpotCheck,
        **same,
        case_id=support["case_id"],
        stream=Stream.RANDOM,
        position=position,
        chance="0.15",
        state=SpotCheckState.CLOSED if is_closed else SpotCheckState.WAITING,
        drawn_at=city.moment(drawn_on),
    )
    if is_closed:
        city.add(
            Finding,
            check_id=check,
            version=1,
            result=city.chance.choice(tuple(FindingResult)),
            summary="x",
            comment="x",
            measure=MeasureKind.NONE,
            minutes_spent=60,
            closed_by=city.secretary,
            closed_at=city.moment(drawn_on + dt.timedelta(days=city.chance.randrange(5, 60))),
        )
