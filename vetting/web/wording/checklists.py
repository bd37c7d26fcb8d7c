"""Words of the sheet: levels of evidence, why a question is closed, what is already known."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString, format_date
from flask_babel import lazy_gettext as _

from vetting.domain.prefill import Fact
from vetting.domain.terms import PaperKind
from vetting.web.wording import terms

LEVELS: dict[int, LazyString] = {
    1: _("1 – The association's own admission or adopted paper"),
    2: _("2 – Decision of a court or an authority"),
    3: _("3 – Our own observation, with a record"),
    4: _("4 – Recording or copy of the association's own channel"),
    5: _("5 – Named witness"),
    6: _("6 – Report in the media (never proves alone)"),
    7: _("7 – Anonymous tip (never proves alone)"),
    8: _("8 – Linked by a third party (never proves alone)"),
}

WHY_CLOSED: dict[str, LazyString] = {
    "needs_act": _("Opens when an act is recorded with date, place, source and the actor's role"),
    "act_not_tied": _("Closed: the act was answered not to be dated, evidenced and tied to the association"),
    "needs_finding": _("Opens when a question on an act has an indication"),
    "not_set_locally": _("Does not apply: the board has set no value for the year"),
}

PAPERS: dict[PaperKind, LazyString] = {
    PaperKind.STATUTES: _("Statutes for %(year)s came in %(day)s"),
    PaperKind.MINUTES: _("Minutes of the annual meeting for %(year)s came in %(day)s"),
    PaperKind.ACTIVITY_REPORT: _("Activity report for %(year)s came in %(day)s"),
    PaperKind.ACCOUNTS: _("Accounts for %(year)s came in %(day)s"),
    PaperKind.AUDIT_REPORT: _("Audit report for %(year)s came in %(day)s"),
    PaperKind.OTHER: _("Other paper for %(year)s came in %(day)s"),
}

FACTS: dict[str, LazyString] = {
    "members_stated": _("The application states %(members)s members"),
    "in_directory": _("The association is in the directory"),
    "in_directory_confirmed": _("The association is in the directory, last confirmed %(day)s"),
    "not_in_directory": _("The association did not come from the municipality's register"),
    "number_class": _("In the directory: %(state)s"),
}


def fact_text(fact: Fact) -> str:
    """What is known, in the reader's language."""
    values = {name: _shown(value) for name, value in fact.values.items()}
    paper = fact.values.get("paper")
    pattern = PAPERS[paper] if isinstance(paper, PaperKind) else FACTS[fact.code]
    return str(pattern) % values


def level_text(level: int) -> str:
    """The level of evidence with its number."""
    return str(LEVELS[level])


def _shown(value: object) -> str:
    if isinstance(value, dt.date):
        return str(format_date(value, "d MMM y"))
    if isinstance(value, StrEnum):
        words: Mapping[StrEnum, LazyString] = terms.TERMS[type(value)]
        return str(words[value])
    return str(value)
