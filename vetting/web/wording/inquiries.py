"""Words for registers that are asked number by number: states, facts, and why there is no answer."""

from collections.abc import Iterable

from flask_babel import LazyString, format_currency
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.answer_facts import Fact, FactKind
from vetting.domain.terms import InquiryState
from vetting.reading.inquiries import AskableSource
from vetting.web.filters import day
from vetting.web.wording import problem_words, word

# Why a source has no answer that can be relied on.
REASONS: dict[str, LazyString] = {
    "number_missing": lazy("The association has no organisation number to ask about."),
    "not_asked": lazy("The register has not been asked about this number."),
    "awaiting_answer": lazy("The question is sent; no answer has come."),
    "answer_overdue": lazy("The answer is late."),
    "unanswered": lazy(
        "An answer file came, but it says nothing of this number. That is not “nothing found”."
    ),
    "question_rejected": lazy("The register rejected the question."),
    "answer_incomplete": lazy("Some of what was asked did not arrive with the answer."),
    "answer_too_old": lazy("The answer is too old. Ask again."),
    "search_bounded": lazy(
        "The name consists of common words only, so not every like name was looked at. "
        "Check again with the organisation number."
    ),
    "source_unreadable": lazy("The source could not be consulted this time. Run the check again."),
}
STATE_KIND = {
    InquiryState.SENT: "info",
    InquiryState.RECEIPTED: "info",
    InquiryState.ANSWERED: "success",
    InquiryState.REJECTED: "danger",
    InquiryState.OVERDUE: "warning",
}


def reason_words(code: str) -> str:
    """Why there is no answer to rely on; blank when there is one."""
    if not code:
        return ""
    if code in REASONS:
        return str(REASONS[code])
    return problem_words(code, {"host": _("the source"), "status": "–", "found": "–", "seconds": "–"})


def fact_text(fact: Fact) -> str:
    """A fact on one line: what it is, how it stands, amount and date."""
    amount = None if fact.amount_ore is None else format_currency(fact.amount_ore / 100, "SEK")
    on = day(fact.on) if fact.on else None
    state = word(fact.state) if fact.state else None
    kind = f"{word(fact.kind)}: {fact.text}" if fact.text else word(fact.kind)
    return ", ".join(one for one in (kind, state, amount, on) if one)


def missing_text(names: Iterable[str]) -> str:
    """Which facts did not arrive with an answer."""
    kinds = {kind.value: word(kind) for kind in FactKind}
    return _("Did not arrive: %(facts)s", facts=", ".join(kinds.get(one, _("who it is")) for one in names))


def askable_text(source: AskableSource) -> str:
    """What the newest answer of a source is worth."""
    if source.reason:
        return reason_words(source.reason)
    return _("Answered %(on)s.", on=day(source.as_of))
