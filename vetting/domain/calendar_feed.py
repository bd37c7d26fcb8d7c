"""What a calendar feed holds: days on which something falls due, by kind and case number, and no names."""

import datetime as dt
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Calendar:
    """A feed as a whole. `language` two letters."""

    name: str
    language: str


@dataclass(frozen=True)
class CalendarEvent:
    """A whole day. `uid` stays the same as long as it is the same thing, whatever day it moves to."""

    uid: str
    on: dt.date
    summary: str
    description: str = ""
    url: str = ""


def digest_of_secret(secret: str) -> str:
    """SHA-256 of a feed's secret, hex: all that is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
