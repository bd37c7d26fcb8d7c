"""Boards' action plans in versions, their activities, what was said of these, and status reports as taken."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.action_plans import PlanRow
from vetting.domain.errors import NotFound, Refused
from vetting.domain.plan_status import Said
from vetting.domain.terms_action_plans import PlanState, RowProgress, ServiceTie
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class ActionPlan(Base):
    """One version of a board's plan of a year. `edition` rises with every change while it is a draft."""

    __tablename__ = "action_plans"
    __table_args__ = (
        UniqueConstraint("board_id", "year", "version"),
        CheckConstraint(
            "state = 'draft' OR (adopted_on IS NOT NULL AND adopted_by IS NOT NULL)", name="adopted_whole"
        ),
        CheckConstraint(
            "state NOT IN ('approved', 'sent_back') OR (answered_on IS NOT NULL AND answered_by IS NOT NULL)",
            name="answered_whole",
        ),
        CheckConstraint("answered_on IS NULL OR answered_on >= adopted_on", name="days_in_order"),
        CheckConstraint("state <> 'sent_back' OR answer_words <> ''", name="reason_when_sent_back"),
        Index("ix_action_plans_year_board", "year", "board_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    year: Mapped[int]
    version: Mapped[int]
    state: Mapped[PlanState] = mapped_column(Word(PlanState))
    introduction: Mapped[str] = mapped_column(Text, default="")
    based_on_id: Mapped[str | None] = mapped_column(ForeignKey("action_plans.id"))
    edition: Mapped[int] = mapped_column(default=1)
    drafted_by: Mapped[str] = mapped_column(String(40))
    drafted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    adopted_on: Mapped[dt.date | None]
    adopted_at_meeting: Mapped[str] = mapped_column(String(160), default="")
    adopted_by: Mapped[str | None] = mapped_column(String(40))  # who entered it from the minutes
    answered_on: Mapped[dt.date | None]
    answered_at_meeting: Mapped[str] = mapped_column(String(160), default="")
    answered_by: Mapped[str | None] = mapped_column(String(40))
    answer_words: Mapped[str] = mapped_column(Text, default="")


class ActionPlanRow(Base):
    """One activity of a version. `carried_from_id`: the row of the plan it was carried over from."""

    __tablename__ = "action_plan_rows"
    __table_args__ = (Index("ix_action_plan_rows_plan", "plan_id", "position"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(ForeignKey("action_plans.id"))
    position: Mapped[int]
    goal: Mapped[str] = mapped_column(String(160))
    activity: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(String(160))
    timetable: Mapped[str] = mapped_column(String(160))
    follow_up: Mapped[str] = mapped_column(String(160))
    due_on: Mapped[dt.date | None]
    tie: Mapped[ServiceTie | None] = mapped_column(Word(ServiceTie))
    carried_from_id: Mapped[str | None] = mapped_column(String(16))


class ActivityWord(Base):
    """What somebody said of an activity; the latest holds, the others stay."""

    __tablename__ = "activity_words"
    __table_args__ = (
        Index("ix_activity_words_row", "row_id", "number"),
        UniqueConstraint("row_id", "number"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    row_id: Mapped[str] = mapped_column(ForeignKey("action_plan_rows.id"))
    number: Mapped[int]
    progress: Mapped[RowProgress] = mapped_column(Word(RowProgress))
    words: Mapped[str] = mapped_column(Text)
    said_on: Mapped[dt.date]
    said_by: Mapped[str] = mapped_column(String(40))
    said_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PlanStatusReport(Base):
    """A status report as it was taken, byte for byte."""

    __tablename__ = "plan_status_reports"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(ForeignKey("action_plans.id"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the document in UTF-8
    taken_by: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def plan(plan_id: str) -> ActionPlan:
    """The version of that id. Raises NotFound."""
    found = db.session.get(ActionPlan, plan_id)
    if found is None:
        raise NotFound("not_found")
    return found


def plan_in_hand(plan_id: str) -> ActionPlan:
    """The version, locked until the deed is done. Raises NotFound."""
    found = db.session.get(ActionPlan, plan_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def versions_of(board_id: str, year: int) -> Sequence[ActionPlan]:
    """Every version of the board's plan of a year, the latest first."""
    return db.session.scalars(
        select(ActionPlan)
        .where(ActionPlan.board_id == board_id, ActionPlan.year == year)
        .order_by(ActionPlan.version.desc())
    ).all()


def add_plan(row: ActionPlan) -> ActionPlan:
    """Keeps a new version."""
    db.session.add(row)
    db.session.flush()
    return row


def rows_of(plan_id: str) -> Sequence[ActionPlanRow]:
    """The activities in the order of the plan."""
    return db.session.scalars(
        select(ActionPlanRow)
        .where(ActionPlanRow.plan_id == plan_id)
        .order_by(ActionPlanRow.position, ActionPlanRow.id)
    ).all()


def row_of_plan(plan_id: str, row_id: str) -> ActionPlanRow:
    """An activity of that very version. Raises NotFound."""
    found = db.session.get(ActionPlanRow, row_id)
    if found is None or found.plan_id != plan_id:
        raise NotFound("not_found")
    return found


def plain(row: ActionPlanRow) -> PlanRow:
    """The activity as the rules see it."""
    return PlanRow(row.goal, row.activity, row.responsible, row.timetable, row.follow_up, row.due_on, row.tie)


def add_row(plan_id: str, row: PlanRow, *, position: int, carried_from_id: str | None = None) -> str:
    """Keeps an activity and gives its id."""
    kept = ActionPlanRow(plan_id=plan_id, position=position, carried_from_id=carried_from_id, **asdict(row))
    db.session.add(kept)
    db.session.flush()
    return kept.id


def change_row(kept: ActionPlanRow, row: PlanRow) -> None:
    """Writes an activity over, while its plan is a draft."""
    for name, value in asdict(row).items():
        setattr(kept, name, value)
    db.session.flush()


def remove_row(kept: ActionPlanRow) -> None:
    """Takes an activity out of a draft."""
    db.session.delete(kept)
    db.session.flush()


def touch(row: ActionPlan, seen: int, now: dt.datetime) -> None:
    """A draft is changed by somebody who saw it as it is. Raises Refused `plan_changed`."""
    if row.edition != seen:
        raise Refused("plan_changed")
    row.edition, row.changed_at = row.edition + 1, now
    db.session.flush()


def said_of(plan_id: str) -> Mapping[str, Said]:
    """What was said last of each activity, by its id."""
    rows = db.session.scalars(
        select(ActivityWord)
        .join(ActionPlanRow, ActionPlanRow.id == ActivityWord.row_id)
        .where(ActionPlanRow.plan_id == plan_id)
        .order_by(ActivityWord.row_id, ActivityWord.number)
    )
    return {row.row_id: Said(row.progress, row.words, row.said_on) for row in rows}


def say(row_id: str, said: Said, *, by: str, now: dt.datetime) -> None:
    """Adds what was said."""
    last = db.session.scalar(select(func.max(ActivityWord.number)).where(ActivityWord.row_id == row_id))
    db.session.add(
        ActivityWord(
            row_id=row_id,
            number=(last or 0) + 1,
            progress=said.progress,
            words=said.words,
            said_on=said.said_on,
            said_by=by,
            said_at=now,
        )
    )
    db.session.flush()


def carry_word(from_row_id: str, to_row_id: str) -> None:
    """What was said last of one activity is said of the same one in a new version, with its day and sayer."""
    last = db.session.scalar(
        select(ActivityWord)
        .where(ActivityWord.row_id == from_row_id)
        .order_by(ActivityWord.number.desc())
        .limit(1)
    )
    if last is None:
        return
    db.session.add(
        ActivityWord(
            row_id=to_row_id,
            number=1,
            progress=last.progress,
            words=last.words,
            said_on=last.said_on,
            said_by=last.said_by,
            said_at=last.said_at,
        )
    )
    db.session.flush()


def status_reports_of(plan_id: str) -> Sequence[PlanStatusReport]:
    """Every status report taken of a version, the latest first."""
    return db.session.scalars(
        select(PlanStatusReport)
        .where(PlanStatusReport.plan_id == plan_id)
        .order_by(PlanStatusReport.number.desc())
    ).all()


def keep_status(plan_id: str, document: str, digest: str, *, by: str, now: dt.datetime) -> PlanStatusReport:
    """Keeps a status report for good."""
    last = status_reports_of(plan_id)
    kept = PlanStatusReport(
        plan_id=plan_id,
        number=last[0].number + 1 if last else 1,
        document=document,
        digest=digest,
        taken_by=by,
        taken_at=now,
    )
    db.session.add(kept)
    db.session.flush()
    return kept
