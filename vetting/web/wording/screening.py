"""How checks, hits and questions are told: words and kinds of status, never a verdict."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.asking import BY_RULE
from vetting.domain.terms import Band, CheckOutcome, Judgement, SourceState
from vetting.reading.checks import CheckSummary, SourceResult
from vetting.reading.met import FactPair
from vetting.reading.partner_questions import QuestionLine
from vetting.web.filters import day, org_number
from vetting.web.wording import word
from vetting.web.wording.inquiries import reason_words
from vetting.web.wording.terms_screening import column_word, none_found

Status = tuple[str, str]  # kind and word

BAND_KIND = {
    Band.CONFIRMED: "danger",
    Band.ID_MATCH_NAME_CONFLICT: "danger",
    Band.STRONG: "warning",
    Band.POSSIBLE: "info",
    Band.SECTION_OR_UMBRELLA: "info",
}
JUDGEMENT_KIND = {Judgement.SAME: "danger", Judgement.OTHER: "neutral", Judgement.UNSURE: "warning"}
_STATE_KIND = {
    SourceState.FRESH: "success",
    SourceState.AGEING: "warning",
    SourceState.STALE: "danger",
    SourceState.NEVER_LOADED: "danger",
    SourceState.NOT_CONSULTED: "danger",
}


def checked_state(state: SourceState, reason: str = "") -> Status:
    """The age of a source as the check saw it; one that by rule is not asked is no fault."""
    if reason in BY_RULE:
        return "neutral", _("Not asked")
    return _STATE_KIND[state], word(state)


def outcome_state(check: CheckSummary) -> Status:
    """The whole check; hits that are all judged wait for nobody."""
    if check.outcome is CheckOutcome.HITS:
        if check.unjudged:
            return "danger", word(check.outcome)
        return "info", _("Hits, all judged")
    return ("warning" if check.outcome is CheckOutcome.INCOMPLETE else "neutral"), word(check.outcome)


def source_text(source: SourceResult) -> str:
    """One line per source: what it held, in which snapshot; never that somebody is cleared."""
    if source.state is SourceState.NEVER_LOADED:
        return _("Nothing has been delivered, so nothing could be looked for.")
    if source.state is SourceState.NOT_CONSULTED and not source.reason:
        return _("The source could not be consulted this time. Run the check again.")
    if source.reason and not source.hits:
        return reason_words(source.reason)
    if source.is_answer:
        return _answer_text(source)
    if source.hits:
        return _("%(hits)s in the snapshot of %(date)s", hits=_hits(len(source.hits)), date=day(source.as_of))
    return none_found(day(source.as_of))


def _answer_text(source: SourceResult) -> str:
    if source.hits:
        found = _("%(hits)s in the answer of %(date)s", hits=_hits(len(source.hits)), date=day(source.as_of))
        return f"{found}. {reason_words(source.reason)}" if source.reason else found
    return _("Nothing that needs a person in the answer of %(date)s", date=day(source.as_of))


def considered_text(source: SourceResult) -> str:
    """How much was looked at; the cap is told where it bit."""
    if source.considered > source.compared:
        return _(
            "%(compared)s of %(considered)s near listings compared", compared=source.compared,
            considered=source.considered,
        )  # fmt: skip
    return ngettext("%(num)d near listing compared", "%(num)d near listings compared", source.compared)


def question_state(question: QuestionLine) -> Status:
    """Where a question to a partner stands."""
    if question.answer is None:
        return (
            ("danger", _("Answer overdue")) if question.is_overdue else ("info", _("Waiting for an answer"))
        )
    if not question.is_usable:
        return "warning", _("No longer valid")
    return ("warning" if question.needs_attention else "neutral"), word(question.answer)


def fact_rows(facts: Iterable[FactPair]) -> list[dict[str, object]]:
    """Rows for the macro that sets both sides beside each other."""
    return [
        {
            "label": column_word(pair.fact),
            "ours": _told(pair.fact, pair.ours),
            "theirs": _told(pair.fact, pair.theirs),
            "agrees": pair.agrees,
            "weight": pair.weight,
        }
        for pair in facts
    ]


def _told(fact: str, value: str) -> str:
    if fact not in ("org_number", "other_numbers") or not value:
        return value
    return ", ".join(org_number(one) for one in value.split(", "))


def _hits(number: int) -> str:
    return _("1 hit") if number == 1 else _("%(number)s hits", number=number)
