"""How many each stratum gives to the random stream; small strata are joined so that each gives one."""

from collections.abc import Mapping
from typing import NamedTuple

ALL_BOARDS = "*/*"


class Stratum(NamedTuple):
    """Board and kind of support: how many items it has, and how many of them are drawn."""

    name: str
    items: int
    draw: int


def joined_strata(sizes: Mapping[str, int], draw: int) -> dict[str, str]:
    """The stratum each stratum is drawn in, when `draw` items are drawn of all.

    One whose proportional share is below 1 is joined with the same board's other such strata, as `NOR/*`;
    when that is still too little, with those of other boards, as `*/*`; and when that is too little, with
    the smallest of the rest (the first by name among equals). Then every item has a chance. When nothing is
    drawn nothing is joined.
    """
    whole = sum(sizes.values())
    small = {name for name, items in sizes.items() if draw and draw * items < whole}
    by_board = {name: f"{name.split('/', 1)[0]}/*" if name in small else name for name in sizes}
    joined = _sums(sizes, by_board)
    place = {
        name: ALL_BOARDS if name in small and draw * joined[board] < whole else board
        for name, board in by_board.items()
    }
    joined = _sums(sizes, place)
    if ALL_BOARDS in joined and draw * joined[ALL_BOARDS] < whole:
        smallest = min((items, name) for name, items in joined.items() if name != ALL_BOARDS)[1]
        return {name: ALL_BOARDS if where == smallest else where for name, where in place.items()}
    return place


def _sums(sizes: Mapping[str, int], place: Mapping[str, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for name, items in sizes.items():
        sums[place[name]] = sums.get(place[name], 0) + items
    return sums


def allocated(sizes: Mapping[str, int], place: Mapping[str, str], draw: int) -> tuple[Stratum, ...]:
    """The joined strata by name; `draw` is shared in proportion, the rest to the largest remainders.

    Equal remainders go by name.
    """
    joined = _sums(sizes, place)
    whole = sum(joined.values())
    given = {name: draw * items // whole for name, items in joined.items()}
    by_remainder = sorted(joined, key=lambda name: (-(draw * joined[name] % whole), name))
    for name in by_remainder[: draw - sum(given.values())]:
        given[name] += 1
    return tuple(Stratum(name, joined[name], given[name]) for name in sorted(joined))
