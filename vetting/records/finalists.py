"""The listings that a party is compared with: those the index found near, and those of the same numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.terms import PartyKind
from vetting.records.db import db
from vetting.records.listings import FACTS, facts_from, visible_at
from vetting.records.snapshots import Listing

AT_ONCE = 1_000
SAME_NUMBER = 50  # listings of one number that are compared; further ones are only counted

# Built once: a check asks it for every source.
_BY_ID = select(*FACTS).where(
    Listing.id.in_(bindparam("ids", expanding=True)),
    Listing.first_seq <= bindparam("seq"),
    or_(Listing.until_seq.is_(None), Listing.until_seq > bindparam("seq")),
)


def of_same_numbers(source_id: str, seq: int, parties: Sequence[PartyFacts]) -> list[tuple[list[str], int]]:
    """Per party the ids of listings with its number, a former one or its account, and how many there are."""
    wanted = [_numbers(party) for party in parties]
    by_number = _ids_by(Listing.org_number, {one for numbers in wanted for one in numbers}, source_id, seq)
    by_giro = _ids_by(Listing.giro, {one.giro for one in parties if one.giro}, source_id, seq)
    found = []
    for party, numbers in zip(parties, wanted, strict=True):
        ids = [one for number in numbers for one in by_number.get(number, ())] + by_giro.get(
            party.giro or "", []
        )
        each = list(dict.fromkeys(ids))
        found.append((each[:SAME_NUMBER], len(each)))
    return found


def facts_at(seq: int, listing_ids: Iterable[str]) -> dict[str, ListingFacts]:
    """Those of the listings that the snapshot has, as the matcher sees them, by id.

    Asked by id alone: told the source too, a database without statistics may walk the whole source.
    """
    return {
        row[0]: facts_from(row)
        for some in _pieces(listing_ids)
        for row in db.session.execute(_BY_ID, {"ids": some, "seq": seq})
    }


def _numbers(party: PartyFacts) -> tuple[str, ...]:
    if party.kind is PartyKind.PERSON:
        return ()
    return ((party.org_number,) if party.org_number else ()) + party.other_numbers


def _ids_by(
    column: InstrumentedAttribute[str | None], values: Collection[str], source_id: str, seq: int
) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    here: ColumnElement[bool] = (Listing.source_id == source_id) & visible_at(seq)
    for some in _pieces(values):
        rows = db.session.execute(
            select(column, Listing.id)
            .where(here, column.in_(some), Listing.kind == PartyKind.ORGANISATION)
            .order_by(Listing.id)
        )
        for value, listing_id in rows:
            found[value or ""].append(listing_id)
    return found


def _pieces(values: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(set(values))
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
