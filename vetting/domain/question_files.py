"""Which numbers a question file asks about, and how it is told what was left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vetting.domain.errors import Refused, UnreadableRow
from vetting.domain.identity import read_org_number
from vetting.domain.inquiries import MOST_ASKED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Canonical numbers to ask about, each once, and how many wait for an answer already."""

    numbers: tuple[str, ...]
    waiting: int


def wanted_of(given: Iterable[str], waiting: Collection[str]) -> Wanted:
    """The numbers to ask about.

    Raises UnreadableRow `bad_org_number` (masked), Refused `nothing_to_ask` or `too_many_to_ask`.
    """
    numbers = tuple(dict.fromkeys(require_number(one) for one in given))
    asked = tuple(one for one in numbers if one not in waiting)
    if not asked:
        raise Refused("nothing_to_ask", waiting=len(numbers))
    if len(asked) > MOST_ASKED:
        raise Refused("too_many_to_ask", found=len(asked), most=MOST_ASKED)
    return Wanted(asked, len(numbers) - len(asked))


def require_number(raw: str) -> str:
    """Ten digits of an organisation, never of a person. Raises UnreadableRow `bad_org_number`."""
    found = read_org_number(raw)
    if found.canonical is None:
        raise UnreadableRow("bad_org_number", kind=found.cls.value, field="number", value=found.shown)
    return found.canonical
