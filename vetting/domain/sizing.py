"""What a sample of a size is good for, told before the terms are settled: as numbers, not as prose."""

import math
from dataclasses import dataclass
from fractions import Fraction

from vetting.domain.error_rate import chance_to_find, size_needed

SHARES = (5, 10, 20)  # percent deviating
DRAWS = 4  # two years


@dataclass(frozen=True)
class FindingChance:
    """When `share_percent` of the frame deviate, which is `deviating` items: a sample of the size that was
    proposed shows at least one of them `in_100` times in 100; `needed_90` and `needed_95` show one with 90
    and 95 % certainty."""

    share_percent: int
    deviating: int
    in_100: int
    needed_90: int
    needed_95: int


@dataclass(frozen=True)
class SizingAdvice:
    """What drawing `drawn` of `items` at random does. Who is in the frame each time is never drawn in
    `draws` such draws `never_drawn_in_100` times in 100. An empty frame has no chances."""

    items: int
    drawn: int
    chances: tuple[FindingChance, ...]
    draws: int
    never_drawn_in_100: int


def sizing_advice(items: int, drawn: int) -> SizingAdvice:
    """For 5, 10 and 20 % deviating. Raises ValueError for a sample that cannot be drawn."""
    if not 0 <= drawn <= items:
        raise ValueError(f"{drawn} of {items} cannot be drawn")
    never = (1 - Fraction(drawn, items)) ** DRAWS if items else Fraction(1)
    chances = tuple(_chance(items, drawn, share) for share in SHARES) if items else ()
    return SizingAdvice(items, drawn, chances, DRAWS, times_in_100(never))


def _chance(items: int, drawn: int, share: int) -> FindingChance:
    deviating = math.ceil(Fraction(share * items, 100))
    return FindingChance(
        share_percent=share,
        deviating=deviating,
        in_100=times_in_100(chance_to_find(items, deviating, drawn)),
        needed_90=size_needed(items, deviating, Fraction(90, 100)),
        needed_95=size_needed(items, deviating, Fraction(95, 100)),
    )


def times_in_100(chance: Fraction) -> int:
    """Rounded to a whole number, halves up; 0 and 100 only when it never or always happens."""
    if chance in (0, 1):
        return int(100 * chance)
    return min(99, max(1, math.floor(100 * chance + Fraction(1, 2))))
