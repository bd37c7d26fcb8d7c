"""Claims for repayment: the list with what is collected and due, one claim with its ledger."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from vetting.domain import repayment
from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.late_interest import Interest, interest_until
from vetting.domain.repayment import Balance, PlanPart
from vetting.domain.terms_revocations import ClaimEventKind, ClaimState, ReliefKind
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.claim_papers import periods_of
from vetting.records.claims import (
    ClaimEvent,
    ClaimPeriod,
    ClaimRelief,
    RepaymentClaim,
    events_of,
    lines_of,
    open_relief,
)
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.officers import Board, Officer
from vetting.records.reference_rates import ReferenceRate, recorded_rates

MOST = 500
LIMIT_NEAR = dt.timedelta(days=60)  # before limitation, when a claim calls for somebody
SHOWS = ("open", "calls", "settled", "all")


@dataclass(frozen=True)
class ClaimLine:
    """One claim of a list. `awaited_on`: when money is next awaited; `is_late`: it was and has not come."""

    id: str
    case_number: str
    association: str
    board: str
    decided_on: dt.date
    balance: Balance
    state: ClaimState
    awaited_on: dt.date | None
    limitation_on: dt.date
    is_late: bool
    is_near_limit: bool


@dataclass(frozen=True)
class ClaimList:
    """The claims meant, newest decision first, and their sum."""

    lines: tuple[ClaimLine, ...]
    sum: Balance
    boards: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LedgerEntry:
    """One line of the ledger with what stands beside it and what was due after it."""

    id: str
    kind: ClaimEventKind
    on: dt.date
    amount: int
    due: int
    until_on: dt.date | None
    plan: tuple[PlanPart, ...]
    voucher: str
    reason: str
    notice_id: str | None
    proposed_by: str | None
    by: str
    at: dt.datetime
    is_undone: bool


@dataclass(frozen=True)
class ReliefLine:
    """A proposal to let go that waits. `is_mine`: made by the reader, who then cannot confirm it."""

    id: str
    kind: ReliefKind
    amount: int
    reason: str
    by: str
    at: dt.datetime
    is_mine: bool


@dataclass(frozen=True)
class ClaimPage:
    """A claim whole. `interest` is None before it runs."""

    line: ClaimLine
    board_id: str
    case_id: str
    periods: tuple[ClaimPeriod, ...]
    ledger: tuple[LedgerEntry, ...]
    interest: Interest | None
    awaited: tuple[dt.date, int] | None
    relief: ReliefLine | None


def claims_list(*, show: str = "open", board_id: str = "", actor: Actor, today: dt.date) -> ClaimList:
    """The claims within reach. `show`: one of SHOWS; "calls" are those that call for somebody."""
    require(actor, Act.SEE_LEDGER)
    query = _claims(actor)
    if board_id:
        query = query.where(RepaymentClaim.board_id == board_id)
    meant = {"open": RepaymentClaim.due > 0, "settled": RepaymentClaim.due == 0, "calls": calling(today)}
    if show in meant:
        query = query.where(meant[show])
    rows = db.session.execute(
        query.order_by(RepaymentClaim.opened_at.desc(), RepaymentClaim.id).limit(MOST)
    ).all()
    ledgers = events_of([row[0].id for row in rows])
    lines = tuple(_line(row, ledgers[row[0].id], today) for row in rows)
    return ClaimList(lines, _sum(lines), _boards(actor))


def calling(today: dt.date) -> ColumnElement[bool]:
    """Claims that call for somebody: not demanded, money late, or limitation near."""
    return (RepaymentClaim.due > 0) & or_(
        RepaymentClaim.awaited_on.is_(None),
        RepaymentClaim.awaited_on < today,
        RepaymentClaim.limitation_on <= today + LIMIT_NEAR,
    )


def claim_page(claim_id: str, *, actor: Actor, today: dt.date) -> ClaimPage:
    """One claim. Raises NotFound."""
    require(actor, Act.SEE_LEDGER)
    row = db.session.execute(_claims(actor).where(RepaymentClaim.id == claim_id)).one_or_none()
    if row is None:
        raise NotFound("claim_not_found")
    claim: RepaymentClaim = row[0]
    events = events_of([claim.id])[claim.id]
    lines, relief = lines_of(events), open_relief(claim.id)
    ids = {event.noted_by for event in events} | {event.proposed_by or "" for event in events}
    names = officer_names(ids | ({relief.proposed_by} if relief else set()))
    rates = {day: rate.hundredths for day, rate in recorded_rates().items()}
    return ClaimPage(
        line=_line(row, events, today),
        board_id=claim.board_id,
        case_id=claim.case_id,
        periods=tuple(periods_of(claim.id)),
        ledger=_ledger(events, names),
        interest=interest_until(lines, rates, today),
        awaited=repayment.next_due(lines, today),
        relief=None if relief is None else _relief(relief, names, actor),
    )


def claim_of_relief(relief_id: str, *, actor: Actor) -> str:
    """The claim that a proposal to let go belongs to. Raises NotFound."""
    require(actor, Act.SEE_LEDGER)
    found = db.session.scalar(
        select(RepaymentClaim.id)
        .join(ClaimRelief, ClaimRelief.claim_id == RepaymentClaim.id)
        .where(ClaimRelief.id == relief_id, within(actor))
    )
    if found is None:
        raise NotFound("relief_not_found")
    return found


def rates_recorded() -> tuple[ReferenceRate, ...]:
    """The reference rate that holds for each half-year, the newest first."""
    return tuple(recorded_rates().values())


def within(actor: Actor) -> ColumnElement[bool]:
    """The claims that exist for the actor."""
    boards = boards_for(actor, Act.SEE_LEDGER)
    if boards is None:
        return RepaymentClaim.id.is_not(None)
    return RepaymentClaim.board_id.in_(sorted(boards))


def _claims(actor: Actor) -> Any:
    return (
        select(RepaymentClaim, Case.case_number, Association.name, Board.name, Decision.decided_on)
        .join(Case, Case.id == RepaymentClaim.case_id)
        .join(Association, Association.id == RepaymentClaim.association_id)
        .join(Board, Board.id == RepaymentClaim.board_id)
        .join(Decision, Decision.id == RepaymentClaim.decision_id)
        .where(within(actor))
    )


def _line(row: Any, events: Sequence[ClaimEvent], today: dt.date) -> ClaimLine:
    claim, number, association, board, decided_on = row
    lines = lines_of(events)
    is_open = claim.due > 0
    return ClaimLine(
        id=claim.id,
        case_number=number,
        association=association,
        board=board,
        decided_on=decided_on,
        balance=repayment.balance(lines),
        state=repayment.state_of(lines, today),
        awaited_on=claim.awaited_on,
        limitation_on=claim.limitation_on,
        is_late=repayment.is_late(lines, today),
        is_near_limit=is_open and claim.limitation_on <= today + LIMIT_NEAR,
    )


def _sum(lines: Sequence[ClaimLine]) -> Balance:
    return Balance(
        claimed=sum(line.balance.claimed for line in lines),
        collected=sum(line.balance.collected for line in lines),
        waived=sum(line.balance.waived for line in lines),
        written_off=sum(line.balance.written_off for line in lines),
    )


def _boards(actor: Actor) -> tuple[tuple[str, str], ...]:
    boards = boards_for(actor, Act.SEE_LEDGER)
    query = select(Board.id, Board.name).order_by(Board.name)
    if boards is not None:
        query = query.where(Board.id.in_(sorted(boards)))
    return tuple((board_id, name) for board_id, name in db.session.execute(query))


def _ledger(events: Sequence[ClaimEvent], names: dict[str, str]) -> tuple[LedgerEntry, ...]:
    lines = lines_of(events)
    undone = {event.undoes_id for event in events}
    return tuple(
        LedgerEntry(
            id=event.id,
            kind=event.kind,
            on=event.happened_on,
            amount=event.amount,
            due=repayment.balance(lines[: at + 1]).due,
            until_on=event.until_on,
            plan=lines[at].plan,
            voucher=event.voucher,
            reason=event.reason,
            notice_id=event.notice_id,
            proposed_by=names.get(event.proposed_by or ""),
            by=names.get(event.noted_by, event.noted_by),
            at=event.noted_at,
            is_undone=event.id in undone,
        )
        for at, event in enumerate(events)
    )


def _relief(relief: ClaimRelief, names: dict[str, str], actor: Actor) -> ReliefLine:
    return ReliefLine(
        id=relief.id,
        kind=relief.kind,
        amount=relief.amount,
        reason=relief.reason,
        by=names.get(relief.proposed_by, relief.proposed_by),
        at=relief.proposed_at,
        is_mine=actor.is_person(relief.proposed_by),
    )


def officer_names(ids: set[str]) -> dict[str, str]:
    """Display names by officer id."""
    rows = db.session.execute(select(Officer.id, Officer.display_name).where(Officer.id.in_(ids - {""})))
    return {officer_id: name for officer_id, name in rows}
