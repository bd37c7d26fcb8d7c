#!/usr/bin/env python3
"""Redoes a published draw of spot checks and says in words what agrees and what differs.

    python3 check_draw.py PROTOCOL.json [--seal-digest HEX] [--seal SEAL.json] [--english]

One file, Python 3.8 or later and nothing else; written apart from the service that made the draw, so that the
two check one another. Ends with 0 when all agrees, 1 when something differs, 2 when a file cannot be used.

The draw: a ticket is SHA-256 of "seed|id", and the list of ids was sealed before the seed existed.
Random: every stratum takes its own lowest tickets; the next ones are its reserves.
Take-all: what has a ground for it and was not drawn at random.
Weighted: of the rest, an item of weight w has the lots "seed|K1|id" to "seed|Kw|id"; the lowest lots win.
Second reading: the lowest "seed|S|id" of all that was taken.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

SHOWN, RESERVES, MOST_LOTS = 5, 50, 1_000  # differences told of a kind; weighted reserves; lots of an item
SWEDISH = {
    "a part is missing or has another form": "en del saknas eller har en annan form", "agrees": "stämmer",
    "sealed, then seed, then drawn": "först försegling, sedan frö, sedan dragning", "DIFFERS": "STÄMMER INTE",
    "stratum and lots of each item": "varje objekts stratum och antal lotter", "All agrees.": "Allt stämmer.",
    "size of the weighted stream": "det riskviktade urvalets storlek", "weighted stream": "riskviktat urval",
    "Points that differ: {}.": "Punkter som inte stämmer: {}.", "seal digest": "förseglingens kontrollsumma",
    "taken without being drawn": "kontrolleras utan lottning", "normal form of the seed": "fröets normalform",
    "SHA-256 of the protocol: {}": "Protokollets SHA-256: {}", "frame digest": "urvalsramens kontrollsumma",
    "weighted reserves": "det riskviktade urvalets reserver", "not a protocol": "inte ett dragningsprotokoll",
    "{}: expected {}, found {}": "{}: väntat {}, funnet {}", "published seal": "den publicerade förseglingen",
    "published seal digest": "den anslagna kontrollsumman", "items of the frame": "urvalsramens objekt",
    "{} cannot be used: {}": "{} kan inte användas: {}", "no seal": "en enkel dragning har ingen försegling",
    "{} should not be there": "{} ska inte finnas där", "random reserves": "slumpurvalets reserver",
    "published chances": "publicerade chanser", "not JSON in UTF-8": "inte JSON i UTF-8", "strata": "strata",
    "it cannot be read": "går inte att läsa", "{} stands twice": "{} står två gånger", "{}": "{}",
    "second reading": "andra läsning", "random stream": "slumpurval", "and {} more": "och {} till",
    "{} is missing": "{} saknas",
    "Not shown by this: that the frame was whole and the grounds true.":
        "Visas inte av detta: att urvalsramen var fullständig och grunderna riktiga.",
}  # fmt: skip


class Report:
    """Says one line per point that is checked, and counts those that differ."""

    def __init__(self, english: bool) -> None:
        self.english = english
        self.differing = 0

    def words(self, text: str, *facts: object) -> str:
        told = (text if self.english else SWEDISH[text]).format(*facts)
        return "".join([c if c.isprintable() else ascii(c)[1:-1] for c in told])  # no name moves the cursor

    def say(self, text: str, *facts: object) -> None:
        sys.stdout.write(self.words(text, *facts) + "\n")

    def value(self, what: str, expected: object, found: object) -> None:
        self.rows(what, [("", expected)], [("", found)])

    def rows(self, what: str, expected: list[Any], found: list[Any], where: str = "") -> None:
        """Checks rows of (name, value, ...), or names alone, and their order; tells every row amiss."""
        both = [[[row] if isinstance(row, str) else row for row in rows] for rows in (expected, found)]
        wanted, there = ({row[0]: tuple(row[1:]) for row in rows} for rows in both)
        times = Counter(row[0] for row in both[1])
        amiss = [self.words("{} is missing", name) for name in wanted if name not in there]
        amiss += [self.words("{} should not be there", name) for name in there if name not in wanted]
        amiss += [self.words("{} stands twice", name) for name in times if times[name] > 1]
        pairs = [(name, wanted[name], there[name]) for name in wanted if name in there]
        if not amiss:
            order = list(there)
            pairs += [(f"nr {at + 1}", (name,), (order[at],)) for at, name in enumerate(wanted)]
        for name, one, other in pairs:
            if one != other:
                texts = (", ".join(map(str, values)) for values in (one, other))
                amiss.append(self.words("{}: expected {}, found {}", name, *texts).lstrip(": "))
        self.differing += bool(amiss)
        amiss[SHOWN:] = [self.words("and {} more", len(amiss) - SHOWN)] * (len(amiss) > SHOWN)
        head = f"{self.words('DIFFERS' if amiss else 'agrees')}: {self.words(what)} {self.words('{}', where)}"
        for line in amiss or [""]:
            sys.stdout.write(head.rstrip() + (line and f": {line}") + "\n")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(document: Any) -> str:
    """The text that is digested: names sorted, no blanks, NFC, a line break at the end."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text) + "\n"


def joined_strata(items: list[Any], draw: int) -> dict[str, str]:
    """Where each stratum is drawn. Shares below one are joined: within the board, then with other boards."""
    own = Counter(item[2] for item in items)
    where = {name: name for name in own}

    def too_small(name: str) -> bool:
        return draw * sum(own[one] for one in own if where[one] == name) < len(items)

    small = [name for name in own if draw and too_small(name)]
    where.update({name: name.split("/")[0] + "/*" for name in small})
    where.update({name: "*/*" for name in [name for name in small if too_small(where[name])]})
    if "*/*" in where.values() and too_small("*/*"):
        sizes = Counter(where[item[2]] for item in items)
        least = min((sizes[name], name) for name in sizes if name != "*/*")[1]
        where.update({name: "*/*" for name in own if where[name] == least})
    return where


def shared_out(sizes: Counter[str], draw: int) -> dict[str, int]:
    """In proportion; what is left goes to the largest remainders, then by name."""
    whole = sum(sizes.values())
    order = sorted(sizes, key=lambda name: (-(draw * sizes[name] % whole), name))
    one_more = order[: draw - sum(draw * size // whole for size in sizes.values())]
    return {name: draw * sizes[name] // whole + (name in one_more) for name in sizes}


def chances_below(bar: float, classes: list[Any], plain: bool) -> list[float]:
    """Of having a lot below the bar, by class: (stratum, weight, count, chance to be left, stratum's size).

    The bar is the last lot drawn among the others. It varies, as a Beta distribution with that mean.
    """
    missed = [(1 - bar) ** weight for _, weight, _, _, _ in classes]
    if plain:
        return [1 - miss for miss in missed]
    below: Any = Counter()
    variance = slope = 0.0
    for at, (stratum, weight, count, left, _) in enumerate(classes):
        below[stratum] += count * (1 - missed[at])
        variance += count * left * missed[at] * (1 - missed[at])
        slope += count * left * weight * missed[at] / (1 - bar)
    for at, (stratum, weight, _, left, size) in enumerate(classes):
        miss, hit = missed[at], 1 - missed[at]  # an item's own lots are not among those of the others
        fewer = left * hit + (1 - left) * (below[stratum] - hit) / max(size - 1, 1)
        own_slope = slope - left * weight * miss / (1 - bar)
        mean = min(1.0, bar + fewer / own_slope)
        spread = 1 + mean * (1 - mean) * own_slope**2 / (variance - left * miss * hit)
        missed[at] = math.prod([((1 - mean) * spread + lot) / (spread + lot) for lot in range(weight)])
    return [1 - miss for miss in missed]


def weighted_chances(classes: list[Any], draw: int) -> list[float]:
    """The bar is where the chances add up to what is drawn; it is found by halving."""
    expected = [count * left for _, _, count, left, _ in classes]
    if draw >= sum(expected):
        return [1.0] * len(classes)
    plain = sum(expected) - draw < 1 + sum(expected) / 100
    low, high = 0.0, 1.0
    for _ in range(45):
        middle = (low + high) / 2
        chances = chances_below(middle, classes, plain)
        drawn = math.fsum(expected[at] * chance for at, chance in enumerate(chances))
        low, high = (middle, high) if drawn < draw else (low, middle)
    return chances_below(high, classes, plain)


def check_chances(report: Report, seal: Any, draws: dict[str, int]) -> None:
    """To nine decimals, the last of which may be off by rounding."""
    sizes = Counter(item[1] for item in seal["items"])
    counts = Counter((item[1], item[3]) for item in seal["items"] if not item[5])
    left = {name: 1 - draws.get(name, 0) / sizes[name] for name in sizes}
    classes = [(*key, counts[key], left[key[0]], sizes[key[0]]) for key in sorted(counts)]
    rows = {f"{row['stratum']} ({row['weight']})": row for row in seal["chances"]}
    found = {name: [row["random"], row["weighted"], row["total"]] for name, row in rows.items()}
    expected = []
    for at, chance in enumerate(weighted_chances(classes, seal["weighted_draw"])):
        name, at_random = f"{classes[at][0]} ({classes[at][1]})", 1 - classes[at][3]
        values = at_random, (1 - at_random) * chance, at_random + (1 - at_random) * chance
        shown = found.get(name, ["-1"] * 3)
        is_near = all(abs(float(shown[place]) - value) < 3e-9 for place, value in enumerate(values))
        expected.append((name, *(shown if is_near else (f"{value:.9f}" for value in values))))
    report.rows("published chances", expected, [(name, *found[name]) for name in found])


def check_frame(report: Report, ids: list[str], digest: str) -> None:
    report.rows("items of the frame", sorted(set(ids)), ids)
    report.value("frame digest", sha256("".join(item + "\n" for item in sorted(ids))), digest)


def check_seal(report: Report, protocol: Any, digest: str | None, published: Any) -> None:
    """Frame, strata, quotas and chances all follow from the items and the rules of the sealed document."""
    seal, rules, items = protocol["seal"], protocol["seal"]["rules"], protocol["seal"]["items"]
    report.value("seal digest", sha256(canonical(seal)), protocol["seal_digest"])
    if digest:
        report.value("published seal digest", digest.strip().lower(), protocol["seal_digest"])
    if published:
        parts = [[(name, one[name]) for name in sorted(one) if name != "items"] for one in (published, seal)]
        report.rows("published seal", parts[0] + published["items"], parts[1] + items)
    check_frame(report, [item[0] for item in items], seal["frame_digest"])
    draw = -(-len(items) * rules["random_percent"] // 100)  # rounded up
    where = joined_strata(items, draw)
    lots = [1 + sum(rules["weight_points"][ground] for ground in item[4]) for item in items]
    if max([*lots, *(item[3] for item in items)], default=1) > MOST_LOTS:
        raise ValueError("too many lots")
    expected = [(item[0], where[item[2]], lots[at]) for at, item in enumerate(items)]
    report.rows("stratum and lots of each item", expected, [(item[0], item[1], item[3]) for item in items])
    sizes = Counter(where[item[2]] for item in items)
    draws = shared_out(sizes, draw)
    strata = [(row["name"], row["items"], row["draw"]) for row in seal["strata"]]
    report.rows("strata", [(name, sizes[name], draws[name]) for name in sorted(sizes)], strata)
    size = min(rules["weighted_size"], sum(1 for item in items if not item[5]))
    report.value("size of the weighted stream", size, seal["weighted_draw"])
    check_chances(report, seal, {name: draw for name, _, draw in strata})
    times = [protocol[name] for name in ("sealed_at", "seed_recorded_at", "drawn_at")]
    report.value("sealed, then seed, then drawn", sorted(times), times)


def check_random(report: Report, seed: str, rows: list[Any], items: list[Any], draws: Any) -> set[str]:
    """The random stream of items (id, stratum, ...), stratum by stratum; gives what it should have taken."""
    strata: dict[str, list[Any]] = {name: [] for name in sorted({item[1] for item in items})}
    for item in items:
        strata[item[1]].append((sha256(f"{seed}|{item[0]}"), item[0]))
    expected = [(name, len(strata[name]), min(draws.get(name, 0), len(strata[name]))) for name in strata]
    report.rows("strata", expected, [(row["stratum"], row["items"], row["draw"]) for row in rows])
    taken: set[str] = set()
    for name, size in draws.items():
        row: Any = next((row for row in rows if row["stratum"] == name), {"drawn": [], "reserves": []})
        order = [(item, ticket) for ticket, item in sorted(strata.get(name, []))]
        report.rows("random stream", order[:size], row["drawn"], name)
        report.rows("random reserves", [item for item, _ in order[size:]], row["reserves"], name)
        taken.update(item for item, _ in order[:size])
    return taken


def check_streams(report: Report, protocol: Any, seed: str) -> None:
    """All three streams, and the second reading of what they took."""
    seal, weighted = protocol["seal"], protocol["weighted"]
    draws = {row["name"]: row["draw"] for row in seal["strata"]}
    taken = check_random(report, seed, protocol["random"], seal["items"], draws)
    rest = [item for item in seal["items"] if item[0] not in taken]
    in_full = [(item[0], item[5]) for item in rest if item[5]]
    report.rows("taken without being drawn", in_full, protocol["take_all"])
    others = [(item[0], item[3]) for item in rest if not item[5]]
    lots = [(min(sha256(f"{seed}|K{lot}|{item}") for lot in range(1, w + 1)), item, w) for item, w in others]
    order, size = [(item, lot, weight) for lot, item, weight in sorted(lots)], seal["weighted_draw"]
    report.rows("weighted stream", order[:size], weighted["drawn"])
    report.value("size of the weighted stream", len(order[:size]), weighted["draw"])
    reserves = [item for item, _, _ in order[size : size + RESERVES]] if size else []
    report.rows("weighted reserves", reserves, weighted["reserves"])
    taken.update(row[0] for row in [*in_full, *order[:size]])
    again = sorted(taken, key=lambda item: sha256(f"{seed}|S|{item}"))
    size = -(-len(taken) * seal["rules"]["second_reading_percent"] // 100)
    report.rows("second reading", again[:size], protocol["second_reading"])


def check(report: Report, protocol: Any, digest: str | None, published: Any) -> None:
    """All that can be redone. Raises ValueError with words when that is nothing."""
    is_round = protocol["format"] == "vetting-protocol-1"
    if not is_round and (protocol["format"] != "vetting-draw-1" or digest or published):
        raise ValueError("no seal" if digest or published else "not a protocol")
    seed = " ".join(unicodedata.normalize("NFC", protocol["seed"]).split())
    report.value("normal form of the seed", seed, protocol["seed"])
    if is_round:
        check_seal(report, protocol, digest, published)
        check_streams(report, protocol, seed)
    else:
        check_frame(report, [item for item, _ in protocol["items"]], protocol["frame_digest"])
        draws = {stratum: protocol["size"] for _, stratum in protocol["items"]}
        check_random(report, seed, protocol["strata"], protocol["items"], draws)


def main() -> int:
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("protocol", metavar="PROTOCOL.json")
    parser.add_argument("--seal-digest", metavar="HEX", help="as it was published before the draw")
    parser.add_argument("--seal", metavar="SEAL.json", help="the sealed document as it was published")
    parser.add_argument("--english", action="store_true", help="answer in English")
    given = parser.parse_args()
    report, path = Report(given.english), given.seal or given.protocol
    try:
        published = given.seal and json.loads(Path(path).read_text("utf-8"))
        path = given.protocol
        protocol = json.loads(Path(path).read_text("utf-8"))
        report.say("SHA-256 of the protocol: {}", sha256(canonical(protocol)))
        check(report, protocol, given.seal_digest, published)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        why = "not JSON in UTF-8"
    except (OSError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        why = "it cannot be read" if isinstance(error, OSError) else str(error)
        why = why if why in SWEDISH else "a part is missing or has another form"
    else:
        report.say("Not shown by this: that the frame was whole and the grounds true.")
        report.say("Points that differ: {}." if report.differing else "All agrees.", report.differing)
        return 1 if report.differing else 0
    sys.stderr.write(report.words("{} cannot be used: {}", path, report.words(why)) + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
