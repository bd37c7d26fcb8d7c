"""Words for registers that are asked number by number: states, facts, and why there is no answer."""

from collections.abc import Iterable

from flask_babel import LazyString, format_currency, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.answer_facts import Fact, FactKind
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import InquiryState
from vetting.reading.askable_sources import AskableSource
from vetting.reading.waiting_files import FilesToMake
from vetting.web.filters import day
from vetting.web.wording import problem_words, word

# Why a source has no answer that can be relied on.
REASONS: dict[str, LazyString] = {
    "number_missing": lazy("The association has no organisation number to ask about."),
    "not_asked": lazy("The register has not been asked about this number."),
    "queued_for_file": lazy("The question waits for the next question file to the register."),
    "not_needed": lazy("The question was not sent: its case ended first."),
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
    "no_signatories": lazy("The source lists persons, and the case has no declared signatory to ask about."),
    "not_a_community": lazy(
        "Not asked: a list of faith communities only identifies a community, and neither number nor name says "
        "that the association is one. It is no part of the outcome."
    ),
    "belief_of_a_person": lazy("Not asked: what a person believes is never looked up."),
    "source_unreadable": lazy("The source could not be consulted this time. Run the check again."),
}
STATE_KIND = {
    InquiryState.QUEUED: "neutral",
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
    """What the newest answer of a source is worth, and the question that waits for one."""
    answer = _("Answered %(on)s.", on=day(source.as_of)) if source.as_of else ""
    if source.waiting is None:
        return reason_words(source.reason) or answer
    parts = (answer, _waiting(source))
    return " ".join(one for one in parts if one)


def _waiting(source: AskableSource) -> str:
    since = day(swedish_day(source.waiting_since)) if source.waiting_since else "–"
    if source.waiting is InquiryState.QUEUED:
        return _("Waits since %(on)s for the next question file to the register.", on=since)
    if not source.is_by_file:
        return reason_words("awaiting_answer")
    told = _("Sent %(on)s; waits for the register's reply file.", on=since)
    if source.waiting is InquiryState.OVERDUE:
        return told + " " + _("It should have come %(on)s.", on=day(source.due_on))
    if source.receipted_at:
        return told + " " + _("Receipt %(on)s.", on=day(swedish_day(source.receipted_at)))
    return told


def waiting_text(files: FilesToMake) -> str:
    """What waits at a source for whoever makes and sends the question files."""
    queued = ngettext("%(num)d question waits for a file", "%(num)d questions wait for a file", files.queued)
    late = ngettext("%(num)d answer is late", "%(num)d answers are late", files.late)
    return " · ".join(text for text, number in ((queued, files.queued), (late, files.late)) if number)
