"""Other rows of the municipality's own directory with the same number, or a name with the same words."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import ColumnElement, case, func, literal, or_, select

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.token_weights import TokenWeights, weights_of
from vetting.records import known_as
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.known_as import Also

LOOKED_THROUGH = 1_000  # rows ranked further; those sharing most come first
PIECES_ASKED = 12


def date_of_directory(today: dt.date) -> dt.date | None:
    """When the register last confirmed a row; today when its rows say nothing, None when it is empty."""
    total, confirmed_on = db.session.execute(
        select(func.count(), func.max(Association.confirmed_on)).where(Association.merged_into_id.is_(None))
    ).one()
    return (confirmed_on or today) if total else None


def neighbours(
    own_id: str | None, party: PartyFacts, pieces: Iterable[str]
) -> tuple[list[ListingFacts], int]:
    """Rows that share a number, the account or a piece of a word, under any of their names; nearest first,
    and how many there are in all.

    `pieces` are folded; the rarest should come first.
    """
    signs: list[ColumnElement[bool]] = [
        Association.search_key.contains(piece, autoescape=True) | known_as.is_called(piece)
        for piece in list(pieces)[:PIECES_ASKED]
    ]
    nearness: ColumnElement[int] = literal(0)
    for sign in signs:
        nearness = nearness + case((sign, 1), else_=0)
    numbers = {*party.other_numbers, *([party.org_number] if party.org_number else [])}
    if numbers or party.giro:
        signs.append(known_as.has_number(numbers, party.giro))
        nearness = nearness + case((signs[-1], 100), else_=0)
    if not signs:
        return [], 0
    rows = db.session.execute(
        select(
            Association.id,
            Association.name,
            Association.org_number,
            Association.city,
            Association.giro,
            func.count().over(),
        )
        .where(Association.merged_into_id.is_(None), Association.id != (own_id or ""), or_(*signs))
        .order_by(nearness.desc(), Association.id)
        .limit(LOOKED_THROUGH)
    ).all()
    also = known_as.also_of([one[0] for one in rows])
    found = [_facts(one[:5], also.get(one[0], Also())) for one in rows]
    return found, rows[0][5] if rows else 0


def _facts(row: tuple[str, str, str | None, str | None, str | None], also: Also) -> ListingFacts:
    return ListingFacts(
        row[0],
        row[1],
        aliases=also.names,
        org_number=row[2],
        seat=row[3],
        giro=row[4],
        other_numbers=also.numbers,
    )


def directory_weights() -> TokenWeights:
    """The weights of the directory's names, made anew when a row has come or changed."""
    state = db.session.execute(
        select(
            func.count(), func.max(Association.updated_at), func.min(Association.id), func.max(Association.id)
        ).where(Association.merged_into_id.is_(None))
    ).one()
    return _weights(tuple(state))


@lru_cache(maxsize=4)
def _weights(state: tuple[object, ...]) -> TokenWeights:
    """Remembered under the directory's state, which is part of the key for that reason alone."""
    rows = db.session.execute(
        select(Association.name, Association.city).where(Association.merged_into_id.is_(None))
    ).all()
    return weights_of((name for name, _ in rows), {city for _, city in rows if city})
