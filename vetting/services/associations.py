"""Associations added and corrected by people, and who sits in their governing bodies: role and term only."""

import datetime as dt

from vetting.domain.association import Written, facts_from
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.terms import OfficeRole, RowState
from vetting.records import associations, directory_rows, known_as
from vetting.records.associations import Association, OfficeHolder
from vetting.records.db import db, transaction
from vetting.records.journal import note

PROOF_LIMIT = 200


def add_association(written: Written, *, although_alike: bool = False, by: Actor, now: dt.datetime) -> str:
    """Adds one by hand and gives its id.

    Raises Refused `association_may_exist` (ids) when the directory has one with the same number or name,
    unless `although_alike`; and name_missing, number_is_personal, number_lost_zeros, number_unusable.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        facts = facts_from(written)
        directory_rows.hold_directory()
        alike = associations.alike(facts.name, facts.org_number)
        if alike and not although_alike:
            raise Refused("association_may_exist", count=len(alike), ids=[one.id for one in alike])
        association = Association(
            **directory_rows.columns_of(facts), row_state=RowState.OK, created_at=now, updated_at=now
        )
        db.session.add(association)
        db.session.flush()
        note(
            Entry.ASSOCIATION_ADDED,
            by=by,
            now=now,
            subject=f"association:{association.id}",
            number_class=facts.number_class.value,
            although_alike=len(alike),
        )
        return association.id


def correct_association(
    association_id: str, written: Written, *, version: int, reason: str, by: Actor, now: dt.datetime
) -> None:
    """Corrects what the directory says. `version` is the one the person saw.

    Raises NotFound, Refused `association_changed_meanwhile`, `association_is_merged`,
    `association_unchanged`, text_missing and those of facts_from.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        if association.version != version:
            raise Refused("association_changed_meanwhile")
        reason = require_written(reason, field="reason")
        columns = directory_rows.columns_of(facts_from(written))
        changed = sorted(name for name, value in columns.items() if getattr(association, name) != value)
        if not changed:
            raise Refused("association_unchanged")
        for name in changed:
            setattr(association, name, columns[name])
        if association.org_number is not None and association.row_state is not RowState.OK:
            association.row_state = RowState.OK
        association.updated_at, association.version = now, version + 1
        if known_as.ASKED & set(changed):
            known_as.outdate_checks({association_id})
        note(
            Entry.ASSOCIATION_CORRECTED,
            by=by,
            now=now,
            subject=f"association:{association_id}",
            fields=[name for name in changed if name not in ("search_key", "sort_key")],
            version=version + 1,
            reason=reason,
        )


def record_office_holder(
    association_id: str,
    role: OfficeRole,
    *,
    term_from_on: dt.date,
    term_until_on: dt.date | None = None,
    proof: str = "",
    by: Actor,
    now: dt.datetime,
) -> str:
    """Records a seat in the governing body and gives its id; never who holds it (RF 2:3).

    Raises NotFound, Refused `term_backwards` or `association_is_merged`.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        _require_forwards(term_from_on, term_until_on)
        holder = OfficeHolder(
            association_id=association.id,
            role=role,
            term_from_on=term_from_on,
            term_until_on=term_until_on,
            proof=require_writable(proof, field="proof", longest=PROOF_LIMIT),
        )
        db.session.add(holder)
        db.session.flush()
        note(
            Entry.OFFICE_HOLDER_RECORDED,
            by=by,
            now=now,
            subject=f"association:{association_id}",
            office_holder=holder.id,
            role=role.value,
            term_from_on=term_from_on.isoformat(),
        )
        return holder.id


def end_office_holder(
    holder_id: str, ended_on: dt.date, *, association_id: str | None = None, by: Actor, now: dt.datetime
) -> None:
    """Ends a term; `association_id` is whose it is said to be.

    Raises NotFound, and Refused `term_backwards` or `term_ended`.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        holder = associations.office_holder(holder_id)
        if association_id not in (None, holder.association_id):
            raise NotFound("office_holder_not_found")
        associations.in_use(holder.association_id)
        _require_forwards(holder.term_from_on, ended_on)
        if holder.term_until_on is not None and holder.term_until_on <= ended_on:
            raise Refused("term_ended", ended_on=holder.term_until_on.isoformat())
        holder.term_until_on = ended_on
        note(
            Entry.OFFICE_HOLDER_ENDED,
            by=by,
            now=now,
            subject=f"association:{holder.association_id}",
            office_holder=holder_id,
            ended_on=ended_on.isoformat(),
        )


def _require_forwards(from_on: dt.date, until_on: dt.date | None) -> None:
    if until_on is not None and until_on < from_on:
        raise Refused("term_backwards")
