"""Whether an officer has a calendar feed, and whose a feed is."""

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.records import calendar_feeds
from vetting.records.calendar_feeds import CalendarFeed
from vetting.records.db import db


def has_feed(officer_id: str) -> bool:
    """Whether an address of theirs opens a feed."""
    query = select(CalendarFeed.officer_id).where(CalendarFeed.officer_id == officer_id)
    return db.session.scalar(query) is not None


def reader_of_feed(digest: str) -> tuple[Actor, str] | None:
    """Whose feed has that digest, as they stand today, and its language; None where nobody's has."""
    return calendar_feeds.reader_of(digest)
