"""The procedures that boards have adopted, in dated versions that are only added to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain import house_rules
from vetting.domain.decision_letter import LetterHouseRule
from vetting.domain.errors import Refused
from vetting.domain.regimes import rules_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import HouseRuleKey
from vetting.records import hearings
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class HouseRule(Base):
    """One version of a board's own rule; a blank text does away with it from that day."""

    __tablename__ = "house_rules"
    __table_args__ = (
        UniqueConstraint("board_id", "key", "in_force_from"),
        CheckConstraint("in_force_from >= adopted_on", name="adopted_first"),
        CheckConstraint("in_force_to IS NULL OR in_force_to >= in_force_from", name="days_in_order"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    key: Mapped[HouseRuleKey] = mapped_column(Word(HouseRuleKey))
    text: Mapped[str] = mapped_column(Text)
    adopted_by: Mapped[str] = mapped_column(String(120))
    adopted_on: Mapped[dt.date]
    in_force_from: Mapped[dt.date]
    in_force_to: Mapped[dt.date | None]
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(40))  # None: from before another person did
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class WaitingHouseRule(Base):
    """A version that one person has recorded and another has not yet confirmed: it holds nowhere."""

    __tablename__ = "waiting_house_rules"
    __table_args__ = (UniqueConstraint("board_id", "key"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    key: Mapped[HouseRuleKey] = mapped_column(Word(HouseRuleKey))
    text: Mapped[str] = mapped_column(Text)
    adopted_by: Mapped[str] = mapped_column(String(120))
    adopted_on: Mapped[dt.date]
    in_force_from: Mapped[dt.date]
    in_force_to: Mapped[dt.date | None]
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def rule_of(row: HouseRule | WaitingHouseRule) -> house_rules.HouseRule:
    """A version as the rules see it."""
    return house_rules.HouseRule(
        row.key, row.text, row.adopted_by, row.adopted_on, row.in_force_from, row.in_force_to
    )


def rules_of_board(board_id: str) -> tuple[house_rules.HouseRule, ...]:
    """Every version that the board has adopted, whenever in force."""
    return tuple(rule_of(row) for row in _rows(board_id))


def rules_in_force(board_id: str, on: dt.date) -> tuple[house_rules.HouseRule, ...]:
    """What of its own procedure the board held to on a day, in the order of the Act's paragraphs."""
    return tuple(house_rules.in_force(rules_of_board(board_id), on).values())


def told_in_letter(case: Case, decided_on: dt.date) -> tuple[LetterHouseRule, ...]:
    """What a decision letter says that the case was handled by: the versions that held from its opening to
    the decision, the one on hearing only where a hearing letter was written; nothing where others decide."""
    wanted = set(rules_of(case.regime).house_rules)
    if not wanted:
        return ()
    if not any(hearing.notice_id for hearing in hearings.hearings_of(case.id)):
        wanted.discard(HouseRuleKey.HEARING)
    held = house_rules.held_through(rules_of_board(case.board_id), swedish_day(case.opened_at), decided_on)
    return tuple(
        LetterHouseRule(
            rule.key.value, rule.adopted_by, rule.adopted_on.isoformat(), rule.in_force_from.isoformat()
        )
        for rule in held
        if rule.key in wanted
    )


def waiting_of_board(board_id: str) -> Sequence[WaitingHouseRule]:
    """What is recorded for a board and waits to be confirmed, in the order it was recorded."""
    query = select(WaitingHouseRule).where(WaitingHouseRule.board_id == board_id)
    return db.session.scalars(query.order_by(WaitingHouseRule.recorded_at, WaitingHouseRule.id)).all()


def waiting_in_hand(board_id: str, waiting_id: str) -> WaitingHouseRule:
    """A version that waits, of a board that is locked. Raises Refused `house_rule_gone`."""
    found = db.session.get(WaitingHouseRule, waiting_id, populate_existing=True)
    if found is None or found.board_id != board_id:
        raise Refused("house_rule_gone")
    return found


def add_waiting(board_id: str, rule: house_rules.HouseRule, *, by: str, now: dt.datetime) -> str:
    """Keeps a version until another person has confirmed it, and gives its id."""
    return _added(WaitingHouseRule(board_id=board_id, recorded_by=by, recorded_at=now, **_values_of(rule)))


def take_away(row: WaitingHouseRule) -> None:
    """It waits no more."""
    db.session.delete(row)
    db.session.flush()


def publish(row: WaitingHouseRule, *, by: str, now: dt.datetime) -> str:
    """Moves a version that waited among those that hold, and gives its id there."""
    about = {"board_id": row.board_id, "recorded_by": row.recorded_by, "recorded_at": row.recorded_at}
    kept = HouseRule(confirmed_by=by, confirmed_at=now, **about, **_values_of(rule_of(row)))
    take_away(row)
    return _added(kept)


def _values_of(rule: house_rules.HouseRule) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(rule)}


def _added(row: HouseRule | WaitingHouseRule) -> str:
    db.session.add(row)
    db.session.flush()
    return row.id


def _rows(board_id: str) -> Sequence[HouseRule]:
    query = select(HouseRule).where(HouseRule.board_id == board_id)
    return db.session.scalars(query.order_by(HouseRule.in_force_from, HouseRule.id)).all()
