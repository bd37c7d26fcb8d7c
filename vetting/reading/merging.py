"""Two associations side by side before a person merges them, and whom to choose from."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.reading.directory import Asked, Line, directory
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.merges import FOLLOWING


@dataclass(frozen=True)
class Side:
    """One of the two: what the directory says, and how much would follow."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]  # column name, value as text
    following: dict[str, int]  # table name, rows
    is_merged: bool


@dataclass(frozen=True)
class Both:
    kept: Side
    absorbed: Side
    differing: frozenset[str]  # columns in which both say something and not the same
    numbers_differ: bool


def both_sides(kept_id: str, absorbed_id: str, *, actor: Actor) -> Both:
    """The two side by side. Raises NotAllowed, NotFound."""
    require(actor, Act.EDIT_DIRECTORY)
    rows = {
        row.id: row
        for row in db.session.scalars(select(Association).where(Association.id.in_([kept_id, absorbed_id])))
    }
    if kept_id not in rows or absorbed_id not in rows:
        raise NotFound("association_not_found")
    counts = _following([kept_id, absorbed_id])
    kept, absorbed = (_side(rows[key], counts[key]) for key in (kept_id, absorbed_id))
    differing = frozenset(
        name
        for (name, ours), (_, theirs) in zip(kept.facts, absorbed.facts, strict=True)
        if ours and theirs and ours != theirs
    )
    return Both(kept, absorbed, differing, "org_number" in differing)


def to_choose_from(text: str, kept_id: str, *, actor: Actor) -> tuple[Line, ...]:
    """Associations the text finds, without the one that is kept."""
    require(actor, Act.EDIT_DIRECTORY)
    found = directory(Asked(text=text), actor=actor)
    return tuple(line for line in found.lines if line.id != kept_id)


def _side(row: Association, following: Counter[str]) -> Side:
    return Side(
        id=row.id,
        name=row.name,
        facts=(
            ("name", row.name),
            ("org_number", row.org_number or ""),
            ("types", ", ".join(row.types)),
            ("activities", ", ".join(row.activities)),
            ("district", row.district or ""),
            ("postal_code", row.postal_code or ""),
            ("city", row.city or ""),
            ("municipal_id", row.municipal_id or ""),
        ),
        following=dict(following),
        is_merged=row.merged_into_id is not None,
    )


def _following(ids: list[str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {key: Counter() for key in ids}
    for table, (_, owner) in FOLLOWING.items():
        rows = db.session.execute(select(owner, func.count()).where(owner.in_(ids)).group_by(owner))
        for key, count in rows:
            found[str(key)][table] = count
    return found
