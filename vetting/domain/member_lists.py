"""Named lists of members, which nobody may ask of a body of belief or opinion (RF 2:2).

Nobody is made to tell what they believe: such a list is not taken in; what may take its place is offered.
That a body is one of belief is read out of its own name and what the register says, for this alone;
it is kept nowhere.
"""

import re
from collections.abc import Iterable

from vetting.domain.association_kinds import speaks_of_belief
from vetting.domain.errors import Refused
from vetting.domain.identity import mask
from vetting.domain.names import search_key

_NAMED = re.compile(r"medlems?(?:lista|listor|forteckning|register|matrikel)|medlemmar\b|forsamlingsbok")
_PERSON = re.compile(rb"\b(?:19|20)?\d{6}[-+]?\d{4}\b")
FEWEST = 5  # personal numbers that make a text a list of persons


def require_no_member_list(
    file_name: str, data: bytes, *, name: str, types: Iterable[str], activities: Iterable[str]
) -> None:
    """Raises Refused `member_list_of_belief` for a file that is called a list of members, or that holds
    personal numbers in plain text, of a body that speaks of belief or opinion. `name`, `types` and
    `activities` are the body's own."""
    if not speaks_of_belief((name, *types, *activities)):
        return
    called = search_key(file_name.replace("_", " ").replace("-", " ").replace(".", " "))
    is_named = bool(_NAMED.search(called.replace(" ", "")) or _NAMED.search(called))
    if is_named or _is_list(data):
        raise Refused("member_list_of_belief", field="file")


def _is_list(data: bytes) -> bool:
    found = {number.decode() for number in _PERSON.findall(data[:1_000_000])}
    return len([one for one in found if mask(one) != one]) >= FEWEST  # ten digits alone are nobody's
