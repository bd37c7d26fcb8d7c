"""Spot checks: one drawn support each, who checks it, what was found, and what follows."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import (
    FindingResult,
    LeftReason,
    MeasureKind,
    RoundStage,
    SpotCheckState,
    Stream,
)
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.journal import note
from vetting.records.rounds import SpotCheckRound


class SpotCheck(Base):
    """One drawn item. The object is never exchanged; only who checks it may be."""

    __tablename__ = "spot_checks"
    __table_args__ = (
        UniqueConstraint("round_id", "item"),
        CheckConstraint("(state = 'left_population') = (left_reason IS NOT NULL)", name="left_whole"),
        CheckConstraint("left_reason IS NULL OR left_proof <> ''", name="left_with_proof"),
        CheckConstraint(
            "second_officer_id IS NULL OR officer_id IS NULL OR second_officer_id <> officer_id",
            name="two_readers",
        ),
        CheckConstraint("comment_recorded_at IS NULL OR asked_at IS NOT NULL", name="comment_after_asking"),
        Index("ix_spot_checks_officer_state", "officer_id", "state"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("spot_check_rounds.id"))
    item: Mapped[str] = mapped_column(String(40))  # case number
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    support_id: Mapped[str] = mapped_column(ForeignKey("supports.id"), index=True)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    kind: Mapped[SupportKind] = mapped_column(Word(SupportKind))
    stream: Mapped[Stream] = mapped_column(Word(Stream))
    stratum: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]  # order within its stream and stratum, from 1
    ticket: Mapped[str] = mapped_column(String(64), default="")  # blank for take-all
    grounds: Mapped[str] = mapped_column(String(200), default="")  # take-all grounds, blank-separated
    chance: Mapped[str] = mapped_column(String(12))
    state: Mapped[SpotCheckState] = mapped_column(Word(SpotCheckState), default=SpotCheckState.WAITING)
    officer_id: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    week_on: Mapped[dt.date | None]  # the Monday of the week it is planned for
    has_second_reading: Mapped[bool] = mapped_column(default=False)
    second_officer_id: Mapped[str | None] = mapped_column(ForeignKey("officers.id"), index=True)
    asked_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)  # the letter to the association
    comment_due_on: Mapped[dt.date | None]
    reminded_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    comment: Mapped[str] = mapped_column(Text, default="")
    comment_on: Mapped[dt.date | None]  # when the association said it
    comment_recorded_by: Mapped[str | None] = mapped_column(String(40))
    comment_recorded_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    left_reason: Mapped[LeftReason | None] = mapped_column(Word(LeftReason))
    left_proof: Mapped[str] = mapped_column(Text, default="")
    left_by: Mapped[str | None] = mapped_column(String(40))
    left_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("spot_checks.id"))
    drawn_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class RoundChecker(Base):
    """An officer who takes part in a round's checks, and how many a week."""

    __tablename__ = "round_checkers"
    __table_args__ = (CheckConstraint("capacity_per_week BETWEEN 1 AND 40", name="capacity_range"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("spot_check_rounds.id"), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    capacity_per_week: Mapped[int]


class CheckerConflict(Base):
    """An officer's conflict of interest in one check: the checker is replaced, the object is not (D-06)."""

    __tablename__ = "checker_conflicts"
    __table_args__ = (UniqueConstraint("check_id", "officer_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    check_id: Mapped[str] = mapped_column(ForeignKey("spot_checks.id"))
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    reason: Mapped[str] = mapped_column(Text)
    declared_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Finding(Base):
    """What a check came to. Never changed: reopening leaves it, and the next one follows."""

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("check_id", "version"),
        CheckConstraint("minutes_spent >= 0", name="minutes_not_negative"),
        CheckConstraint("measure <> 'action_plan' OR measure_due_on IS NOT NULL", name="plan_has_date"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    check_id: Mapped[str] = mapped_column(ForeignKey("spot_checks.id"))
    version: Mapped[int]
    result: Mapped[FindingResult] = mapped_column(Word(FindingResult))
    summary: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)  # the association's, as it stood
    measure: Mapped[MeasureKind] = mapped_column(Word(MeasureKind))
    measure_note: Mapped[str] = mapped_column(Text, default="")
    measure_due_on: Mapped[dt.date | None]
    minutes_spent: Mapped[int]
    closed_by: Mapped[str] = mapped_column(String(40))
    closed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class FindingReopening(Base):
    """Why a closed check was taken up again."""

    __tablename__ = "finding_reopenings"

    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    reopened_by: Mapped[str] = mapped_column(String(40))
    reopened_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class MeasureOutcome(Base):
    """That a measure is done, and what came of it."""

    __tablename__ = "measure_outcomes"

    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    done_by: Mapped[str] = mapped_column(String(40))
    done_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def check_in_hand(check_id: str) -> SpotCheck:
    """The check, locked until the deed ends. Raises NotFound, and Refused `round_voided`."""
    found = db.session.get(SpotCheck, check_id, with_for_update=True)
    if found is None:
        raise NotFound("spot_check_not_found")
    stage = db.session.scalar(select(SpotCheckRound.stage).where(SpotCheckRound.id == found.round_id))
    if stage is RoundStage.VOIDED:
        raise Refused("round_voided")
    return found


def check_to_see(check_id: str) -> SpotCheck:
    """The check, not locked. Raises NotFound."""
    found = db.session.get(SpotCheck, check_id)
    if found is None:
        raise NotFound("spot_check_not_found")
    return found


def checks_to_ask(round_id: str) -> Sequence[SpotCheck]:
    """The round's checks whose association has had no letter, locked; those that left it need none."""
    return db.session.scalars(
        select(SpotCheck)
        .where(
            SpotCheck.round_id == round_id,
            SpotCheck.asked_at.is_(None),
            SpotCheck.state != SpotCheckState.LEFT_POPULATION,
        )
        .order_by(SpotCheck.item)
        .with_for_update()
    ).all()


def conflicted(check_id: str) -> frozenset[str]:
    """Officers who have declared a conflict of interest in the check."""
    rows = db.session.scalars(select(CheckerConflict.officer_id).where(CheckerConflict.check_id == check_id))
    return frozenset(rows)


def latest_finding(check_id: str) -> Finding | None:
    """What the check last came to, reopened since or not."""
    return db.session.scalar(
        select(Finding).where(Finding.check_id == check_id).order_by(Finding.version.desc()).limit(1)
    )


def has_outcome(finding_id: str) -> bool:
    """Whether the finding's measure is told as done."""
    return db.session.get(MeasureOutcome, finding_id) is not None


def keep(row: CheckerConflict | Finding | FindingReopening | MeasureOutcome) -> None:
    """Keeps a new row of this file."""
    db.session.add(row)
    db.session.flush()


def note_check(entry: Entry, check: SpotCheck, *, by: Actor, now: dt.datetime, **facts: object) -> None:
    """Adds an entry about the check to the running deed; it stands in the journal of its case too."""
    note(entry, by=by, now=now, subject=f"spot_check:{check.id}", case_id=check.case_id, **facts)
