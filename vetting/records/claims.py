"""Claims for repayment: each with its periods and its ledger, of which no line is ever changed."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain import repayment
from vetting.domain.authority import Actor
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound
from vetting.domain.repayment import LedgerLine, PlanPart
from vetting.domain.revocation import Period
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_revocations import ClaimEventKind, ReliefKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id, one_only
from vetting.records.journal import note


class RepaymentClaim(Base):
    """What a board claims back by one decision.

    `due`, `awaited_on` and `limitation_on` follow from the ledger and are written with each of its lines, so
    that what calls for somebody is found in one question.
    """

    __tablename__ = "repayment_claims"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("due BETWEEN 0 AND amount", name="due_within"),
        Index("ix_repayment_claims_board_due", "board_id", "due"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    amount: Mapped[int]  # whole kronor
    arose_on: Mapped[
        dt.date
    ]  # from which limitation is counted: the first day it covers, the careful reading
    due: Mapped[int]
    awaited_on: Mapped[dt.date | None]
    limitation_on: Mapped[dt.date]
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ClaimPeriod(Base):
    """Days of which money is claimed back, with the evidence that stands for those very days."""

    __tablename__ = "claim_periods"
    __table_args__ = (UniqueConstraint("claim_id", "position"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    claim_id: Mapped[str] = mapped_column(ForeignKey("repayment_claims.id"))
    position: Mapped[int]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    amount: Mapped[int]
    evidence_ids: Mapped[list[str]] = mapped_column(JSON)


class ClaimEvent(Base):
    """One line of a claim's ledger, as domain/repayment.py reads it.

    What lets go of money names two persons: `proposed_by` and, as the one who notes it, `noted_by`.
    """

    __tablename__ = "claim_events"
    __table_args__ = (
        UniqueConstraint("claim_id", "position"),
        CheckConstraint(
            "(kind IN ('waived', 'written_off')) = (proposed_by IS NOT NULL)", name="relief_proposed"
        ),
        CheckConstraint("proposed_by <> noted_by", name="two_persons"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    claim_id: Mapped[str] = mapped_column(ForeignKey("repayment_claims.id"))
    position: Mapped[int]
    kind: Mapped[ClaimEventKind] = mapped_column(Word(ClaimEventKind))
    happened_on: Mapped[dt.date]
    amount: Mapped[int] = mapped_column(default=0)
    until_on: Mapped[dt.date | None]
    tells_interest: Mapped[bool] = mapped_column(default=False)
    plan: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # due_on, amount
    undoes_id: Mapped[str | None] = mapped_column(ForeignKey("claim_events.id"))
    voucher: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    notice_id: Mapped[str | None] = mapped_column(ForeignKey("notices.id"))
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    noted_by: Mapped[str] = mapped_column(String(40))
    noted_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ClaimRelief(Base):
    """A proposal to waive or write off; another person says yes or no, and a yes becomes a line."""

    __tablename__ = "claim_reliefs"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(settled_at IS NULL) = (is_confirmed IS NULL)", name="settled_whole"),
        CheckConstraint("NOT is_confirmed OR settled_by <> proposed_by", name="two_persons"),
        Index("ix_claim_reliefs_claim_id", "claim_id"),
        one_only("uq_claim_reliefs_open", "claim_id", "settled_at IS NULL"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    claim_id: Mapped[str] = mapped_column(ForeignKey("repayment_claims.id"))
    kind: Mapped[ReliefKind] = mapped_column(Word(ReliefKind))
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    is_confirmed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def open_claim(
    case_id: str,
    decision_id: str,
    association_id: str,
    board_id: str,
    *,
    periods: tuple[Period, ...],
    by: Actor,
    now: dt.datetime,
) -> str | None:
    """Opens the claim of a decision inside the deed that makes it, and gives its id.

    Only periods with evidence of their own are claimed; None when there are none. The claim waits for a
    demand: a decision to reclaim is no enforcement title (NJA 1984 s. 648).
    """
    claimed = sorted(repayment.evidenced(periods), key=lambda period: period.starts_on)
    if not claimed:
        return None
    amount, today = sum(period.amount for period in claimed), swedish_day(now)
    arose_on = min(claimed[0].starts_on, today)
    claim = RepaymentClaim(
        case_id=case_id,
        decision_id=decision_id,
        association_id=association_id,
        board_id=board_id,
        amount=amount,
        arose_on=arose_on,
        due=amount,
        awaited_on=None,
        limitation_on=repayment.limitation_on((), arose_on),
        opened_by=by.id,
        opened_at=now,
    )
    db.session.add(claim)
    db.session.flush()
    _keep_periods(claim.id, claimed)
    add_event(claim, ClaimEvent(kind=ClaimEventKind.OPENED, happened_on=today, amount=amount), by=by, now=now)
    about, count = f"claim:{claim.id}", len(claimed)
    note(RoomEntry.CLAIM_OPENED, by=by, now=now, subject=about, case_id=case_id, amount=amount, periods=count)
    return claim.id


def _keep_periods(claim_id: str, claimed: Sequence[Period]) -> None:
    for position, period in enumerate(claimed):
        days = {"starts_on": period.starts_on, "ends_on": period.ends_on}
        evidence_ids = list(period.evidence_ids)
        row = ClaimPeriod(claim_id=claim_id, position=position, amount=period.amount, **days)
        row.evidence_ids = evidence_ids
        db.session.add(row)


def claim_of(claim_id: str) -> RepaymentClaim:
    """The claim, unlocked. Raises NotFound."""
    found = db.session.get(RepaymentClaim, claim_id)
    if found is None:
        raise NotFound("claim_not_found")
    return found


def claim_in_hand(claim_id: str) -> RepaymentClaim:
    """The claim, locked until the deed is done. Raises NotFound."""
    found = db.session.get(RepaymentClaim, claim_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("claim_not_found")
    return found


def relief_in_hand(relief_id: str) -> tuple[ClaimRelief, RepaymentClaim]:
    """A proposal to let go of money with its claim, both locked. Raises NotFound."""
    found = db.session.get(ClaimRelief, relief_id)
    if found is None:
        raise NotFound("relief_not_found")
    claim = claim_in_hand(found.claim_id)
    db.session.refresh(found, with_for_update=True)
    return found, claim


def add_relief(relief: ClaimRelief) -> str:
    """Keeps a proposal and gives its id."""
    db.session.add(relief)
    db.session.flush()
    return relief.id


def open_relief(claim_id: str) -> ClaimRelief | None:
    """The proposal that waits for another person."""
    return db.session.scalar(
        select(ClaimRelief).where(ClaimRelief.claim_id == claim_id, ClaimRelief.settled_at.is_(None))
    )


def events_of(claim_ids: Collection[str]) -> Mapping[str, Sequence[ClaimEvent]]:
    """The ledger of each claim, in the order noted."""
    found: dict[str, list[ClaimEvent]] = {claim_id: [] for claim_id in claim_ids}
    rows = db.session.scalars(
        select(ClaimEvent).where(ClaimEvent.claim_id.in_(claim_ids)).order_by(ClaimEvent.position)
    )
    for row in rows:
        found[row.claim_id].append(row)
    return found


def lines_of(events: Iterable[ClaimEvent]) -> list[LedgerLine]:
    """The lines as the rules read them."""
    return [line_of(event) for event in events]


def add_event(claim: RepaymentClaim, event: ClaimEvent, *, by: Actor, now: dt.datetime) -> ClaimEvent:
    """Writes the next line of a claim that is held, and what follows from it."""
    before = events_of([claim.id])[claim.id]
    event.claim_id, event.position = claim.id, len(before)
    event.noted_by, event.noted_at = by.id, now
    db.session.add(event)
    db.session.flush()
    lines, today = lines_of([*before, event]), swedish_day(now)
    claim.due = repayment.balance(lines).due
    awaited = repayment.next_due(lines, today)
    claim.awaited_on = None if awaited is None else awaited[0]
    claim.limitation_on = repayment.limitation_on(lines, claim.arose_on)
    return event


def line_of(event: ClaimEvent) -> LedgerLine:
    """A line as the rules read it, before or after it is written."""
    return LedgerLine(
        kind=event.kind,
        on=event.happened_on,
        amount=event.amount,
        key=event.id or "",
        until_on=event.until_on,
        tells_interest=bool(event.tells_interest),
        undoes=event.undoes_id or "",
        plan=tuple(
            PlanPart(dt.date.fromisoformat(part["due_on"]), part["amount"]) for part in event.plan or ()
        ),
    )
