"""What an association is known as besides its name: other names, numbers before and after it; checked."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vetting.domain.association import NAME_LIMIT, number_by_person
from vetting.domain.errors import Refused, UnreadableRow
from vetting.domain.evidence import PartyFacts
from vetting.domain.free_text import require_writable
from vetting.domain.giro import read_giro
from vetting.domain.identity import read_org_number
from vetting.domain.names import display, search_key, strict
from vetting.domain.terms_associations import GiroKind, NameKind, NumberRelation

SOURCE_LIMIT = 200
MOST_BESIDES = 20  # names or numbers that somebody asks about besides a party's own


@dataclass(frozen=True, slots=True)
class WrittenName:
    """Another name as a person wrote it; `source` tells where it is known from."""

    name: str
    kind: NameKind
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """The number of a predecessor or successor as a person wrote it; `since_on`: when one took over."""

    org_number: str
    relation: NumberRelation
    since_on: dt.date | None = None
    source: str = ""


def name_from(written: WrittenName, *, taken: Collection[str]) -> WrittenName:
    """The name, tidied. `taken`: the names the association has already, whatever way they are written.

    Raises Refused name_missing, personal_number_in_text, text_too_long, `name_known` and `period_backwards`.
    """
    name = display(require_writable(written.name, field="name", longest=NAME_LIMIT))
    if not search_key(name):
        raise Refused("name_missing")
    if strict(name) in map(strict, taken):
        raise Refused("name_known")
    if written.from_on and written.until_on and written.until_on < written.from_on:
        raise Refused("period_backwards")
    return WrittenName(name, written.kind, written.from_on, written.until_on, _source(written.source))


def number_from(written: WrittenNumber, *, own: str | None, taken: Collection[str]) -> WrittenNumber:
    """The number as ten digits, its check digit right. `own` is the association's, `taken` those it has.

    Raises Refused number_is_personal, number_lost_zeros, number_unusable, `number_is_own`, `number_known`
    and those of a source that cannot be written.
    """
    number = number_by_person(written.org_number).canonical
    if number is None:
        raise Refused("number_unusable", number_class="missing")
    if number == own:
        raise Refused("number_is_own")
    if number in taken:
        raise Refused("number_known")
    return WrittenNumber(number, written.relation, written.since_on, _source(written.source))


def facts_besides(aliases: Iterable[str], other_numbers: Iterable[str], giro: str) -> PartyFacts:
    """A party without name, of what it is known as besides, as another system or an operator tells it.

    Raises UnreadableRow `bad_org_number` and `bad_giro`, each with the field.
    """
    numbers = []
    for written in other_numbers:
        found = read_org_number(written or None)
        if found.canonical is None:
            raise UnreadableRow("bad_org_number", field="other_numbers", kind=found.cls.value)
        numbers.append(found.canonical)
    account = read_giro(GiroKind.PLUSGIRO, giro)  # a bankgiro has the same check digit, and as many digits
    if giro.strip() and account is None:
        raise UnreadableRow("bad_giro", field="giro")
    names = tuple(dict.fromkeys(one for one in map(display, aliases) if one))
    digits = account.digits if account else None
    return PartyFacts("", aliases=names, giro=digits, other_numbers=tuple(dict.fromkeys(numbers)))


def _source(text: str) -> str:
    return display(require_writable(text, field="source", longest=SOURCE_LIMIT))
