"""How well genuine Swedish association names are met: figures only, never a name.

Reads the folder told by VETTING_GENUINE_DATA. Queries are the dev pairs (another name, the same
number), searched by name alone among all names of the national list; strangers are associations of
the municipal registers whose number and name the list has not. `python -m benchmarks.genuine_names`
"""

import csv
import hashlib
import json
import math
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.measuring import Figure
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.identity import read_org_number
from vetting.domain.match_settings import DEFAULT
from vetting.domain.matching import match
from vetting.domain.names import index_words, strict
from vetting.domain.token_weights import TokenWeights, weights_of

STRANGERS = 1500
ALARMS = 0.06
COMPARED = 25
UNSCORED = "disjoint_alias_or_register_error"
REGISTERS = ("falun_ActorSmartbook", "huddinge_ActorSmartbook", "orebro_IBGO", "malmo_RBOK")

# Everything that is alike at all, so that ranks and thresholds can be read off.
WIDE = replace(DEFAULT, possible_from=0.0, section_from=0.0)

Draw = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Query:
    """A name to search, the rows that are right, the class of difference, and the half it belongs to."""

    name: str
    right: frozenset[int]
    kind: str
    half: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What one query brought: score and row of each hit, nearest first."""

    query: Query
    hits: tuple[tuple[float, int], ...]

    @property
    def right_score(self) -> float:
        return max((score for score, row in self.hits if row in self.query.right), default=0.0)

    @property
    def rank(self) -> int:
        """1 for first; ties count against."""
        score = self.right_score
        wrong = sum(other >= score for other, row in self.hits if row not in self.query.right)
        return wrong + 1 if score else sys.maxsize


@dataclass(frozen=True, slots=True)
class Register:
    """The list that is searched."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    listings: tuple[ListingFacts, ...]
    weights: TokenWeights

    def hits(self, name: str, draw: Draw) -> tuple[tuple[float, int], ...]:
        party = PartyFacts(name)
        met = [(row, match(party, self.listings[row], self.weights, WIDE)) for row in draw(name)]
        return tuple(sorted(((found.score, row) for row, found in met if found), key=lambda h: (-h[0], h[1])))


def read_register(folder: Path) -> Register:
    rows = _rows(folder / "associations/national_numbers_and_names.csv")
    numbers = tuple(row["orgNumber"].replace("-", "") for row in rows)
    names = tuple(row["orgName"] for row in rows)
    listings = tuple(ListingFacts(str(at), name) for at, name in enumerate(names))
    return Register(numbers, names, listings, weights_of(names))


def read_queries(folder: Path, register: Register) -> list[Query]:
    """Each dev pair once, when its number stands in the list under another name only."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for at, number in enumerate(register.numbers):
        holders[number].add(at)
    found = {}
    for row in _rows(folder / "names/se_association_name_pairs_dev.csv"):
        right = holders.get(row["orgnr_a"] or row["orgnr_b"], set())
        if row["label"] != "same_orgnr" or row["kind"] == UNSCORED or not right:
            continue
        if strict(row["name_a"]) in {strict(register.names[one]) for one in right}:
            continue
        found[row["name_a"]] = Query(row["name_a"], frozenset(right), row["kind"], half_of(row["name_a"]))
    return list(found.values())


def read_strangers(folder: Path, register: Register) -> dict[str, bool]:
    """Associations whose number and name are not in the list, and whether they have a valid number.

    Those without one may well stand in the list under another name: their alarms are partly right.
    """
    numbers, names = set(register.numbers), {strict(name) for name in register.names}
    found: dict[str, bool] = {}
    for file in REGISTERS:
        for row in json.loads((folder / f"associations/{file}.json").read_text("utf-8")):
            facts = row["association"]
            number = read_org_number(facts["org_number"] or "").canonical
            if number not in numbers and strict(facts["name"]) not in names:
                found[facts["name"]] = found.get(facts["name"], False) or number is not None
    drawn = sorted(found, key=lambda name: hashlib.sha256(name.encode()).digest())[:STRANGERS]
    return {name: found[name] for name in drawn}


def half_of(name: str) -> int:
    """0 is what the matcher was made on, 1 what it was only tried on."""
    return hashlib.sha256(name.encode()).digest()[0] % 2


def drawn_by_grams(names: Sequence[str], limit: int = COMPARED) -> Draw:
    """Candidates without an index file: rows that share the rarest four-letter pieces with a name."""
    rows_of: defaultdict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        for gram in _grams(name):
            rows_of[gram].append(row)
    total = len(names)
    norms = [0.0] * total
    for rows in rows_of.values():
        for row in rows:
            norms[row] += math.log(1 + total / len(rows)) ** 2

    def draw(name: str) -> Sequence[int]:
        shared: defaultdict[int, float] = defaultdict(float)
        for gram in _grams(name):
            rows = rows_of.get(gram, ())
            for row in rows:
                shared[row] += math.log(1 + total / len(rows)) ** 2
        near = sorted(shared, key=lambda row: (-shared[row] / math.sqrt(norms[row]), row))
        return near[:limit]

    return draw


def threshold_for(strangers: Sequence[float], share: float = ALARMS) -> float:
    """The lowest threshold at which at most `share` of the strangers get a hit at or above it."""
    best = sorted(strangers, reverse=True)
    allowed = int(share * len(best))
    return math.nextafter(best[allowed], 2.0) if allowed < len(best) else 0.0


def look(folder: Path, draw: Draw | None = None) -> tuple[list[Looked], dict[str, tuple[float, bool]]]:
    """Every query's hits; every stranger's best score and whether it has a number of its own."""
    register = read_register(folder)
    drawn = draw or drawn_by_grams(register.names)
    looked = [Looked(query, register.hits(query.name, drawn)) for query in read_queries(folder, register)]
    strangers = {
        name: (max((score for score, _ in register.hits(name, drawn)), default=0.0), has_number)
        for name, has_number in read_strangers(folder, register).items()
    }
    return looked, strangers


def hard_negatives(folder: Path, register: Register) -> list[float]:
    """Scores of near names with different numbers."""
    pairs = [
        (row["name_a"], row["name_b"])
        for row in _rows(folder / "names/se_association_name_pairs_dev.csv")
        if row["label"] == "different_orgnr"
    ]
    found = [match(PartyFacts(a), ListingFacts("r", b), register.weights, WIDE) for a, b in pairs]
    return [one.score if one else 0.0 for one in found]


def figures(folder: Path, draw: Draw | None = None, *, is_brief: bool = False) -> list[Figure]:
    """The table of figures, for both halves and, unless it is to be brief, each class of difference."""
    looked, strangers = look(folder, draw)
    every = threshold_for([score for score, _ in strangers.values()])
    numbered = threshold_for([score for score, has_number in strangers.values() if has_number])
    shown = DEFAULT.possible_from
    found = [
        _figure("threshold at 6 % false alarms, strangers with a number", numbered),
        _figure("threshold at 6 % false alarms, all strangers", every),
    ]
    for name, group in _groups(looked, is_brief=is_brief).items():
        size = max(len(group), 1)
        for what, aim, right in (
            (
                "found at 6 %, strangers with a number",
                ">= .80",
                sum(o.right_score >= numbered for o in group),
            ),
            ("found at 6 %, all strangers", ">= .80", sum(o.right_score >= every for o in group)),
            ("first", ">= .85", sum(o.rank == 1 for o in group)),
            ("in twenty", ">= .95", sum(o.rank <= 20 for o in group)),
        ):
            found.append(_figure(f"{name} ({len(group)}): {what}", right / size, aim))
    own = [score >= shown for score, has_number in strangers.values() if has_number]
    negatives = hard_negatives(folder, read_register(folder))
    return [
        *found,
        _figure("pairs shown as delivered", sum(o.right_score >= shown for o in looked) / len(looked)),
        _figure("strangers with a number, shown a hit as delivered", sum(own) / len(own)),
        _figure(
            "near names of other numbers, shown as delivered",
            sum(s >= shown for s in negatives) / len(negatives),
            "low",
        ),
    ]


def _groups(looked: list[Looked], *, is_brief: bool) -> dict[str, list[Looked]]:
    halves = {f"half {half}": [one for one in looked if one.query.half == half] for half in (0, 1)}
    kinds = [] if is_brief else sorted({one.query.kind for one in looked})
    return {"all": looked, **halves, **{kind: [o for o in looked if o.query.kind == kind] for kind in kinds}}


def _figure(what: str, value: float, goal: str = "") -> Figure:
    return Figure("genuine", what, round(value, 3), "", goal=goal)


def _grams(name: str) -> set[str]:
    text = " " + " ".join(index_words(name)) + " "
    return {text[at : at + 4] for at in range(max(len(text) - 3, 1)) if text[at + 3 : at + 4]} or {text}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


if __name__ == "__main__":
    for one in figures(Path(os.environ["VETTING_GENUINE_DATA"])):
        print(f"{one.what:60} {one.value:>8} {one.goal}")
