"""Words for provisions of law, and for how a deadline is counted."""

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _

from vetting.domain.deadlines import Deadline
from vetting.web.wording import word

LAW: dict[str, LazyString] = {
    "RF 1:9": _("Instrument of Government 1:9 (objectivity, equality before the law)"),
    "KL 2:3": _("Local Government Act 2:3 (equal treatment)"),
    "KL 5:69, 6:35": _("Local Government Act 5:69 and 6:35"),
    "KL 6:40": _("Local Government Act 6:40"),
    "KL 8:12": _("Local Government Act 8:12"),
    "KL 13:1": _("Local Government Act 13:1"),
    "KL 13:5": _("Local Government Act 13:5"),
    "KL 13:8": _("Local Government Act 13:8"),
    "FL 1, 5-8, 9 § 1, 13-15, 21-22": _(
        "Administrative Procedure Act sections 1, 5–8, 9 first paragraph, 13–15, 21–22 (the others do not apply, "
        "section 2)"
    ),
    "FL": _("The Administrative Procedure Act as a whole"),
    "FL 40": _("Administrative Procedure Act section 40"),
    "FL 41": _("Administrative Procedure Act section 41"),
    "FL 42": _("Administrative Procedure Act section 42"),
    "FL 43": _("Administrative Procedure Act section 43"),
    "FL 44": _("Administrative Procedure Act section 44"),
    "FL 23": _("Administrative Procedure Act section 23"),
    "FL 25": _("Administrative Procedure Act section 25"),
    "FL 27": _("Administrative Procedure Act section 27"),
    "FL 31": _("Administrative Procedure Act section 31"),
    "FL 32": _("Administrative Procedure Act section 32"),
    "FL 33": _("Administrative Procedure Act section 33"),
    "FL 37": _("Administrative Procedure Act section 37"),
    "JB 12:3": _("Land Code 12:3 (a term over nine months must be terminated)"),
    "JB 12:4": _("Land Code 12:4 (periods of notice)"),
    "JB 12:43": _("Land Code 12:43 (the landlord's time to act)"),
    "JB 12": _("Land Code chapter 12 (tenancy)"),
    "ORDL 2:6": _("Public Order Act 2:6"),
    "ORDL 3:1": _("Public Order Act 3:1 (permit by the police)"),
    "ORDL 3:2": _("Public Order Act 3:2 (the municipality is heard)"),
    "ORDL 3:15": _("Public Order Act 3:15 (what the municipality may look after)"),
    "1975:635 4 §": _("Interest Act (1975:635) section 4"),
    "1981:130 2, 5 §§": _("Limitation Act (1981:130) sections 2 and 5"),
    "SFS 2016:1367 5 §": _("Ordinance 2016:1367 section 5 (the owner is independent of the municipality)"),
    "SFS 2016:1367 9 §": _("Ordinance 2016:1367 section 9 (the hall is impartially available)"),
}

EVENTS: dict[str, LazyString] = {
    "announced": _("the announcement on the notice board"),
    "served": _("the day the association received the decision"),
    "adjusted": _("the adjustment of the minutes"),
    "board_decided": _("the board's meeting"),
    "next_meeting": _("the board's next meeting"),
    "event": _("the day of the event"),
    "asked": _("the question or letter"),
    "reminded": _("the reminder"),
    "answered": _("the answer"),
    "delivered": _("the last delivery"),
    "confirmed": _("the last confirmation"),
    "decided": _("the decision"),
    "period_began": _("the beginning of the period"),
    "period_ended": _("the end of the period"),
    "item_due": _("the last day of an item of a plan"),
    "week": _("the Monday of the planned week"),
    "agreed": _("what was agreed"),
    "season": _("the first of April or October"),
    "half_year": _("the first of January or July"),
    "in_force": _("the day the text came into force"),
    "report_ends": _("the last day the report tells of"),
    "adopted": _("what the board adopted"),
    "held": _("the day payment began to wait"),
    "notice_given": _("the notice"),
    "contract_began": _("the first day of the contract"),
    "breach_known": _("the day the breach was known"),
    "bar_set": _("the stop mark"),
    "bar_ends": _("the last day of the stop mark"),
    "proposed": _("the day it was proposed"),
    "demanded": _("the demand"),
    "claim_broken": _("the day the claim arose, or the last demand, payment or acknowledgement"),
}


def law_word(provision: str) -> str:
    """A provision as people read it."""
    return str(LAW.get(provision, provision))


def counted_words(row: Deadline) -> str:
    """How far it is counted and from what: "3 weeks from the announcement", "5 days before the event"."""
    event = str(EVENTS[row.event])
    if row.working_days is not None:
        return _working_days(row.working_days, event)
    if row.days is None:
        return gettext("as agreed or decided")
    if not (row.days or row.months):
        return event
    if row.months and row.days < 0:
        return gettext("%(length)s less a day from %(event)s", length=_months(row.months), event=event)
    days = abs(row.days)
    length = _days(days) if days else ""
    if row.months:
        length = _months(row.months) if not length else f"{_months(row.months)}, {length}"
    if row.days < 0:
        told = gettext("%(length)s before %(event)s", length=length, event=event)
        return gettext("%(day)s, if possible", day=told) if row.if_possible else told
    return gettext("%(length)s from %(event)s", length=length, event=event)


def _months(count: int) -> str:
    return str(ngettext("%(num)s month", "%(num)s months", count))


def _working_days(count: int, event: str) -> str:
    length = str(ngettext("%(num)s working day", "%(num)s working days", abs(count)))
    if count < 0:
        return gettext("%(length)s before %(event)s", length=length, event=event)
    return gettext("%(length)s from %(event)s", length=length, event=event)


def _days(count: int) -> str:
    if count % 7 == 0 and count >= 14:
        return str(ngettext("%(num)s week", "%(num)s weeks", count // 7))
    return str(ngettext("%(num)s day", "%(num)s days", count))


def source_words(row: Deadline) -> str:
    """By what it is so: a provision, or a rule of the house."""
    return law_word(row.source) if row.source else gettext("rule of the house")


def roll_words(row: Deadline) -> str:
    """What becomes of a day that falls on a rest day."""
    return word(row.roll)
