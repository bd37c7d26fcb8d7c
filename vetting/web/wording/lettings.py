"""How requests for rooms are told: hours of a date, points in a sentence, looks of verdicts and states."""

import datetime as dt

from flask_babel import LazyString, format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.swedish_time import clock
from vetting.domain.tenancy import Point
from vetting.domain.terms_contracts import BarLink
from vetting.domain.terms_lettings import TenancyPoint
from vetting.domain.terms_premises import BookingState, TenancyVerdict
from vetting.reading.letting_list import Wanted
from vetting.web.wording import told_day, word

VERDICT_LOOK = {TenancyVerdict.GO: "success", TenancyVerdict.ASK: "warning", TenancyVerdict.STOP: "danger"}
STATE_LOOK = {
    BookingState.PENDING: "info",
    BookingState.APPROVED: "success",
    BookingState.REFUSED: "danger",
    BookingState.WITHDRAWN: "neutral",
    BookingState.CANCELLED: "danger",
}


def wanted_words() -> dict[Wanted, str]:
    """What the lists of requests are called."""
    return {
        Wanted.WAITING: _("Waiting"),
        Wanted.APPROVED: _("Approved requests"),
        Wanted.REFUSED: _("Refused requests"),
        Wanted.CANCELLED: _("Cancelled requests"),
    }


def verdict_words() -> dict[TenancyVerdict, str]:
    """The verdict in one word, as on a list for the corridor."""
    return {TenancyVerdict.GO: _("Go"), TenancyVerdict.ASK: _("Ask"), TenancyVerdict.STOP: _("Stop")}


def span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """A date with its hours by the Swedish clock."""
    return f"{format_datetime(starts_at, 'EEE d MMM y HH:mm')}–{clock(ends_at)}"


def at(moment: dt.datetime) -> str:
    """A day and an hour by the Swedish clock."""
    return format_datetime(moment, "d MMM y HH:mm")


def hours(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """The hours of a date."""
    return f"{clock(starts_at)}–{clock(ends_at)}"


_SENTENCES: dict[TenancyPoint, LazyString] = {
    TenancyPoint.BARRED: lazy("Stop mark set by %(board)s, holds until %(until)s."),
    TenancyPoint.OVER_CAPACITY: lazy("%(expected)s people are expected; the room holds %(capacity)s."),
    TenancyPoint.ENDED_CONTRACT: lazy(
        "%(shared)s as a contract for %(premises)s that was terminated on %(ended_on)s."
    ),
    TenancyPoint.BARRED_CONTACT: lazy(
        "%(shared)s as a party under a stop mark set by %(premises)s, which holds until %(ended_on)s."
    ),
    TenancyPoint.EARLIER_BREACH: lazy(
        "The same party has broken a contract before; proven breaches: %(count)s."
    ),
    TenancyPoint.POLICE_RISK: lazy("The police described a concrete risk on %(day)s."),
    TenancyPoint.CRIME_IMMINENT: lazy("The police judged an offence to be close at hand on %(day)s."),
    TenancyPoint.LONG_USE: lazy(
        "The dates span %(days)s days: security of tenure may arise after nine months."
    ),
    TenancyPoint.OUTSIDE_HOURS: lazy(
        "Dates outside the opening hours of the room: %(count)s. Somebody must open, or another hour is offered."
    ),
    TenancyPoint.NAME_LIKENESS: lazy(
        "Weak: the name resembles %(name)s, which is under a stop mark. That alone means nothing and is not asked about."
    ),
    TenancyPoint.ODD_PURPOSE: lazy("The kind, open or closed and the number of dates do not go together."),
}


_WEAK = lazy(
    "Weak: everybody who takes a freed hour within three months is asked the same, and it forces nothing."
)
_WAYS_ON: dict[TenancyPoint, LazyString] = {
    TenancyPoint.POLICE_DECIDE: lazy("The police decide on this place. Point the applicant to the police."),
    TenancyPoint.OWNER_DECIDES: lazy("The owner of the hall decides. Send the applicant to the owner."),
    TenancyPoint.ROOM_CLOSED: lazy("The room is closed. Offer another room, or refuse and give the reasons."),
    TenancyPoint.SLOT_TAKEN: lazy(
        "Another party has the room. Offer another time or room, or refuse and give the reasons."
    ),
    TenancyPoint.OVER_CAPACITY: lazy(
        "More people are expected than the room may hold. Offer a larger room, or refuse and give the reasons."
    ),
    TenancyPoint.BARRED: lazy(
        "A stop mark holds. Refuse and give the reasons, or ask the board that set it whether it can be lifted."
    ),
}


def way_on(kind: TenancyPoint) -> str:
    """What can be done where nothing can be approved."""
    return str(_WAYS_ON[kind])


def point_text(point: Point) -> str:
    """A point in a sentence with its particulars: facts of contracts, never of persons."""
    facts = {name: told_day(value) for name, value in point.facts.items()}
    if "shared" in facts:
        shared = word(BarLink(str(facts["shared"])))
        facts["shared"] = shared[:1].upper() + shared[1:]
    pattern = _SENTENCES.get(point.kind)
    text = word(point.kind) if pattern is None else str(pattern) % facts
    return f"{text} {_WEAK}" if point.facts.get("shared") == BarLink.SLOT.value else text
