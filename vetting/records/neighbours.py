"""Other rows of the municipality's own directory with the same number, or a name with the same words."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import ColumnElement, case, func, literal, or_, select

from vetting.domain.evidence import ListingFacts
from vetting.domain.token_weights import TokenWeights, weights_of
from vetting.records.associations import Association
from vetting.records.db import db

LOOKED_THROUGH = 1_000  # rows ranked further; those sharing most come first
PIECES_ASKED = 12


def date_of_directory(today: dt.date) -> dt.date | None:
    """When the register last confirmed a row; today when its rows say nothing, None when it is empty."""
    total, confirmed_on = db.session.execute(
        select(func.count(), func.max(Association.confirmed_on)).where(Association.merged_into_id.is_(None))
    ).one()
    return (confirmed_on or today) if total else None


def neighbours(
    own_id: str | None, org_number: str | None, pieces: Iterable[str]
) -> tuple[list[ListingFacts], int]:
    """Rows that share the number or a piece of a word, nearest first, and how many there are in all.

    `pieces` are folded; the rarest should come first.
    """
    signs: list[ColumnElement[bool]] = [
        Association.search_key.contains(piece, autoescape=True) for piece in list(pieces)[:PIECES_ASKED]
    ]
    nearness: ColumnElement[int] = literal(0)
    for sign in signs:
        nearness = nearness + case((sign, 1), else_=0)
    if org_number:
        signs.append(Association.org_number == org_number)
        nearness = nearness + case((signs[-1], 100), else_=0)
    if not signs:
        return [], 0
    rows = db.session.execute(
        select(
            Association.id, Association.name, Association.org_number, Association.city, func.count().over()
        )
        .where(Association.merged_into_id.is_(None), Association.id != (own_id or ""), or_(*signs))
        .order_by(nearness.desc(), Association.id)
        .limit(LOOKED_THROUGH)
    ).all()
    found = [ListingFacts(one[0], one[1], org_number=one[2], seat=one[3]) for one in rows]
    return found, rows[0][4] if rows else 0


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
