"""Makers for the candidate index: rows of invented names, written into files of its own."""

import random

from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import PartyKind
from vetting.gateways.name_index import NameIndexes, SnapshotWriter

ORGANISATION, PERSON = PartyKind.ORGANISATION, PartyKind.PERSON
PLACES = [
    "Granlunda",
    "Tallvik",
    "Ekeby",
    "Solberga",
    "Norrlycka",
    "Sjöhult",
    "Västeräng",
    "Klockarp",
    "Dalstorp",
    "Rosenfors",
]
THINGS = ["Hembygds", "Fotbolls", "Bordtennis", "Segel", "Kultur", "Musik", "Rid", "Schack"]


def a_row(number, name, **more):
    born, seat = more.get("born"), more.get("seat")
    kind = PERSON if born else ORGANISATION
    return f"{number:016x}", kind, (name, *more.get("aliases", ())), born, seat


def the_rows(count=300, seed=1):
    chance = random.Random(seed)
    return [
        a_row(n, f"{chance.choice(PLACES)}s {chance.choice(THINGS)}förening {chance.randint(1, 99)}")
        for n in range(count)
    ]


def written(folder, rows, seq=1, *, follows=None, ended=(), everything=()):
    with SnapshotWriter(folder, "s", seq) as writer:
        for row in rows:
            writer.add(*row)
        writer.finish(follows=follows, ended=ended, rows=lambda: everything).publish()
    return NameIndexes(folder, lambda source_id, seq: everything or rows)


def found(index, name, seq=1, **more):
    return index.near("s", seq, [PartyFacts(name, **more)])[0]
