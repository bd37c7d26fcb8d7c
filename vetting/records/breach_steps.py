"""Taking a step on a broken contract: its letter and what it brings, within the deed that takes it."""

import datetime as dt

from sqlalchemy import func, select, update

from vetting.domain.authority import Actor
from vetting.domain.bars import NewBar
from vetting.domain.breach_ladder import NewStep
from vetting.domain.breach_letter import LetterBreach, LetterParties, content_of
from vetting.domain.contract_terms import clause_of, earliest_end
from vetting.domain.decision_letter import digest_of
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms_contracts import BreachStepKind, StepState
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import BarReach
from vetting.records import contract_terms, officers
from vetting.records.bars import keep_bar
from vetting.records.bookings import Booking
from vetting.records.breaches import Breach, BreachStep, Contract
from vetting.records.db import db
from vetting.records.journal import note

_LIVE = (BookingState.PENDING, BookingState.APPROVED)


def new_step_of(row: BreachStep) -> NewStep:
    """A step as the rules see it."""
    return NewStep(
        row.kind,
        row.telling,
        row.proportionality,
        row.reply_by_on,
        row.way,
        row.ends_on,
        row.review_on,
        row.lawyer_word,
    )


def span_of(request_id: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a contract; None of one without dates."""
    first, last = db.session.execute(
        select(func.min(Booking.starts_at), func.max(Booking.ends_at)).where(
            Booking.request_id == request_id, Booking.state.in_(_LIVE)
        )
    ).one()
    return None if first is None else (swedish_day(first), swedish_day(last))


def earliest_end_of(request_id: str, given_on: dt.date) -> dt.date:
    """The earliest day the contract can end when notice is given that day."""
    span = span_of(request_id)
    return given_on if span is None else earliest_end(span[0], span[1], given_on=given_on)


def take(
    row: BreachStep, contract: Contract, breach: Breach, municipality: str, *, by: Actor, now: dt.datetime
) -> None:
    """Takes the step with its letter; a suspension sets its stop mark, a termination ends the contract."""
    row.state, row.taken_at = StepState.TAKEN, now
    row.content = _letter(row, contract, breach, municipality, now)
    row.digest = digest_of(row.content)
    if row.kind is BreachStepKind.SUSPENSION:
        row.bar_id = _suspend(row, contract, by=by, now=now)
    note(
        RoomEntry.BREACH_STEP_MADE,
        by=by,
        now=now,
        subject=f"breach:{breach.id}",
        request=breach.request_id,
        step=row.kind.value,
        digest=row.digest,
    )
    if row.kind is BreachStepKind.TERMINATION:
        _terminate(row, contract, by=by, now=now)
    db.session.flush()


def _suspend(row: BreachStep, contract: Contract, *, by: Actor, now: dt.datetime) -> str:
    """The party of this very contract gets no new booking in the board's rooms for the stated time."""
    if row.ends_on is None or row.review_on is None:
        raise ValueError("a suspension without its days")  # the ladder asks for them
    made = keep_bar(
        NewBar(
            board_id=contract.premises.board_id,
            board_ids=(contract.premises.board_id,),
            reach=BarReach.ROOMS,
            reason=row.proportionality,
            owner_id=row.proposed_by,
            starts_on=swedish_day(now),
            ends_on=row.ends_on,
            review_on=row.review_on,
            request_id=contract.request.id,
        ),
        proposed_by=row.proposed_by,
        by=by,
        now=now,
    )
    return made.id


def _terminate(row: BreachStep, contract: Contract, *, by: Actor, now: dt.datetime) -> None:
    """The contract's dates after its last day are cancelled; those before stand."""
    if row.ends_on is None:
        raise ValueError("a termination without its day")  # the ladder asks for it
    after = first_moment(row.ends_on + dt.timedelta(days=1))
    done = db.session.execute(
        update(Booking)
        .where(
            Booking.request_id == contract.request.id,
            Booking.starts_at >= after,
            Booking.state.in_(_LIVE),
        )
        .values(state=BookingState.CANCELLED, changed_at=now)
    )
    contract.request.state = BookingState.CANCELLED
    contract.request.version += 1
    note(
        RoomEntry.CONTRACT_TERMINATED,
        by=by,
        now=now,
        subject=f"booking_request:{contract.request.id}",
        ends_on=row.ends_on.isoformat(),
        way=row.way.value if row.way else None,
        count=done.rowcount,  # type: ignore[attr-defined]
    )


def _letter(
    row: BreachStep, contract: Contract, breach: Breach, municipality: str, now: dt.datetime
) -> dict[str, object]:
    signed = [officers.officer(one).display_name for one in (row.proposed_by, row.second_by) if one]
    request = contract.request
    return content_of(
        LetterParties(
            municipality=municipality,
            board=officers.board(contract.premises.board_id).name,
            tenant=request.party_name,
            org_number=request.org_number or "",
            premises=contract.premises.name,
        ),
        LetterBreach(breach.kind, breach.happened_on, breach.facts, breach.source, _clause(breach)),
        new_step_of(row),
        signed_by=tuple(signed),
        on=swedish_day(now),
    )


def _clause(breach: Breach) -> tuple[str, str] | None:
    accepted = contract_terms.accepted_terms(breach.request_id) if breach.clause_key else None
    if accepted is None:
        return None
    clauses = contract_terms.clauses_of(contract_terms.edition(accepted.edition_id))
    found = clause_of(clauses, breach.clause_key)
    return None if found is None else (found.title, found.text)
