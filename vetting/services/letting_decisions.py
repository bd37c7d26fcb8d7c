"""Deciding on dates of a room: approving, refusing with a criterion and reasons at once, cancelling."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import asdict, replace

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.lettings import (
    SHORTEST,
    Cancellation,
    Refusal,
    faults_of,
    faults_of_cancellation,
    needs_second,
    require_sound,
    tidied,
    tidied_cancellation,
)
from vetting.domain.separation import require_two_persons
from vetting.domain.swedish_time import swedish_day
from vetting.domain.tenancy import Point, tenancy_of
from vetting.domain.terms_lettings import FreedomRight, LettingKind, PointWeight, TenancyPoint
from vetting.domain.terms_premises import TenancyVerdict
from vetting.gateways import booking_letters, letters
from vetting.gateways.letters import LetterFile, ShownLetter
from vetting.records import contract_links, lettings, premises, reminders, seconders
from vetting.records.bookings import BookingRequest, dates_of_requests, request_in_hand
from vetting.records.cancellations import cancel_dates, content_of_cancellation
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.letting_decisions import (
    Matter,
    keep_verdict,
    letting_facts,
    matter_of,
    measures_of,
    sign,
    taken_of,
)
from vetting.records.lettings import BookingDecision
from vetting.records.premises import Premises

# What no word of an officer can let through.
_CLOSED = {
    TenancyPoint.POLICE_DECIDE: "booking_public_place",
    TenancyPoint.OWNER_DECIDES: "hall_owner_decides",
    TenancyPoint.ROOM_CLOSED: "room_closed",
    TenancyPoint.OVER_CAPACITY: "over_capacity",
}


def approve(
    request_id: str, booking_ids: Collection[str], *, in_spite: str = "", by: Actor, now: dt.datetime
) -> str:
    """Approves waiting dates, all of them where none are named; gives the id of the decision.

    `in_spite`: why it is approved although something is still asked; needed then alone. Raises Refused
    `party_barred`, `slot_taken`, `over_capacity`, `room_closed`, `booking_public_place`,
    `hall_owner_decides`, `questions_open`, `refusal_waits`, `booking_not_waiting`.
    """
    with transaction():
        request, room = _in_hand(request_id, by, Act.DECIDE_BOOKING)
        today = swedish_day(now)
        matter = matter_of(LettingKind.APPROVAL, request, booking_ids, now=now)
        contract_links.require_request_free(request, room.board_id, today=today)
        reason = require_writable(in_spite, field="in_spite")
        _require_open(matter, reason)
        decision = _decision(matter, {"in_spite": reason} if reason else {}, by=by, now=now)
        lettings.keep(decision)
        keep_verdict(matter.seen, by=by, now=now)
        sign(decision, matter, by=by, now=now)
        return decision.id


def _require_open(matter: Matter, in_spite: str) -> None:
    if lettings.waiting_decision(matter.request.id) is not None:
        raise Refused("refusal_waits")
    tenancy = matter.seen.tenancy
    for point in (*tenancy.points, *_points_elsewhere(matter)):
        if point.weight is PointWeight.STOP and point.kind in _CLOSED:
            raise Refused(_CLOSED[point.kind], **point.facts)
    if taken_of(matter.dates):
        raise Refused("slot_taken")
    is_imminent = any(point.kind is TenancyPoint.CRIME_IMMINENT for point in tenancy.points)
    if (tenancy.verdict is TenancyVerdict.ASK or is_imminent) and len(in_spite) < SHORTEST:
        raise Refused("questions_open", needed=SHORTEST, field="in_spite")


def _points_elsewhere(matter: Matter) -> Iterator[Point]:
    """What the facts ask for where a date lies in another room than the request's own."""
    others = {one.premises_id for one in matter.dates} - {matter.request.premises_id}
    for room in map(premises.premises_of, sorted(others)):
        facts = replace(
            matter.seen.facts, premises_kind=room.kind, is_room_open=room.is_open, capacity=room.capacity
        )
        yield from tenancy_of(facts).points


def refuse(
    request_id: str, booking_ids: Collection[str], refusal: Refusal, *, by: Actor, now: dt.datetime
) -> str:
    """Refuses waiting dates with reasons and letter at once, or proposes it to a second person where the
    ground is a judgement; gives the id of the decision.

    Raises NotFound, NotAllowed, and Refused `refusal_waits` or as lettings.faults_of.
    """
    with transaction():
        request, _ = _in_hand(request_id, by, Act.DECIDE_BOOKING)
        _require_none_waits(request)
        kept = tidied(refusal)
        matter = matter_of(LettingKind.REFUSAL, request, booking_ids, now=now)
        facts = letting_facts(matter)
        require_sound(faults_of(kept, facts, now=now))
        decision = _decision(matter, _content(kept), by=by, now=now)
        decision.ground, decision.contact_id = kept.ground, kept.contact_id
        decision.needs_second = needs_second(kept.ground, is_state_aided=facts.is_state_aided)
        return _settle(decision, matter, by=by, now=now)


def cancel(
    request_id: str, booking_ids: Collection[str], cancellation: Cancellation, *, by: Actor, now: dt.datetime
) -> str:
    """Cancels confirmed dates on a new fact, or proposes it to a second person; gives the decision's id.

    Raises NotFound, NotAllowed, and Refused `refusal_waits`, `booking_not_confirmed` or as
    lettings.faults_of_cancellation.
    """
    with transaction():
        request, room = _in_hand(request_id, by, Act.DECIDE_BOOKING)
        _require_none_waits(request)
        if not needs_second(cancellation.ground, is_state_aided=room.is_state_aided):
            return cancel_dates(request, sorted(booking_ids), cancellation, proposed_by=by.id, by=by, now=now)
        kept = tidied_cancellation(cancellation)
        matter = matter_of(LettingKind.CANCELLATION, request, booking_ids, now=now)
        require_sound(faults_of_cancellation(kept, letting_facts(matter), now=now))
        decision = _decision(matter, content_of_cancellation(kept), by=by, now=now)
        decision.ground, decision.contact_id, decision.needs_second = kept.ground, kept.contact_id, True
        return _settle(decision, matter, by=by, now=now)


def sign_refusal(decision_id: str, *, by: Actor, now: dt.datetime) -> None:
    """A second person signs what the first proposed; the letter is there at once.

    Raises Refused `decider_is_proposer`, `refusal_gone`, and as faults_of: what was so may be so no more.
    """
    with transaction():
        decision = _waiting(decision_id)
        request, _ = _in_hand(decision.request_id, by, Act.SECOND_BOOKING)
        require_two_persons(decision.proposed_by, by)
        matter = matter_of(decision.kind, request, decision.booking_ids, now=now)
        _require_sound_still(decision, matter, now)
        keep_verdict(matter.seen, by=by, now=now)
        sign(decision, matter, by=by, now=now)
        reminders.settle_all(_subject(decision), by=by.id, now=now)


def return_refusal(decision_id: str, why: str, *, by: Actor, now: dt.datetime) -> None:
    """Returns what was proposed, with a word why. Raises NotFound, NotAllowed, Refused `refusal_gone` or as
    require_written."""
    reason = require_written(why, field="why")
    with transaction():
        decision = _waiting(decision_id)
        request, _ = _in_hand(decision.request_id, by, Act.SECOND_BOOKING)
        decision.returned_by, decision.returned_at, decision.returned_reason = by.id, now, reason
        reminders.settle_all(_subject(decision), by=by.id, now=now)
        _note(RoomEntry.BOOKING_REFUSAL_RETURNED, request, decision, by, now)


def shown_letter(decision_id: str, *, by: Actor) -> ShownLetter:
    """The letter of a decision, to be read and printed. Raises NotFound."""
    decision = _signed(decision_id, by)
    markup = booking_letters.letter_markup(decision.letter or {})
    return letters.shown(markup, decision.digest or "")


def letter_pdf(decision_id: str, *, by: Actor) -> LetterFile:
    """The letter as a tagged PDF. Raises NotFound, Refused `pdf_not_installed` where the extra is missing."""
    decision = _signed(decision_id, by)
    letters.require_pdf()
    content = decision.letter or {}
    data = booking_letters.letter_pdf(content, name=decision.id)
    return LetterFile(f"lokalbeslut-{content['decided_on']}.pdf", data)


def _signed(decision_id: str, by: Actor) -> BookingDecision:
    decision = db.session.get(BookingDecision, decision_id)
    if decision is None:
        raise NotFound("not_found")
    request = db.session.get_one(BookingRequest, decision.request_id)
    require(by, Act.SEE_PREMISES, premises.premises_of(request.premises_id).board_id)
    if decision.letter is None:
        raise NotFound("letter_not_written")
    return decision


def _in_hand(request_id: str, by: Actor, act: Act) -> tuple[BookingRequest, Premises]:
    """The request and every room of its dates, locked: two at once cannot both have one of them."""
    request = request_in_hand(request_id)
    require(by, act, premises.premises_of(request.premises_id).board_id)
    dates = dates_of_requests([request.id])[request.id]
    ids = sorted({request.premises_id, *(one.premises_id for one in dates)})
    rooms = {key: premises.premises_of(key, to_change=True) for key in ids}
    return request, rooms[request.premises_id]


def _require_none_waits(request: BookingRequest) -> None:
    if lettings.waiting_decision(request.id) is not None:
        raise Refused("refusal_waits")


def _waiting(decision_id: str) -> BookingDecision:
    decision = lettings.decision_in_hand(decision_id)
    if not decision.waits:
        raise Refused("refusal_gone")
    return decision


def _decision(matter: Matter, content: dict[str, object], *, by: Actor, now: dt.datetime) -> BookingDecision:
    return BookingDecision(
        request_id=matter.request.id,
        kind=matter.kind,
        booking_ids=[one.id for one in matter.dates],
        content=content,
        needs_second=False,
        proposed_by=by.id,
        proposed_at=now,
    )


def _settle(decision: BookingDecision, matter: Matter, *, by: Actor, now: dt.datetime) -> str:
    """Signs it, or leaves it to the second person."""
    decision_id = lettings.keep(decision)
    keep_verdict(matter.seen, by=by, now=now)
    if decision.needs_second:
        room = matter.seen.room
        who = set(seconders.officers_who_may(Act.SECOND_BOOKING, room.board_id)) - {by.id}
        facts = {"premises": room.name}
        seconders.tell_officers(who, "letting_to_sign", _subject(decision), facts=facts, now=now)
        _note(RoomEntry.BOOKING_REFUSAL_PROPOSED, matter.request, decision, by, now)
    else:
        sign(decision, matter, by=by, now=now)
    return decision_id


def _subject(decision: BookingDecision) -> str:
    """What a reminder of it is about: the request and the decision."""
    return f"letting:{decision.request_id}.{decision.id}"


def _content(refusal: Refusal) -> dict[str, object]:
    return {
        "hindrance": refusal.hindrance,
        "measures": [asdict(one) for one in refusal.measures],
        "rights": sorted(refusal.rights),
        "offer": refusal.offer,
    }


def _require_sound_still(decision: BookingDecision, matter: Matter, now: dt.datetime) -> None:
    content, ground = decision.content, decision.ground
    if ground is None:
        return
    told = (measures_of(content), frozenset(FreedomRight(one) for one in content["rights"]))
    last = (str(content["offer"]), decision.contact_id)
    if decision.kind is LettingKind.CANCELLATION:
        new_fact_on = dt.date.fromisoformat(content["new_fact_on"])
        again = Cancellation(ground, str(content["hindrance"]), new_fact_on, *told, *last)
        require_sound(faults_of_cancellation(again, letting_facts(matter), now=now))
    else:
        refusal = Refusal(ground, str(content["hindrance"]), *told, *last)
        require_sound(faults_of(refusal, letting_facts(matter), now=now))


def _note(
    entry: RoomEntry, request: BookingRequest, decision: BookingDecision, by: Actor, now: dt.datetime
) -> None:
    ground = decision.ground.value if decision.ground else None
    about = {"decision": decision.id, "dates": len(decision.booking_ids), "letting_ground": ground}
    note(entry, by=by, now=now, subject=f"booking_request:{request.id}", case_id="", **about)
