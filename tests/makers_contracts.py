"""Contracts for premises, breaches with steps, and stop marks; through the deeds where there is one."""

import datetime as dt
from typing import Any

from tests.makers import NOW, a_board, an_officer
from tests.makers_premises import a_booking, a_booking_request, a_premises
from vetting.domain.authority import Actor
from vetting.domain.bars import NewBar
from vetting.domain.breach_ladder import NewStep
from vetting.domain.clause_texts import SUGGESTED
from vetting.domain.contract_terms import Clause, NewTerms
from vetting.domain.terms import Role
from vetting.domain.terms_contracts import BreachKind, BreachStepKind, TermsAcceptance
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import BarReach
from vetting.records.applications import Case
from vetting.records.bars import Bar, keep_bar
from vetting.records.bookings import BookingRequest
from vetting.records.db import db, transaction
from vetting.records.officers import Board
from vetting.records.premises import Premises
from vetting.services import bars, breaches, contract_terms
from vetting.services.breaches import NewBreach
from vetting.services.contract_terms import Acceptance

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
WHY = "Samma sak hände igen efter den skriftliga uppmaningen, så en varning räcker inte."
REASON = "Stödet återkallades den 12 november 2026 för oriktiga uppgifter i redovisningen."
WEIGHTY = (*SUGGESTED[:2], Clause("sub-organiser", "Underarrangör", "Ingen annan utan samtycke.", True))


def a_manager(name: str = "lokal.nor") -> Actor:
    """A premises manager of the usual board."""
    return an_officer(Role.PREMISES_MANAGER, username=name)


def a_head(name: str = "chef.nor") -> Actor:
    """A unit head of the usual board: may sign, and set stop marks."""
    return an_officer(Role.UNIT_HEAD, username=name)


def a_contract(*, weeks: int = 4, premises: Premises | None = None, **columns: Any) -> BookingRequest:
    """An approved request with one evening a week, from the day of NOW."""
    request = a_booking_request(premises, **{"state": BookingState.APPROVED, **columns})
    for week in range(weeks):
        a_booking(request, starts_at=NOW + dt.timedelta(hours=8, weeks=week))
    return request


def the_terms(by: Actor, clauses: tuple[Clause, ...] = WEIGHTY, *, on: dt.date = TODAY) -> str:
    """The usual board's terms, in force from that day."""
    return contract_terms.adopt_terms(
        a_board().id, NewTerms(clauses, "Norrdals stadsdelsnämnd § 7", on, on), by=by, now=NOW
    )


def accepted(request_id: str, by: Actor, *, on: dt.date = TODAY, now: dt.datetime = NOW) -> str:
    """The tenant accepted what was in force that day."""
    return contract_terms.accept_terms(
        request_id, Acceptance("Föreningens kassör", on, TermsAcceptance.SIGNED), by=by, now=now
    )


def a_breach(request_id: str, by: Actor, kind: BreachKind = BreachKind.SUBLET, **more: Any) -> str:
    """A breach that was seen the day of NOW."""
    usual = {
        "facts": "En annan förening hade träning i salen. Nyckeln var utkvitterad av hyresgästen.",
        "source": "Kontroll på plats",
        "happened_on": TODAY,
        "known_on": TODAY,
    }
    return breaches.record_breach(request_id, NewBreach(kind, **{**usual, **more}), by=by, now=NOW)


def a_step(kind: BreachStepKind, *, on: dt.date = TODAY, **more: Any) -> NewStep:
    """A step that nothing stands in the way of by itself."""
    written = kind in (BreachStepKind.WARNING, BreachStepKind.CORRECTION)
    usual: dict[str, Any] = {"reply_by": on + 7 * DAY} if written else {}
    if kind is BreachStepKind.SUSPENSION:
        usual = {"ends_on": on + 90 * DAY, "review_on": on + 60 * DAY}
    return NewStep(
        kind, "Avtalet gäller bara er egen verksamhet.", **{"proportionality": WHY, **usual, **more}
    )


def corrected(breach_id: str, by: Actor) -> dt.datetime:
    """The written request was sent the day of NOW; the moment it can be followed up."""
    breaches.take_step(breach_id, a_step(BreachStepKind.CORRECTION), by=by, now=NOW)
    return NOW + 8 * DAY


def a_bar(association_id: str | None = None, **more: Any) -> Bar:
    """A stop mark of the usual board on both money and rooms, in every board, for a year."""
    proposer = more.pop("proposed_by", None) or an_officer(Role.CULTURE_SECRETARY, username="forslag.bar").id
    by = more.pop("by", None) or an_officer(Role.UNIT_HEAD, username="beslut.bar")
    now = more.pop("now", NOW)
    usual = {
        "board_id": a_board().id,
        "reach": BarReach.BOTH,
        "reason": REASON,
        "owner_id": proposer,
        "starts_on": now.date(),
        "ends_on": now.date() + 365 * DAY,
        "review_on": now.date() + 180 * DAY,
        "association_id": association_id,
    }
    with transaction():
        return keep_bar(NewBar(**{**usual, **more}), proposed_by=proposer, by=by, now=now)


def contract_rows(case_id: str, secretary: Actor, head: Actor) -> dict[str, str]:
    """A contract of the head's board with a breach and a letter, a stop mark and a proposal to lift it; ids by
    parameter name."""
    case = db.session.get_one(Case, case_id)
    hall = a_premises(board=db.session.get_one(Board, case.board_id))
    request = a_contract(weeks=1, premises=hall)
    breach_id = a_breach(request.id, head)
    bar = a_bar(
        case.association_id,
        board_id=case.board_id,
        board_ids=(case.board_id,),
        case_id=case_id,
        proposed_by=secretary.id,
        by=head,
    )
    return {
        "breach_id": breach_id,
        "step_id": breaches.take_step(breach_id, a_step(BreachStepKind.CORRECTION), by=head, now=NOW),
        "bar_id": bar.id,
        "move_id": bars.propose_lift(bar.id, REASON, by=head, now=NOW),
    }
