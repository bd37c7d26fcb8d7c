"""The frame of a round: which support is in it, with how many lots, and what is taken in full."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import (
    CheckScope,
    ExclusionReason,
    FindingResult,
    TakeAllGround,
    WeightGround,
)

# Further lots a fact gives in the weighted stream. Everybody has one lot to begin with.
WEIGHT_POINTS: Mapping[WeightGround, int] = {
    WeightGround.LATE_FOLLOW_UP: 2,
    WeightGround.EARLIER_SHORTCOMING: 2,
    WeightGround.LARGE_INCREASE: 1,
    WeightGround.SEVERAL_BOARDS: 1,
}
BREACHES = frozenset({FindingResult.ACTION_PLAN, FindingResult.SERIOUS, FindingResult.NO_REPLY})
SHORTCOMINGS = frozenset({FindingResult.MINOR_CORRECTED})
REMEMBERED_HALF_YEARS = 4  # a finding older than two years no longer speaks against anybody
LARGE_INCREASE = 2  # at least twice the association's support of the same kind before


@dataclass(frozen=True)
class SupportFacts:
    """A support as the frame sees it: acts and figures only, nothing of anybody's outlook.

    `amount` in kronor. `amount_before`: the association's previous support of the same kind, 0 when none.
    `boards`: how many boards support the association in the period. `rounds_unchecked`: how many earlier
    rounds had the association in their frame since it was last checked.
    """

    item: str
    support_id: str
    association_id: str
    board_id: str
    board_prefix: str
    kind: SupportKind
    association_kind: str
    amount: int
    decided_on: dt.date
    starts_on: dt.date
    ended_on: dt.date | None
    is_first: bool
    has_late_follow_up: bool
    had_breach: bool
    had_shortcoming: bool
    amount_before: int
    boards: int
    rounds_unchecked: int

    @property
    def stratum(self) -> str:
        """Board and kind of support."""
        return f"{self.board_prefix}/{self.kind.value}"


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True)
class RoundPlan:
    """What a frame is made by: of a round that is kept, or of one that is thought of."""

    half_year: str
    scope: CheckScope
    board_ids: tuple[str, ...]
    period: Period
    terms: DrawTerms


def why_excluded(facts: SupportFacts, period: Period) -> ExclusionReason | None:
    """Why a support that was looked at is not in the frame; None when it is in it.

    In the frame is what was decided in the period, and what was decided earlier and runs in it: its
    instalments are paid in it.
    """
    if facts.decided_on > period.until_on:
        return ExclusionReason.DECIDED_AFTER_PERIOD
    if facts.decided_on >= period.from_on:
        return None
    if facts.starts_on > period.until_on:
        return ExclusionReason.NOT_BEGUN
    if facts.ended_on is not None and facts.ended_on < period.from_on:
        return ExclusionReason.ENDED_BEFORE_PERIOD
    return None


@dataclass(frozen=True)
class FrameLine:
    """A support in the frame, and the facts that give it more lots or have it taken in full."""

    facts: SupportFacts
    weight_grounds: tuple[WeightGround, ...]
    take_all_grounds: tuple[TakeAllGround, ...]


@dataclass(frozen=True)
class SamplingFrame:
    """Lines by item; exclusions as (item, reason), by item."""

    lines: tuple[FrameLine, ...]
    exclusions: tuple[tuple[str, ExclusionReason], ...]


def frame_of(supports: Iterable[SupportFacts], terms: DrawTerms, period: Period) -> SamplingFrame:
    """The frame of a round, whatever order the supports come in."""
    ordered = sorted(supports, key=lambda facts: facts.item)
    reasons = {facts.item: why_excluded(facts, period) for facts in ordered}
    inside = [facts for facts in ordered if reasons[facts.item] is None]
    covering = _covering(inside, terms)
    return SamplingFrame(
        tuple(
            FrameLine(facts, weight_grounds(facts), tuple(_grounds(facts, terms, covering)))
            for facts in inside
        ),
        tuple((item, reason) for item, reason in reasons.items() if reason is not None),
    )


def _covering(inside: Iterable[SupportFacts], terms: DrawTerms) -> frozenset[str]:
    """The largest support of each association that is due for a check: one check is what the guarantee gives.

    Unchecked in this round too, it would be unchecked longer than the guarantee allows.
    """
    if terms.coverage_rounds is None:
        return frozenset()
    largest: dict[str, SupportFacts] = {}
    for facts in inside:
        if facts.rounds_unchecked < terms.coverage_rounds:
            continue
        known = largest.get(facts.association_id)
        if known is None or facts.amount > known.amount:
            largest[facts.association_id] = facts
    return frozenset(facts.item for facts in largest.values())


def _grounds(facts: SupportFacts, terms: DrawTerms, covering: Collection[str]) -> Iterator[TakeAllGround]:
    if terms.amount_threshold is not None and facts.amount >= terms.amount_threshold:
        yield TakeAllGround.AMOUNT
    if terms.first_time and facts.is_first:
        yield TakeAllGround.FIRST_TIME
    if terms.earlier_breach and facts.had_breach:
        yield TakeAllGround.EARLIER_BREACH
    if facts.item in covering:
        yield TakeAllGround.COVERAGE


def weight_grounds(facts: SupportFacts) -> tuple[WeightGround, ...]:
    """The facts that give the support further lots in the weighted stream."""
    increased = facts.amount_before > 0 and facts.amount >= LARGE_INCREASE * facts.amount_before
    found = {
        WeightGround.LATE_FOLLOW_UP: facts.has_late_follow_up,
        WeightGround.EARLIER_SHORTCOMING: facts.had_shortcoming,
        WeightGround.LARGE_INCREASE: increased,
        WeightGround.SEVERAL_BOARDS: facts.boards > 1,
    }
    return tuple(ground for ground, holds in found.items() if holds)
