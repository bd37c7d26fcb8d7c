"""The draw: normal forms, tickets, the order they give within strata, lots, the second reading."""

import hashlib
import heapq
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from vetting.domain.errors import Refused

WEIGHTED_RESERVES = 50  # of the weighted stream; a stratum of the random stream lists all of its own

_sha256 = hashlib.sha256


class StratumDraw(NamedTuple):
    """A stratum drawn: the items taken, each with its ticket, and the reserves, all in ticket order."""

    stratum: str
    items: int
    draw: int
    drawn: tuple[tuple[str, str], ...]
    reserves: tuple[str, ...]


class WeightedPick(NamedTuple):
    """An item of the weighted stream with the ticket of its lowest lot, and how many lots it had."""

    item: str
    lot: str
    weight: int


def normal_seed(text: str) -> str:
    """NFC, trimmed, inner white space folded to one blank. Raises Refused `seed_missing`, `seed_unusable`."""
    seed = " ".join(unicodedata.normalize("NFC", text).split())
    if not seed:
        raise Refused("seed_missing")
    if not _can_be_written(seed):
        raise Refused("seed_unusable")
    return seed


def normal_items(ids: Iterable[str]) -> list[str]:
    """The ids in NFC, in the order given.

    Raises Refused `item_unusable` for an id that is blank, holds a line break or cannot be written in UTF-8,
    and `item_twice` for one that stands twice; both with the item, the second with it in its normal form.
    """
    normal = list(ids)
    text = "\n".join(normal)
    if text.splitlines() != normal or not all(map(str.strip, normal)) or not _can_be_written(text):
        raise Refused("item_unusable", item=next(item for item in normal if not _is_usable(item)))
    if not unicodedata.is_normalized("NFC", text):
        # A line break composes with no letter before or after it, so all can be normalised in one go.
        normal = unicodedata.normalize("NFC", text).split("\n")
    if len(set(normal)) < len(normal):
        raise Refused("item_twice", item=Counter(normal).most_common(1)[0][0])
    return normal


def _is_usable(item: str) -> bool:
    return bool(item.strip()) and item.splitlines() == [item] and _can_be_written(item)


def _can_be_written(text: str) -> bool:
    """Half of a surrogate pair has no UTF-8."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def frame_digest(ids: Iterable[str]) -> str:
    """SHA-256, hex, of the ids in NFC, sorted by code point, a line break after each, in UTF-8."""
    return digest_of_sorted(sorted(normal_items(ids)))


def digest_of_sorted(ids: Collection[str]) -> str:
    """As `frame_digest`, for ids that are known to be normal and sorted."""
    return _sha256("\n".join([*ids, ""]).encode()).hexdigest()


def ticket(seed: str, item: str) -> str:
    """SHA-256, hex, of `seed|item` in UTF-8; both in their normal form. The lowest is drawn first."""
    return _sha256(f"{seed}|{item}".encode()).hexdigest()


def stratified_draw(
    seed: str, strata: Mapping[str, Sequence[str]], quotas: Mapping[str, int]
) -> tuple[StratumDraw, ...]:
    """Each stratum takes its own first tickets; the rest of it, in ticket order, are its reserves.

    `strata` are ids in normal form by the stratum's name, `quotas` how many each takes. In order of name.
    """
    return tuple(_first_of(seed, name, strata[name], quotas[name]) for name in sorted(strata))


def _first_of(seed: str, stratum: str, ids: Sequence[str], quota: int) -> StratumDraw:
    by_ticket = dict(zip(_tickets(seed, ids), ids, strict=True))
    order = sorted(by_ticket)
    drawn = tuple([(by_ticket[its_ticket], its_ticket) for its_ticket in order[:quota]])
    reserves = tuple([by_ticket[its_ticket] for its_ticket in order[quota:]])
    return StratumDraw(stratum, len(order), len(drawn), drawn, reserves)


def _tickets(start: str, ids: Sequence[str]) -> list[str]:
    """Tickets of `start|id`, in the order of the ids. All are encoded in one go: no id holds a line break."""
    begin = f"{start}|".encode()
    encoded = "\n".join(ids).encode().split(b"\n") if ids else []
    return [_sha256(begin + item).hexdigest() for item in encoded]


def weighted_order(seed: str, weights: Mapping[int, Sequence[str]], size: int) -> tuple[WeightedPick, ...]:
    """The `size` items with the lowest lots, lowest first. `weights`: ids in normal form by number of lots.

    The lowest of w even numbers between 0 and 1 falls below x with probability 1 - (1 - x)^w, which is the
    order of Efraimidis and Spirakis (2006) without its logarithms: anyone with SHA-256 can redo it.
    """
    lowest: dict[str, str] = {}
    for lot in range(1, max(weights, default=0) + 1):
        ids = [item for weight, items in weights.items() if weight >= lot for item in items]
        # Nobody outside the first `size` of one kind of lot can be among the first `size` of all.
        for its_ticket, item in _lowest(_tickets(f"{seed}|K{lot}", ids), ids, size):
            lowest[item] = min(its_ticket, lowest.get(item, its_ticket))
    weight_of = {item: weight for weight, items in weights.items() for item in items if item in lowest}
    order = sorted(lowest, key=lowest.__getitem__)[:size]
    return tuple([WeightedPick(item, lowest[item], weight_of[item]) for item in order])


def _lowest(tickets: Sequence[str], ids: Sequence[str], size: int) -> list[tuple[str, str]]:
    """The `size` lowest tickets with their ids, in no order."""
    bar = max(heapq.nsmallest(size, tickets), default="")
    return [(its_ticket, item) for its_ticket, item in zip(tickets, ids, strict=True) if its_ticket <= bar]


def second_reading(seed: str, items: Collection[str], percent: int) -> tuple[str, ...]:
    """The items that a second person reads too: that share of them, rounded up, lowest tickets first."""
    ids = list(items)
    order = sorted(zip(_tickets(f"{seed}|S", ids), ids, strict=True))
    return tuple([item for _, item in order[: share_of(len(ids), percent)]])


def share_of(count: int, percent: int) -> int:
    """That percent of the count, rounded up; none only of nothing or when percent is 0."""
    return -(-count * percent // 100)
