"""What is known beside a name, as numbers: birth dates (19700101) and seats, for a whole index at once."""

import re
import zlib
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vetting.domain.evidence import PartyFacts
from vetting.domain.names import search_key
from vetting.domain.terms import PartyKind

_FULL = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


def marks_of(kind: PartyKind, birth_date: str | None, seat: str | None) -> list[int]:
    """The marks of a listing: a person's full birth dates, an organisation's seat; [0] when unknown."""
    if kind is PartyKind.PERSON:
        return _dates(birth_date)
    return [_of_seat(seat)] if seat else [0]


def agreeing(party: PartyFacts) -> NDArray[np.uint32]:
    """Marks that agree with the party's, ascending; empty when it has none. A birth date agrees with one
    that has a digit off, or two neighbouring digits or day and month changed about."""
    if party.kind is PartyKind.ORGANISATION:
        return np.array([_of_seat(party.seat)] if party.seat else [], np.uint32)
    found = {near for date in _dates(party.birth_date) if date for near in _near(f"{date:08}")}
    return np.array(sorted(found), np.uint32)


@lru_cache(maxsize=10_000)
def _of_seat(seat: str) -> int:
    return zlib.crc32(search_key(seat).encode()) or 1


def _dates(text: str | None) -> list[int]:
    """Full dates. [0] when there is none, or a year or span beside them: then no date is ruled out."""
    if not text:
        return [0]
    found = [int("".join(one)) for one in _FULL.findall(text)]
    return found if found and not _FULL.sub("", text).strip(" ;,") else [0]


def _near(date: str) -> set[int]:
    one_off = {date[:at] + digit + date[at + 1 :] for at in range(8) for digit in "0123456789"}
    swapped = {date[:a] + date[b] + date[a] + date[b + 1 :] for a, b in pairwise(range(8))}
    return {int(one) for one in {*one_off, *swapped, date[:4] + date[6:] + date[4:6]}}
