"""An officer's calendar feed: its secret address made and withdrawn, and the calendar written."""

import datetime as dt
import secrets
from collections.abc import Sequence

from vetting.domain.authority import Actor
from vetting.domain.calendar_feed import Calendar, CalendarEvent, digest_of_secret
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.working_days import Days
from vetting.gateways import ics
from vetting.gateways.calendar import days_of
from vetting.records import calendar_feeds
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.officers import officer


def make_feed(language: str, *, by: Actor, now: dt.datetime) -> str:
    """Gives the secret of a feed of one's own deadlines, of which only the digest is kept; an earlier one
    stops. Raises NotAllowed for anybody without an account, and for a partner's agent."""
    secret = secrets.token_urlsafe(32)
    with transaction():
        _require_officer(by)
        calendar_feeds.keep_feed(by.id, digest_of_secret(secret), language=language, now=now)
        note(Entry.CALENDAR_FEED_MADE, by=by, now=now, subject=f"officer:{by.id}")
    return secret


def withdraw_feed(*, by: Actor, now: dt.datetime) -> None:
    """The address stops at once. Raises NotFound when there is none."""
    with transaction():
        _require_officer(by)
        row = calendar_feeds.feed_in_hand(by.id)
        if row is None:
            raise NotFound("not_found")
        calendar_feeds.drop_feed(row)
        note(Entry.CALENDAR_FEED_WITHDRAWN, by=by, now=now, subject=f"officer:{by.id}")


def calendar_file(calendar: Calendar, events: Sequence[CalendarEvent], *, now: dt.datetime) -> bytes:
    """The calendar as its readers want it (RFC 5545)."""
    return ics.written(calendar, events, now=now)


def days_ahead(now: dt.datetime) -> Days:
    """The Swedish day of the moment, with the holidays that days fall on."""
    return days_of(now)


def _require_officer(by: Actor) -> None:
    if by.is_system or by.is_token or by.is_agent:
        raise NotAllowed("not_allowed")
    officer(by.id)
