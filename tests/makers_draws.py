"""Frames and rounds as plain values, for tests of the draw; no database."""

import datetime as dt
from collections.abc import Iterable

from hypothesis import strategies as st

from vetting.domain.draw import draw
from vetting.domain.protocol import Protocol
from vetting.domain.seal import (
    Seal,
    SealedChecklist,
    SealedItem,
    SealedRules,
    SealTerms,
    SeedRule,
    frame_line,
    seal_round,
)
from vetting.domain.terms_spot_checks import (
    CheckScope,
    ExclusionReason,
    SeedKind,
    TakeAllGround,
    WeightGround,
)

SEALED_AT = dt.datetime(2026, 10, 15, 8, 0, tzinfo=dt.UTC)
POINTS = {
    WeightGround.LATE_FOLLOW_UP: 2,
    WeightGround.EARLIER_SHORTCOMING: 2,
    WeightGround.LARGE_INCREASE: 1,
    WeightGround.SEVERAL_BOARDS: 1,
}
GROUNDS_OF = {
    1: (),
    2: (WeightGround.LARGE_INCREASE,),
    3: (WeightGround.LATE_FOLLOW_UP,),
    4: (WeightGround.LATE_FOLLOW_UP, WeightGround.LARGE_INCREASE),
    5: (WeightGround.LATE_FOLLOW_UP, WeightGround.EARLIER_SHORTCOMING),
    7: tuple(WeightGround),
}


def a_line(
    item: str, stratum: str = "NOR/operating", weight: int = 1, *, in_full: bool = False
) -> SealedItem:
    """An item of that weight; `in_full` gives it a take-all ground."""
    return frame_line(
        item,
        stratum,
        points=POINTS,
        weight_grounds=GROUNDS_OF[weight],
        take_all_grounds=(TakeAllGround.AMOUNT,) if in_full else (),
    )


def some_terms(random_percent: int = 15, weighted_size: int = 4, second_percent: int = 20) -> SealTerms:
    return SealTerms(
        municipality="Ekköping",
        half_year="2026-H2",
        scope=CheckScope.BOTH,
        boards=("NOR", "SÖD"),
        from_on=dt.date(2026, 4, 1),
        until_on=dt.date(2026, 9, 30),
        rules=SealedRules(random_percent, weighted_size, second_percent, POINTS, amount_threshold=100_000),
        checklist=SealedChecklist("spot-check", "2026-01", "c0ffee"),
        seed_rule=SeedRule(SeedKind.DICE),
    )


def forty_items() -> list[SealedItem]:
    """Four strata, one of them small; weights 1 to 7; five items taken in full."""
    weights = [1, 1, 1, 2, 1, 3, 1, 4, 1, 7, 1, 5]
    strata = ["NOR/operating"] * 16 + ["SÖD/operating"] * 12 + ["SÖD/premises"] * 9 + ["NOR/project"] * 3
    return [
        a_line(f"F-{at:04}", stratum, weights[at % len(weights)], in_full=at % 8 == 4)
        for at, stratum in enumerate(strata)
    ]


def a_seal(lines: Iterable[SealedItem] | None = None, terms: SealTerms | None = None) -> Seal:
    excluded = [("F-9001", ExclusionReason.NOT_BEGUN)]
    return seal_round(terms or some_terms(), forty_items() if lines is None else lines, excluded)


def a_protocol(seal: Seal | None = None, seed: str = "4 1 6") -> Protocol:
    seal = seal or a_seal()
    return Protocol(
        seal=seal,
        drawn=draw(seal, seed),
        sealed_at=SEALED_AT,
        seed_kind=SeedKind.DICE,
        seed_recorded_at=SEALED_AT + dt.timedelta(hours=1),
        witnesses=("Åsa Ek", "Bo Alm"),
        drawn_at=SEALED_AT + dt.timedelta(hours=2),
        software="vetting 0.1.0",
    )


@st.composite
def frames(draw_value: st.DrawFn, at_most: int = 60) -> list[SealedItem]:
    """Frames of one to so many items, in no order."""
    names = draw_value(st.sets(st.integers(0, 9_999), min_size=1, max_size=at_most))
    lines = [
        a_line(
            f"{draw_value(st.sampled_from(['NOR', 'SÖD', 'É']))}-2026-{name:04}",
            f"{draw_value(st.sampled_from(['NOR', 'SÖD', 'VÄS']))}/{draw_value(st.sampled_from(['operating', 'project', 'premises']))}",
            draw_value(st.sampled_from([1, 1, 1, 2, 3, 5, 7])),
            in_full=draw_value(st.integers(0, 9)) == 0,
        )
        for name in sorted(names)
    ]
    return draw_value(st.permutations(lines))


@st.composite
def terms_of_draws(draw_value: st.DrawFn) -> SealTerms:
    return some_terms(
        draw_value(st.integers(0, 100)), draw_value(st.integers(0, 20)), draw_value(st.integers(0, 100))
    )
