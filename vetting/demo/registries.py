"""Invented deliveries of partner agencies, month by month, so that each check has something fresh to ask."""

import datetime as dt
from collections.abc import Callable

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.demo.register import Known
from vetting.domain.authority import Actor
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner
from vetting.services import snapshots, sources

MONTH = dt.timedelta(days=28)
DEBTORS = 9  # of those with a number, on every list of the Enforcement Authority
REGISTER = "scb-foreningar"
SHORT_BEFORE = dt.timedelta(days=2)
Made = Callable[[dt.date, int], bytes]
DECLARED = (
    Declaration(
        "egna-registret",
        "directory",
        Partner.ASSOCIATIONS,
        name="Kommunens föreningsregister",
        warn_days=200,
        max_days=400,
    ),
    Declaration(
        "kronofogden-skuldlista",
        "spreadsheet_drop",
        Partner.ENFORCEMENT_AUTHORITY,
        name="Kronofogden, skulder till det allmänna",
        column_map={"org_number": "Organisationsnummer", "name": "Namn", "status": "Uppgift"},
        warn_days=35,
        max_days=70,
        ground="Prövning av bidrag; uppgifter om juridiska personer, lämnas ut på begäran",
    ),
    Declaration(
        "fn-sanktionslista",
        "un_sc_xml",
        Partner.SANCTIONS,
        name="FN:s samlade lista",
        warn_days=35,
        max_days=70,
        is_mandatory=True,
        ground="Sanktionerna gäller var och en, också kommunen",
    ),
    Declaration("polisen", "manual_query", Partner.POLICE, name="Polisen, fråga och svar"),
)


def plan_deliveries(
    calendar: Calendar, town: Town, known: list[Known], start: dt.datetime, end: dt.datetime
) -> None:
    """Declares the sources and plans their deliveries; the last of each comes on the last day."""
    by = town.coordinator
    for declaration in DECLARED:
        sources.declare_source(declaration, by=by, now=start)
    calendar.add(
        start, _monthly(by, "kronofogden-skuldlista", ("skuldlista-{}.csv", _debts(known)), span=(start, end))
    )
    calendar.add(
        start, _monthly(by, "fn-sanktionslista", ("consolidated-{}.xml", _list_of_nations), span=(start, end))
    )
    calendar.add(end - SHORT_BEFORE, _register(by, known, end - SHORT_BEFORE))


def _register(by: Actor, known: list[Known], at: dt.datetime) -> Steps:
    """A register of who is who, and the day after a file of five rows in its place, which is held."""
    declaration = Declaration(
        REGISTER,
        "spreadsheet_drop",
        Partner.ASSOCIATIONS,
        name="SCB, föreningar i kommunen",
        warn_days=60,
        max_days=120,
        ground="Vem föreningen är; att inte stå där säger ingenting",
    )
    sources.declare_source(declaration, by=by, now=at)
    for rows in (known, known[:5]):
        lines = [f"{one.org_number};{one.name}" for one in rows]
        data = "\n".join(["Orgnr;Namn", *lines, ""]).encode()
        name = f"foreningar-{at.date().isoformat()}.csv"
        snapshots.receive_delivery(REGISTER, data, file_name=name, as_of=at.date(), by=by, now=at)
        at += dt.timedelta(days=1)
        yield at


def _monthly(by: Actor, key: str, file: tuple[str, Made], *, span: tuple[dt.datetime, dt.datetime]) -> Steps:
    """A delivery each month of the span; `file` is how it is named by its day, and who makes its bytes."""
    (name, make), (at, end), number = file, span, 0
    while True:
        day = at.date()
        file_name = name.format(day.isoformat())
        snapshots.receive_delivery(key, make(day, number), file_name=file_name, as_of=day, by=by, now=at)
        if at >= end:
            return
        at, number = min(at + MONTH, end), number + 1
        yield at


def _debts(known: list[Known]) -> Made:
    def make(day: dt.date, number: int) -> bytes:
        listed = [known[(index * 37 + number // 4) % len(known)] for index in range(DEBTORS)]
        rows = [
            f"{one.org_number[:6]}-{one.org_number[6:]};{one.name};Skuld till det allmänna" for one in listed
        ]
        return "\n".join(
            [f"Uttag {day.isoformat()};;", "Organisationsnummer;Namn;Uppgift", *rows, ""]
        ).encode()

    return make


def _list_of_nations(day: dt.date, number: int) -> bytes:
    """A small list in the form of the United Nations' with invented entries only."""
    entities = "".join(
        f"<ENTITY><DATAID>{9_000_000 + index}</DATAID><FIRST_NAME>{name}</FIRST_NAME>"
        f"<UN_LIST_TYPE>Demo</UN_LIST_TYPE><REFERENCE_NUMBER>DEe.{index:03d}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2020-01-0{index % 9 + 1}</LISTED_ON></ENTITY>"
        for index, name in enumerate(_INVENTED[: 8 + number % 3])
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<CONSOLIDATED_LIST dateGenerated="{day.isoformat()}T00:00:09.000Z"><INDIVIDUALS/>'
        f"<ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()


_INVENTED = (
    "Lanternan",
    "Pendeln Logistics Group",
    "Northern Kompassen Fund",
    "Vågen Shipping Company",
    "Orgelpipan Trading House",
    "Free Gryningen Brigade",
    "Tranan Air Transport",
    "Mosaiken Exchange Office",
    "Red Kvarnen Column",
    "Stigen Foundation International",
)
