"""Calendar files by RFC 5545: line ends, folding by octets, escaping, whole days, stable marks."""

import datetime as dt

from vetting.domain.calendar_feed import Calendar, CalendarEvent
from vetting.gateways.ics import written

NOW = dt.datetime(2026, 11, 21, 9, 30, 5, tzinfo=dt.UTC)
CALENDAR = Calendar("Mina frister", "sv")


def lines(*events: CalendarEvent) -> list[str]:
    """The content lines, unfolded (RFC 5545 3.1)."""
    data = written(CALENDAR, events, now=NOW)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_is_a_whole_day():
    event = CalendarEvent("follow_up:a1@host", dt.date(2026, 12, 31), "Uppföljning: KUL 2026/0012")
    found = lines(event)
    begin, end = found.index("BEGIN:VEVENT"), found.index("END:VEVENT")
    assert found[begin + 1 : end] == [
        "UID:follow_up:a1@host",
        "DTSTAMP:20261121T093005Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Uppföljning: KUL 2026/0012",
        "TRANSP:TRANSPARENT",
    ]
    assert found[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vetting//Deadlines 1//SV"]


def test_an_empty_calendar_is_one_all_the_same():
    assert "BEGIN:VEVENT" not in lines()


def test_text_is_escaped_and_no_line_can_be_smuggled_in():
    event = CalendarEvent(
        "x", dt.date(2026, 1, 1), "a;b,c\\d\r\nATTENDEE:mailto:x\ne\rf", "en\nrad", "https://h/a;b"
    )
    found = lines(event)
    assert "SUMMARY:a\\;b\\,c\\\\d\\nATTENDEE:mailto:x\\ne\\nf" in found
    assert "DESCRIPTION:en\\nrad" in found
    assert "URL:https://h/a;b" in found
    assert not [line for line in found if line.startswith("ATTENDEE")]


def test_lines_are_folded_at_75_octets_and_no_letter_is_cut():
    text = "åäö🙂" * 60
    data = written(CALENDAR, [CalendarEvent("x", dt.date(2026, 1, 1), text)], now=NOW)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode("utf-8")
    assert "SUMMARY:" + text in lines(CalendarEvent("x", dt.date(2026, 1, 1), text))
