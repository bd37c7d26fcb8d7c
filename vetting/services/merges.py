"""Two rows found to be one association: merged by a person with a reason, and undone to the row."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.records import associations, known_as, merges
from vetting.records.associations import Association, Merge
from vetting.records.db import db, transaction
from vetting.records.journal import note


def merge_associations(kept_id: str, absorbed_id: str, *, reason: str, by: Actor, now: dt.datetime) -> str:
    """Moves everything of the absorbed one to the kept one and gives the merge's id. Never done by a machine.

    Raises NotFound, Refused `merge_with_itself`, `association_is_merged`, `merge_numbers_differ`,
    text_missing.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        if kept_id == absorbed_id:
            raise Refused("merge_with_itself")
        kept, absorbed = _both(kept_id, absorbed_id)
        reason = require_written(reason, field="reason")
        moved = merges.move_all(absorbed_id, kept_id)
        absorbed.merged_into_id = kept_id
        absorbed.updated_at, kept.updated_at = now, now
        absorbed.version, kept.version = absorbed.version + 1, kept.version + 1
        row = Merge(
            kept_id=kept_id,
            absorbed_id=absorbed_id,
            moved=moved,
            reason=reason,
            merged_by=by.id,
            merged_at=now,
        )
        db.session.add(row)
        db.session.flush()
        known_as.outdate_checks({kept_id})  # the cases of both are its own now
        note(
            Entry.ASSOCIATIONS_MERGED,
            by=by,
            now=now,
            subject=f"association:{kept_id}",
            merge=row.id,
            absorbed=absorbed_id,
            moved={table: len(ids) for table, ids in moved.items()},
        )
        return row.id


def undo_merge(merge_id: str, *, kept_id: str | None = None, by: Actor, now: dt.datetime) -> None:
    """Moves exactly the rows that followed back; what came to the kept one since stays with it.
    `kept_id`: whose merge it is said to be.

    Raises NotFound, Refused `merge_undone` or `merge_covered` (the kept one was itself merged later).
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        row = merges.merge(merge_id)
        if kept_id not in (None, row.kept_id):
            raise NotFound("merge_not_found")
        if row.undone_at is not None:
            raise Refused("merge_undone")
        both = _locked(row.kept_id, row.absorbed_id)
        kept, absorbed = both[row.kept_id], both[row.absorbed_id]
        if kept.merged_into_id is not None:
            raise Refused("merge_covered", into=kept.merged_into_id)
        merges.move_back(row.moved, row.absorbed_id)
        absorbed.merged_into_id = None
        absorbed.updated_at, kept.updated_at = now, now
        absorbed.version, kept.version = absorbed.version + 1, kept.version + 1
        row.undone_by, row.undone_at = by.id, now
        known_as.outdate_checks(both)
        note(
            Entry.MERGE_UNDONE,
            by=by,
            now=now,
            subject=f"association:{row.kept_id}",
            merge=merge_id,
            absorbed=row.absorbed_id,
            moved={table: len(ids) for table, ids in row.moved.items()},
        )


def _locked(*ids: str) -> dict[str, Association]:
    """The rows by id, locked in one order so that two merges never wait for each other."""
    return {key: associations.association(key, to_change=True) for key in sorted(ids)}


def _both(kept_id: str, absorbed_id: str) -> tuple[Association, Association]:
    found = _locked(kept_id, absorbed_id)
    kept, absorbed = found[kept_id], found[absorbed_id]
    for one in (kept, absorbed):
        if one.merged_into_id is not None:
            raise Refused("association_is_merged", into=one.merged_into_id)
    if kept.org_number and absorbed.org_number and kept.org_number != absorbed.org_number:
        raise Refused("merge_numbers_differ")
    return kept, absorbed
