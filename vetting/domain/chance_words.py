"""A published chance in plain numbers: 0.150000000 becomes 15 of 100."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True)
class PlainChance:
    """`count` of `of`; `is_exact` is false when it was rounded. All of all: no chance but certainty."""

    count: int
    of: int
    is_exact: bool

    @property
    def is_certain(self) -> bool:
        return self.count == self.of


def plain_chance(published: str) -> PlainChance:
    """The chance of 100, or of 1,000, 10,000 … when it is too small for that."""
    chance = Decimal(published)
    of = 100
    while 0 < chance * of < 1 and of < 1_000_000_000:
        of *= 10
    count = int((chance * of).to_integral_value(ROUND_HALF_EVEN))
    if count >= of and chance < 1:  # nearly certain is not certain
        of, count = 1000, 999
    return PlainChance(count, of, Decimal(count) == chance * of)
