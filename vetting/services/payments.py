"""Payments of grants: planned, tied to their case, matched anew by the clock, and settled with a word."""

import datetime as dt
from collections.abc import Sequence

from vetting.domain.authority import SYSTEM, Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.payments_match import PlannedPart, require_parts
from vetting.domain.slots import Turn
from vetting.domain.terms_revocations import PaymentWord
from vetting.records import decisions, job_runs, payment_matching, payments
from vetting.records.db import transaction
from vetting.records.journal import note

LONGEST = 2000


def plan_payments(
    support_id: str, parts: Sequence[PlannedPart], conditions: Sequence[str], *, by: Actor, now: dt.datetime
) -> None:
    """Shares the grant into parts to be paid, each with a condition of its release or "".

    Raises NotFound, NotAllowed, and Refused `instalments_odd`, `payments_begun`, `support_ended` or as
    require_writable.
    """
    with transaction():
        support = payments.support_in_hand(support_id)
        require(by, Act.KEEP_LEDGER, support.board_id)
        if support.ended_on is not None:
            raise Refused("support_ended")
        if payments.payments_of([support.id]):
            raise Refused("payments_begun")
        decision, _ = decisions.decision_and_board(support.decision_id)
        require_parts(parts, amount=support.amount, decided_on=decision.decided_on)
        kept = [require_writable(one, field="condition", longest=300) for one in conditions]
        payments.plan_parts(support.id, parts, kept)
        note(
            RoomEntry.PAYMENTS_PLANNED,
            by=by,
            now=now,
            subject=f"support:{support.id}",
            case_id=support.case_id,
            parts=len(parts),
            amount=support.amount,
        )


def settle_alarm(alarm_id: str, word: PaymentWord, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Says what a payment that does not agree is. Raises NotFound, NotAllowed, Refused `alarm_settled` or as
    require_written."""
    with transaction():
        alarm = payments.alarm_in_hand(alarm_id)
        require(by, Act.KEEP_LEDGER, alarm.board_id)
        if alarm.settled_at is not None:
            raise Refused("alarm_settled")
        alarm.settled_as, alarm.reason = word, require_written(reason, field="reason", longest=LONGEST)
        alarm.settled_by, alarm.settled_at = by.id, now
        note(
            RoomEntry.PAYMENT_ALARM_SETTLED,
            by=by,
            now=now,
            subject=f"payment:{alarm.payment_id}",
            kind=alarm.kind.value,
            settled_as=word.value,
        )


def tie_payment(payment_id: str, case_number: str, *, by: Actor, now: dt.datetime) -> None:
    """Says which decided case of the board a payment without one is for, and matches it there.

    Its earlier alarm waits for its word. Raises NotFound, NotAllowed, Refused `payment_tied` or
    `case_grants_nothing`.
    """
    with transaction():
        payment = payments.payment_in_hand(payment_id)
        require(by, Act.KEEP_LEDGER, payment.board_id)
        if payment.support_id is not None:
            raise Refused("payment_tied")
        number = " ".join(case_number.split())
        found = payment_matching.cases_of_numbers([number]).get(number)
        if found is None or found.board_id != payment.board_id:
            raise NotFound("case_number_unknown")
        if found.support_id is None:
            raise Refused("case_grants_nothing", field="case_number")
        payment.support_id, payment.association_id = found.support_id, found.association_id
        note(
            RoomEntry.PAYMENT_TIED,
            by=by,
            now=now,
            subject=f"payment:{payment.id}",
            case_id=found.case_id,
            amount=payment.amount,
        )
        payment_matching.match_payments([found.support_id], by=by, now=now)


def match_again(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """The clock matches the payments of the last year anew: a stop may have come, or begun, since."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        found = payment_matching.supports_paid_lately(now)
        count = sum(
            payment_matching.match_payments(found[start : start + payments.AT_ONCE], by=SYSTEM, now=now)
            for start in range(0, len(found), payments.AT_ONCE)
        )
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)
