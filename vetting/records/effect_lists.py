"""Effect lists: what a revocation reached, row by row, each waiting for the board that owns it."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.authority import Actor
from vetting.domain.deadlines import day_due
from vetting.domain.effects import WAITING, WATCHED_DAYS, Effect, due_day, effects_of, new_among
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.records import holdings
from vetting.records.applications import Case
from vetting.records.bookings import Booking
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Decision
from vetting.records.journal import note


class EffectList(Base):
    """What a party held when a support was revoked, and what has come since. Closed once no row waits."""

    __tablename__ = "effect_lists"
    __table_args__ = (
        UniqueConstraint("case_id"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="close_whole"),
        Index("ix_effect_lists_association_id", "association_id"),
        Index("ix_effect_lists_board_id", "board_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))  # of the special review
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))  # the one that revoked
    made_on: Mapped[dt.date]
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    close_reason: Mapped[str] = mapped_column(Text, default="")
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    reopened_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)  # by something new, last time


class EffectRow(Base):
    """One thing that the party holds or asks for, and what its board did with it.

    `said_by`: who put it to a lawyer, or says that it is to end and waits for a second person.
    """

    __tablename__ = "effect_rows"
    __table_args__ = (
        UniqueConstraint("list_id", "kind", "subject_id"),
        CheckConstraint("(state IN ('kept', 'ended')) = (decided_by IS NOT NULL)", name="decided_whole"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_when"),
        CheckConstraint("state = 'open' OR reason <> ''", name="reason_given"),
        CheckConstraint(
            "state <> 'ended' OR kind NOT IN ('booking', 'tariff')"
            " OR (said_by IS NOT NULL AND said_by <> decided_by)",
            name="two_persons",
        ),
        Index("ix_effect_rows_board_state", "board_id", "state"),
        Index("ix_effect_rows_subject_id", "subject_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    list_id: Mapped[str] = mapped_column(ForeignKey("effect_lists.id"))
    kind: Mapped[EffectKind] = mapped_column(Word(EffectKind))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    subject_id: Mapped[str] = mapped_column(String(16))  # of what it names: a support, a date, a case …
    request_id: Mapped[str | None] = mapped_column(ForeignKey("booking_requests.id"))  # the series of a date
    premises_id: Mapped[str | None] = mapped_column(ForeignKey("premises.id"))
    concerns_on: Mapped[dt.date | None] = mapped_column(Date)
    amount: Mapped[int] = mapped_column(default=0)  # whole kronor
    is_later: Mapped[bool] = mapped_column(default=False)  # came after the list was made
    due_on: Mapped[dt.date]
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    state: Mapped[EffectState] = mapped_column(Word(EffectState), default=EffectState.OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    cancelling: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # as domain/effects keeps it
    said_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    said_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def make_list(case_id: str, association_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Makes the list of a revocation that has just been decided, within its deed, and gives its id.

    What the decision itself has ended is no row: the caller has marked that support as ended before.
    """
    case = db.session.get_one(Case, case_id)
    decision_id = db.session.scalars(select(Decision.id).where(Decision.case_id == case_id)).one()
    made = EffectList(
        case_id=case_id,
        decision_id=decision_id,
        association_id=association_id,
        board_id=case.board_id,
        made_on=swedish_day(now),
        made_by=by.id,
        made_at=now,
    )
    db.session.add(made)
    db.session.flush()
    rows = effects_of(holdings.holdings_of(association_id, now=now))
    _add(made, rows, is_later=False, now=now)
    about = {"subject": f"effect_list:{made.id}", "case_id": case_id}
    note(RoomEntry.EFFECTS_LISTED, by=by, now=now, **about, rows=len(rows), boards=_boards(rows))
    return made.id


def join_new(association_id: str, *, by: Actor, now: dt.datetime) -> int:
    """Adds what the association has come to hold or ask for to its lists, within the deed that gave or
    received it, and gives how many rows came. A closed list is open again.

    Costs one query where there is no list of the association.
    """
    lists = _watched([association_id], now)
    if not lists:
        return 0
    db.session.flush()  # what the deed has changed so far
    effects = effects_of(holdings.holdings_of(association_id, now=now))
    return sum(_join(one, effects, by=by, now=now) for one in lists)


def join_many(association_ids: Collection[str], *, by: Actor, now: dt.datetime) -> int:
    """As join_new, for a list or file of many parties."""
    wanted = {one.association_id for one in _watched(association_ids, now)}
    return sum(join_new(association_id, by=by, now=now) for association_id in sorted(wanted))


def associations_watched(now: dt.datetime) -> list[str]:
    """Associations with a list that what is new still joins."""
    since = swedish_day(now) - dt.timedelta(days=WATCHED_DAYS)
    return list(
        db.session.scalars(
            select(EffectList.association_id)
            .where(EffectList.made_on >= since)
            .distinct()
            .order_by(EffectList.association_id)
        )
    )


def _watched(association_ids: Collection[str], now: dt.datetime) -> Sequence[EffectList]:
    """The lists, locked in the order of their ids: deeds on one list take turns."""
    since = swedish_day(now) - dt.timedelta(days=WATCHED_DAYS)
    return db.session.scalars(
        select(EffectList)
        .where(EffectList.association_id.in_(association_ids), EffectList.made_on >= since)
        .order_by(EffectList.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _join(effect_list: EffectList, effects: Sequence[Effect], *, by: Actor, now: dt.datetime) -> int:
    known = db.session.execute(
        select(EffectRow.kind, EffectRow.subject_id, EffectRow.state).where(
            EffectRow.list_id == effect_list.id
        )
    ).all()
    ended = [
        subject for kind, subject, state in known if kind is EffectKind.TARIFF and state is EffectState.ENDED
    ]
    rows = new_among(effects, [(kind, subject) for kind, subject, _state in known], ended)
    if not rows:
        return 0
    _add(effect_list, rows, is_later=True, now=now)
    about = {"subject": f"effect_list:{effect_list.id}", "case_id": effect_list.case_id}
    note(RoomEntry.EFFECTS_JOINED, by=by, now=now, **about, rows=len(rows), boards=_boards(rows))
    if effect_list.closed_at is not None:
        effect_list.closed_at, effect_list.closed_by, effect_list.reopened_at = None, None, now
        note(RoomEntry.EFFECTS_REOPENED, by=by, now=now, **about)
    db.session.flush()
    return len(rows)


def _add(effect_list: EffectList, effects: Sequence[Effect], *, is_later: bool, now: dt.datetime) -> None:
    today = swedish_day(now)
    usual = day_due(DeadlineKind.EFFECT, today)
    db.session.add_all(
        EffectRow(
            list_id=effect_list.id,
            kind=one.kind,
            board_id=one.held.board_id,
            subject_id=one.subject_id,
            request_id=one.held.request_id,
            premises_id=one.held.premises_id,
            concerns_on=one.held.on,
            amount=one.held.amount,
            is_later=is_later,
            due_on=due_day(one.held.on, usual, today=today),
            added_at=now,
        )
        for one in effects
    )
    db.session.flush()


def _boards(effects: Sequence[Effect]) -> int:
    return len({one.held.board_id for one in effects})


def list_in_hand(list_id: str) -> EffectList:
    """The list, locked until the deed is done. Raises NotFound."""
    found = db.session.get(EffectList, list_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def rows_of(list_id: str, row_ids: Collection[str]) -> Sequence[EffectRow]:
    """Those rows of that very list, as the tables have them now. Raises NotFound when one is not there."""
    wanted = set(row_ids)
    found = db.session.scalars(
        select(EffectRow)
        .where(EffectRow.list_id == list_id, EffectRow.id.in_(wanted))
        .order_by(EffectRow.concerns_on, EffectRow.id)
        .execution_options(populate_existing=True)
    ).all()
    if len(found) != len(wanted):
        raise NotFound("not_found")
    return found


def ends_of(rows: Collection[EffectRow]) -> list[dt.datetime]:
    """When the dates among those rows end."""
    ids = [row.subject_id for row in rows if row.kind is EffectKind.BOOKING]
    return list(db.session.scalars(select(Booking.ends_at).where(Booking.id.in_(ids)))) if ids else []


def waiting_in(list_id: str) -> int:
    """How many rows of the list wait for their board."""
    found = db.session.scalar(
        select(func.count()).where(EffectRow.list_id == list_id, EffectRow.state.in_(WAITING))
    )
    return int(found or 0)


def requests_of(list_id: str, row_ids: Collection[str]) -> list[str]:
    """The requests whose dates those rows name, in the order they are to be locked."""
    found = db.session.scalars(
        select(EffectRow.request_id)
        .where(
            EffectRow.list_id == list_id,
            EffectRow.id.in_(row_ids),
            EffectRow.kind == EffectKind.BOOKING,
            EffectRow.request_id.is_not(None),
        )
        .distinct()
        .order_by(EffectRow.request_id)
    )
    return [one for one in found if one]
