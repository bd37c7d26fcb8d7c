"""A de-identified concern: what was seen, in which part of the city and month, and nothing about whom.

It is made for the local picture alone. Concern for a person goes elsewhere, and is never written here.
"""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.pointers import Pointer, pointers_in
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting

LONGEST = 1500
SHORTEST = 20
FEWEST_SHOWN = 3  # fewer could tell who saw it, or of whom it tells
MONTHS_BACK = 12
WHOLE_CITY = "–"  # as district, where it was on the net or nowhere in particular
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True)
class ConcernSaid:
    """As written in the form. `month`: 2026-11; `district`: one of the municipality's, or WHOLE_CITY."""

    kind: ConcernKind
    setting: ConcernSetting
    district: str
    month: str
    text: str


def sound(
    said: ConcernSaid, *, today: dt.date, districts: Collection[str], named: Collection[str]
) -> ConcernSaid:
    """The concern with its text tidied. `named`: search keys in the text that are names of associations.

    Raises Refused `concern_district`, `concern_month`, `concern_short`, `concern_points` with the `words`
    that could lead to somebody, and as require_written.
    """
    if said.district != WHOLE_CITY and said.district not in districts:
        raise Refused("concern_district", field="district")
    if said.month not in months_to_choose(today):
        raise Refused("concern_month", field="month", most=MONTHS_BACK)
    text = without_pointers(said.text, field="text", districts=districts, named=named)
    if len(text) < SHORTEST:
        raise Refused("concern_short", field="text", needed=SHORTEST)
    return replace(said, text=text)


def without_pointers(text: str, *, field: str, districts: Collection[str], named: Collection[str]) -> str:
    """The text, tidied, when nothing in it points at anybody. Raises as sound."""
    found = pointers_in(text, places=districts, associations=named)
    if found:
        raise Refused("concern_points", field=field, words=[one.words for one in found])
    return require_written(text, field=field, longest=LONGEST)


def pointers(text: str, *, districts: Collection[str], named: Collection[str]) -> tuple[Pointer, ...]:
    """What has to be rewritten, to be told beside the text."""
    return pointers_in(text, places=districts, associations=named)


def months_to_choose(today: dt.date) -> tuple[str, ...]:
    """This month and the twelve before it, the latest first."""
    first = today.year * 12 + today.month - 1
    return tuple(f"{at // 12}-{at % 12 + 1:02d}" for at in range(first, first - MONTHS_BACK - 1, -1))


def is_month(text: str) -> bool:
    """Whether it is written as a month."""
    return bool(_MONTH.fullmatch(text))


def shown_count(count: int) -> int | None:
    """The number, or None when it is so small that it could point at somebody."""
    return count if count >= FEWEST_SHOWN else None
