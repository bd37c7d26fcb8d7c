"""Requests for rooms that were decided on, contracts that were terminated, and what was seen on site."""

import datetime as dt

from tests.makers import NOW
from tests.makers_contracts import a_breach, a_step, corrected
from tests.makers_premises import a_booking, a_booking_request, a_premises
from vetting.domain.authority import Actor
from vetting.domain.decision_letter import digest_of
from vetting.domain.letting_letter import LettingLetter, content_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_contracts import BreachKind, BreachStepKind, TerminationWay
from vetting.domain.terms_lettings import LettingGround, LettingKind
from vetting.records.db import db, transaction
from vetting.records.lettings import BookingDecision
from vetting.records.observations import Observation
from vetting.records.officers import Board
from vetting.services import breaches


def terminated(request_id: str, manager: Actor, head: Actor, *, now: dt.datetime = NOW) -> None:
    """The contract was used for something else than was told, was asked to be put right, and is terminated."""
    breach_id = a_breach(request_id, manager, BreachKind.WRONG_USE)
    later = corrected(breach_id, manager)
    ends = a_step(
        BreachStepKind.TERMINATION,
        on=later.date(),
        way=TerminationWay.AT_ONCE,
        ends_on=swedish_day(later),
    )
    step_id = breaches.take_step(breach_id, ends, by=manager, now=later)
    breaches.sign_step(step_id, by=head, now=later + dt.timedelta(hours=1))


def letting_rows(board: Board, officer_id: str) -> dict[str, str]:
    """A request in the board with a letter about it, its date, and what was seen; ids by parameter name."""
    booking = a_booking(a_booking_request(a_premises(board=board)))
    with transaction(is_piece=True):
        letter = content_of(
            LettingLetter(
                municipality="Almvik",
                board=board.name,
                kind=LettingKind.REFUSAL.value,
                premises="Almviks medborgarhus",
                party="Almviks samfällighet",
                dates=(("2026-11-20T18:00", "2026-11-20T21:00"),),
                decided_on="2026-11-20",
                decided_by="Chef",
                proposed_by="",
                ground=LettingGround.SLOT_TAKEN.value,
                hindrance="Salen är bokad av en annan förening.",
            )
        )
        decision = BookingDecision(
            request_id=booking.request_id,
            kind=LettingKind.REFUSAL,
            booking_ids=[booking.id],
            ground=LettingGround.SLOT_TAKEN,
            content={"hindrance": "Salen är bokad.", "measures": [], "rights": [], "offer": ""},
            needs_second=False,
            proposed_by=officer_id,
            proposed_at=NOW,
            decided_by=officer_id,
            decided_at=NOW,
            letter=letter,
            digest=digest_of(letter),
        )
        seen = Observation(
            premises_id=booking.premises_id,
            booking_id=booking.id,
            seen_at=NOW,
            heads=40,
            is_as_booked=True,
            text="Fyrtio personer i salen.",
            noted_by=officer_id,
            noted_at=NOW,
        )
        db.session.add_all([decision, seen])
        db.session.flush()
    return {
        "premises_id": booking.premises_id,
        "request_id": booking.request_id,
        "bokningar/decision_id": decision.id,
        "booking_id": booking.id,
        "observation_id": seen.id,
    }
