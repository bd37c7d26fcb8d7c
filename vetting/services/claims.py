"""The ledger of a claim for repayment: what the board and the association do about it, line by line."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain import repayment
from vetting.domain.authority import Act, Actor, require
from vetting.domain.deadlines import chosen_day
from vetting.domain.demand_letter import DemandLetter, content_of
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused, require_all
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.late_interest import starts_on
from vetting.domain.repayment import PlanPart
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_revocations import ClaimEventKind as K
from vetting.gateways.calendar import swedish_holidays
from vetting.records import cases, claim_papers, claims, decision_papers, decisions, notices
from vetting.records.applications import Case
from vetting.records.claims import ClaimEvent, RepaymentClaim
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind

LONGEST = 2000


@dataclass(frozen=True)
class Demand:
    """What a demand says beside the amount: the last day to pay (None: the usual one), whether interest will
    run, and where to pay with which reference."""

    due_on: dt.date | None
    tells_interest: bool
    pay_to: str


def demand(claim_id: str, demanded: Demand, *, by: Actor, now: dt.datetime) -> str:
    """Demands all that is due and gives the letter's id; it breaks the limitation anew.

    Raises NotFound, NotAllowed, and Refused `claim_settled`, `due_too_soon`, `due_too_late`,
    `conflict_of_interest` or as require_written.
    """
    with transaction():
        claim, today = _in_hand(claim_id, by), swedish_day(now)
        holidays = swedish_holidays(today.year, today.year + 1)
        until_on = chosen_day(DeadlineKind.CLAIM_PAYMENT, demanded.due_on, event_on=today, holidays=holidays)
        event = ClaimEvent(
            kind=K.DEMANDED,
            happened_on=today,
            amount=claim.due,
            until_on=until_on,
            tells_interest=demanded.tells_interest,
        )
        _require_fits(claim, event, today)
        letter = _write_demand(claim, demanded, until_on, by=by, now=now)
        event.notice_id = letter.id
        _add(claim, event, RoomEntry.CLAIM_DEMANDED, by=by, now=now)
        return letter.id


def note_repayment(
    claim_id: str, amount: int, on: dt.date, *, voucher: str = "", by: Actor, now: dt.datetime
) -> str:
    """Notes kronor that came in, and gives the line's id. `voucher`: of the finance system.

    Raises NotFound, NotAllowed, and Refused `claim_voucher_noted`, `conflict_of_interest`, or as
    repayment.require_fits and require_writable.
    """
    with transaction():
        claim = _in_hand(claim_id, by)
        event = ClaimEvent(kind=K.PAID, happened_on=on, amount=amount)
        require_all(
            lambda: _require_fits(claim, event, swedish_day(now)),
            lambda: _require_new_voucher(claim, require_writable(voucher, field="voucher", longest=60)),
        )
        event.voucher = require_writable(voucher, field="voucher", longest=60)
        return _add(claim, event, RoomEntry.CLAIM_PAYMENT_NOTED, by=by, now=now)


def undo_repayment(claim_id: str, event_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes back a payment noted by mistake; both lines stay. Raises as note_repayment, and
    Refused `text_missing`."""
    with transaction():
        claim, today = _in_hand(claim_id, by), swedish_day(now)
        ledger = claims.events_of([claim.id])[claim.id]
        paid = next((line.amount for line in ledger if line.id == event_id), 0)
        event = ClaimEvent(
            kind=K.PAYMENT_UNDONE,
            happened_on=today,
            amount=paid,
            undoes_id=event_id,
            reason=_reason(reason),
        )
        _require_fits(claim, event, today)
        _add(claim, event, RoomEntry.CLAIM_PAYMENT_UNDONE, by=by, now=now)


def note_acknowledgement(claim_id: str, on: dt.date, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Notes that the association acknowledged the claim, and where that is seen; the ten years begin anew.
    Raises as undo_repayment."""
    with transaction():
        claim = _in_hand(claim_id, by)
        event = ClaimEvent(kind=K.ACKNOWLEDGED, happened_on=on, reason=_reason(reason))
        _require_fits(claim, event, swedish_day(now))
        _add(claim, event, RoomEntry.CLAIM_ACKNOWLEDGED, by=by, now=now)


def grant_respite(claim_id: str, until_on: dt.date, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Lets the association wait until a day. Raises as undo_repayment."""
    with transaction():
        claim, today = _in_hand(claim_id, by), swedish_day(now)
        event = ClaimEvent(kind=K.RESPITE, happened_on=today, until_on=until_on, reason=_reason(reason))
        _require_fits(claim, event, today)
        _add(claim, event, RoomEntry.RESPITE_GRANTED, by=by, now=now)


def agree_instalments(
    claim_id: str, parts: Sequence[PlanPart], reason: str, *, by: Actor, now: dt.datetime
) -> None:
    """Keeps an agreed plan for all that is due. Raises as undo_repayment."""
    with transaction():
        claim, today = _in_hand(claim_id, by), swedish_day(now)
        plan = [{"due_on": part.due_on.isoformat(), "amount": part.amount} for part in parts]
        event = ClaimEvent(kind=K.INSTALMENTS_AGREED, happened_on=today, plan=plan, reason=_reason(reason))
        _require_fits(claim, event, today)
        _add(claim, event, RoomEntry.INSTALMENTS_AGREED, by=by, now=now)


def hand_over(claim_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Hands the claim to a lawyer for an order to pay or a suit. Raises as undo_repayment."""
    with transaction():
        claim, today = _in_hand(claim_id, by), swedish_day(now)
        event = ClaimEvent(kind=K.HANDED_OVER, happened_on=today, amount=0, reason=_reason(reason))
        _require_fits(claim, event, today)
        _add(claim, event, RoomEntry.CLAIM_HANDED_OVER, by=by, now=now)


def _in_hand(claim_id: str, by: Actor) -> RepaymentClaim:
    claim = claims.claim_in_hand(claim_id)
    require(by, Act.KEEP_LEDGER, claim.board_id)
    require_no_conflict(bool(decisions.declared_by(claim.case_id, by.id)))
    return claim


def _require_new_voucher(claim: RepaymentClaim, voucher: str) -> None:
    """The form sent twice is one payment: Refused `claim_voucher_noted` unless the earlier was taken back."""
    ledger = claims.events_of([claim.id])[claim.id]
    undone = {line.undoes_id for line in ledger}
    if voucher and any(line.voucher == voucher and line.id not in undone for line in ledger):
        raise Refused("claim_voucher_noted", field="voucher")


def _reason(reason: str) -> str:
    return require_written(reason, field="reason", longest=LONGEST)


def _require_fits(claim: RepaymentClaim, event: ClaimEvent, today: dt.date) -> None:
    lines = claims.lines_of(claims.events_of([claim.id])[claim.id])
    repayment.require_fits(lines, claims.line_of(event), today=today)


def _add(claim: RepaymentClaim, event: ClaimEvent, entry: RoomEntry, *, by: Actor, now: dt.datetime) -> str:
    claims.add_event(claim, event, by=by, now=now)
    note(
        entry,
        by=by,
        now=now,
        subject=f"claim:{claim.id}",
        case_id=claim.case_id,
        amount=event.amount,
        due=claim.due,
        on=event.happened_on.isoformat(),
    )
    return event.id


def _write_demand(
    claim: RepaymentClaim, demanded: Demand, until_on: dt.date, *, by: Actor, now: dt.datetime
) -> Notice:
    case = cases.case(claim.case_id)
    content = content_of(_demand_letter(claim, case, demanded, until_on, (by.name, swedish_day(now))))
    subject = f"Krav på återbetalning i ärende {case.case_number}"
    return notices.keep_letter(case.id, NoticeKind.DEMAND, subject, content, by=by, now=now)


def _demand_letter(
    claim: RepaymentClaim, case: Case, demanded: Demand, until_on: dt.date, written: tuple[str, dt.date]
) -> DemandLetter:
    """`written`: by whom, and on which day."""
    officer, today = written
    names = decision_papers.names_of_case(case)
    sums = repayment.balance(claims.lines_of(claims.events_of([claim.id])[claim.id]))
    return DemandLetter(
        municipality=settings().municipality,
        board=names.board,
        case_number=case.case_number,
        association=names.association,
        org_number=names.org_number,
        decided_on=claim_papers.decided_on(claim.decision_id).isoformat(),
        periods=claim_papers.periods_in_letter(claim.id),
        claimed=sums.claimed,
        collected=sums.collected,
        let_go=sums.waived + sums.written_off,
        due=sums.due,
        due_on=until_on.isoformat(),
        interest_from=starts_on(today).isoformat() if demanded.tells_interest else "",
        pay_to=require_written(demanded.pay_to, field="pay_to", longest=200),
        written_on=today.isoformat(),
        officer=officer,
    )
