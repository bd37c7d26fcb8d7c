"""Simple lists kept as data: 90-account holders, approved gift recipients, the municipality's own stop list.

Columns as in the public copies of Svensk Insamlingskontroll's and Skatteverket's lists; any order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.domain.sources import state_of_row
from vetting.gateways.headers import Columns
from vetting.gateways.listing_rows import ListingRows, day_of, giro_digits
from vetting.gateways.source import Listing, SourceOptions, Tally
from vetting.gateways.table_stream import open_table

ADAPTER = "list_csv"
FUNDRAISING, GIFT_RECIPIENTS, STOP_LIST = "fundraising", "gift_recipients", "stop_list"
STATES: Mapping[str, tuple[str, ...]] = {
    FUNDRAISING: ("active", "terminated", "retired"),
    GIFT_RECIPIENTS: ("approved",),
    STOP_LIST: ("stopped",),
}
# Being on these tells something against a party. Not being on any list tells nothing at all.
TELLING = frozenset({(FUNDRAISING, "terminated"), (STOP_LIST, "stopped")})

_DAYS = ("valid_until", "review_on")
_FURTHER = ("bankgiro", "plusgiro", "reason", "since", "owner", *_DAYS)
_EMPTY = frozenset({"null", "none", "-"})
_COLUMNS = {
    "id": ("entry", "nr", "löpnummer"),
    "name": ("orgName", "namn", "organisation", "förening"),
    "org_number": ("orgNumber", "orgnr", "organisationsnummer"),
    "seat": ("location", "säte", "ort", "kommun"),
    "birth_date": ("födelsedatum",),
    "alias": ("andra namn", "tidigare namn"),
    "listed_on": ("issued", "beslutsdatum", "datum", "registrerad"),
    "bankgiro": ("bankGiro", "bg"),
    "plusgiro": ("plusGiro", "pg"),
    "reason": ("orsak", "anledning", "status"),
    "since": ("date_or_since", "date", "sedan"),
    "valid_until": ("expires", "giltig till", "gäller till", "slutdatum"),
    "owner": ("ansvarig", "ägare"),
    "review_on": ("omprövas", "omprövning", "granskas", "ses över"),
}


@dataclass(frozen=True, slots=True)
class _Rules:
    """Which list it is and which of its states the whole file tells."""

    name: str
    state: str

    @property
    def is_telling(self) -> bool:
        return (self.name, self.state) in TELLING


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing]:
    """Walk every row into a listing. The settings give `list` and, for fundraising, `state`.

    A telling state becomes the listing's status; any other stands in the payload alone. Of a stop list
    every row names its owner and the day it is looked at again; a row without is set aside.
    Raises UnusableFile odd_setting, too_few_rows, and those of `open_table`.
    """
    rules = _rules(options.settings, filename)
    required = {"name"} | ({"owner", "review_on"} if rules.name == STOP_LIST else set())
    columns = Columns(_COLUMNS, frozenset(required))
    with open_table(file, tally, columns, filename=filename) as table:
        rows = ListingRows(table, tally, options=options, further=_FURTHER)
        for listing in rows.walk(filename=filename, least=options.min_rows):
            yield _of_list(listing, rules, rows)


def _rules(settings: Mapping[str, object], filename: str) -> _Rules:
    name = str(settings.get("list", ""))
    if name not in STATES:
        raise UnusableFile("odd_setting", filename=filename, setting="list", allowed=list(STATES))
    state = str(settings.get("state", "") or (STATES[name][0] if len(STATES[name]) == 1 else ""))
    if state not in STATES[name]:
        raise UnusableFile("odd_setting", filename=filename, setting="state", allowed=list(STATES[name]))
    return _Rules(name, state)


def _of_list(listing: Listing, rules: _Rules, rows: ListingRows) -> Listing:
    cells = {
        name: text
        for name in _FURTHER
        if (text := str(listing.payload.get(name, ""))) and text.casefold() not in _EMPTY
    }
    if rules.name == STOP_LIST:
        for name in ("owner", "review_on"):
            if name not in cells:
                rows.odd(name, f"{name}_missing")
    payload: dict[str, object] = {"list": rules.name, "state": rules.state, "is_telling": rules.is_telling}
    payload |= _giros(cells) | _days(cells, rows)
    payload |= {name: cells[name] for name in ("reason", "since", "owner") if name in cells}
    if written := listing.payload.get("org_number_as_written"):
        payload["org_number_as_written"] = written
    return replace(
        listing,
        listed_on=listing.listed_on or day_of(cells.get("since")),
        status=(cells.get("reason") or rules.state) if rules.is_telling else None,
        payload=payload,
        state=state_of_row(rows.codes),
    )


def _giros(cells: Mapping[str, str]) -> dict[str, object]:
    """Of a 90-account both giros have the same digits: then one is enough."""
    found = giro_digits(f"{cells.get('bankgiro', '')};{cells.get('plusgiro', '')}")
    return ({"giro": found[0]} if found else {}) | ({"more_giros": found[1:]} if found[1:] else {})


def _days(cells: Mapping[str, str], rows: ListingRows) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in _DAYS:
        if day := day_of(cells.get(name)):
            found[name] = day.isoformat()
        elif name in cells:
            rows.odd(name, "date_odd", cells[name])
    return found
