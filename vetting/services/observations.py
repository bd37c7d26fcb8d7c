"""What was seen on site: noted by whoever is there, settled with a word by the case officer."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.reason_linter import findings_in
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_lettings import ObservationWord
from vetting.records import cases, observations, premises
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.observations import Observation
from vetting.records.reminders import Reminder, settle_reminders, write_reminder

LONGEST = 1500
MOST_HEADS = 100_000
REMINDER = "observation_made"


@dataclass(frozen=True)
class SeenOnSite:
    """What was seen: when, how many were there, whether it was as booked, and the facts. Never who."""

    seen_at: dt.datetime
    heads: int | None
    is_as_booked: bool
    text: str


def note_observation(booking_id: str, seen: SeenOnSite, *, by: Actor, now: dt.datetime) -> str:
    """Notes what was seen at a booking, and puts it on the desk of the case officer of the association's live
    support; gives its id.

    Raises Refused `observation_ahead`, `observation_heads`, `text_missing`, `outlook_in_text`,
    `personal_number_in_text`, or the code of a wording.
    """
    text = _sound(seen, now)
    with transaction():
        booking, request = _booking(booking_id, by)
        case_id = _case_of(request.association_id, swedish_day(now))
        row = Observation(
            premises_id=booking.premises_id,
            booking_id=booking.id,
            association_id=request.association_id,
            case_id=case_id,
            seen_at=seen.seen_at,
            heads=seen.heads,
            is_as_booked=seen.is_as_booked,
            text=text,
            noted_by=by.id,
            noted_at=now,
        )
        observation_id = observations.keep_observation(row)
        _remind(row, request, now)
        note(
            RoomEntry.OBSERVATION_NOTED,
            by=by,
            now=now,
            subject=f"observation:{observation_id}",
            case_id=case_id or "",
            booking=booking.id,
            as_booked=seen.is_as_booked,
        )
        return observation_id


def _sound(seen: SeenOnSite, now: dt.datetime) -> str:
    """The text, tidied, of what could be seen by now."""
    text = require_written(seen.text, field="text", longest=LONGEST)
    for finding in findings_in(text, has_act=False):
        raise Refused(finding.code, phrase=finding.phrase, field="text")
    if seen.seen_at > now:
        raise Refused("observation_ahead", field="seen_at")
    if seen.heads is not None and not 0 <= seen.heads <= MOST_HEADS:
        raise Refused("observation_heads", most=MOST_HEADS, field="heads")
    return text


def settle_observation(
    observation_id: str, word: ObservationWord, why: str, *, by: Actor, now: dt.datetime
) -> None:
    """The case officer says what becomes of it. Raises as require_settler, Refused `conflict_of_interest`,
    `observation_settled`."""
    reason = require_writable(why, field="why", longest=LONGEST)
    with transaction():
        row = observations.observation_in_hand(observation_id)
        require_settler(row, by)
        if row.case_id is not None:
            require_no_conflict(bool(declared_by(row.case_id, by.id)))
        if row.settled_at is not None:
            raise Refused("observation_settled")
        row.settled_as, row.settle_note, row.settled_by, row.settled_at = word, reason, by.id, now
        subject = f"observation:{row.id}"
        settle_reminders(subject, REMINDER, by=by.id, now=now)
        case_id = row.case_id or ""
        note(
            RoomEntry.OBSERVATION_SETTLED,
            by=by,
            now=now,
            subject=subject,
            case_id=case_id,
            observation_word=word.value,
        )


def require_settler(row: Observation, by: Actor) -> None:
    """Raises NotAllowed or NotFound unless the actor prepares cases in the board of the support, or where no
    support is live decides in the board of the premises."""
    if row.case_id is not None:
        require(by, Act.PREPARE_CASE, cases.case(row.case_id).board_id)
    else:
        require(by, Act.DECIDE_BOOKING, premises.premises_of(row.premises_id).board_id)


def _booking(booking_id: str, by: Actor) -> tuple[Booking, BookingRequest]:
    booking = db.session.get(Booking, booking_id)
    if booking is None:
        raise NotFound("not_found")
    board_id = premises.premises_of(booking.premises_id).board_id
    if not may(by, Act.DECIDE_BOOKING, board_id):
        require(by, Act.RECEIVE_BOOKING, board_id)
    return booking, db.session.get_one(BookingRequest, booking.request_id)


def _case_of(association_id: str | None, today: dt.date) -> str | None:
    if association_id is None:
        return None
    live = observations.live_support_of(association_id, today=today)
    return live[0].case_id if live else None


def _remind(row: Observation, request: BookingRequest, now: dt.datetime) -> None:
    """On the desk of whoever has the case, else of the board's culture secretaries; with no support that is
    live, nobody's desk but the list of observations."""
    if row.case_id is None:
        return
    case = cases.case(row.case_id)
    write_reminder(
        Reminder(
            key=f"{REMINDER}:{row.id}",
            kind=REMINDER,
            subject=f"observation:{row.id}",
            facts={"association": request.party_name, "case_number": case.case_number},
            officer_id=case.assigned_to,
            role=None if case.assigned_to else Role.CULTURE_SECRETARY,
            written_at=now,
        )
    )
