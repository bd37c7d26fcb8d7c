"""Words for applications: points, doubts, remedies, what happened, and what a letter says of each point."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, format_date, gettext
from flask_babel import lazy_gettext as _

from vetting.domain.points import ApplicationField, PointKind
from vetting.domain.terms import OfficeRole, PaperKind, Stage
from vetting.reading.case import Happening
from vetting.web.filters import number
from vetting.web.wording import word

DOUBTS: dict[str, LazyString] = {
    "amount_large": _("Unusually large: is there a nought too many?"),
    "purpose_short": _("So short that the use cannot be judged."),
    "period_outside_year": _("The period lies outside the year of the grant."),
    "period_long": _("The period is longer than a year."),
    "members_none": _("No members are stated."),
}

# How the association mends each point: plain words for whoever reads the letter.
REMEDIES: dict[str, LazyString] = {
    "purpose": _("Write what the grant will be used for: which activities, for whom, when and where."),
    "amount": _("Write the amount you apply for in whole kronor, and what it consists of."),
    "period": _("Write from which day to which day the grant is to be used."),
    "expected_result": _("Write what you want to achieve and how you will see that you have."),
    "members_total": _("Write how many members you had at the turn of the year. Send no list of names."),
    "other_support": _("Write which other grants you have applied for or have for the same purpose."),
    "statutes": _("Send the statutes in force, as adopted by the annual meeting."),
    "minutes": _("Send the minutes of the latest annual meeting, signed by the chair and the checkers."),
    "activity_report": _("Send the activity report for the past year."),
    "accounts": _("Send the accounts for the past year: income statement and balance sheet."),
    "audit_report": _("Send the auditor's report for the past year."),
    "other": _("Send the paper that is described."),
}


def point_word(kind: str, key: str) -> str:
    """What a point is called; a question by its id."""
    if kind == PointKind.FIELD:
        return word(ApplicationField(key))
    if kind == PointKind.PAPER:
        return word(PaperKind(key))
    return key


def doubt_text(code: str) -> str:
    """Why a point is doubtful."""
    return str(DOUBTS.get(code, code))


def remedy_text(key: str) -> str:
    """How the association mends a point."""
    return str(REMEDIES.get(key, ""))


def size_text(size: int) -> str:
    """A file's size for people, in whole kilobytes."""
    return f"{number(max(1, round(size / 1024)))}\u00a0kB"


COLUMNS: dict[str, LazyString] = {
    "name": _("Association"),
    "org_number": _("Organisation number"),
    "scheme": _("Grant"),
    "board": _("Board"),
    "year": _("Year"),
    "amount": _("Amount"),
    "starts_on": _("From"),
    "ends_on": _("To"),
    "members": _("Members"),
    "purpose": _("Purpose"),
    "own_id": _("The list's own id"),
    "expected_result": _("Expected result"),
    "other_support": _("Other support"),
}


def column_word(name: str) -> str:
    """What a column of a list of applications is called."""
    return str(COLUMNS.get(name, name))


KINDS = {
    "DecisionMade": "success",
    "SupplementRequested": "warning",
    "SupplementLapsed": "warning",
    "ApplicationWithdrawn": "danger",
}


def happening_text(happened: Happening) -> str:
    """The particulars of an entry in words; blank when its name says enough."""
    facts = happened.facts
    if happened.name == "CaseMoved":
        return gettext("From “%(before)s” to “%(after)s”.", **_stages(facts))
    if happened.name in ("SupplementRequested", "SupplementReceived"):
        points = facts.get("points") or facts.get("met") or []
        return ", ".join(_point(told) for told in points)
    if happened.name == "ApplicationRevised":
        fields = [point_word("field", name) for name in facts.get("fields", [])]
        told = {"version": facts.get("version"), "fields": ", ".join(fields)}
        return gettext("Version %(version)s: %(fields)s.", **told)
    if happened.name in ("SignatoryDeclared", "SignatoryEnded"):
        return word(OfficeRole(facts["role"])) if "role" in facts else ""
    if happened.name == "PaperReceived":
        return point_word("paper", str(facts.get("kind", "other")))
    return ""


def _stages(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: word(Stage(facts[name])) for name in ("before", "after") if name in facts}


def _point(told: str) -> str:
    kind, _sep, key = told.partition(":")
    return point_word(kind, key)


def value_text(value: object) -> str:
    """A value of a version in words: a period as two dates, kronor grouped, nothing as nothing."""
    if isinstance(value, tuple):
        return "–".join(format_date(day, "d MMM y") for day in value)
    if isinstance(value, int):
        return number(value)
    return "" if value is None else str(value)
