"""What an association is known as besides its name: other names, numbers before and after it, its account.

Each change makes the association changed, so that re-screening looks it up anew in every source, and the
checks of its undecided cases out of date, so that nothing is proposed or signed before they are made again.
"""

import datetime as dt

from vetting.domain.association import keys_of
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.giro import giro_by_person
from vetting.domain.known_as import WrittenName, WrittenNumber, name_from, number_from
from vetting.domain.terms_associations import GiroKind
from vetting.records import associations, known_as
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.known_as import AssociationName, RelatedNumber


def record_name(association_id: str, written: WrittenName, *, by: Actor, now: dt.datetime) -> str:
    """Records a former or other name and gives its id.

    Raises NotFound, Refused `association_is_merged` and those of `domain.known_as.name_from`.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        taken = [association.name, *(one.name for one in known_as.names_of([association_id]))]
        told = name_from(written, taken=taken)
        row = AssociationName(
            association_id=association_id,
            name=told.name,
            search_key=keys_of(told.name)["search_key"],
            kind=told.kind,
            from_on=told.from_on,
            until_on=told.until_on,
            source=told.source,
            recorded_at=now,
        )
        known_as.keep(row)
        _changed(association, now)
        facts = {"name_id": row.id, "name": told.name, "kind": told.kind.value}
        note(Entry.ASSOCIATION_NAME_RECORDED, by=by, now=now, subject=_subject(association_id), **facts)
        return row.id


def remove_name(association_id: str, name_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a name away that is not the association's; the journal keeps it.

    Raises NotFound, Refused `association_is_merged` and text_missing.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        row = known_as.name_of(name_id, association_id)
        why = require_written(reason, field="reason")
        db.session.delete(row)
        _changed(association, now)
        facts = {"name_id": name_id, "name": row.name, "kind": row.kind.value, "reason": why}
        note(Entry.ASSOCIATION_NAME_REMOVED, by=by, now=now, subject=_subject(association_id), **facts)


def record_number(association_id: str, written: WrittenNumber, *, by: Actor, now: dt.datetime) -> str:
    """Records the number of a predecessor or successor and gives its id.

    Raises NotFound, Refused `association_is_merged` and those of `domain.known_as.number_from`.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        taken = [one.org_number for one in known_as.numbers_of([association_id])]
        told = number_from(written, own=association.org_number, taken=taken)
        row = RelatedNumber(
            association_id=association_id,
            org_number=told.org_number,
            relation=told.relation,
            since_on=told.since_on,
            source=told.source,
            recorded_at=now,
        )
        known_as.keep(row)
        _changed(association, now)
        facts = {"number_id": row.id, "org_number": row.org_number, "relation": row.relation.value}
        note(Entry.RELATED_NUMBER_RECORDED, by=by, now=now, subject=_subject(association_id), **facts)
        return row.id


def remove_number(association_id: str, number_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a number away that is no predecessor's or successor's; the journal keeps it.

    Raises NotFound, Refused `association_is_merged` and text_missing.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        row = known_as.number_of(number_id, association_id)
        why = require_written(reason, field="reason")
        db.session.delete(row)
        _changed(association, now)
        facts = {"number_id": number_id, "org_number": row.org_number, "relation": row.relation.value}
        subject = _subject(association_id)
        note(Entry.RELATED_NUMBER_REMOVED, by=by, now=now, subject=subject, reason=why, **facts)


def record_giro(
    association_id: str, kind: GiroKind, written: str, reason: str, *, by: Actor, now: dt.datetime
) -> None:
    """Records the account that support is paid to, in place of the one before; blank takes it away.

    The journal tells that it was changed, never the account itself. Raises NotFound, Refused
    `association_is_merged`, `association_unchanged`, `giro_unusable`, personal_number_in_text, text_missing.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        association = associations.in_use(association_id)
        giro = giro_by_person(kind, written) if written.strip() else None
        why = require_written(reason, field="reason")
        before = (association.giro_kind, association.giro)
        after = (giro.kind, giro.digits) if giro else (None, None)
        if after == before:
            raise Refused("association_unchanged")
        association.giro_kind, association.giro = after
        _changed(association, now)
        entry = Entry.GIRO_RECORDED if giro else Entry.GIRO_REMOVED
        told = (kind if giro else before[0] or kind).value
        note(entry, by=by, now=now, subject=_subject(association_id), kind=told, reason=why)


def _changed(association: Association, now: dt.datetime) -> None:
    association.updated_at, association.version = now, association.version + 1
    known_as.outdate_checks({association.id})


def _subject(association_id: str) -> str:
    return f"association:{association_id}"
