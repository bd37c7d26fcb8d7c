"""Declared signatories of a case: who signs for the association. Nowhere else are persons matched."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from vetting.domain.asking import why_not_asked
from vetting.domain.errors import Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.free_text import holds_personal_number, tidy
from vetting.domain.names import search_key
from vetting.domain.screening import can_hold
from vetting.domain.terms import OfficeRole, Partner, PartyKind

# Those who sign for an association. Its members and the rest of its governing body are not kept (RF 2:2).
FUNCTIONS = (OfficeRole.SIGNATORY, OfficeRole.CHAIR, OfficeRole.TREASURER, OfficeRole.SECRETARY)
MOST = 10  # of a case at a time: more would be a list of members
LONGEST_NAME = 200
OLDEST = 120  # years
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class Declared:
    """A signatory as the association has declared them: `birth_date` as written, YYYY-MM-DD; `declared_on`
    the day and `paper_id` the paper of the case that says so, None: the application itself."""

    name: str
    birth_date: str
    function: OfficeRole
    declared_on: dt.date
    paper_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What a declared signatory is matched by, and nothing else."""

    name: str
    born_on: dt.date

    @property
    def party(self) -> PartyFacts:
        """The person as the matcher sees them."""
        return PartyFacts(self.name, birth_date=self.born_on.isoformat(), kind=PartyKind.PERSON)

    @property
    def key(self) -> tuple[str, dt.date]:
        """The same for the same person however the name is written."""
        return search_key(self.name), self.born_on


def read_declared(declared: Declared, present: Collection[Person], *, today: dt.date) -> Person:
    """The person declared, beside those the case has.

    Raises Refused, never with what was written: `personal_number_in_text`, `digits_in_name`,
    `name_not_whole`, `name_too_long`, `birth_date_odd`, `declared_ahead`, `signs_for_nobody`,
    `signatory_twice` or `too_many_signatories`.
    """
    person = Person(_name(declared.name), _born_on(declared.birth_date, today))
    if declared.function not in FUNCTIONS:
        raise Refused("signs_for_nobody", field="function")
    if declared.declared_on > today:
        raise Refused("declared_ahead", field="declared_on")
    if person.key in {one.key for one in present}:
        raise Refused("signatory_twice")
    if len(present) >= MOST:
        raise Refused("too_many_signatories", most=MOST)
    return person


def may_be_asked(partner: Partner, adapter: str, kind: PartyKind) -> bool:
    """Whether a source is asked about declared signatories: one that lists persons, and that no rule keeps
    from being asked about any."""
    anybody = PartyFacts("", kind=PartyKind.PERSON)
    return can_hold(adapter, kind, PartyKind.PERSON) and why_not_asked(partner, anybody) is None


def gives_away(text: str) -> bool:
    """Whether more than a birth date stands in the text: a personal number, whether or not its digits hold.
    It has no ground here (2018:218 3 kap. 10 §), nor is it turned into the date: nobody should send it.
    """
    return holds_personal_number(text) or sum(c.isdigit() for c in text) > 8


def _name(written: str) -> str:
    name = " ".join(tidy(written).split())
    if gives_away(name):
        raise Refused("personal_number_in_text", field="name")
    if any(c.isdigit() for c in name):
        raise Refused("digits_in_name", field="name")
    if len(name) > LONGEST_NAME:
        raise Refused("name_too_long", field="name", longest=LONGEST_NAME)
    if len([word for word in search_key(name).split() if len(word) > 1]) < 2:  # one word alone is no person
        raise Refused("name_not_whole", field="name")
    return name


def _born_on(written: str, today: dt.date) -> dt.date:
    text = tidy(written)
    if gives_away(text):
        raise Refused("personal_number_in_text", field="birth_date")
    found = _DATE.fullmatch(text)
    try:
        born = dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        born = None
    if born is None or not today.year - OLDEST <= born.year or born >= today:
        raise Refused("birth_date_odd", field="birth_date")
    return born
