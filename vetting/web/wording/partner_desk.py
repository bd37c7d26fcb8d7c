"""How the partner's desk speaks: ages in plain words, states, and rows in the partner's own headings."""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.sources import SnapshotState as S
from vetting.domain.terms import RowState, SourceState
from vetting.reading.partner_desk import DeskQuestion
from vetting.reading.partner_sources import DeskSource
from vetting.web.filters import day
from vetting.web.wording import word
from vetting.web.wording.directory import row_problem_text
from vetting.web.wording.terms_screening import column_word

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
ROW_KIND = {
    RowState.OK: "success",
    RowState.REPAIRED: "info",
    RowState.QUARANTINED: "warning",
    RowState.MASKED: "danger",
    RowState.DUPLICATE: "neutral",
}

# What is wrong with a row, and what whoever keeps the list can do about it.
_NUMBER = lazy("Send the number as text, ten digits, as it stands in your own register.")
ROWS: Mapping[str, tuple[LazyString, LazyString]] = {
    "missing_name": (lazy("The row has no name."), lazy("Fill in the name and deliver the list again.")),
    "duplicate_row": (lazy("The row stands earlier in the list."), lazy("Take one of them out.")),
    "missing_record_id": (
        lazy("The row has no id of its own."),
        lazy("Give each row an id that stays the same from list to list."),
    ),
    "too_many_cells": (
        lazy("The row has more cells than the header: a separator stands inside a text."),
        lazy("Put the text in quotation marks, or send the list as a workbook."),
    ),
    "wrong_columns": (
        lazy(
            "The row does not have the columns of its format. What stands before the damage was kept, with low trust."
        ),
        lazy("Deliver the list again as the register writes it."),
    ),
    "owner_missing": (
        lazy("The row does not say who answers for it."),
        lazy("Write the name of the unit or role."),
    ),
    "review_on_missing": (
        lazy("The row does not say when it is to be looked at again."),
        lazy("Write the day as 2026-01-31."),
    ),
    "date_odd": (lazy("The date cannot be read."), lazy("Write the day as 2026-01-31.")),
    "kind_unknown": (
        lazy("It is not said whether this is a person or an organisation."),
        lazy("Say which it is."),
    ),
    "personal_number_in_text": (
        lazy("A personal number stood in the text. It is masked, never used and never shown."),
        lazy("Deliver the list without personal numbers."),
    ),
    "personal": (
        lazy(
            "A personal number stood where the organisation number should be. It is masked, never used and never shown."
        ),
        lazy("Write the organisation number, or leave the row out of the list."),
    ),
    "ok_odd_format": (
        lazy("The number is written in an unusual way and was rewritten."),
        lazy("Nothing to do."),
    ),
    "repaired_prefix": (
        lazy("The number began with a needless 06, which was removed."),
        lazy("Nothing to do."),
    ),
    "placeholder": (lazy("This is not a number."), _NUMBER),
    "bad_checksum": (lazy("The check digit does not agree: one digit or two are wrong."), _NUMBER),
    "bad_length": (lazy("An organisation number has ten digits; this has another number of them."), _NUMBER),
    "bad_group": (lazy("No organisation number has such a third digit."), _NUMBER),
    "lost_zeros": (lazy("Leading zeros may have been lost in a spreadsheet."), _NUMBER),
    "excel_damage": (lazy("A spreadsheet has turned the number into something else."), _NUMBER),
    "foreign": (
        lazy("This looks like a foreign number. It is kept as it stands and is not checked."),
        lazy("Nothing to do."),
    ),
}


def row_shares(counts: Mapping[RowState, int]) -> list[tuple[str, str, int]]:
    """Kind, word and number per state of a row, in fixed order."""
    return [(kind, word(state).capitalize(), counts[state]) for state, kind in ROW_KIND.items()]


def row_words(code: str) -> tuple[str, str]:
    """What is wrong with a row, and the remedy."""
    wrong, remedy = ROWS.get(code, (row_problem_text(code), ""))
    return str(wrong), str(remedy)


def field_word(source: DeskSource, name: str) -> str:
    """A column by the partner's own heading where it has one."""
    return source.column_map.get(name) or column_word(name)


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
