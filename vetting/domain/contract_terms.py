"""Contracts for premises: the clauses of the terms, how long notice is, and when nine months are near."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.working_days import add_months

LONGEST_TITLE = 120
LONGEST_CLAUSE = 2000
MOST_CLAUSES = 40
_KEY = re.compile(r"[a-z][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class Clause:
    """One clause of the terms. `is_weighty`: of exceptional importance to the landlord (JB 12:42 p. 11)."""

    key: str
    title: str
    text: str
    is_weighty: bool = False

    def kept(self) -> dict[str, object]:
        """As it is kept."""
        return {"key": self.key, "title": self.title, "text": self.text, "is_weighty": self.is_weighty}

    @classmethod
    def of_kept(cls, kept: dict[str, object]) -> "Clause":
        """From what is kept."""
        return cls(str(kept["key"]), str(kept["title"]), str(kept["text"]), bool(kept["is_weighty"]))


@dataclass(frozen=True)
class NewTerms:
    """A version of the terms as a board adopted it."""

    clauses: tuple[Clause, ...]
    adopted_by: str
    adopted_on: dt.date
    in_force_from: dt.date


def sound_terms(terms: NewTerms, *, today: dt.date) -> NewTerms:
    """The version, tidied. Raises Refused `terms_empty`, `terms_too_many`, `clause_key`, `clause_twice`,
    `terms_days` (in force before it was adopted, or adopted in the future), and as require_written."""
    if not terms.clauses:
        raise Refused("terms_empty")
    if len(terms.clauses) > MOST_CLAUSES:
        raise Refused("terms_too_many", most=MOST_CLAUSES)
    keys = [clause.key for clause in terms.clauses]
    for key in keys:
        if not _KEY.fullmatch(key):
            raise Refused("clause_key", key=key)
        if keys.count(key) > 1:
            raise Refused("clause_twice", key=key)
    if terms.adopted_on > today or terms.in_force_from < terms.adopted_on:
        raise Refused("terms_days", field="in_force_from")
    return NewTerms(
        tuple(_tidied(clause) for clause in terms.clauses),
        require_written(terms.adopted_by, field="adopted_by", longest=LONGEST_TITLE),
        terms.adopted_on,
        terms.in_force_from,
    )


def _tidied(clause: Clause) -> Clause:
    return Clause(
        clause.key,
        require_written(clause.title, field="clauses", longest=LONGEST_TITLE),
        require_written(clause.text, field="clauses", longest=LONGEST_CLAUSE),
        clause.is_weighty,
    )


def clause_of(clauses: Sequence[Clause], key: str) -> Clause | None:
    """The clause of that key; None when the terms have none."""
    return next((clause for clause in clauses if clause.key == key), None)


def notice_kind(starts_on: dt.date, ends_on: dt.date | None) -> K:
    """The notice of a contract for premises from its first day to its last (JB 12:4).

    Two weeks at most: a day; three months: a week; nine months: three months; longer, or without an end:
    nine months. A term that ends on the day before is as long as the whole weeks or months.
    """
    after = None if ends_on is None else ends_on + dt.timedelta(days=1)
    if after is None or after > add_months(starts_on, 9):
        return K.NOTICE_LONG
    if after > add_months(starts_on, 3):
        return K.NOTICE_THREE_MONTHS
    return K.NOTICE_WEEK if after > starts_on + dt.timedelta(days=14) else K.NOTICE_DAY


def earliest_end(starts_on: dt.date, ends_on: dt.date | None, *, given_on: dt.date) -> dt.date:
    """The earliest day on which a contract can end when notice is given that day. A fixed term of nine months
    or shorter ends by itself on its last day, whatever is given (JB 12:3)."""
    kind = notice_kind(starts_on, ends_on)
    day = day_due(kind, given_on)
    if ends_on is not None and kind is not K.NOTICE_LONG:
        return min(day, ends_on)
    return day


@dataclass(frozen=True)
class ContractClock:
    """The days of one contract. `alert_on`: seven months in; `nine_months_on`: from then on it no longer ends
    by itself. Both None for one that is over before."""

    starts_on: dt.date
    ends_on: dt.date
    notice: K
    alert_on: dt.date | None
    nine_months_on: dt.date | None

    def is_alerting(self, today: dt.date) -> bool:
        """Whether seven months have gone of a contract that goes on."""
        return self.alert_on is not None and self.alert_on <= today <= self.ends_on


def clock_of(starts_on: dt.date, ends_on: dt.date) -> ContractClock:
    """The days of a contract from its first to its last day of use. Dates week by week are counted as one
    contract here, on the safe side: whether they are one is a lawyer's question."""
    nine = day_due(K.TENANCY_NINE_MONTHS, starts_on)
    alert = day_due(K.TENANCY_ALERT, starts_on)
    return ContractClock(
        starts_on,
        ends_on,
        notice_kind(starts_on, ends_on),
        alert if ends_on >= alert else None,
        nine if ends_on >= alert else None,
    )
