"""Words of the pages about the right to reply: kinds of material, tags, and letters as part of a page."""

import datetime as dt

from flask_babel import gettext as _
from markupsafe import Markup

from vetting.domain.hearing_letter import ListedItem
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.terms import OfficeRole, Partner
from vetting.domain.terms_decisions import CodeState, StatementTiming
from vetting.web.filters import day
from vetting.web.wording import word

TIMING_KIND = {
    StatementTiming.IN_TIME: "success",
    StatementTiming.LATE: "warning",
    StatementTiming.UNREAD: "danger",
    StatementTiming.AFTER_DECISION: "neutral",
}
CODE_KIND = {
    CodeState.OPEN: "success",
    CodeState.USED: "neutral",
    CodeState.EXPIRED: "neutral",
    CodeState.WITHDRAWN: "neutral",
}


def made(markup: str) -> Markup:
    """A letter made by an escaping template, as part of a page."""
    return Markup(markup)  # noqa: S704


def item_title(item: ListedItem) -> str:
    """What kind of material an item is, and from whom."""
    titles = {
        "act": _("An act"),
        "evidence": _("Evidence"),
        "hit": _("A hit in a register"),
        "answer": _("An answer from a partner agency"),
    }
    if item.withheld:
        return _("%(kind)s (withheld)", kind=titles[item.kind])
    return _("%(kind)s: %(source)s", kind=titles[item.kind], source=item_source(item))


def item_source(item: ListedItem) -> str:
    """Where an item comes from; a partner by its name."""
    return word(Partner(item.source)) if item.kind == "answer" and item.source else item.source


def item_text(item: ListedItem) -> str:
    """What an item says. Of a hit about a signatory only the function is told."""
    if item.withheld:
        return _("Withheld: %(ground)s", ground=item.withheld)
    if item.kind == "hit" and item.code:
        return _("A declared signatory (%(role)s)", role=word(OfficeRole(item.code)))
    if item.kind == "answer" and item.code in set(AnswerCode):
        told = word(AnswerCode(item.code))
        return f"{told}. {item.text}" if item.text else told
    return item.text


def letter_title(kind: str) -> str:
    """What a letter to the association is about."""
    titles = {
        "decision": _("The decision"),
        "supplement": _("What you were asked to complete"),
        "hearing": _("What we consider, and the material"),
        "payment_hold": _("Payment that waits"),
        "plan_letter": _("About the follow-up plan"),
    }
    return titles[kind]


def item_day(item: ListedItem) -> str:
    """The day of what happened or was answered; blank when it has none."""
    return day(dt.date.fromisoformat(item.on)) if item.on else ""
