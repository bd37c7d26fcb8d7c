"""What a random sample says of the whole: hypergeometric, exact in whole numbers, no normal curve."""

import math
from fractions import Fraction

ONE_SIDED = Fraction(5, 100)  # risk of the upper bound
EACH_TAIL = Fraction(5, 200)  # of the two-sided 95 % interval
Z = 1.959963984540054  # 97.5th percentile of the normal curve, for Wilson's interval alone


def chance_to_find(items: int, deviating: int, drawn: int) -> Fraction:
    """Exact chance that at least one of the deviating is among the drawn: 1 - C(N-d, n) / C(N, n).

    Raises ValueError for numbers that cannot be.
    """
    _require(0 <= deviating <= items and 0 <= drawn <= items, items, deviating, drawn)
    fewer, more = sorted((deviating, drawn))  # the formula is the same with the two exchanged
    return 1 - Fraction(math.comb(items - more, fewer), math.comb(items, fewer))


def upper_bound(items: int, drawn: int, found: int) -> int:
    """The most that may deviate among `items`: the largest number with P(as few found or fewer) >= 5 %.

    Raises ValueError for numbers that cannot be. With nothing drawn everything may deviate.
    """
    return _most(items, drawn, found, ONE_SIDED)


def exact_interval(items: int, drawn: int, found: int) -> tuple[int, int]:
    """The fewest and the most deviating among `items` that a two-sided test at 95 % does not reject.

    Each tail has 2.5 %. Raises ValueError for numbers that cannot be.
    """
    # Few deviating is many without fault: the lower limit is the upper one of the others.
    low = items - _most(items, drawn, drawn - found, EACH_TAIL)
    return low, _most(items, drawn, found, EACH_TAIL)


def wilson(found: int, drawn: int) -> tuple[float, float]:
    """Wilson's 95 % interval as shares, for a population without limit. (0, 1) when nothing was drawn.

    Raises ValueError for numbers that cannot be.
    """
    _require(0 <= found <= drawn, drawn, found)
    if drawn == 0:
        return 0.0, 1.0
    share, squared = found / drawn, Z * Z
    middle = (share + squared / (2 * drawn)) / (1 + squared / drawn)
    half = Z * math.sqrt(share * (1 - share) / drawn + squared / (4 * drawn * drawn)) / (1 + squared / drawn)
    low = 0.0 if found == 0 else max(0.0, middle - half)
    return low, 1.0 if found == drawn else min(1.0, middle + half)


def size_needed(items: int, deviating: int, confidence: Fraction) -> int:
    """The fewest to draw so that one of the deviating is found with at least that chance.

    Raises ValueError when nothing deviates, or for a chance that is not above 0 and at most 1.
    """
    _require(1 <= deviating <= items and 0 < confidence <= 1, items, deviating)
    enough = 1
    while enough < items and chance_to_find(items, deviating, enough) < confidence:
        enough = min(items, 2 * enough)
    low = enough // 2  # not enough, or nothing
    while enough - low > 1:
        middle = (low + enough) // 2
        if chance_to_find(items, deviating, middle) < confidence:
            low = middle
        else:
            enough = middle
    return enough


def _most(items: int, drawn: int, found: int, risk: Fraction) -> int:
    """The largest number deviating that leaves finding so few a chance of `risk` at least."""
    _require(0 <= found <= drawn <= items, items, drawn, found)
    likely, unlikely = found, items - drawn + found + 1  # more than that would have shown
    while unlikely - likely > 1:
        middle = (likely + unlikely) // 2
        if _chance_of_so_few(items, middle, drawn, found) >= risk:
            likely = middle
        else:
            unlikely = middle
    return likely


def _chance_of_so_few(items: int, deviating: int, drawn: int, found: int) -> Fraction:
    """P(at most `found` deviating among the drawn). Each way to draw is counted; nothing is rounded."""
    first = max(0, drawn - (items - deviating))
    ways = math.comb(deviating, first) * math.comb(items - deviating, drawn - first)
    total = ways
    for here in range(first, min(found, deviating, drawn)):
        # One more deviating, one less of the others; the division leaves nothing.
        ways = ways * ((deviating - here) * (drawn - here))
        ways //= (here + 1) * (items - deviating - drawn + here + 1)
        total += ways
    return Fraction(total if first <= found else 0, math.comb(items, drawn))


def _require(possible: bool, *numbers: int) -> None:
    if not possible:
        raise ValueError(f"impossible numbers: {numbers}")
