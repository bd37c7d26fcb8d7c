"""Premises of the municipality: kind, capacity, dated house rules, tariffs, opening hours, who manages."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_premises import PremisesKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class Premises(Base):
    """A hall, an open room, a public place or a partner's hall, under one board."""

    __tablename__ = "premises"
    __table_args__ = (
        UniqueConstraint("board_id", "key"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    key: Mapped[str] = mapped_column(String(40))  # as the municipality's booking system knows it
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[PremisesKind] = mapped_column(Word(PremisesKind))
    address: Mapped[str] = mapped_column(String(200), default="")
    capacity: Mapped[int | None]  # persons, by the fire authority's number
    is_state_aided: Mapped[bool] = mapped_column(default=False)  # SFS 2016:1367: open to all impartially
    is_open: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PremisesRule(Base):
    """The house rule of premises as a dated text; unwritten practice is no rule (JO 4432-2008)."""

    __tablename__ = "premises_rules"
    __table_args__ = (
        CheckConstraint(
            "in_force_to_on IS NULL OR in_force_to_on >= in_force_from_on", name="force_in_order"
        ),
        Index("ix_premises_rules_premises_id", "premises_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    text: Mapped[str] = mapped_column(Text)
    adopted_by: Mapped[str] = mapped_column(String(200))
    adopted_on: Mapped[dt.date]
    in_force_from_on: Mapped[dt.date]
    in_force_to_on: Mapped[dt.date | None]
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Tariff(Base):
    """What an hour costs and for whom; nothing to pay is support (seed: access to premises)."""

    __tablename__ = "tariffs"
    __table_args__ = (
        CheckConstraint("kronor_per_hour >= 0", name="price_not_negative"),
        Index("ix_tariffs_premises_id", "premises_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    name: Mapped[str] = mapped_column(String(120))
    kronor_per_hour: Mapped[int]
    is_subsidised: Mapped[bool]  # free or reduced: the conditions of support hold
    in_force_from_on: Mapped[dt.date]
    in_force_to_on: Mapped[dt.date | None]


class OpeningHours(Base):
    """When premises can be used on a weekday, by the Swedish clock."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        UniqueConstraint("premises_id", "weekday"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("closes_at > opens_at", name="hours_in_order"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    weekday: Mapped[int]  # 0 is Monday
    opens_at: Mapped[str] = mapped_column(String(5))  # "08:00"
    closes_at: Mapped[str] = mapped_column(String(5))  # "22:30"; "24:00" is midnight


class PremisesDuty(Base):
    """Which officer manages which premises, and from when to when."""

    __tablename__ = "premises_duties"
    __table_args__ = (
        Index("ix_premises_duties_officer_id", "officer_id"),
        Index("ix_premises_duties_premises_id", "premises_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date | None]


def premises_of(premises_id: str, *, to_change: bool = False) -> Premises:
    """The premises, locked when they are to be changed. Raises NotFound."""
    found = db.session.get(
        Premises, premises_id, with_for_update=to_change or None, populate_existing=to_change
    )
    if found is None:
        raise NotFound("not_found")
    return found


def rules_of(premises_id: str) -> Sequence[PremisesRule]:
    """Every house rule the premises have had, the latest first."""
    return db.session.scalars(
        select(PremisesRule)
        .where(PremisesRule.premises_id == premises_id)
        .order_by(PremisesRule.in_force_from_on.desc(), PremisesRule.id)
    ).all()


def tariffs_of(premises_id: str) -> Sequence[Tariff]:
    """Every tariff the premises have had, the latest first."""
    return db.session.scalars(
        select(Tariff)
        .where(Tariff.premises_id == premises_id)
        .order_by(Tariff.in_force_from_on.desc(), Tariff.name, Tariff.id)
    ).all()


def hours_of(premises_id: str) -> dict[int, OpeningHours]:
    """Opening hours by weekday."""
    rows = db.session.scalars(select(OpeningHours).where(OpeningHours.premises_id == premises_id))
    return {row.weekday: row for row in rows}


def duty_of(duty_id: str, premises_id: str) -> PremisesDuty:
    """The duty to manage those very premises, locked. Raises NotFound."""
    found = db.session.get(PremisesDuty, duty_id, with_for_update=True)
    if found is None or found.premises_id != premises_id:
        raise NotFound("not_found")
    return found


def duties_of(premises_id: str) -> Sequence[PremisesDuty]:
    """Every duty to manage the premises, by its first day."""
    return db.session.scalars(
        select(PremisesDuty)
        .where(PremisesDuty.premises_id == premises_id)
        .order_by(PremisesDuty.from_on, PremisesDuty.id)
    ).all()


def premises_keyed(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Premises]:
    """Premises by board and key, locked in one order."""
    boards = sorted({board_id for board_id, _ in keys})
    rows = db.session.scalars(
        select(Premises).where(Premises.board_id.in_(boards)).order_by(Premises.id).with_for_update()
    )
    wanted = set(keys)
    return {(row.board_id, row.key): row for row in rows if (row.board_id, row.key) in wanted}
