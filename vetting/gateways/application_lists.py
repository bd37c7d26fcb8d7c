"""Reads the municipality's list of applications, by its headings and never by the place of its columns."""

from vetting.domain.application_list import ListedApplication, read_listed
from vetting.gateways.headers import Columns
from vetting.gateways.sheets import read_table

COLUMNS = Columns(
    aliases={
        "own_id": ("id", "ansöknings-id", "ansökningsid", "ansökningsnummer", "löpnummer", "ärendenummer",
                   "referens", "referensnummer", "application id"),
        "name": ("förening", "föreningens namn", "föreningsnamn", "namn", "sökande", "organisation",
                 "association", "applicant"),
        "org_number": ("organisationsnummer", "org.nr", "orgnr", "org nummer", "organisationsnr",
                       "org.nummer", "organisation number"),
        "scheme": ("bidragsform", "stödform", "bidrag", "bidragstyp", "typ av bidrag", "typ av stöd", "stöd",
                   "grant", "grant scheme"),
        "board": ("nämnd", "nämndens namn", "stadsdelsnämnd", "board"),
        "year": ("år", "bidragsår", "verksamhetsår", "avser år", "ansökan avser år", "year"),
        "purpose": ("ändamål", "syfte", "ändamål med bidraget", "vad bidraget ska användas till",
                    "beskrivning", "projekt", "purpose"),
        "amount": ("sökt belopp", "sökt bidrag", "belopp", "ansökt belopp", "sökt summa", "sökt belopp kr",
                   "sökt belopp (kr)", "amount", "amount applied for"),
        "starts_on": ("period från", "från", "från och med", "fr.o.m.", "startdatum",
                      "period start", "starts"),
        "ends_on": ("period till", "till", "till och med", "t.o.m.", "slutdatum", "period slut", "ends"),
        "members": ("medlemmar", "antal medlemmar", "medlemsantal", "members"),
        "expected_result": ("förväntat resultat", "mål", "resultat", "expected result"),
        "other_support": ("annat stöd", "andra bidrag", "övriga bidrag", "other support"),
    },
    required=frozenset({"scheme", "amount"}),
)  # fmt: skip


def read_application_list(data: bytes, filename: str) -> tuple[list[ListedApplication], tuple[str, ...]]:
    """The rows in file order, and notes on the file as a whole. Raises UnusableFile as sheets.read_table."""
    table = read_table(data, filename, COLUMNS)
    notes = (*table.notes, *(f"unknown_column:{name[:40]}" for name in table.header.unknown))
    return [read_listed(row.row_no, row.values) for row in table.rows], notes
