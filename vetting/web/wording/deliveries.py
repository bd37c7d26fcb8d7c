"""How a delivery is told to both sides: its rows, what is wrong with them, and how it was read."""

from collections.abc import Mapping
from typing import Protocol

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as lazy

from vetting.domain.terms import RowState
from vetting.web.filters import org_number
from vetting.web.wording import word
from vetting.web.wording.directory import row_problem_text
from vetting.web.wording.terms_screening import column_word


class HasHeadings(Protocol):
    """A source or a delivery, with the partner's own headings."""

    @property
    def column_map(self) -> Mapping[str, str]: ...


DECLARES_ENCODING = frozenset({"un_sc_xml", "eu_fsf_xml_1_1"})
# One decision each, as the reader makes it: the mark at the beginning, else strict UTF-8, else what proves it.
DECODED: Mapping[str, LazyString] = {
    "utf-8": lazy("UTF-8, proven over every byte"),
    "utf-8-sig": lazy("UTF-8, told by the mark at its beginning and proven over every byte"),
    "utf-16": lazy("UTF-16, told by the mark at its beginning and proven over every byte"),
    "cp1252": lazy("Windows-1252: it is not UTF-8, and the Swedish letters come out right"),
    "iso-8859-1": lazy("ISO-8859-1, as the format says: no byte stands where it differs from Windows-1252"),
}
CHANGES: Mapping[str, tuple[str, LazyString]] = {
    "added": ("success", lazy("Added")),
    "modified": ("info", lazy("Changed")),
    "removed": ("neutral", lazy("Gone")),
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


def field_word(listed: HasHeadings, name: str) -> str:
    """A column by the partner's own heading where it has one."""
    heading = listed.column_map.get("alias" if name == "aliases" else name)
    return heading or column_word(name)


def change_word(change: str) -> tuple[str, str]:
    """Kind of tag and word for what became of a row."""
    kind, told = CHANGES[change]
    return kind, str(told)


def value_text(field: str, value: str) -> str:
    """A field's value as people write it."""
    return org_number(value) if field == "org_number" and value else value


def decoding_text(adapter: str, encoding: str) -> str:
    """Which encoding a file was read with, and on what ground; blank where it is no text."""
    if not encoding:
        return ""
    if adapter in DECLARES_ENCODING:
        return gettext("%(encoding)s, as the file itself declares", encoding=encoding.upper())
    return str(DECODED.get(encoding, encoding))
