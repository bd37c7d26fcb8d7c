"""Words for every code the rules can return; a test fails when one is missing."""

import datetime as dt
import re
from enum import StrEnum

from flask_babel import format_date, gettext

from vetting.domain.errors import Problem
from vetting.domain.terms import Outcome, Partner, Stage
from vetting.domain.terms_spot_checks import BarredWhy
from vetting.web.wording import entries, problems, terms

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def word(value: StrEnum | str | None) -> str:
    """The word people read for a term: "granted" becomes "Bifall" or "Granted"."""
    if value is None:
        return "–"
    if not isinstance(value, StrEnum):
        return str(value)
    return str(terms.TERMS[type(value)][value])


def entry_word(name: str) -> str:
    """What a journal entry is called."""
    return str(entries.ENTRIES.get(name, name))


def problem_text(problem: Problem) -> str:
    """What is wrong and how to mend it, in the reader's language, with the particulars filled in."""
    return problem_words(problem.code, problem.facts)


def problem_words(code: str, facts: dict[str, object]) -> str:
    """As problem_text, for a stored code with its facts."""
    pattern = problems.PROBLEMS.get(code)
    if pattern is None:
        return gettext("Something is not as it must be (%(code)s).", code=code)
    if not facts:
        return str(pattern)
    try:
        return str(pattern) % {name: _fact(name, value) for name, value in facts.items()}
    except (KeyError, ValueError, TypeError):
        return str(pattern)


TERM_OF_FACT: dict[str, type[StrEnum]] = {
    "stage": Stage,
    "current": Stage,
    "to": Stage,
    "outcome": Outcome,
    "why": BarredWhy,
    "partner": Partner,
}


def _fact(name: str, value: object) -> object:
    """A fact as people read it: a term's word, a list with commas, anything else as it is."""
    kind = TERM_OF_FACT.get(name)
    if kind is not None and isinstance(value, str) and value in set(kind):
        return word(kind(value))
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(item) for item in value)
    return told_day(value)


def told_day(value: object) -> object:
    """A calendar date that is kept as ISO text as people read it, as filters.day does; anything else as it is."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return value
    try:
        return format_date(dt.date.fromisoformat(value), "d MMM y")
    except ValueError:
        return value
