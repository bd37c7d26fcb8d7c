"""A decision about dates being made: what the records bear out, the letter, the states. Within a deed."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Actor
from vetting.domain.booking import require_to_come, state_of_request
from vetting.domain.decision_letter import digest_of
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.letting_letter import LettingLetter, PoliceSaid, content_of
from vetting.domain.lettings import CRITERION, LettingFacts, PoliceContact, TriedMeasure
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.domain.terms_contracts import BarLink
from vetting.domain.terms_lettings import LettingGround, LettingKind
from vetting.domain.terms_premises import BookingState, MilderMeasure
from vetting.records import effect_lists
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, settings
from vetting.records.decisions import Support
from vetting.records.journal import note
from vetting.records.lettings import BookingDecision, BookingVerdict, keep
from vetting.records.officers import Board, Officer
from vetting.records.tenancy_facts import Seen, seen_closely

_SAME_PARTY = {BarLink.ASSOCIATION.value, BarLink.NUMBER.value}
STATE_AFTER: Mapping[LettingKind, BookingState] = {
    LettingKind.APPROVAL: BookingState.APPROVED,
    LettingKind.REFUSAL: BookingState.REFUSED,
    LettingKind.CANCELLATION: BookingState.CANCELLED,
}
STATE_BEFORE: Mapping[LettingKind, BookingState] = {
    LettingKind.APPROVAL: BookingState.PENDING,
    LettingKind.REFUSAL: BookingState.PENDING,
    LettingKind.CANCELLATION: BookingState.APPROVED,
}
_ENTRY: Mapping[LettingKind, RoomEntry] = {
    LettingKind.APPROVAL: RoomEntry.BOOKING_APPROVED,
    LettingKind.REFUSAL: RoomEntry.BOOKING_REFUSED,
    LettingKind.CANCELLATION: RoomEntry.BOOKING_CANCELLED,
}


@dataclass(frozen=True)
class Matter:
    """What is decided: dates of one request, with everything known of it. `every`: all its dates."""

    kind: LettingKind
    seen: Seen
    dates: Sequence[Booking]
    every: Sequence[Booking]

    @property
    def request(self) -> BookingRequest:
        return self.seen.request


def matter_of(
    kind: LettingKind, request: BookingRequest, booking_ids: Collection[str], *, now: dt.datetime
) -> Matter:
    """The dates named, or without names every date that can be decided so.

    Raises Refused `booking_not_waiting`, `booking_not_confirmed`, or `booking_date_passed` where what is over
    is to be given or taken away; a refusal can still answer what waited too long.
    """
    seen = seen_closely(request, today=swedish_day(now))
    every = seen.dates
    possible = [one for one in every if one.state is STATE_BEFORE[kind]]
    chosen = [one for one in possible if not booking_ids or one.id in booking_ids]
    if not chosen or (booking_ids and len(chosen) < len(set(booking_ids))):
        is_no_more = kind is LettingKind.CANCELLATION
        raise Refused("booking_not_confirmed" if is_no_more else "booking_not_waiting")
    if kind is not LettingKind.REFUSAL:
        to_come = [one for one in chosen if one.ends_at > now]
        if booking_ids or not to_come:
            require_to_come((one.ends_at for one in chosen), now=now)
        chosen = to_come
    return Matter(kind, seen, chosen, every)


def letting_facts(matter: Matter) -> LettingFacts:
    """What the records bear out, what was asked, what the police said and when."""
    seen = matter.seen
    confirmed = max(swedish_day(one.changed_at) for one in matter.dates)
    return LettingFacts(
        borne_out=_borne_out(matter),
        asked=frozenset(one.question for one in seen.questions),
        contacts=[PoliceContact(one.id, one.contacted_at, one.word) for one in seen.contacts],
        is_state_aided=seen.room.is_state_aided,
        confirmed_on=confirmed if matter.kind is LettingKind.CANCELLATION else None,
    )


def _borne_out(matter: Matter) -> frozenset[LettingGround]:
    facts, found = matter.seen.facts, set()
    if len(taken_of(matter.dates)) == len(matter.dates):
        found.add(LettingGround.SLOT_TAKEN)
    if facts.capacity is not None and facts.expected is not None and facts.expected > facts.capacity:
        found.add(LettingGround.OVER_CAPACITY)
    if facts.earlier_breaches or any(one.shared in _SAME_PARTY for one in facts.ended_contracts):
        found.add(LettingGround.BREACH)
    if facts.stop_marks or _is_revoked(matter.request.association_id):
        found.add(LettingGround.BARRED)
    return frozenset(found)


def _is_revoked(association_id: str | None) -> bool:
    """Whether support of the association was revoked."""
    if association_id is None:
        return False
    revoked = exists().where(Support.association_id == association_id, Support.end_cause == "revoked")
    return bool(db.session.scalar(select(revoked)))


def taken_of(dates: Collection[Booking]) -> frozenset[str]:
    """Those of the dates on which another's confirmed date has the room."""
    other = aliased(Booking)
    overlaps = and_(
        other.premises_id == Booking.premises_id,
        other.request_id != Booking.request_id,
        other.state == BookingState.APPROVED,
        other.starts_at < Booking.ends_at,
        other.ends_at > Booking.starts_at,
    )
    ids = [one.id for one in dates]
    return frozenset(db.session.scalars(select(Booking.id).join(other, overlaps).where(Booking.id.in_(ids))))


def keep_verdict(seen: Seen, *, by: Actor, now: dt.datetime) -> None:
    """Keeps what the facts asked for as it stood when somebody acted."""
    points: list[dict[str, object]] = [
        {
            "kind": one.kind.value,
            "criterion": one.criterion,
            "weight": one.weight.value,
            "facts": dict(one.facts),
        }
        for one in seen.tenancy.points
    ]
    verdict = seen.tenancy.verdict
    request_id = seen.request.id
    keep(BookingVerdict(request_id=request_id, verdict=verdict, points=points, made_by=by.id, made_at=now))


def sign(decision: BookingDecision, matter: Matter, *, by: Actor, now: dt.datetime) -> None:
    """Makes the decision: its letter, the states of the dates and of the request, the journal."""
    decision.decided_by, decision.decided_at = by.id, now
    letter = content_of(_letter(decision, matter, by, now))
    decision.letter, decision.digest = letter, digest_of(letter)
    for one in matter.dates:
        one.state, one.changed_at = STATE_AFTER[matter.kind], now
    matter.request.state = state_of_request([one.state for one in matter.every])
    matter.request.version += 1
    db.session.flush()
    note(
        _ENTRY[matter.kind],
        by=by,
        now=now,
        subject=f"booking_request:{matter.request.id}",
        decision=decision.id,
        dates=len(matter.dates),
        letting_ground=decision.ground.value if decision.ground else None,
        digest=decision.digest,
    )
    if matter.kind is LettingKind.APPROVAL and matter.request.association_id:
        effect_lists.join_new(matter.request.association_id, by=by, now=now)


def _letter(decision: BookingDecision, matter: Matter, by: Actor, now: dt.datetime) -> LettingLetter:
    room, content = matter.seen.room, decision.content
    proposer = db.session.get_one(Officer, decision.proposed_by).display_name
    ground = decision.ground
    return LettingLetter(
        municipality=settings().municipality,
        board=db.session.get_one(Board, room.board_id).name,
        kind=matter.kind.value,
        premises=room.name,
        party=matter.request.party_name,
        dates=tuple((_local(one.starts_at), _local(one.ends_at)) for one in matter.dates),
        decided_on=swedish_day(now).isoformat(),
        decided_by=by.name,
        proposed_by="" if decision.proposed_by == by.id else proposer,
        ground=ground.value if ground else "",
        criterion=CRITERION[ground] if ground else "",
        hindrance=str(content.get("hindrance", "")),
        measures=tuple((one.measure.value, one.outcome) for one in measures_of(content)),
        police=_police(decision, matter),
        offer=str(content.get("offer", "")),
        new_fact_on=str(content.get("new_fact_on", "")),
    )


def measures_of(content: Mapping[str, Any]) -> tuple[TriedMeasure, ...]:
    """The milder measures as kept."""
    kept = content.get("measures", ())
    return tuple(TriedMeasure(MilderMeasure(one["measure"]), one["outcome"]) for one in kept)


def _police(decision: BookingDecision, matter: Matter) -> PoliceSaid | None:
    for one in matter.seen.contacts:
        if one.id == decision.contact_id:
            return PoliceSaid(swedish_day(one.contacted_at).isoformat(), one.unit, one.police_number)
    return None


def _local(at: dt.datetime) -> str:
    return at.astimezone(SWEDEN).strftime("%Y-%m-%dT%H:%M")
