"""De-identified concerns: what was seen, in which district and month; and the signpost's contact lines.

No column names, points at or counts a person, an association, a case or whoever wrote it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.concerns import shown_count
from vetting.domain.errors import NotFound
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.records.associations import Association
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.known_as import AssociationName
from vetting.records.officers import Board


class Concern(Base):
    """What a member of staff saw. The day it came is kept and not the hour, which could tell who wrote it."""

    __tablename__ = "concerns"
    __table_args__ = (
        CheckConstraint("(handled_on IS NULL) = (handled_words = '')", name="handling_whole"),
        Index("ix_concerns_month", "month"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[ConcernKind] = mapped_column(Word(ConcernKind))
    setting: Mapped[ConcernSetting] = mapped_column(Word(ConcernSetting))
    district: Mapped[str] = mapped_column(String(120))
    month: Mapped[str] = mapped_column(String(7))  # 2026-11
    text: Mapped[str] = mapped_column(Text)
    received_on: Mapped[dt.date]
    handled_on: Mapped[dt.date | None]
    handled_words: Mapped[str] = mapped_column(Text, default="")


class SignpostEdition(Base):
    """The municipality's own contact lines on the signpost; the latest holds, the others stay."""

    __tablename__ = "signpost_editions"
    __table_args__ = (UniqueConstraint("number"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    number: Mapped[int]
    social_services: Mapped[str] = mapped_column(Text)
    out_of_hours: Mapped[str] = mapped_column(Text)
    coordinator: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)


@dataclass(frozen=True)
class ConcernCount:
    """How many concerns of a kind in a district; `count` None: fewer than three, and no more is told."""

    kind: ConcernKind
    district: str
    count: int | None


def concern_counts(from_on: dt.date, to_on: dt.date) -> tuple[ConcernCount, ...]:
    """The concerns about what happened in the months of those days, by kind and district, small counts
    withheld. There are no sums beside them: from a sum a withheld count could be worked out."""
    rows = db.session.execute(
        select(Concern.kind, Concern.district, func.count())
        .where(Concern.month >= f"{from_on:%Y-%m}", Concern.month <= f"{to_on:%Y-%m}")
        .group_by(Concern.kind, Concern.district)
    ).all()
    found = (ConcernCount(kind, district, shown_count(count)) for kind, district, count in rows)
    return tuple(sorted(found, key=lambda one: (list(ConcernKind).index(one.kind), one.district)))


def keep_concern(concern: Concern) -> None:
    """Adds what came in."""
    db.session.add(concern)
    db.session.flush()


def concern_in_hand(concern_id: str) -> Concern:
    """The concern, locked. Raises NotFound."""
    found = db.session.get(Concern, concern_id, with_for_update=True)
    if found is None:
        raise NotFound("concern_not_found")
    return found


def count_concerns(last_day: dt.date) -> int:
    """How many came on that day or before."""
    return (
        db.session.scalar(select(func.count()).select_from(Concern).where(Concern.received_on <= last_day))
        or 0
    )


def forget_concerns(last_day: dt.date) -> int:
    """Removes those that came on that day or before, and gives how many."""
    gone = db.session.execute(
        delete(Concern).where(Concern.received_on <= last_day).returning(Concern.id)
    ).all()
    return len(gone)


def names_in_directory(keys: Iterable[str]) -> frozenset[str]:
    """Which of the search keys are the name of an association, now or before."""
    wanted = sorted(set(keys))
    if not wanted:
        return frozenset()
    now = select(Association.search_key).where(Association.search_key.in_(wanted))
    before = select(AssociationName.search_key).where(AssociationName.search_key.in_(wanted))
    return frozenset(db.session.scalars(now.union(before)))


def signpost_edition() -> SignpostEdition | None:
    """The contact lines that hold; None before any were written."""
    return db.session.scalars(
        select(SignpostEdition).order_by(SignpostEdition.number.desc()).limit(1)
    ).first()


def signpost_editions() -> Sequence[SignpostEdition]:
    """All that were written, the latest first; at most fifty."""
    return db.session.scalars(select(SignpostEdition).order_by(SignpostEdition.number.desc()).limit(50)).all()


def add_signpost(edition: SignpostEdition) -> str:
    """Adds the next edition and gives its id."""
    db.session.add(edition)
    db.session.flush()
    return edition.id


def districts_of_city() -> tuple[str, ...]:
    """The parts of the city that boards are of, by name; where none is named, those of the directory."""
    own = db.session.scalars(
        select(Board.district).where(Board.is_active, Board.district.is_not(None)).distinct()
    ).all()
    found = own or db.session.scalars(
        select(Association.district).where(Association.district.is_not(None)).distinct().limit(200)
    )
    return tuple(sorted(name for name in found if name))
