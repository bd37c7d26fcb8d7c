"""Which pairs of a re-screening make work: only what is new or has changed since somebody last looked."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from vetting.domain.errors import Refused
from vetting.domain.terms import Judgement, SignalKind


class SignalWord(StrEnum):
    """What became of a signal. One that is being reconsidered is still open."""

    RECONSIDERED = "reconsidered"  # somebody looks at the decision anew; what comes of it is told later
    JUDGED = "judged"  # another body: the clearance holds
    DECISION_STANDS = "decision_stands"
    DECISION_CHANGED = "decision_changed"  # by people, in its own order
    NOTHING_TO_DO = "nothing_to_do"  # the row is gone, or the support has ended
    OVERTAKEN = "overtaken"  # by a later change of the same pair


OVERTAKEN = SignalWord.OVERTAKEN.value
_OF_THE_DECISION = (SignalWord.DECISION_STANDS, SignalWord.DECISION_CHANGED)


def words_for(kind: SignalKind, judgement: Judgement | None) -> tuple[SignalWord, ...]:
    """What a person may say became of a signal: nothing of the decision before the hit is judged."""
    if kind in (SignalKind.EVIDENCE_WITHDRAWN, SignalKind.ANSWER_CORRECTED):
        return _OF_THE_DECISION
    return (*_OF_THE_DECISION, SignalWord.NOTHING_TO_DO) if judgement else (SignalWord.NOTHING_TO_DO,)


def require_word(word: SignalWord, kind: SignalKind, judgement: Judgement | None) -> None:
    """Raises Refused `signal_not_judged` when the hit must be judged first, else `signal_word`."""
    if word in words_for(kind, judgement):
        return
    raise Refused("signal_not_judged" if word in _OF_THE_DECISION else "signal_word")


@dataclass(frozen=True, slots=True)
class KnownPair:
    """What a board knows of an association and a record before a re-screening.

    `seen`: fingerprints of its hits and signals so far. `holding`: fingerprints of the words that stand, by
    the clearance they stand in.
    """

    seen: Collection[str] = frozenset()
    holding: dict[str, str] = field(default_factory=dict)  # clearance id: fingerprint

    def lapsing(self, fingerprint: str) -> tuple[str, ...]:
        """Clearances that rest on other facts than the pair has now."""
        return tuple(sorted(one for one, rests_on in self.holding.items() if rests_on != fingerprint))


NOTHING_KNOWN = KnownPair()


@dataclass(slots=True)
class Tally:
    """What a re-screening came to; `parties` are associations, `pairs_compared` comparisons made."""

    parties: int = 0
    pairs_compared: int = 0
    new: int = 0
    changed: int = 0
    lapsed_clearances: int = 0
    withdrawn_evidence: int = 0

    def facts(self) -> dict[str, int]:
        """The counts by the names they are promised under."""
        return {name: getattr(self, name) for name in COUNTS}

    def add(self, other: "Tally") -> None:
        """Adds what another source came to; the parties are the same ones."""
        self.parties = max(self.parties, other.parties)
        for name in COUNTS[1:]:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def count(self, kind: SignalKind) -> None:
        """Counts a signal."""
        name = _COUNTED[kind]
        setattr(self, name, getattr(self, name) + 1)


COUNTS = ("parties", "pairs_compared", "new", "changed", "lapsed_clearances", "withdrawn_evidence")
_COUNTED = {
    SignalKind.NEW_HIT: "new",
    SignalKind.CHANGED_HIT: "changed",
    SignalKind.CLEARANCE_LAPSED: "lapsed_clearances",
    SignalKind.EVIDENCE_WITHDRAWN: "withdrawn_evidence",
}


def signal_for(fingerprint: str, known: KnownPair) -> SignalKind | None:
    """The work a pair makes; None when somebody has seen, or has judged, exactly this."""
    if fingerprint in known.holding.values():
        return None
    if known.lapsing(fingerprint):
        return SignalKind.CLEARANCE_LAPSED
    if fingerprint in known.seen:
        return None
    return SignalKind.CHANGED_HIT if known.seen else SignalKind.NEW_HIT
