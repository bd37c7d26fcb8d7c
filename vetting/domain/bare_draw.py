"""The bare draw: a list of ids, perhaps with strata, a seed and a size; no round and no database."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.sampling import (
    StratumDraw,
    frame_digest,
    normal_items,
    normal_seed,
    stratified_draw,
)
from vetting.domain.sealed_document import document_bytes

FORMAT = "vetting-draw-1"


@dataclass(frozen=True)
class BareDraw:
    """`size` items of each stratum, or the whole of a smaller one. `by` names the strata; blank without any.

    `items` are (id, stratum) by id; without strata every stratum is blank.
    """

    frame_digest: str
    seed: str
    size: int
    by: str
    items: tuple[tuple[str, str], ...]
    strata: tuple[StratumDraw, ...]


def draw_bare(frame: Sequence[tuple[str, str]], seed: str, *, size: int, by: str = "") -> BareDraw:
    """The draw of (id, stratum) pairs in any order. A larger size continues a smaller one.

    Raises Refused `seed_missing`, `seed_unusable`, `frame_empty`, `item_unusable`, `item_twice`.
    """
    seed = normal_seed(seed)
    ids = normal_items([item for item, _ in frame])
    items = sorted((ids[at], unicodedata.normalize("NFC", stratum)) for at, (_, stratum) in enumerate(frame))
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for item, stratum in items:
        strata[stratum].append(item)
    return BareDraw(
        frame_digest=frame_digest(ids),
        seed=seed,
        size=size,
        by=by,
        items=tuple(items),
        strata=stratified_draw(seed, strata, dict.fromkeys(strata, size)),
    )


def bare_protocol_bytes(drawn: BareDraw) -> bytes:
    """The protocol that the stand-alone checker redoes, in canonical JSON."""
    return document_bytes(
        {
            "format": FORMAT,
            "frame_digest": drawn.frame_digest,
            "seed": drawn.seed,
            "size": drawn.size,
            "by": drawn.by,
            "items": drawn.items,
            "strata": [one._asdict() for one in drawn.strata],
        }
    )
