"""Broken contracts: what happened, when it was known, and the steps that answered it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.breach_ladder import BreachFacts, TakenStep
from vetting.domain.contract_terms import clause_of
from vetting.domain.errors import NotFound
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_contracts import (
    BreachEnd,
    BreachKind,
    BreachStepKind,
    StepState,
    TerminationWay,
)
from vetting.records.bookings import BookingRequest
from vetting.records.columns import UtcTime, Word
from vetting.records.contract_terms import accepted_terms, clauses_of, edition
from vetting.records.db import Base, db, new_id
from vetting.records.premises import Premises


class Breach(Base):
    """A contract that was broken, as a dated fact. `known_on` starts the landlord's months (JB 12:43)."""

    __tablename__ = "breaches"
    __table_args__ = (
        CheckConstraint("known_on >= happened_on", name="known_after"),
        CheckConstraint("(ended_at IS NULL) = (ended IS NULL)", name="end_whole"),
        Index("ix_breaches_request_id", "request_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    kind: Mapped[BreachKind] = mapped_column(Word(BreachKind))
    clause_key: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[str] = mapped_column(Text)  # what happened
    source: Mapped[str] = mapped_column(String(200))  # how it is known
    is_minor: Mapped[bool] = mapped_column(default=False)
    happened_on: Mapped[dt.date]
    known_on: Mapped[dt.date]
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended: Mapped[BreachEnd | None] = mapped_column(Word(BreachEnd))
    end_word: Mapped[str] = mapped_column(Text, default="")
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class BreachStep(Base):
    """One step of the ladder; `content` is the letter's data, `digest` its SHA-256, once it is taken."""

    __tablename__ = "breach_steps"
    __table_args__ = (
        UniqueConstraint("breach_id", "position"),
        CheckConstraint("second_by IS NULL OR second_by <> proposed_by", name="two_persons"),
        CheckConstraint(
            "state <> 'taken' OR kind NOT IN ('suspension', 'termination') OR second_by IS NOT NULL",
            name="heavy_by_two",
        ),
        CheckConstraint("(state = 'taken') = (taken_at IS NOT NULL)", name="taken_whole"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    breach_id: Mapped[str] = mapped_column(ForeignKey("breaches.id"))
    position: Mapped[int]
    kind: Mapped[BreachStepKind] = mapped_column(Word(BreachStepKind))
    state: Mapped[StepState] = mapped_column(Word(StepState))
    telling: Mapped[str] = mapped_column(Text)
    proportionality: Mapped[str] = mapped_column(Text, default="")
    reply_by_on: Mapped[dt.date | None]
    way: Mapped[TerminationWay | None] = mapped_column(Word(TerminationWay))
    ends_on: Mapped[dt.date | None]  # last day of the suspension, or of the contract
    review_on: Mapped[dt.date | None]
    lawyer_word: Mapped[str] = mapped_column(Text, default="")
    proposed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    second_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    taken_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[str | None] = mapped_column(String(64))
    bar_id: Mapped[str | None] = mapped_column(ForeignKey("bars.id"), index=True)


@dataclass(frozen=True)
class Contract:
    """A request with the premises it is for, whose board owns it."""

    request: BookingRequest
    premises: Premises


def contract_of(request_id: str, *, to_change: bool = False) -> Contract:
    """The request and its premises, the request locked when it is to be changed. Raises NotFound."""
    request = db.session.get(
        BookingRequest, request_id, with_for_update=to_change or None, populate_existing=to_change
    )
    if request is None:
        raise NotFound("not_found")
    return Contract(request, db.session.get_one(Premises, request.premises_id))


def breach(breach_id: str, *, to_change: bool = False) -> Breach:
    """The breach, locked when it is to be changed. Raises NotFound."""
    found = db.session.get(Breach, breach_id, with_for_update=to_change or None, populate_existing=to_change)
    if found is None:
        raise NotFound("not_found")
    return found


def step(step_id: str) -> BreachStep:
    """The step of that id. Raises NotFound."""
    found = db.session.get(BreachStep, step_id)
    if found is None:
        raise NotFound("not_found")
    return found


def breach_of_step(step_id: str) -> str:
    """The id of a step's breach; the step itself is read once that is locked. Raises NotFound."""
    found = db.session.scalar(select(BreachStep.breach_id).where(BreachStep.id == step_id))
    if found is None:
        raise NotFound("not_found")
    return found


def breaches_of(request_id: str) -> Sequence[Breach]:
    """The breaches of a contract, the latest first."""
    query = select(Breach).where(Breach.request_id == request_id)
    return db.session.scalars(query.order_by(Breach.happened_on.desc(), Breach.id)).all()


def steps_of(breach_ids: Sequence[str]) -> Sequence[BreachStep]:
    """The steps of breaches, in their order."""
    query = select(BreachStep).where(BreachStep.breach_id.in_(breach_ids))
    return db.session.scalars(query.order_by(BreachStep.breach_id, BreachStep.position)).all()


def facts_of(row: Breach) -> BreachFacts:
    """A breach as the rules see it; a clause weighs what the terms that were accepted say."""
    return BreachFacts(
        row.kind,
        row.known_on,
        is_weighty=row.kind is BreachKind.CLAUSE and _is_weighty(row),
        is_minor=row.is_minor,
        is_settled=row.ended is not None,
    )


def _is_weighty(row: Breach) -> bool:
    accepted = accepted_terms(row.request_id)
    if accepted is None:
        return False
    clause = clause_of(clauses_of(edition(accepted.edition_id)), row.clause_key)
    return clause is not None and clause.is_weighty


def taken_steps(rows: Sequence[BreachStep]) -> tuple[TakenStep, ...]:
    """The steps that were taken, as the rules see them."""
    return tuple(
        TakenStep(row.kind, swedish_day(row.taken_at), row.reply_by_on)
        for row in rows
        if row.state is StepState.TAKEN and row.taken_at is not None
    )


def add_breach(row: Breach) -> Breach:
    """Adds the breach with its id."""
    db.session.add(row)
    db.session.flush()
    return row


def add_step(row: BreachStep) -> BreachStep:
    """Adds the step with its id."""
    db.session.add(row)
    db.session.flush()
    return row
