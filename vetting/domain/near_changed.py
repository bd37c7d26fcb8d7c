"""Which of a delivery's changed listings lie near a party: a small index in memory, made for one run.

A delivery changes a hundredth of a register, so its changed listings are looked through from the parties'
side: few enough to hold, and most parties meet none of them. What comes out is compared by the matcher.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from vetting.domain.candidates import FINALIST_LIMIT, text_of
from vetting.domain.evidence import ListingFacts, PartyFacts

LETTERS = 4
WALKED = 400  # entries read for one name, rarest lists first
LEAST_SHARE = 0.35  # of what the smaller of two names tells


class ChangedListings:
    """Listings found by the letters of their names and by their numbers."""

    def __init__(self, listings: Iterable[tuple[str, ListingFacts]]) -> None:
        self.facts = dict(listings)
        self._owner: list[str] = []  # listing id of each name
        self._lists: defaultdict[str, list[int]] = defaultdict(list)
        self._numbers: defaultdict[str, set[str]] = defaultdict(set)
        for listing_id, facts in self.facts.items():
            self._add(listing_id, facts)
        self._tells = [0.0] * len(self._owner)
        for pieces in self._lists.values():
            rarity = self._rarity(len(pieces))
            for at in pieces:
                self._tells[at] += rarity

    def near(self, party: PartyFacts) -> Sequence[str]:
        """Ids of the nearest listings, those of its numbers first: at most FINALIST_LIMIT."""
        shares: dict[str, float] = {}
        for number in _numbers(party):
            shares.update(dict.fromkeys(self._numbers.get(number, ()), 2.0))
        for text in _texts(party):
            for at, share in self._shares(text):
                owner = self._owner[at]
                if self.facts[owner].kind is party.kind:
                    shares[owner] = max(share, shares.get(owner, 0.0))
        return sorted(shares, key=lambda one: (-shares[one], one))[:FINALIST_LIMIT]

    def _add(self, listing_id: str, facts: ListingFacts) -> None:
        for number in _numbers(facts):
            self._numbers[number].add(listing_id)
        for text in _texts(facts):
            at = len(self._owner)
            self._owner.append(listing_id)
            for piece in _pieces(text):
                self._lists[piece].append(at)

    def _rarity(self, listed: int) -> float:
        return math.log((len(self._owner) + 2) / (listed + 1)) ** 2

    def _shares(self, text: str) -> list[tuple[int, float]]:
        """Names that share enough with the text, with the share of what the smaller one tells."""
        found: defaultdict[int, float] = defaultdict(float)
        tells, walked = 0.0, 0
        lists = sorted((len(self._lists.get(piece, ())), piece) for piece in _pieces(text))
        for listed, piece in lists:
            rarity = self._rarity(listed)
            tells += rarity
            if walked and walked + listed > WALKED:
                continue
            walked += listed
            for at in self._lists.get(piece, ()):
                found[at] += rarity
        return [
            (at, shared / least)
            for at, shared in found.items()
            if shared >= LEAST_SHARE * (least := min(tells, self._tells[at]))
        ]


def _texts(facts: PartyFacts | ListingFacts) -> set[str]:
    return {text_of(name, facts.kind) for name in (facts.name, *facts.aliases)} - {""}


def _numbers(facts: PartyFacts | ListingFacts) -> set[str]:
    own = {facts.org_number, *facts.other_numbers} - {None}
    giro = {f"giro {facts.giro}"} if facts.giro else set()
    return {str(number) for number in own} | giro


def _pieces(text: str) -> set[str]:
    """Runs of letters, with a blank before each word and after the last."""
    padded = f" {text} "
    return {padded[at : at + LETTERS] for at in range(max(1, len(padded) - LETTERS + 1))}
