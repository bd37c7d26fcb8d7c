"""What the three-way match is made from, and the alarms it raises: of grants with their payments."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.instalments import needs_release
from vetting.domain.payments_match import Granted, Paid, PlannedPart, Stop, match
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_revocations import BarReach, StopCause
from vetting.records import payments
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.bars import Bar
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.journal import note
from vetting.records.payments import Instalment, Payment
from vetting.records.special_reviews import PaymentHold

REVOKED = "revoked"  # end_cause of a support that was taken back
LOOKED_BACK = dt.timedelta(days=400)  # payments that are matched anew


@dataclass(frozen=True)
class PaidCase:
    """A case as a payment's reference names it; `support_id` None when it has granted nothing."""

    case_id: str
    board_id: str
    association_id: str
    support_id: str | None


def cases_of_numbers(numbers: Collection[str]) -> Mapping[str, PaidCase]:
    """The cases with those numbers."""
    found: dict[str, PaidCase] = {}
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), payments.AT_ONCE):
        rows = db.session.execute(
            select(Case.case_number, Case.id, Case.board_id, Case.association_id, Support.id)
            .outerjoin(Support, Support.case_id == Case.id)
            .where(Case.case_number.in_(wanted[start : start + payments.AT_ONCE]))
        )
        found |= {number: PaidCase(*rest) for number, *rest in rows}
    return found


def associations_of_numbers(numbers: Collection[str]) -> Mapping[str, str]:
    """The one association in use of each organisation number; none where several share it."""
    wanted = sorted(set(numbers))
    found: dict[str, list[str]] = {}
    for start in range(0, len(wanted), payments.AT_ONCE):
        rows = db.session.execute(
            select(Association.org_number, Association.id).where(
                Association.org_number.in_(wanted[start : start + payments.AT_ONCE]),
                Association.merged_into_id.is_(None),
            )
        )
        for number, association_id in rows:
            found.setdefault(number or "", []).append(association_id)
    return {number: ids[0] for number, ids in found.items() if len(ids) == 1}


def granted_of(support_ids: Collection[str]) -> Mapping[str, Granted]:
    """What was decided of each grant, its plan, and what stopped it."""
    rows = db.session.execute(
        select(Support, Decision.decided_on, Association.giro)
        .join(Decision, Decision.id == Support.decision_id)
        .join(Association, Association.id == Support.association_id)
        .where(Support.id.in_(support_ids))
    ).all()
    parts: dict[str, list[PlannedPart]] = {}
    for row in payments.instalments_of(support_ids):
        parts.setdefault(row.support_id, []).append(_planned(row))
    stops = _stops([support for support, _, _ in rows])
    return {
        support.id: Granted(
            support.amount, decided_on, giro or "", tuple(parts.get(support.id, ())), tuple(stops[support.id])
        )
        for support, decided_on, giro in rows
    }


def _planned(row: Instalment) -> PlannedPart:
    released_on = None if row.released_at is None else swedish_day(row.released_at)
    is_conditional = needs_release(row.condition, row.item_key)
    return PlannedPart(row.id, row.due_on, row.amount, is_conditional, released_on)


def match_payments(support_ids: Collection[str], *, by: Actor, now: dt.datetime) -> int:
    """Matches all payments of the grants, ties each to its part, and raises what is not told yet.

    The grants are locked: two at once would both give their payment the same part.
    """
    db.session.flush()  # a payment just tied is one of them
    payments.hold_supports(support_ids)
    granted = granted_of(support_ids)
    by_support: dict[str, list[Payment]] = {support_id: [] for support_id in granted}
    for payment in payments.payments_of(support_ids):
        if payment.support_id in by_support:
            by_support[payment.support_id].append(payment)
    return sum(_raise(granted[key], rows, by=by, now=now) for key, rows in by_support.items())


def match_loose(loose: Sequence[Payment], *, by: Actor, now: dt.datetime) -> int:
    """The same for payments that no decision stands behind."""
    return _raise(None, loose, by=by, now=now)


def supports_paid_lately(now: dt.datetime) -> Sequence[str]:
    """Grants with a payment of the last year, which the clock looks at anew."""
    since = swedish_day(now) - LOOKED_BACK
    rows = db.session.scalars(
        select(Payment.support_id)
        .where(Payment.support_id.is_not(None), Payment.paid_on >= since)
        .distinct()
        .order_by(Payment.support_id)
    )
    return [support_id for support_id in rows if support_id is not None]


def _raise(granted: Granted | None, rows: Sequence[Payment], *, by: Actor, now: dt.datetime) -> int:
    found = match(granted, [Paid(row.id, row.paid_on, row.amount, row.giro) for row in rows])
    known = {(alarm.payment_id, alarm.kind) for alarm in payments.alarms_of([row.id for row in rows])}
    for row in rows:
        part = found.parts.get(row.id)
        if row.instalment_id != part:
            row.instalment_id = part
    new = [alarm for alarm in found.alarms if (alarm.payment_id, alarm.kind) not in known]
    by_id = {row.id: row for row in rows}
    for alarm in new:
        payments.raise_alarm(by_id[alarm.payment_id], alarm.kind, dict(alarm.facts), now=now)
        note(
            RoomEntry.PAYMENT_ALARM_RAISED,
            by=by,
            now=now,
            subject=f"payment:{alarm.payment_id}",
            kind=alarm.kind.value,
        )
    return len(new)


def _stops(supports: Sequence[Support]) -> Mapping[str, list[Stop]]:
    found: dict[str, list[Stop]] = {support.id: [] for support in supports}
    for support in supports:
        if support.end_cause == REVOKED and support.ended_on is not None:
            found[support.id].append(Stop(StopCause.REVOKED, support.ended_on))
    holds = db.session.scalars(select(PaymentHold).where(PaymentHold.support_id.in_(found)))
    for hold in holds:
        last = hold.ends_on if hold.ended_on is None else hold.ended_on - dt.timedelta(days=1)
        found[hold.support_id].append(Stop(StopCause.HELD, hold.starts_on, last, hold.amount))
    for support, bar in _bars(supports):
        last = bar.ends_on
        if bar.lifted_at is not None:
            last = min(last, swedish_day(bar.lifted_at) - dt.timedelta(days=1))
        found[support.id].append(Stop(StopCause.BARRED, bar.starts_on, last))
    return found


def _bars(supports: Sequence[Support]) -> Iterator[tuple[Support, Bar]]:
    """The bars on money that hold for each grant: those of its board and its association."""
    owners = {support.association_id for support in supports}
    rows = db.session.scalars(
        select(Bar).where(Bar.association_id.in_(owners), Bar.reach.in_((BarReach.MONEY, BarReach.BOTH)))
    ).all()
    for support in supports:
        for bar in rows:
            holds = bar.board_ids is None or support.board_id in bar.board_ids
            if bar.association_id == support.association_id and holds:
                yield support, bar
