"""Stop marks: no new support for one party until a day, by whom and why, told to others as a fact."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.authority import Actor
from vetting.domain.bars import BarDays, NewBar, sound_bar
from vetting.domain.decisions import Blocker
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound
from vetting.domain.separation import require_two_persons
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Regime
from vetting.domain.terms_revocations import BarReach
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.journal import note
from vetting.records.officers import board
from vetting.records.reminders import Reminder, write_reminder


class Bar(Base):
    """A stop on an association, or on the responsible party of one contract; never on a person by name.

    `board_ids` None: every board. It rests on a decision, in a case or on a breach of contract.
    """

    __tablename__ = "bars"
    __table_args__ = (
        CheckConstraint("(association_id IS NULL) <> (request_id IS NULL)", name="one_party"),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        CheckConstraint("review_on BETWEEN starts_on AND ends_on", name="review_within"),
        CheckConstraint("second_by <> set_by", name="two_persons"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lift_whole"),
        Index("ix_bars_association_id", "association_id"),
        Index("ix_bars_request_id", "request_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"))
    request_id: Mapped[str | None] = mapped_column(ForeignKey("booking_requests.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))  # the one that set it
    board_ids: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # where it holds
    reach: Mapped[BarReach] = mapped_column(Word(BarReach))
    case_id: Mapped[str | None] = mapped_column(
        ForeignKey("cases.id"), index=True
    )  # whose decision it rests on
    reason: Mapped[str] = mapped_column(Text)
    conditions: Mapped[str] = mapped_column(Text, default="")  # of reinstatement
    owner_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), index=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]  # the last day it stops anything
    review_on: Mapped[dt.date]
    set_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    second_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    set_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    lifted_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    lifted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    lift_reason: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)  # a person said that its time is over


def bar(bar_id: str, *, to_change: bool = False) -> Bar:
    """The stop mark, locked when it is to be changed. Raises NotFound."""
    found = db.session.get(Bar, bar_id, with_for_update=to_change or None, populate_existing=to_change)
    if found is None:
        raise NotFound("not_found")
    return found


def days_of(row: Bar) -> BarDays:
    """Its days, as the rules see them."""
    return BarDays(
        row.ends_on,
        row.review_on,
        is_lifted=row.lifted_at is not None,
        is_closed=row.closed_at is not None,
    )


def holds_in(row: Bar, board_id: str) -> bool:
    """Whether it stops anything in the board."""
    return row.board_ids is None or board_id in row.board_ids


def stopped_parties(reaches: Sequence[BarReach], *, today: dt.date) -> Select[str | None]:
    """The question which associations a stop mark holds against today, for one of `reaches`."""
    return select(Bar.association_id).where(*_in_force(reaches, today), Bar.association_id.is_not(None))


def _in_force(reaches: Sequence[BarReach], today: dt.date) -> list[ColumnElement[bool]]:
    return [
        Bar.lifted_at.is_(None),
        Bar.closed_at.is_(None),
        Bar.starts_on <= today,
        Bar.ends_on >= today,
        or_(Bar.reach == BarReach.BOTH, Bar.reach.in_(reaches)),
    ]


def bars_in_force(
    reaches: Sequence[BarReach], *, today: dt.date, association_id: str | None = None
) -> Sequence[Bar]:
    """The stop marks that hold today for one of `reaches` in any board, the earliest first."""
    query = select(Bar).where(*_in_force(reaches, today))
    if association_id is not None:
        query = query.where(Bar.association_id == association_id)
    return db.session.scalars(query.order_by(Bar.set_at, Bar.id)).all()


def bars_against(
    association_id: str, board_id: str, reaches: Sequence[BarReach], *, today: dt.date
) -> list[Bar]:
    """The stop marks that hold today against the association in the board, for one of `reaches`."""
    rows = bars_in_force(reaches, today=today, association_id=association_id)
    return [row for row in rows if holds_in(row, board_id)]


def blockers_of_grant(
    association_id: str, board_id: str, reach: BarReach, *, today: dt.date
) -> tuple[Blocker, ...]:
    """What stands in the way of granting support: each stop mark that holds, by `party_barred`."""
    return tuple(
        Blocker(
            "party_barred",
            {"until": row.ends_on.isoformat(), "board": board(row.board_id).name},
            "outcome",
        )
        for row in bars_against(association_id, board_id, (reach,), today=today)
    )


def reach_of(regime: Regime) -> BarReach:
    """What support of a case is: rooms under a contract or in a place, money else."""
    is_money = regime in (Regime.LEGALITY_REVIEW, Regime.ADMINISTRATIVE_APPEAL)
    return BarReach.MONEY if is_money else BarReach.ROOMS


def barred_until(case: Case, *, today: dt.date) -> dt.date | None:
    """The last day of the stop mark that holds longest against the party of a case; None without any."""
    rows = bars_against(case.association_id, case.board_id, (reach_of(case.regime),), today=today)
    return max((row.ends_on for row in rows), default=None)


def tell_met(case: Case, *, by: Actor, now: dt.datetime) -> None:
    """An application came from a party under a stop mark: it is tried as any other, and the owner is told."""
    reach = reach_of(case.regime)
    for row in bars_against(case.association_id, case.board_id, (reach,), today=swedish_day(now)):
        write_reminder(
            Reminder(
                key=f"bar_met:{row.id}:{case.id}",
                kind="bar_met",
                subject=f"bar:{row.id}",
                facts={"case_number": case.case_number},
                officer_id=row.owner_id,
                written_at=now,
            )
        )
        note(
            RoomEntry.BAR_ENCOUNTERED,
            by=by,
            now=now,
            subject=f"bar:{row.id}",
            case_id=case.id,
            ends_on=row.ends_on.isoformat(),
        )


def keep_bar(new: NewBar, *, proposed_by: str, by: Actor, now: dt.datetime) -> Bar:
    """Sets a stop mark within the deed that decided it; `by` decides what the officer `proposed_by` proposed.

    Raises Refused as sound_bar, and `decider_is_proposer`.
    """
    kept = sound_bar(new)
    require_two_persons(proposed_by, by)
    row = Bar(
        association_id=kept.association_id,
        request_id=kept.request_id,
        board_id=kept.board_id,
        board_ids=None if kept.board_ids is None else sorted(kept.board_ids),
        reach=kept.reach,
        case_id=kept.case_id,
        reason=kept.reason,
        conditions=kept.conditions,
        owner_id=kept.owner_id,
        starts_on=kept.starts_on,
        ends_on=kept.ends_on,
        review_on=kept.review_on,
        set_by=proposed_by,
        second_by=by.id,
        set_at=now,
    )
    db.session.add(row)
    db.session.flush()
    note(
        RoomEntry.BAR_SET,
        by=by,
        now=now,
        subject=f"bar:{row.id}",
        case_id=row.case_id or "",
        board=row.board_id,
        reach=row.reach.value,
        ends_on=row.ends_on.isoformat(),
        review_on=row.review_on.isoformat(),
        is_every_board=row.board_ids is None,
    )
    return row
