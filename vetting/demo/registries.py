"""Invented deliveries of partner agencies, month by month, so that each check has something fresh to ask."""

import datetime as dt
from collections.abc import Callable

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.demo.register import Known
from vetting.domain.authority import Actor
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner, SourcePurpose
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
        owner="Enheten för utlämnande av uppgifter",
        owner_contact="utlamnande@kronofogden.example",
        interval_days=35,
        keep_days=400,
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
# Taken up of late: before that no check could ask them.
LATELY = (
    Declaration(
        "skatteverket-gavomottagare",
        "list_csv",
        Partner.TAX_AGENCY,
        name="Skatteverket, godkända gåvomottagare",
        purpose=SourcePurpose.IDENTITY,
        warn_days=60,
        max_days=120,
        ground="Vem föreningen är; att inte stå där säger ingenting",
        settings={"list": "gift_recipients"},
    ),
    Declaration(
        "trossamfund",
        "spreadsheet_drop",
        Partner.FAITH_COMMUNITIES,
        name="Trossamfund och församlingar",
        column_map={"name": "Församling", "org_number": "Organisationsnummer", "seat": "Ort"},
        warn_days=200,
        max_days=400,
        ground="Skiljer en församling från andra av liknande namn; tillfrågas bara om församlingar",
    ),
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
    made = (
        ("gavomottagare-{}.csv", _gift_recipients(known)),
        ("forsamlingar-{}.csv", _congregations(known)),
    )
    for declaration, file in zip(LATELY, made, strict=True):
        calendar.add(end - MONTH, _lately(by, declaration, file, (end - MONTH, end)))
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


def _lately(
    by: Actor, declaration: Declaration, file: tuple[str, Made], span: tuple[dt.datetime, dt.datetime]
) -> Steps:
    """Declared and delivered in one step."""
    sources.declare_source(declaration, by=by, now=span[0])
    yield from _monthly(by, declaration.key, file, span=span)


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


def _gift_recipients(known: list[Known]) -> Made:
    """Some who are approved to receive gifts; it tells who they are and nothing against anybody."""
    rows = [
        f"{one.name};{one.org_number};Nordköpstad;2025-03-0{at}" for at, one in enumerate(known[5:50:9], 1)
    ]
    return _growing("namn;organisationsnummer;ort;beslutsdatum", rows)


def _congregations(known: list[Known]) -> Made:
    """The congregations of the municipality, and one from elsewhere."""
    rows = [f"{one.name};{one.org_number};Nordköpstad" for one in known if one.activity == "Församling"]
    return _growing(
        "Församling;Organisationsnummer;Ort", [*rows, "Fjärrbygdens Ekumeniska Församling;;Fjärrby"]
    )


def _growing(heading: str, rows: list[str]) -> Made:
    """The last of the rows has come since the first delivery."""
    return lambda day, number: "\n".join([heading, *(rows if number else rows[:-1]), ""]).encode()


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
        f'<CONSOLIDATED_LIST dateGenerated="{day.isoformat()}T00:00:09.000Z">'
        "<INDIVIDUALS><INDIVIDUAL><DATAID>9100001</DATAID><FIRST_NAME>Alva</FIRST_NAME>"
        "<SECOND_NAME>Pahittsdotter</SECOND_NAME><UN_LIST_TYPE>Demo</UN_LIST_TYPE>"
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-04-05</DATE>"
        "</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>"
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
