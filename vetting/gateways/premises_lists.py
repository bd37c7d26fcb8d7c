"""Reads a list of premises, by its headings and never by the place of its columns."""

from vetting.domain.premises_list import ListedPremises, read_premises
from vetting.gateways.headers import Columns
from vetting.gateways.sheets import read_table

COLUMNS = Columns(
    aliases={
        "key": ("id", "nyckel", "lokal-id", "lokalid", "objektsnummer", "objekt-id", "resurs-id", "nummer"),
        "name": ("lokal", "namn", "lokalens namn", "benämning", "premises"),
        "kind": ("typ", "slag", "lokaltyp", "typ av lokal"),
        "board": ("nämnd", "stadsdelsnämnd", "förvaltning"),
        "address": ("adress", "besöksadress", "gatuadress"),
        "capacity": ("antal personer", "max antal", "maxantal", "platser", "kapacitet", "personer"),
        "is_state_aided": ("statligt bidrag", "samlingslokalsbidrag", "statsbidrag"),
        "is_open": ("i bruk", "öppen för bokning", "aktiv"),
        "price": ("pris per timme", "timpris", "kr per timme", "taxa", "kr/timme"),
        "monday": ("måndag", "mån"),
        "tuesday": ("tisdag", "tis"),
        "wednesday": ("onsdag", "ons"),
        "thursday": ("torsdag", "tors", "tor"),
        "friday": ("fredag", "fre"),
        "saturday": ("lördag", "lör"),
        "sunday": ("söndag", "sön"),
    },
    required=frozenset({"key", "name", "kind"}),
)


def read_premises_list(data: bytes, filename: str) -> tuple[list[ListedPremises], tuple[str, ...]]:
    """The rows in file order, and notes on the file as a whole. Raises UnusableFile as sheets.read_table."""
    table = read_table(data, filename, COLUMNS)
    return [read_premises(row.row_no, row.values) for row in table.rows], table.notes
