"""Calendars as files: RFC 5545 with whole-day events, written line by line."""

import datetime as dt
from collections.abc import Iterator, Sequence

from vetting.domain.calendar_feed import Calendar, CalendarEvent

LONGEST_LINE = 75  # octets, without the line break (RFC 5545 3.1)
REFRESH = "PT6H"


def written(calendar: Calendar, events: Sequence[CalendarEvent], *, now: dt.datetime) -> bytes:
    """The calendar as UTF-8 with CRLF. `now` is when the file is made, and stamps every event."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vetting//Deadlines 1//" + calendar.language.upper(),
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:" + _text(calendar.name),
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        "X-PUBLISHED-TTL:" + REFRESH,
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(folded + "\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def _event(event: CalendarEvent, now: dt.datetime) -> list[str]:
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VEVENT",
        "UID:" + _text(event.uid),
        "DTSTAMP:" + stamp,
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + dt.timedelta(days=1):%Y%m%d}",  # the day after, not included
        "SUMMARY:" + _text(event.summary),
        "TRANSP:TRANSPARENT",
    ]
    if event.description:
        lines.append("DESCRIPTION:" + _text(event.description))
    if event.url:
        lines.append("URL:" + event.url)
    return [*lines, "END:VEVENT"]


def _text(value: str) -> str:
    """Escaped as a TEXT value (RFC 5545 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each after the first begun by a blank; no letter is cut."""
    piece, room = "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            yield piece
            piece, room = " ", LONGEST_LINE - 1
        piece += letter
        room -= size
    yield piece
