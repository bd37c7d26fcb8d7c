"""Payments: what does not agree and waits for a word, and one grant with its parts, paid and unpaid."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.payments_match import Stop
from vetting.domain.terms_revocations import PaymentAlarm, PaymentWord
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.officers import Board, Officer
from vetting.records.payment_matching import granted_of
from vetting.records.payments import Instalment, Payment, RaisedAlarm, instalments_of

PER_PAGE = 50


@dataclass(frozen=True)
class AlarmLine:
    """A payment that does not agree, with what was expected and, once settled, the word about it."""

    id: str
    payment_id: str
    kind: PaymentAlarm
    facts: dict[str, str]
    voucher: str
    paid_on: dt.date
    amount: int
    giro: str
    association_id: str | None
    association: str
    case_id: str | None
    case_number: str
    board_id: str
    board: str
    support_id: str | None
    settled_as: PaymentWord | None
    reason: str
    settled_by: str
    settled_at: dt.datetime | None


@dataclass(frozen=True)
class PartLine:
    """A part of a grant to be paid; `paid_on` None until a payment was found for it."""

    amount: int
    due_on: dt.date
    condition: str
    paid_on: dt.date | None


@dataclass(frozen=True)
class GrantPayments:
    """One grant with what is planned, paid and stopped."""

    support_id: str
    case_id: str
    case_number: str
    association: str
    scheme: str
    board_id: str
    amount: int
    decided_on: dt.date
    ended_on: dt.date | None
    parts: tuple[PartLine, ...]
    payments: tuple[Payment, ...]
    stops: tuple[Stop, ...]
    alarms: tuple[AlarmLine, ...]

    @property
    def paid(self) -> int:
        """Kronor paid so far."""
        return sum(payment.amount for payment in self.payments)

    @property
    def can_be_planned(self) -> bool:
        """Nothing is paid yet, and the grant stands."""
        return not self.payments and self.ended_on is None


def alarms_list(
    *, is_settled: bool = False, page: int = 1, actor: Actor
) -> tuple[tuple[AlarmLine, ...], int]:
    """Alarms within reach and how many: those that wait, oldest first, or those settled, newest first."""
    require(actor, Act.SEE_LEDGER)
    meant = RaisedAlarm.settled_at.is_not(None) if is_settled else RaisedAlarm.settled_at.is_(None)
    query = _alarms().where(meant, within(actor, RaisedAlarm.board_id))
    total = db.session.scalar(
        select(func.count()).select_from(RaisedAlarm).where(meant, within(actor, RaisedAlarm.board_id))
    )
    order = RaisedAlarm.settled_at.desc() if is_settled else RaisedAlarm.raised_at
    rows = db.session.execute(
        query.order_by(order, RaisedAlarm.id).limit(PER_PAGE).offset((max(page, 1) - 1) * PER_PAGE)
    )
    return tuple(_alarm(row) for row in rows), total or 0


def count_of_alarms(board_ids: frozenset[str] | None) -> Select[int]:
    """Asks how many alarms wait in those boards; None: in all."""
    query = select(func.count()).select_from(RaisedAlarm).where(RaisedAlarm.settled_at.is_(None))
    if board_ids is not None:
        query = query.where(RaisedAlarm.board_id.in_(sorted(board_ids)))
    return query


def alarm_line(alarm_id: str, *, actor: Actor) -> AlarmLine:
    """One alarm. Raises NotFound."""
    require(actor, Act.SEE_LEDGER)
    row = db.session.execute(
        _alarms().where(RaisedAlarm.id == alarm_id, within(actor, RaisedAlarm.board_id))
    ).one_or_none()
    if row is None:
        raise NotFound("alarm_not_found")
    return _alarm(row)


def payments_of_grant(support_id: str, *, actor: Actor) -> GrantPayments:
    """One grant with its payments. Raises NotFound."""
    require(actor, Act.SEE_LEDGER)
    row = db.session.execute(
        select(Support, Case.case_number, Association.name, Scheme.name, Decision.decided_on)
        .join(Case, Case.id == Support.case_id)
        .join(Association, Association.id == Support.association_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Decision, Decision.id == Support.decision_id)
        .where(Support.id == support_id, within(actor, Support.board_id))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    support, number, association, scheme, decided_on = row
    paid = db.session.scalars(
        select(Payment).where(Payment.support_id == support.id).order_by(Payment.paid_on, Payment.id)
    ).all()
    alarms = db.session.execute(_alarms().where(Payment.support_id == support.id).order_by(Payment.paid_on))
    return GrantPayments(
        support_id=support.id,
        case_id=support.case_id,
        case_number=number,
        association=association,
        scheme=scheme,
        board_id=support.board_id,
        amount=support.amount,
        decided_on=decided_on,
        ended_on=support.ended_on,
        parts=tuple(_part(part, paid) for part in instalments_of([support.id])),
        payments=tuple(paid),
        stops=granted_of([support.id])[support.id].stops,
        alarms=tuple(_alarm(alarm) for alarm in alarms),
    )


def support_of_case(case_id: str, *, actor: Actor) -> str:
    """The grant that a case gave. Raises NotFound."""
    require(actor, Act.SEE_LEDGER)
    found = db.session.scalar(
        select(Support.id).where(Support.case_id == case_id, within(actor, Support.board_id))
    )
    if found is None:
        raise NotFound("not_found")
    return found


def boards_with_ledger(actor: Actor) -> list[tuple[str, str]]:
    """The boards whose ledger the actor keeps."""
    boards = boards_for(actor, Act.KEEP_LEDGER)
    query = select(Board.id, Board.name).order_by(Board.name)
    if boards is not None:
        query = query.where(Board.id.in_(sorted(boards)))
    return [(board_id, name) for board_id, name in db.session.execute(query)]


def within(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows of the boards whose ledger the actor may see; `column` is their board."""
    boards = boards_for(actor, Act.SEE_LEDGER)
    if boards is None:
        return column.is_not(None)  # type: ignore[no-any-return]
    return column.in_(sorted(boards))  # type: ignore[no-any-return]


def _alarms() -> Any:
    return (
        select(
            RaisedAlarm,
            Payment,
            Association.name,
            Board.name,
            Officer.display_name,
            Case.case_number,
            Case.id.label("case_id"),
        )
        .join(Payment, Payment.id == RaisedAlarm.payment_id)
        .join(Board, Board.id == RaisedAlarm.board_id)
        .outerjoin(Association, Association.id == Payment.association_id)
        .outerjoin(Support, Support.id == Payment.support_id)
        .outerjoin(Case, Case.id == Support.case_id)
        .outerjoin(Officer, Officer.id == RaisedAlarm.settled_by)
    )


def _alarm(row: Any) -> AlarmLine:
    alarm, payment, association, board, settled_by, number, case_id = row
    return AlarmLine(
        id=alarm.id,
        payment_id=payment.id,
        kind=alarm.kind,
        facts=dict(alarm.facts),
        voucher=payment.voucher,
        paid_on=payment.paid_on,
        amount=payment.amount,
        giro=payment.giro,
        association_id=payment.association_id,
        association=association or "",
        case_id=case_id,
        case_number=number or payment.case_number,
        board_id=alarm.board_id,
        board=board,
        support_id=payment.support_id,
        settled_as=alarm.settled_as,
        reason=alarm.reason,
        settled_by=settled_by or "",
        settled_at=alarm.settled_at,
    )


def _part(part: Instalment, paid: Any) -> PartLine:
    found = next((payment.paid_on for payment in paid if payment.instalment_id == part.id), None)
    return PartLine(part.amount, part.due_on, part.condition, found)
