"""How the partner's desk speaks: ages in plain words, and where deliveries and questions stand."""

from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.sources import SnapshotState as S
from vetting.domain.terms import SourceState
from vetting.reading.partner_desk import DeskQuestion
from vetting.reading.partner_sources import DeskSource
from vetting.web.filters import day
from vetting.web.wording import word
from vetting.web.wording.deliveries import ROW_KIND as ROW_KIND
from vetting.web.wording.deliveries import change_word as change_word
from vetting.web.wording.deliveries import decoding_text as decoding_text
from vetting.web.wording.deliveries import field_word as field_word
from vetting.web.wording.deliveries import row_shares as row_shares
from vetting.web.wording.deliveries import row_words as row_words
from vetting.web.wording.deliveries import value_text as value_text

Status = tuple[str, str]  # kind and word

STATE_KIND = {
    SourceState.FRESH: "success",
    SourceState.AGEING: "warning",
    SourceState.STALE: "danger",
    SourceState.NEVER_LOADED: "danger",
}
DELIVERY_KIND = {
    S.RECEIVED: "warning",
    S.PARSING: "info",
    S.HELD: "warning",
    S.ACTIVE: "success",
    S.SUPERSEDED: "neutral",
    S.REJECTED: "danger",
}


def age_text(source: DeskSource) -> str:
    """How old a source is and what follows of it, in plain words."""
    if source.state is None:
        return _("Nothing is delivered here; you are asked one question at a time.")
    if source.as_of is None or source.age_days is None:
        return _("Nothing has been delivered yet. Until then no check can rely on it.")
    age = ngettext("%(num)d day", "%(num)d days", source.age_days)
    stands = (
        _("Stands for today.")
        if not source.age_days
        else _("Stands for %(day)s, %(age)s ago.", day=day(source.as_of), age=age)
    )
    if source.state is SourceState.STALE:
        return (
            stands + " " + _("It is too old: every check that needs it stays incomplete. Deliver a new list.")
        )
    left = ngettext("%(num)d day", "%(num)d days", source.max_days - source.age_days)
    if source.state is SourceState.AGEING:
        return stands + " " + _("It is growing old: it can be relied on for %(left)s more.", left=left)
    return stands + " " + _("It is fresh and can be relied on for %(left)s more.", left=left)


def question_state(question: DeskQuestion) -> Status:
    """Where a question stands, seen from the partner."""
    if question.answer is not None:
        return ("neutral", word(question.answer)) if question.is_usable else ("warning", _("No longer valid"))
    if not question.is_needed:
        return "neutral", _("No longer needed")
    if question.is_overdue:
        return "danger", _("Overdue")
    return "info", _("Waits for your answer")


def delivery_state(state: S, reason: str | None = None) -> Status:
    """Where a delivery stands, seen from the partner."""
    if reason == "delivery_withdrawn":
        return "neutral", _("Thrown away")
    if state is S.RECEIVED:
        return DELIVERY_KIND[state], _("Waits for you to use it")
    return DELIVERY_KIND[state], word(state)
