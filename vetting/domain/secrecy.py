"""Secrecy marks on what stands in a case: what can be marked, and what a mark says of it.

The grounds are the municipality's own words (setting VETTING_SECRECY_GROUNDS). Those below name no paragraph:
which provisions of the secrecy act reach a case about municipal support is for its lawyers to settle.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.errors import Refused
from vetting.domain.secret_words import without_words

NEUTRAL_GROUNDS = (
    "Uppgift om enskilds personliga förhållanden",
    "Uppgift om enskilds ekonomiska förhållanden",
    "Uppgift som kan leda till hot, våld eller annat allvarligt men",
    "Uppgift som kan skada arbetet mot brott",
    "Uppgift som en annan myndighet lämnat med förbehåll",
)
UNTRIED = "Uppgift från annan myndighet eller ur dess register, ännu inte prövad för utlämnande"
OFFICERS = "officers"  # the threat switch: no officer is named (FL 33 §, 2025:582, here a rule of the house)
SHORTEST_PASSAGE = 3


class ItemKind(StrEnum):
    """What carries a mark beside the kinds of material. An item is named `kind:id`, or by its kind alone
    where a case has one of it."""

    PAPER = "paper"
    NOTICE = "notice"
    STATEMENT = "statement"  # the association's own words
    PASSAGE = "passage"  # words, wherever they stand
    OFFICERS = OFFICERS


@dataclass(frozen=True)
class Item:
    """One thing with its key and kind, its own words, where it is from, and its day. `code`: as of Material;
    of a paper its kind."""

    key: str
    kind: str
    text: str
    source: str = ""
    on: dt.date | None = None
    code: str = ""


@dataclass(frozen=True)
class Mark:
    """An item may not be given out: on which ground, marked by which officer, when.

    `is_default`: nobody has tried it yet, and until then it is masked; then `by` is empty and `at` None.
    """

    item: str
    ground: str
    by: str = ""
    at: dt.datetime | None = None
    is_default: bool = False


@dataclass(frozen=True)
class Withholding:
    """What a letter to the association leaves out: passages wherever they stand, and who the officers are."""

    passages: tuple[str, ...] = ()
    names_officers: bool = True

    def text(self, written: str) -> str:
        """A text without the passages."""
        return without_words(written, self.passages)

    def officer(self, name: str) -> str:
        """The name, or "" where no officer is named."""
        return name if self.names_officers else ""


def untried(item: str) -> Mark:
    """The mark of what came from others and nobody has tried."""
    return Mark(item, UNTRIED, is_default=True)


def require_ground(ground: str, grounds: Collection[str]) -> str:
    """Raises Refused `secrecy_ground` for a ground that is none of the municipality's."""
    if ground not in grounds:
        raise Refused("secrecy_ground", field="ground")
    return ground


def require_passage(passage: str) -> str:
    """Raises Refused `passage_short` for words so few that they would mask half the case."""
    if sum(c.isalnum() for c in passage) < SHORTEST_PASSAGE:
        raise Refused("passage_short", field="passage", shortest=SHORTEST_PASSAGE)
    return passage
