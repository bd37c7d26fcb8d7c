"""What is to be paid of a grant, what the finance system says was paid, and what of it does not agree."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.instalments import PlannedInstalment
from vetting.domain.payments_match import PlannedPart
from vetting.domain.terms_revocations import PaymentAlarm, PaymentWord
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Support

AT_ONCE = 500
MOST_PARTS = 1000  # more than any grant is shared into


class Instalment(Base):
    """A part of a grant to be paid on a day, once its condition is met."""

    __tablename__ = "instalments"
    __table_args__ = (
        UniqueConstraint("support_id", "position"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released_whole"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    support_id: Mapped[str] = mapped_column(ForeignKey("supports.id"))
    position: Mapped[int]
    amount: Mapped[int]  # whole kronor
    due_on: Mapped[dt.date]
    condition: Mapped[str] = mapped_column(String(300), default="")  # of its release
    item_key: Mapped[str | None] = mapped_column(String(16))  # the plan's item that must be done first
    released_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    released_by: Mapped[str | None] = mapped_column(String(40))
    release_reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class Payment(Base):
    """One row of the finance system's list, by its voucher; the account as digits, masked when personal."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("source_system", "voucher"),
        Index("ix_payments_support_id", "support_id"),
        Index("ix_payments_association_id", "association_id"),
        Index("ix_payments_list_id", "list_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    source_system: Mapped[str] = mapped_column(String(40))
    voucher: Mapped[str] = mapped_column(String(60))
    paid_on: Mapped[dt.date]
    amount: Mapped[int]  # whole kronor; negative when taken back
    giro: Mapped[str] = mapped_column(String(40), default="")
    org_number: Mapped[str | None] = mapped_column(String(10))
    case_number: Mapped[str] = mapped_column(String(40), default="")  # the reference as given
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), index=True)  # whose list it stood in
    list_id: Mapped[str] = mapped_column(ForeignKey("list_imports.id"))
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"))
    support_id: Mapped[str | None] = mapped_column(ForeignKey("supports.id"))
    instalment_id: Mapped[str | None] = mapped_column(ForeignKey("instalments.id"))
    read_by: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class RaisedAlarm(Base):
    """A payment that does not agree with what was decided, until a person has said a word about it."""

    __tablename__ = "payment_alarms"
    __table_args__ = (
        UniqueConstraint("payment_id", "kind"),
        CheckConstraint(
            "(settled_at IS NULL) = (settled_as IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)",
            name="settled_whole",
        ),
        Index("ix_payment_alarms_board_settled", "board_id", "settled_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    kind: Mapped[PaymentAlarm] = mapped_column(Word(PaymentAlarm))
    facts: Mapped[dict[str, str]] = mapped_column(JSON)  # what was expected
    raised_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    settled_as: Mapped[PaymentWord | None] = mapped_column(Word(PaymentWord))
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def plan_parts(support_id: str, parts: Sequence[PlannedPart], conditions: Sequence[str] = ()) -> None:
    """Plans what is to be paid of a grant, in the order given. A part that is there keeps its id."""
    there = list(instalments_of([support_id]))
    for position, part in enumerate(parts):
        row = (
            there[position] if position < len(there) else Instalment(support_id=support_id, position=position)
        )
        row.amount, row.due_on = part.amount, part.due_on
        row.condition = conditions[position] if position < len(conditions) else ""
        db.session.add(row)
    for row in there[len(parts) :]:
        db.session.delete(row)
    db.session.flush()


def plan_instalments(support_id: str, parts: Sequence[PlannedInstalment], *, after: int = 0) -> None:
    """Plans the parts behind the first `after`, which stand; a part that is there keeps its id."""
    there = [row for row in instalments_of([support_id]) if row.position >= after]
    for number, part in enumerate(parts):
        row = there[number] if number < len(there) else Instalment(support_id=support_id)
        row.position, row.amount, row.due_on = after + number, part.amount, part.due_on
        row.condition, row.item_key = part.condition, part.item_key or None
        db.session.add(row)
    for row in there[len(parts) :]:
        db.session.delete(row)
    db.session.flush()


def support_of_case(case_id: str) -> Support:
    """The grant of a case, locked. Raises NotFound."""
    found = db.session.scalar(select(Support).where(Support.case_id == case_id).with_for_update())
    if found is None:
        raise NotFound("not_found")
    return found


def standing_parts(support_id: str) -> Sequence[Instalment]:
    """The parts that are released or paid, which no revision changes. They move to the front."""
    rows = list(instalments_of([support_id]))
    paid = {row.instalment_id for row in payments_of([support_id])}
    standing = [row for row in rows if row.released_at is not None or row.id in paid]
    ordered = [*standing, *(row for row in rows if row not in standing)]
    if ordered != rows:
        for row in rows:  # the numbers are unique: out of the way first
            row.position += MOST_PARTS
        db.session.flush()
        for position, row in enumerate(ordered):
            row.position = position
        db.session.flush()
    return standing


def waits_for(case_id: str, item_key: str) -> bool:
    """Whether a part of the case's grant is held back until that item of its plan is done."""
    found = db.session.scalar(
        select(Instalment.id)
        .join(Support, Support.id == Instalment.support_id)
        .where(Support.case_id == case_id, Instalment.item_key == item_key, Instalment.released_at.is_(None))
        .limit(1)
    )
    return found is not None


def instalment_in_hand(instalment_id: str) -> tuple[Instalment, Support]:
    """The part, locked, with its grant. Raises NotFound."""
    found = db.session.get(Instalment, instalment_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("instalment_not_found")
    return found, db.session.get_one(Support, found.support_id)


def instalments_of(support_ids: Collection[str]) -> Sequence[Instalment]:
    """What is planned to be paid of the grants, in order."""
    rows = db.session.scalars(
        select(Instalment)
        .where(Instalment.support_id.in_(support_ids))
        .order_by(Instalment.support_id, Instalment.position)
    )
    return rows.all()


def payments_of(support_ids: Collection[str]) -> Sequence[Payment]:
    """What was paid of the grants, in the order of its days."""
    rows = db.session.scalars(
        select(Payment).where(Payment.support_id.in_(support_ids)).order_by(Payment.paid_on, Payment.id)
    )
    return rows.all()


def payment_in_hand(payment_id: str) -> Payment:
    """The payment, locked. Raises NotFound."""
    found = db.session.get(Payment, payment_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("payment_not_found")
    return found


def alarm_in_hand(alarm_id: str) -> RaisedAlarm:
    """The alarm, locked. Raises NotFound."""
    found = db.session.get(RaisedAlarm, alarm_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("alarm_not_found")
    return found


def support_in_hand(support_id: str) -> Support:
    """The grant, locked. Raises NotFound."""
    found = db.session.get(Support, support_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def hold_supports(support_ids: Collection[str]) -> None:
    """Locks the grants until the deed is done, in one order."""
    rows = select(Support.id).where(Support.id.in_(support_ids)).order_by(Support.id).with_for_update()
    db.session.execute(rows).all()


def known_vouchers(source_system: str, vouchers: Collection[str]) -> Mapping[str, Payment]:
    """The payments of those vouchers that are here before."""
    found: dict[str, Payment] = {}
    wanted = sorted(set(vouchers))
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.session.scalars(
            select(Payment).where(
                Payment.source_system == source_system,
                Payment.voucher.in_(wanted[start : start + AT_ONCE]),
            )
        )
        found |= {row.voucher: row for row in rows}
    return found


def add_payments(payments: Collection[Payment]) -> None:
    """Keeps what a list said was paid."""
    db.session.add_all(payments)
    db.session.flush()


def alarms_of(payment_ids: Collection[str]) -> Sequence[RaisedAlarm]:
    """Every alarm of the payments, settled or not."""
    return db.session.scalars(select(RaisedAlarm).where(RaisedAlarm.payment_id.in_(payment_ids))).all()


def raise_alarm(payment: Payment, kind: PaymentAlarm, facts: dict[str, str], *, now: dt.datetime) -> None:
    """Keeps that a payment does not agree."""
    about = {"payment_id": payment.id, "board_id": payment.board_id}
    db.session.add(RaisedAlarm(kind=kind, facts=facts, raised_at=now, **about))
    db.session.flush()
