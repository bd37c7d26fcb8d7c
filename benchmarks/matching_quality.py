"""How right a file of matches is, against what the questions were made from."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching_register import Asked


@dataclass(frozen=True)
class Quality:
    """Shares 0-1. Recall is of questions whose body is in the register, `false_strong` of the others."""

    in_ten: float
    first: float
    strong_precision: float
    strong_share: float
    false_strong: float
    by_kind: Mapping[str, float]


def quality_of(asked: Asked, matches: Path) -> Quality:
    """Reads the file that `vetting check-file` wrote."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with matches.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["query_id"]].append((row["record_id"], row["band"]))
    return quality({key: found.get(key, []) for key in asked.truth}, asked)


def quality(found: Mapping[str, list[tuple[str, str]]], asked: Asked) -> Quality:
    """`found`: per question record ids with bands, best first."""
    seen, right_by_kind = Counter[str](), Counter[str]()
    first = strong = strong_right = true_strong = false_strong = 0
    for key, truth in asked.truth.items():
        hits, kind = found.get(key, []), asked.questions[int(key)].kind
        strongs = [record for record, band in hits if band == "strong"]
        strong += len(strongs)
        strong_right += sum(record == truth for record in strongs)
        if truth is None:
            seen["none"] += 1
            false_strong += bool(strongs)
            continue
        seen[kind] += 1
        right_by_kind[kind] += truth in [record for record, _ in hits[:10]]
        first += bool(hits) and hits[0][0] == truth
        true_strong += truth in strongs
    there = sum(seen.values()) - seen["none"]
    return Quality(
        in_ten=sum(right_by_kind.values()) / there,
        first=first / there,
        strong_precision=strong_right / max(strong, 1),
        strong_share=true_strong / there,
        false_strong=false_strong / max(seen["none"], 1),
        by_kind={kind: right_by_kind[kind] / seen[kind] for kind in sorted(seen) if kind != "none"},
    )
