"""What is done with stop marks: proposals that another person signs, and answers when one asks."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_contracts import BarMoveKind, BarWordKind, StepState
from vetting.domain.terms_revocations import BarReach
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id, one_only


class BarMove(Base):
    """To set, renew or lift a stop mark, as proposed. `bar_id`: the one it is about, or the one it made."""

    __tablename__ = "bar_moves"
    __table_args__ = (
        CheckConstraint("kind = 'set' OR bar_id IS NOT NULL", name="bar_named"),
        CheckConstraint(
            "kind = 'lift' OR (ends_on IS NOT NULL AND review_on IS NOT NULL)", name="days_whole"
        ),
        CheckConstraint("state <> 'taken' OR settled_by <> proposed_by", name="two_persons"),
        CheckConstraint("(state = 'proposed') = (settled_at IS NULL)", name="settled_whole"),
        Index("ix_bar_moves_bar_id", "bar_id"),
        Index("ix_bar_moves_case_id", "case_id"),
        one_only("uq_bar_moves_open_of_bar", "bar_id", "state = 'proposed'"),
        one_only("uq_bar_moves_open_of_case", "case_id", "state = 'proposed' AND kind = 'set'"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[BarMoveKind] = mapped_column(Word(BarMoveKind))
    state: Mapped[StepState] = mapped_column(Word(StepState))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    bar_id: Mapped[str | None] = mapped_column(ForeignKey("bars.id"))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    reach: Mapped[BarReach] = mapped_column(Word(BarReach))
    is_every_board: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text)
    conditions: Mapped[str] = mapped_column(Text, default="")
    ends_on: Mapped[dt.date | None]
    review_on: Mapped[dt.date | None]
    proposed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    return_reason: Mapped[str] = mapped_column(Text, default="")


class BarWord(Base):
    """What a person answered when a stop mark asked. `next_review_on` where it stands."""

    __tablename__ = "bar_words"
    __table_args__ = (
        CheckConstraint("(kind = 'stands') = (next_review_on IS NOT NULL)", name="review_with_stands"),
        Index("ix_bar_words_bar_id", "bar_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    bar_id: Mapped[str] = mapped_column(ForeignKey("bars.id"))
    kind: Mapped[BarWordKind] = mapped_column(Word(BarWordKind))
    text: Mapped[str] = mapped_column(Text)
    next_review_on: Mapped[dt.date | None]
    written_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def move_in_hand(move_id: str) -> BarMove:
    """The proposal, locked until the deed is done. Raises NotFound."""
    found = db.session.get(BarMove, move_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def open_move_of(*, bar_id: str | None = None, case_id: str | None = None) -> BarMove | None:
    """What waits for another person about the stop mark, or about setting one in the case."""
    query = select(BarMove).where(BarMove.state == StepState.PROPOSED)
    query = query.where(BarMove.bar_id == bar_id) if bar_id else query.where(BarMove.case_id == case_id)
    return db.session.scalar(query.limit(1))


def add_move(row: BarMove) -> BarMove:
    """Adds the proposal with its id."""
    db.session.add(row)
    db.session.flush()
    return row


def add_word(row: BarWord) -> BarWord:
    """Adds the answer."""
    db.session.add(row)
    db.session.flush()
    return row
