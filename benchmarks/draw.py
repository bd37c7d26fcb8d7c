"""Sealing and drawing a large round, beside the bare hash-and-sort of the same list."""

import datetime as dt
import hashlib
import random
from pathlib import Path

from benchmarks.measuring import Figure, in_turns
from vetting.domain.draw import draw
from vetting.domain.frame import WEIGHT_POINTS
from vetting.domain.seal import (
    SealedChecklist,
    SealedItem,
    SealedRules,
    SealTerms,
    SeedRule,
    frame_line,
    seal_round,
)
from vetting.domain.sealed_document import digest_of, sealed_bytes
from vetting.domain.terms_spot_checks import CheckScope, SeedKind, TakeAllGround, WeightGround

ITEMS, BOARDS, KINDS = 100_000, 13, ("operating", "premises", "project")
SEED = "40718263559102847361"
TERMS = SealTerms(
    municipality="Ekköping",
    half_year="2026-H2",
    scope=CheckScope.BOTH,
    boards=tuple(f"B{number:02}" for number in range(BOARDS)),
    from_on=dt.date(2026, 4, 1),
    until_on=dt.date(2026, 9, 30),
    rules=SealedRules(10, 20, 10, WEIGHT_POINTS, amount_threshold=100_000),
    checklist=SealedChecklist("spot-check", "2026-01", "0" * 64),
    seed_rule=SeedRule(SeedKind.DICE),
)


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """39 strata, weights 1 to 7 and mostly 1, a few items taken in full, 20 drawn by weight."""
    lines = _frame()
    ids = [line.item for line in lines]
    sealed = seal_round(TERMS, lines)
    calls = {
        "seal and draw": lambda: _seal_and_draw(lines),
        "draw": lambda: draw(sealed, SEED),
        "bare": lambda: _bare(ids),
    }
    times = in_turns(calls, each=5, warm=2)
    ours, drawn, bare = (times[name].p50 for name in ("seal and draw", "draw", "bare"))
    return [
        Figure("draw", f"seal and draw {ITEMS} items", ours, "ms", kind, "≤ 1000"),
        Figure("draw", "of that the draw", drawn, "ms", kind),
        Figure("draw", "bare hash-and-sort of the same list", bare, "ms", kind),
        Figure("draw", "seal and draw / bare hash-and-sort", ours / bare, "×", kind, "≤ 3"),
    ]


def _frame() -> list[SealedItem]:
    """By id, as the frame comes from the tables."""
    chance = random.Random(7)
    lines = []
    for number in range(ITEMS):
        board = TERMS.boards[number % BOARDS]
        grounds = chance.sample(list(WeightGround), chance.randint(1, 4)) if chance.random() < 0.05 else ()
        in_full = (TakeAllGround.AMOUNT,) if chance.random() < 0.02 else ()
        stratum = f"{board}/{KINDS[number // BOARDS % len(KINDS)]}"
        lines.append(
            frame_line(
                f"{board}-2026-{number:06}",
                stratum,
                points=WEIGHT_POINTS,
                weight_grounds=tuple(grounds),
                take_all_grounds=in_full,
            )
        )
    return sorted(lines)


def _seal_and_draw(lines: list[SealedItem]) -> object:
    """The frame sealed in canonical bytes, their digest, and all three streams."""
    sealed = seal_round(TERMS, lines)
    return digest_of(sealed_bytes(sealed)), draw(sealed, SEED)


def _bare(ids: list[str]) -> object:
    """The plainest script that does the like: digest of the sorted list, tickets, and those sorted."""
    digest = hashlib.sha256("".join(item + "\n" for item in sorted(ids)).encode()).hexdigest()
    return digest, sorted((hashlib.sha256(f"{SEED}|{item}".encode()).hexdigest(), item) for item in ids)
