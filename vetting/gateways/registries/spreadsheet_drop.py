"""Any list a partner sends as a workbook or delimited text, read by a map of its columns."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.gateways.headers import Columns, heading
from vetting.gateways.listing_rows import CANONICAL, ListingRows
from vetting.gateways.plain_rows import PlainReading, PlainRows
from vetting.gateways.source import Listing, SourceOptions, Tally
from vetting.gateways.table_stream import open_table

ADAPTER = "spreadsheet_drop"
READER_VERSION = "2"
_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "nr", "löpnummer", "diarienr"),
    "name": ("namn", "organisation", "förening", "leverantör", "företag", "orgName"),
    "org_number": ("orgnr", "org.nr", "organisationsnummer", "orgNumber"),
    "seat": ("säte", "ort", "kommun", "postort", "location", "city"),
    "birth_date": ("födelsedatum", "född", "födelseår"),
    "alias": ("alias", "andra namn", "tidigare namn", "kallas även"),
    "giro": ("bankgiro", "plusgiro", "giro", "kontonummer"),
    "status": ("status", "orsak", "reason"),
    "listed_on": ("datum", "beslutsdatum", "registrerad", "issued"),
}


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing]:
    """Walk every row into a listing.

    Raises UnusableFile unknown_column_map, missing_column, too_few_rows, and those of `open_table`.
    """
    for one in read_stretches(file, tally, filename=filename, options=options):
        if isinstance(one, PlainRows):
            yield from one.listings()
        else:
            yield one


def read_stretches(
    file: Path, tally: Tally, *, filename: str, options: SourceOptions
) -> Iterator[Listing | PlainRows]:
    """The same, plain rows many at a time: a register of millions is walked in a fourth of the time."""
    columns = columns_of(options.column_map, filename)
    with open_table(file, tally, columns, filename=filename) as table:
        if not {"name", "org_number"} & set(table.header.positions):
            raise UnusableFile(
                "missing_column", filename=filename, missing=["name"], found=list(table.header.unknown)
            )
        rows = PlainReading(ListingRows(table, tally, options=options))
        yield from rows.walk(filename=filename, least=options.min_rows)


def columns_of(column_map: Mapping[str, str], filename: str) -> Columns:
    """The declared headings are required; for the columns nobody declared the usual Swedish ones serve."""
    if odd := sorted(set(column_map) - set(CANONICAL)):
        raise UnusableFile("unknown_column_map", filename=filename, found=odd, allowed=list(CANONICAL))
    declared = {name: (written,) for name, written in column_map.items()}
    taken = {heading(one) for one in column_map.values()}
    usual = {
        name: tuple(one for one in found if heading(one) not in taken)
        for name, found in _ALIASES.items()
        if name not in declared
    }
    return Columns(usual | declared, frozenset(column_map))
