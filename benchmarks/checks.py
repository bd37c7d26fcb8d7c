"""Deliveries taken in, and one party asked of them, beside rapidfuzz over the same names."""

import itertools
import random
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from rapidfuzz import fuzz, process, utils

from benchmarks.databases import opened, place
from benchmarks.measuring import Figure, in_turns, timed
from benchmarks.town import NOW, invented_name
from vetting.domain.authority import OPERATOR
from vetting.domain.evidence import PartyFacts
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner
from vetting.services import screening, snapshots, sources

ENTRIES, ROWS, PARTIES = 1_000, 20_000, 300
EACH = 150


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Takes the deliveries in, then asks of parties half of which are listed under a misspelt name."""
    chance = random.Random(7)
    nations = [invented_name(chance, number) for number in range(ENTRIES)]
    partners = [invented_name(chance, number) for number in range(ENTRIES, ENTRIES + ROWS)]
    with opened(place(kind, folder / "checks", server)):
        _declare()
        xml, sheet = _xml(nations), _sheet(partners)
        reading_xml = timed(lambda: _deliver("fn", xml, "consolidated.xml"))
        reading_sheet = timed(lambda: _deliver("lista", sheet, "lista.csv"))
        parsed = min(timed(lambda: ElementTree.fromstring(xml)) for _ in range(3))
        times = in_turns(_asked(chance, nations + partners), each=EACH)
    ours, peer = times["service"], times["rapidfuzz"]
    return [
        Figure("checks", f"UN-form list of {ENTRIES}: taken into use", reading_xml, "ms", kind),
        Figure("checks", "UN-form list: service / bare parse of the XML", reading_xml / parsed, "×", kind),
        Figure("checks", f"list of {ROWS}: taken into use", ROWS / reading_sheet * 1000, "rows/s", kind),
        Figure("checks", "one party against both: p50", ours.p50, "ms", kind),
        Figure("checks", "one party against both: p99", ours.p99, "ms", kind, "≤ 300"),
        Figure("checks", "rapidfuzz.process.extract: p50", peer.p50, "ms", kind),
        Figure("checks", "rapidfuzz / service", peer.p50 / ours.p50, "×", kind),
    ]


def _declare() -> None:
    columns = {"org_number": "Nummer", "name": "Namn", "status": "Uppgift"}
    for declaration in (
        Declaration("fn", "un_sc_xml", Partner.SANCTIONS, name="UN form"),
        Declaration(
            "lista", "spreadsheet_drop", Partner.ENFORCEMENT_AUTHORITY, name="List", column_map=columns
        ),
    ):
        sources.declare_source(declaration, by=OPERATOR, now=NOW)


def _deliver(key: str, data: bytes, file_name: str) -> None:
    told = snapshots.receive_delivery(key, data, file_name=file_name, as_of=NOW.date(), by=OPERATOR, now=NOW)
    if told.state != "active":
        raise RuntimeError(f"{key} was not taken into use: {told.reason}")


def _xml(listed: list[str]) -> bytes:
    entities = "".join(
        f"<ENTITY><DATAID>{9_000_000 + number}</DATAID><FIRST_NAME>{name}</FIRST_NAME>"
        f"<UN_LIST_TYPE>Invented</UN_LIST_TYPE><LISTED_ON>2020-01-02</LISTED_ON></ENTITY>"
        for number, name in enumerate(listed)
    )
    made = f'<CONSOLIDATED_LIST dateGenerated="{NOW.date()}T00:00:09.000Z">'
    body = f"{made}<INDIVIDUALS/><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode()


def _sheet(listed: list[str]) -> bytes:
    return "\n".join(["Nummer;Namn;Uppgift", *(f";{name};Skuld" for name in listed), ""]).encode()


def _asked(chance: random.Random, listed: list[str]) -> dict[str, Callable[[], object]]:
    known = [_misspelt(chance, name) for name in chance.sample(listed, PARTIES // 2)]
    unknown = [invented_name(chance, number) for number in range(90_000, 90_000 + PARTIES // 2)]
    wanted = chance.sample(known + unknown, PARTIES)
    prepared = [utils.default_process(name) for name in listed]
    ours, theirs = itertools.cycle(wanted), itertools.cycle(wanted)
    return {
        "service": lambda: screening.check_party(PartyFacts(next(ours)), (), by=OPERATOR, now=NOW),
        "rapidfuzz": lambda: process.extract(
            utils.default_process(next(theirs)), prepared, scorer=fuzz.token_set_ratio, limit=20
        ),
    }


def _misspelt(chance: random.Random, name: str) -> str:
    """Two neighbouring letters change places."""
    at = chance.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
