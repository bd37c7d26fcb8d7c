"""Confirmed dates cancelled by the municipality, within a deed: on a new fact, a milder measure tried."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from vetting.domain.authority import Actor
from vetting.domain.lettings import (
    Cancellation,
    faults_of_cancellation,
    needs_second,
    require_sound,
    tidied_cancellation,
)
from vetting.domain.separation import require_two_persons
from vetting.domain.terms_lettings import LettingKind
from vetting.records.bookings import BookingRequest
from vetting.records.letting_decisions import letting_facts, matter_of, sign
from vetting.records.lettings import BookingDecision, keep


def cancel_dates(
    request: BookingRequest,
    booking_ids: Sequence[str],
    cancellation: Cancellation,
    *,
    proposed_by: str,
    by: Actor,
    now: dt.datetime,
) -> str:
    """Cancels confirmed dates of one request, which the deed has in hand; gives the id of the decision.

    `proposed_by`: the officer who proposed it; `by` signs. Raises Refused `booking_not_confirmed`,
    `new_fact_missing`, `new_fact_before_approval`, `measure_missing`, `decider_is_proposer` where the ground
    asks for two persons, and by the code of a wording or of what the police said.
    """
    kept = tidied_cancellation(cancellation)
    matter = matter_of(LettingKind.CANCELLATION, request, booking_ids, now=now)
    facts = letting_facts(matter)
    require_sound(faults_of_cancellation(kept, facts, now=now))
    is_of_two = needs_second(kept.ground, is_state_aided=facts.is_state_aided)
    if is_of_two:
        require_two_persons(proposed_by, by)
    decision = BookingDecision(
        request_id=request.id,
        kind=LettingKind.CANCELLATION,
        booking_ids=[one.id for one in matter.dates],
        ground=kept.ground,
        content=content_of_cancellation(kept),
        contact_id=kept.contact_id,
        needs_second=is_of_two,
        proposed_by=proposed_by,
        proposed_at=now,
    )
    keep(decision)
    sign(decision, matter, by=by, now=now)
    return decision.id


def content_of_cancellation(cancellation: Cancellation) -> dict[str, object]:
    """The cancellation as kept: JSON values."""
    return {
        "hindrance": cancellation.new_fact,
        "new_fact_on": cancellation.new_fact_on.isoformat(),
        "measures": [asdict(one) for one in cancellation.measures],
        "rights": sorted(cancellation.rights),
        "offer": cancellation.offer,
    }
