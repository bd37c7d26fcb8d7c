"""What follows an association when it is merged into another, and back again."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from vetting.domain.errors import NotFound
from vetting.records.applications import Case
from vetting.records.associations import Association, Merge, OfficeHolder, Paper
from vetting.records.bars import Bar
from vetting.records.bookings import BookingRequest
from vetting.records.claims import RepaymentClaim
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import Base, db
from vetting.records.decisions import Support
from vetting.records.effect_lists import EffectList
from vetting.records.known_as import AssociationName, RelatedNumber
from vetting.records.payments import Payment

# Table name: the rows, and the column that says whose they are.
FOLLOWING: dict[str, tuple[type[Base], InstrumentedAttribute[str] | InstrumentedAttribute[str | None]]] = {
    "cases": (Case, Case.association_id),
    "papers": (Paper, Paper.association_id),
    "supports": (Support, Support.association_id),
    "effect_lists": (EffectList, EffectList.association_id),
    "booking_requests": (BookingRequest, BookingRequest.association_id),
    "bars": (Bar, Bar.association_id),
    "cross_checks": (CrossCheck, CrossCheck.association_id),
    "payments": (Payment, Payment.association_id),
    "repayment_claims": (RepaymentClaim, RepaymentClaim.association_id),
    "office_holders": (OfficeHolder, OfficeHolder.association_id),
    "association_names": (AssociationName, AssociationName.association_id),
    "related_numbers": (RelatedNumber, RelatedNumber.association_id),
    "associations": (Association, Association.merged_into_id),  # what was merged into the absorbed one before
}


def merge(merge_id: str) -> Merge:
    """The merge of that id, locked. Raises NotFound."""
    found = db.session.get(Merge, merge_id, with_for_update=True)
    if found is None:
        raise NotFound("merge_not_found")
    return found


def move_all(from_id: str, to_id: str) -> dict[str, list[str]]:
    """Moves every row that follows and gives the ids per table."""
    moved = {}
    for table, (row, owner) in FOLLOWING.items():
        ids = list(db.session.scalars(select(_id(row)).where(owner == from_id).order_by(_id(row))))
        _move(row, owner, ids, to_id)
        moved[table] = ids
    return moved


def move_back(moved: Mapping[str, Sequence[str]], to_id: str) -> None:
    """Moves exactly those rows."""
    for table, ids in moved.items():
        row, owner = FOLLOWING[table]
        _move(row, owner, ids, to_id)


def _move(
    row: type[Base],
    owner: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    ids: Sequence[str],
    to_id: str,
) -> None:
    for start in range(0, len(ids), 500):
        db.session.execute(
            update(row).where(_id(row).in_(ids[start : start + 500])).values({owner.key: to_id})
        )


def _id(row: type[Base]) -> InstrumentedAttribute[str]:
    found: InstrumentedAttribute[str] = row.id  # type: ignore[attr-defined]
    return found
