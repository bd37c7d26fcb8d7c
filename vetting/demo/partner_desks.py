"""What lies on two partners' desks: a list with rows to mend, and questions that wait."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Town
from vetting.demo.plots import Plot
from vetting.domain.partner_answers import DESK
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner
from vetting.services import partner_questions, snapshots, sources

KEY = "arbetsformedlingen-avtal"
SEEN_BEFORE = dt.timedelta(days=3)
# Invented suppliers with everything that a list made by hand can have wrong with it.
ROWS = """Leverantör;Orgnr;Avtal;Tjänst;Status;Orsak;Beslutsdatum;Diarienr
Exempel Jobb AB;529999-9994;A-2026-77;Rusta och matcha;Hävt;Resultat under miniminivå;2026-02-14;Af-2026/000001
Provmatchning Kooperativ;829999-9014;A-2026-78;Rusta och matcha;Hävt;Avtalsbrott;2026-03-02;Af-2026/000002
Vägvisaren Nordköpstad;889999-9027;A-2026-80;Stöd och matchning;Uppsagt;Egen begäran;2026-03-09;Af-2026/000003
Enskild firma Provet;811228-9874;A-2026-81;Yrkessvenska;Hävt;Resultat under miniminivå;2026-04-01;Af-2026/000004
;889999-9018;A-2026-82;Yrkessvenska;Hävt;Resultat under miniminivå;2026-04-02;Af-2026/000005
Stegen Utbildning;8,9E+09;A-2026-83;Stöd och matchning;Hävt;Avtalsbrott;2026-04-20;Af-2026/000006
Provmatchning Kooperativ;829999-9014;A-2026-78;Rusta och matcha;Hävt;Avtalsbrott;2026-03-02;Af-2026/000002
"""
ASKED = (
    (
        Partner.ENFORCEMENT_AUTHORITY,
        "Finns allmänna eller enskilda mål registrerade på föreningens organisationsnummer?",
        "Prövning av bidrag; uppgiften lämnas ut på begäran per organisationsnummer",
        dt.timedelta(days=7),
    ),
    (
        Partner.EMPLOYMENT_SERVICE,
        "Betalas lönestöd redan för den tjänst som föreningen söker bidrag till?",
        "Föreningen är tillfrågad först; OSL 10 kap. 15 a §, avvägningen gjord hos er",
        dt.timedelta(days=21),
    ),
)


def plan_desks(calendar: Calendar, town: Town, end: dt.datetime) -> None:
    """The Employment Service's list is declared and delivered a few days before today."""
    calendar.add(end - SEEN_BEFORE, _deliver(town, end - SEEN_BEFORE))


def ask_partners(case_id: str, plot: Plot, at: dt.datetime) -> None:
    """A question to each of two partners, at their own desks."""
    for partner, question, ground, within in ASKED:
        asked = partner_questions.Asking(partner, question, ground, DESK, (at + within).date())
        partner_questions.ask_partner(case_id, asked, by=plot.desk.secretary, now=at)


def _deliver(town: Town, at: dt.datetime) -> Steps:
    declared = Declaration(
        KEY,
        "spreadsheet_drop",
        Partner.EMPLOYMENT_SERVICE,
        name="Arbetsförmedlingen, avslutade avtal",
        column_map={
            "name": "Leverantör",
            "org_number": "Orgnr",
            "status": "Orsak",
            "listed_on": "Beslutsdatum",
        },
        warn_days=35,
        max_days=70,
    )
    sources.declare_source(declared, by=town.coordinator, now=at)
    name = f"avslutade-avtal-{at.date().isoformat()}.csv"
    agent = town.agents[Partner.EMPLOYMENT_SERVICE]
    snapshots.receive_delivery(KEY, ROWS.encode(), file_name=name, as_of=at.date(), by=agent, now=at)
    yield from ()
