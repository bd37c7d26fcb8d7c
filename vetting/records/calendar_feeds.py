"""Officers' calendar feeds: the digest of a secret address, and nothing that opens anything else."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.authority import Actor
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db
from vetting.records.officers import Officer, actor_of


class CalendarFeed(Base):
    """One officer's feed. Made anew, the earlier address stops; withdrawn, the row goes."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (UniqueConstraint("digest"),)

    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def feed_in_hand(officer_id: str) -> CalendarFeed | None:
    """The officer's feed, locked until the deed is done."""
    return db.session.get(CalendarFeed, officer_id, with_for_update=True, populate_existing=True)


def keep_feed(officer_id: str, digest: str, *, language: str, now: dt.datetime) -> None:
    """Keeps the feed in the place of an earlier one."""
    row = feed_in_hand(officer_id) or CalendarFeed(officer_id=officer_id)
    row.digest, row.language, row.made_at = digest, language, now
    db.session.add(row)
    db.session.flush()


def drop_feed(row: CalendarFeed) -> None:
    """The address opens nothing any more."""
    db.session.delete(row)
    db.session.flush()


def reader_of(digest: str) -> tuple[Actor, str] | None:
    """Whose feed it is, with what they may do by now, and the feed's language; None for anybody else."""
    row = db.session.execute(
        select(Officer, CalendarFeed.language)
        .join(CalendarFeed, CalendarFeed.officer_id == Officer.id)
        .where(CalendarFeed.digest == digest, Officer.is_active)
    ).one_or_none()
    return None if row is None else (actor_of(row[0]), row[1])
