"""The fast lane at the counter: neutral questions put, answers kept with the booking, the police's word."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.booking import MOST_PERSONS, TEXT_LIMITS
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.letting_answers import PARTICULARS, answers_of
from vetting.domain.reason_linter import findings_in
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_lettings import PoliceWord, TenancyQuestion
from vetting.domain.terms_premises import BookingState
from vetting.records import lettings, premises
from vetting.records.bookings import BookingRequest, request_in_hand
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.letting_decisions import keep_verdict
from vetting.records.lettings import BookingQuestion, PoliceContactNote
from vetting.records.tenancy_facts import seen_closely

LONGEST_ANSWER = 1000
LONGEST_UNIT, LONGEST_NUMBER = 120, 60


@dataclass(frozen=True)
class Answers:
    """The party's own words to the questions, and the particulars that were blank before; blank ones stay."""

    words: Mapping[TenancyQuestion, str]
    actual_user: str = ""
    site_responsible: str = ""
    site_phone: str = ""
    expected: int | None = None
    is_public: bool | None = None
    is_identified: bool = False  # seen: organisation number or electronic identification


@dataclass(frozen=True)
class PoliceSaying:
    """What the police said: when, which unit, in short and in their words."""

    contacted_at: dt.datetime
    unit: str
    word: PoliceWord
    said: str
    police_number: str = ""


def put_questions(request_id: str, *, by: Actor, now: dt.datetime) -> tuple[TenancyQuestion, ...]:
    """Puts the questions that the facts call for, at most two, and gives them.

    Raises NotFound, NotAllowed, and Refused `nothing_to_ask` or `booking_not_waiting`.
    """
    with transaction():
        request = _waiting(request_id, by)
        seen = seen_closely(request, today=swedish_day(now))
        put = {one.question for one in seen.questions}
        asked = tuple(one for one in seen.tenancy.questions if one not in put)
        if not asked:
            raise Refused("nothing_to_ask")
        for question in asked:
            lettings.keep(BookingQuestion(request_id=request.id, question=question, put_by=by.id, put_at=now))
        keep_verdict(seen, by=by, now=now)
        questions = [one.value for one in asked]
        _note(RoomEntry.BOOKING_QUESTIONS_ASKED, request, by, now, questions_put=questions)
        return asked


def keep_answers(request_id: str, answers: Answers, *, by: Actor, now: dt.datetime) -> None:
    """Keeps what the party answered, with the booking; the words are theirs.

    A question that was not put before is put with its answer: at the counter both happen at once. Particulars
    told in their own fields answer their question. Raises Refused `answer_missing`, `booking_not_waiting`,
    `booking_expected_odd`, `personal_number_in_text`.
    """
    words = {
        question: require_writable(text, field=question.value, longest=LONGEST_ANSWER, is_received=True)
        for question, text in answers.words.items()
    }
    particulars = _particulars(answers)
    if not particulars and not any(words.values()):
        raise Refused("answer_missing")
    with transaction():
        request = _waiting(request_id, by)
        kept = {name: getattr(request, name) for names in PARTICULARS.values() for name in names}
        told = answers_of(words, told=particulars, kept=kept)
        rows = {one.question: one for one in lettings.questions_of([request.id]).get(request.id, [])}
        for question, text in told.items():
            row = rows.get(question)
            if row is None:
                row = BookingQuestion(request_id=request.id, question=question, put_by=by.id, put_at=now)
                db.session.add(row)
            row.say(text, by=by.id, now=now)
        filled = _fill(request, particulars)
        db.session.flush()
        keep_verdict(seen_closely(request, today=swedish_day(now)), by=by, now=now)
        questions = sorted(question.value for question in told)
        _note(RoomEntry.BOOKING_QUESTIONS_ANSWERED, request, by, now, questions_put=questions, fields=filled)


def _particulars(answers: Answers) -> dict[str, object]:
    """The particulars that are told now, by the names of their columns."""
    if answers.expected is not None and not 1 <= answers.expected <= MOST_PERSONS:
        raise Refused("booking_expected_odd", most=MOST_PERSONS)
    texts = {
        name: require_writable(
            getattr(answers, name), field=name, longest=TEXT_LIMITS[name], is_received=True
        )
        for name in ("actual_user", "site_responsible", "site_phone")
    }
    told: dict[str, object] = {name: text for name, text in texts.items() if text}
    if answers.expected is not None:
        told["expected"] = answers.expected
    if answers.is_public is not None:
        told["is_public"] = answers.is_public
    if answers.is_identified:
        told["is_identified"] = True
    return told


def _fill(request: BookingRequest, told: Mapping[str, object]) -> list[str]:
    """Writes the particulars over what stood, and names the columns."""
    changed = [name for name, value in told.items() if getattr(request, name) != value]
    for name in changed:
        setattr(request, name, told[name])
    request.version += bool(changed)
    return sorted(changed)


def note_police_contact(request_id: str, saying: PoliceSaying, *, by: Actor, now: dt.datetime) -> str:
    """Notes what the police said of an event; gives the note's id. It is never changed.

    Raises Refused `police_contact_ahead`, `text_missing`, or the code of a wording.
    """
    unit = require_written(saying.unit, field="unit", longest=LONGEST_UNIT)
    said = require_written(saying.said, field="said")
    number = require_writable(saying.police_number, field="police_number", longest=LONGEST_NUMBER)
    for finding in findings_in(said, has_act=False):
        if finding.code != "wording_order_risk":  # what the police see is what they are asked for
            raise Refused(finding.code, phrase=finding.phrase, field="said")
    if saying.contacted_at > now:
        raise Refused("police_contact_ahead", field="contacted_at")
    with transaction():
        request = _in_hand(request_id, by)
        row = PoliceContactNote(
            request_id=request.id,
            contacted_at=saying.contacted_at,
            unit=unit,
            word=saying.word,
            said=said,
            police_number=number,
            noted_by=by.id,
            noted_at=now,
        )
        note_id = lettings.keep(row)
        _note(
            RoomEntry.POLICE_CONTACTED, request, by, now, police_word=saying.word.value, police_note=note_id
        )
        return note_id


def _in_hand(request_id: str, by: Actor) -> BookingRequest:
    request = request_in_hand(request_id)
    require(by, Act.DECIDE_BOOKING, premises.premises_of(request.premises_id).board_id)
    return request


def _waiting(request_id: str, by: Actor) -> BookingRequest:
    request = _in_hand(request_id, by)
    if request.state is not BookingState.PENDING:
        raise Refused("booking_not_waiting")
    return request


def _note(entry: RoomEntry, request: BookingRequest, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"booking_request:{request.id}", case_id="", **facts)
