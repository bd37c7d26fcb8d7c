"""Reads the list of a booking system: XLSX or delimited text by its headings, or JSON by the same names."""

from collections.abc import Mapping

from vetting.domain.booking_list import ListedBooking, read_booking
from vetting.domain.errors import UnusableFile
from vetting.gateways.directory_files import load_json
from vetting.gateways.headers import Columns, heading
from vetting.gateways.sheets import MAX_ROWS, read_table

COLUMNS = Columns(
    aliases={
        "own_id": ("id", "boknings-id", "bokningsid", "bokningsnummer", "bokningsnr", "booking id", "key"),
        "series": ("serie", "serie-id", "serieid", "bokningsserie", "grupp", "gruppbokning", "series id"),
        "premises": ("lokal", "lokalens namn", "lokal-id", "objekt", "resurs", "sal", "anläggning", "room"),
        "board": ("nämnd", "stadsdelsnämnd", "förvaltning"),
        "day": ("datum", "dag", "bokningsdatum", "date"),
        "starts_at": ("start", "starttid", "från", "fr.o.m.", "börjar", "klockan från"),
        "ends_at": ("slut", "sluttid", "till", "t.o.m.", "slutar", "klockan till"),
        "status": ("bokningsstatus", "läge", "state"),
        "name": ("förening", "bokad av", "kund", "kundnamn", "hyresgäst", "organisation", "party", "namn"),
        "org_number": ("organisationsnummer", "org.nr", "orgnr", "org nummer", "organisationsnr"),
        "party_kind": ("kundtyp", "kundkategori", "typ av kund"),
        "booker_name": ("kontaktperson", "bokare", "beställare", "bokarens namn"),
        "booker_phone": ("telefon", "mobil", "telefonnummer", "bokarens telefon"),
        "booker_email": ("e-post", "epost", "mejl", "e-mail", "email", "bokarens e-post"),
        "actual_user": ("faktisk användare", "används av", "nyttjare", "användare"),
        "site_responsible": ("ansvarig på plats", "ansvarig", "lokalansvarig"),
        "site_phone": ("ansvarigs telefon", "telefon på plats", "telefon ansvarig"),
        "purpose": ("ändamål", "aktivitet", "aktivitetstyp", "typ av aktivitet", "syfte"),
        "is_public": ("öppet eller slutet", "öppet/slutet", "öppen för alla"),
        "expected": ("antal", "antal personer", "antal deltagare", "beräknat antal"),
        "co_organisers": ("medarrangör", "medarrangörer", "underarrangör"),
        "is_sublet": ("andrahand", "upplåts vidare", "andrahandsupplåtelse"),
        "tariff": ("taxa", "prisgrupp", "priskategori"),
    },
    required=frozenset({"own_id", "premises", "starts_at", "ends_at"}),
)  # fmt: skip
_NAMES = {heading(one): name for name, found in COLUMNS.aliases.items() for one in (*found, name)}


def read_booking_list(data: bytes, filename: str) -> tuple[list[ListedBooking], tuple[str, ...]]:
    """The rows in file order, and notes on the file as a whole.

    JSON is a list of objects, or an object with them under "bookings"; names as the headings, or as the
    canonical columns. Raises UnusableFile as sheets.read_table and directory_files.load_json, and
    `unknown_json` for JSON of another shape.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _read_json(data, filename)
    table = read_table(data, filename, COLUMNS)
    return [read_booking(row.row_no, row.values) for row in table.rows], table.notes


def _read_json(data: bytes, filename: str) -> tuple[list[ListedBooking], tuple[str, ...]]:
    loaded, notes = load_json(data, filename)
    items = loaded.get("bookings") if isinstance(loaded, dict) else loaded
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise UnusableFile("unknown_json", filename=filename, found=type(loaded).__name__)
    if len(items) > MAX_ROWS:
        raise UnusableFile("too_many_rows", filename=filename, limit=MAX_ROWS)
    unknown = {name for item in items for name in item if heading(name) not in _NAMES}
    notes = (*notes, "unknown_columns") if unknown else notes
    return [read_booking(row_no, _cells(item)) for row_no, item in enumerate(items, start=1)], notes


def _cells(item: Mapping[str, object]) -> dict[str, object]:
    """Cells by canonical column; what is no plain value is no cell."""
    plain = {name: value for name, value in item.items() if isinstance(value, str | int | float | bool)}
    return {_NAMES[heading(name)]: value for name, value in plain.items() if heading(name) in _NAMES}
