"""The association register of the fictional municipality: a thousand rows with the faults real ones have."""

import datetime as dt
import json
import random
from dataclasses import dataclass
from typing import Any

from vetting.demo import names
from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.domain.identity import read_org_number
from vetting.domain.terms import NumberClass
from vetting.services import directory_imports

SIZE = 1000
NUMBERED = 390
HALF_YEAR = dt.timedelta(days=182)
SERIES = ("88", "82", "00", "25")  # test ranges: numbers in them pass the check digit and are not issued


@dataclass(frozen=True)
class Known:
    """An association that can apply: it has a number."""

    name: str
    org_number: str
    activity: str
    district: str


def plan_imports(
    calendar: Calendar, chance: random.Random, town: Town, start: dt.datetime, end: dt.datetime
) -> list[Known]:
    """Plans the register's delivery every half-year and on the last day, and gives who has a number."""
    known, rows = _rows(chance)
    calendar.add(start, _half_yearly(rows, town, start, end))
    return known


def _half_yearly(rows: list[dict[str, Any]], town: Town, at: dt.datetime, end: dt.datetime) -> Steps:
    """The register as a JSON file, through the same deeds as any other."""
    by = town.coordinator
    while True:
        stamped = [{**row, "scraped_at": at.isoformat()} for row in rows]
        data = json.dumps(stamped, ensure_ascii=False).encode()
        name = f"foreningsregister-{at.date().isoformat()}.json"
        import_id = directory_imports.receive_directory_file(data, name, by=by, now=at)
        directory_imports.stage_directory(import_id, by=by, now=at)
        directory_imports.apply_import(import_id, by=by, now=at)
        if at >= end:
            return
        at = min(at + HALF_YEAR, end)
        yield at


def _rows(chance: random.Random) -> tuple[list[Known], list[dict[str, Any]]]:
    known: list[Known] = []
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    numbers = _numbers()
    spare = f"06{numbers[-1][:6]}-{numbers[-1][6:]}"  # nobody who applies has it
    while len(rows) < SIZE:
        kind, activity, name, district = _association(chance)
        if name in taken:
            continue
        taken.add(name)
        number: str | None = None
        if len(known) < NUMBERED:
            number = numbers[len(known)]
            known.append(Known(name, number, activity, district))
        elif len(rows) % 41 == 0:
            number = chance.choice(("8.89E+09", "x", "889999-9017", "88999-9018", "2005-12-05", spare))
        rows.append(_row(len(rows) + 1, name, number=number, kinds=(kind, activity), district=district))
    rows[700]["association"]["name"] += " - TA BORT"
    rows[701]["association"]["name"] = "Testförening vägbidrag"
    return known, rows


def _association(chance: random.Random) -> tuple[str, str, str, str]:
    kind, activity, pattern = chance.choice(names.PATTERNS)
    name = pattern.format(
        place=chance.choice(names.PLACES),
        thing=chance.choice(names.THINGS),
        animal=chance.choice(names.ANIMALS),
    )
    return kind, activity, name.replace("ss ", "s "), chance.choice(names.DISTRICTS)[1]


def _row(no: int, name: str, *, number: str | None, kinds: tuple[str, str], district: str) -> dict[str, Any]:
    kind, activity = kinds
    return {
        "source_system": "Nordköpstads föreningsregister",
        "municipality": "Nordköpstad",
        "association": {
            "id": str(10_000 + no),
            "name": name,
            "org_number": number,
            "types": [kind],
            "activities": [activity],
            "categories": [district],
            "postal_code": "99999",
            "city": "Nordköpstad",
        },
    }


def _numbers() -> list[str]:
    """Numbers NN9999-9NNC in order, each with its right check digit."""
    found = []
    for series in SERIES:
        for serial in range(100):
            for check in range(10):
                number = f"{series}99999{serial:02d}{check}"
                if read_org_number(number).cls is NumberClass.OK:
                    found.append(number)
    return found
