"""Finding the association that applies, by name or organisation number."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.names import search_key
from vetting.records.associations import Association
from vetting.records.db import db

MOST = 20


@dataclass(frozen=True)
class Applicant:
    id: str
    name: str
    org_number: str | None
    district: str | None


def applicants(text: str, *, actor: Actor) -> tuple[Applicant, ...]:
    """At most twenty associations that fit; number or name from the beginning first."""
    require(actor, Act.RECEIVE_APPLICATION)
    key = search_key(text)
    digits = "".join(c for c in text if c.isdigit())
    if not key:
        return ()
    meant = [Association.search_key.contains(key, autoescape=True)]
    if len(digits) >= 6:
        meant.append(Association.org_number.startswith(digits[-10:], autoescape=True))
    rows = db.session.scalars(
        select(Association)
        .where(Association.merged_into_id.is_(None), or_(*meant))
        .order_by(
            Association.search_key.startswith(key, autoescape=True).desc(),
            Association.sort_key,
            Association.id,
        )
        .limit(MOST)
    )
    return tuple(_applicant(row) for row in rows)


def applicant(association_id: str, *, actor: Actor) -> Applicant:
    """The association of that id. Raises NotFound."""
    require(actor, Act.RECEIVE_APPLICATION)
    row = db.session.get(Association, association_id)
    if row is None or row.merged_into_id is not None:
        raise NotFound("association_not_found")
    return _applicant(row)


def applicant_numbered(org_number: str, *, actor: Actor) -> Applicant:
    """The one association with that number, ten digits. Raises NotFound."""
    require(actor, Act.RECEIVE_APPLICATION)
    rows = db.session.scalars(
        select(Association)
        .where(Association.org_number == org_number, Association.merged_into_id.is_(None))
        .limit(2)
    ).all()
    if len(rows) != 1:
        raise NotFound("association_not_found" if not rows else "association_ambiguous")
    return _applicant(rows[0])


def _applicant(row: Association) -> Applicant:
    return Applicant(row.id, row.name, row.org_number, row.district)
