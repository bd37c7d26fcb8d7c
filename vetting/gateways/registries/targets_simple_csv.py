"""OpenSanctions' `targets.simple.csv`: one row a target, persons and bodies together.

A cell may hold several values parted by `;`, each quoted as in CSV when it holds a semicolon itself.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import mask, plain_org_number
from vetting.domain.names import display
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.headers import Columns
from vetting.gateways.listing_rows import day_of, digest_id, is_safe_id, odd_names, state_told
from vetting.gateways.source import Listing, SourceOptions, Tally
from vetting.gateways.table_stream import open_table

ADAPTER = "targets_simple_csv"
KINDS: Mapping[str, PartyKind] = {
    "Person": PartyKind.PERSON,
    **dict.fromkeys(("Organization", "Company", "LegalEntity", "PublicBody"), PartyKind.ORGANISATION),
}
_REQUIRED = ("id", "schema", "name")
_KEPT = ("countries", "identifiers", "sanctions", "program_ids", "dataset")
# Addresses, phones and e-mail are dropped at the door; the days a target was last seen move with every
# export and are no content.
_DROPPED = ("addresses", "phones", "emails", "last_seen", "last_change")
_COLUMNS = Columns(
    {name: () for name in (*_REQUIRED, "aliases", "birth_date", "first_seen", *_KEPT, *_DROPPED)},
    frozenset(_REQUIRED),
)


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing]:
    """Walk every person and body into a listing; ships, aircraft, securities and wallets are counted only.

    Raises UnusableFile too_few_rows and those of `open_table`.
    """
    count = 0
    with open_table(file, tally, _COLUMNS, filename=filename) as table:
        for row_no, cells in table.rows:
            count += 1
            values = {name: str(value or "") for name, value in table.header.pick(cells).items()}
            kind = KINDS.get(values["schema"].strip())
            if kind is None:
                tally.left_out[RowState.OK] += 1
                tally.noted("not_parties_left_out")
            else:
                yield _listing(row_no, values, kind, tally)
    if count < max(options.min_rows, 1):
        raise UnusableFile("too_few_rows", filename=filename, found=count, expected=options.min_rows)


def values_of(cell: str) -> list[str]:
    """The values of a cell, each once and in order; a broken inner quote is taken as it stands."""
    try:
        pieces: Sequence[str] = next(csv.reader([cell.replace("\n", " ")], delimiter=";", strict=True), [])
    except csv.Error:
        pieces = cell.split(";")
    return list(dict.fromkeys(text for piece in pieces if (text := display(mask(piece)))))


def _listing(row_no: int, values: Mapping[str, str], kind: PartyKind, tally: Tally) -> Listing:
    own_id, name = values["id"].strip(), display(mask(values["name"]))
    own_id = own_id if is_safe_id(own_id) else ""  # masked, two persons would become one
    aliases = [one for one in values_of(values.get("aliases", "")) if one != name]
    identifiers = values_of(values.get("identifiers", ""))
    odd = odd_names([name, *aliases] if name else [])
    if not own_id:
        odd.append(("id", "missing_record_id", name))
    payload: dict[str, object] = {"schema": values["schema"].strip()}
    payload |= {column: found for column in _KEPT if (found := values_of(values.get(column, "")))}
    return Listing(
        record_id=own_id or digest_id(name, fallback=f"row|{row_no}"),
        kind=kind,
        name=name,
        aliases=tuple(aliases),
        org_number=None if kind is PartyKind.PERSON else _org_number(identifiers),
        birth_date="; ".join(values_of(values.get("birth_date", ""))) or None,
        status="; ".join(values_of(values.get("program_ids", ""))) or None,
        listed_on=day_of(values.get("first_seen")),
        payload=payload,
        state=state_told(tally, row_no, odd),
        row_no=row_no,
    )


def _org_number(identifiers: Sequence[str]) -> str | None:
    """A Swedish number only when written out with its dash: ten digits may be anybody's."""
    found = {plain for one in identifiers if len(one) == 11 and (plain := plain_org_number(one))}
    return found.pop() if len(found) == 1 else None
