"""The municipality's association register from a file: received, read, previewed, imported whole."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from vetting.domain.association import tidy
from vetting.domain.authority import Act, Actor, require
from vetting.domain.directory import ClassifiedRow, classify_rows, counts_of
from vetting.domain.directory_changes import KNOWN_BY, Change, plan_changes
from vetting.domain.directory_staging import incoming_of, problems_of, values_of
from vetting.domain.entries import Entry
from vetting.domain.errors import UnusableFile
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.gateways import file_store
from vetting.gateways.directory_files import DirectoryFile, read_directory
from vetting.gateways.uploads import FileKind, inspect_upload
from vetting.records import directory_rows, imports, known_as
from vetting.records.db import settings, transaction
from vetting.records.imports import ImportRow, ListImport
from vetting.records.journal import note

LISTS = frozenset({FileKind.JSON, FileKind.XLSX, FileKind.CSV, FileKind.TXT})
PIECE = 500
SYSTEM_LIMIT = 40

Progress = Callable[[int, int], None]


def receive_directory_file(
    data: bytes,
    file_name: str,
    *,
    source_system: str = "",
    file_format: str = "auto",
    by: Actor,
    now: dt.datetime,
) -> str:
    """Takes a file in and gives the import's id; its rows are read by stage_directory.

    Raises UnusableFile (guards of gateways/uploads; `renamed_file` when it is not `file_format`) and
    Refused `same_file_again` (import_id, on) when the same bytes came before and were not discarded.
    """
    require(by, Act.EDIT_DIRECTORY)
    upload = inspect_upload(data, file_name, allowed=LISTS)
    if file_format not in ("auto", upload.kind.value):
        raise UnusableFile(
            "renamed_file", filename=upload.filename, expected=file_format, found=upload.kind.value
        )
    with transaction():
        row = ListImport(
            kind=ListKind.DIRECTORY,
            file_digest=upload.sha256,
            file_name=tidy(upload.filename)[:200],
            format=upload.kind.value,
            source_system=tidy(source_system)[:SYSTEM_LIMIT],
            state=ImportState.STAGING,
            received_by=by.id,
            received_at=now,
        )
        import_id = imports.add_import(row, size=upload.size, content_type=upload.media_type)
        file_store.keep(settings().files_dir, data)  # after the refusals: what is refused leaves no bytes
        subject, digest = f"import:{import_id}", upload.sha256
        note(Entry.DIRECTORY_FILE_RECEIVED, by=by, now=now, subject=subject, digest=digest, size=upload.size)
        return import_id


def stage_directory(
    import_id: str, *, progress: Progress = lambda done, total: None, by: Actor, now: dt.datetime
) -> dict[str, object]:
    """Reads the rows in pieces; broken off, it goes on where it was. Gives the counts.

    The file's bytes are removed when its rows are read: they may hold persons, the rows do not.
    Raises UnusableFile, after which the import is rejected, and Refused `import_not_open`.
    """
    require(by, Act.EDIT_DIRECTORY)
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    if found.state is ImportState.PREVIEW:
        return _counts(found)
    imports.require_state(found, ImportState.STAGING)
    digest = found.file_digest
    try:
        file = read_directory(file_store.read(settings().files_dir, digest), found.file_name)
    except UnusableFile as problem:
        _reject(import_id, problem, by=by, now=now)
        _forget(digest)
        raise
    rows = list(classify_rows(file.rows))
    _stage(import_id, rows, progress)
    result = _open_preview(import_id, file, rows)
    _forget(digest)
    return result


def apply_import(import_id: str, *, by: Actor, now: dt.datetime) -> dict[str, object]:
    """Brings the rows into the directory in one transaction: whole or not at all. Gives the counts.

    Quarantined and masked rows become associations too, in that state: searchable by name, low trust.
    Raises NotFound, Refused `import_not_open`.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        found = imports.list_import(import_id, ListKind.DIRECTORY, to_change=True)
        imports.require_state(found, ImportState.PREVIEW)
        directory_rows.hold_directory()
        rows = imports.rows_of(import_id)
        changes = _planned(rows, found.source_system)
        links = _carry_out(changes, found, now)
        directory_rows.link_rows(import_id, links)
        _settle_as_before(rows, changes, now)
        _count_changes(found, changes)
        found.state, found.applied_by, found.applied_at = ImportState.APPLIED, by.id, now
        counts = _counts(found)
        note(Entry.DIRECTORY_IMPORTED, by=by, now=now, subject=f"import:{import_id}", counts=counts)
        return counts


def discard_import(import_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Leaves the directory as it is. Raises NotFound, Refused `import_not_open`."""
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        found = imports.list_import(import_id, ListKind.DIRECTORY, to_change=True)
        imports.require_state(found, ImportState.PREVIEW, ImportState.STAGING)
        found.state = ImportState.DISCARDED
        note(Entry.DIRECTORY_IMPORT_DISCARDED, by=by, now=now, subject=f"import:{import_id}")
        digest = found.file_digest
    _forget(digest)


def _stage(import_id: str, rows: Sequence[ClassifiedRow], progress: Progress) -> None:
    kept = imports.row_numbers(import_id)
    waiting = [row for row in rows if row.row.row_no not in kept]
    for start in range(0, len(waiting), PIECE):
        piece = waiting[start : start + PIECE]
        with transaction(is_piece=True):
            found = imports.list_import(import_id, ListKind.DIRECTORY, to_change=True)
            imports.require_state(found, ImportState.STAGING)
            imports.add_rows(import_id, [_staged(row) for row in piece])
        progress(len(kept) + start + len(piece), len(rows))


def _staged(row: ClassifiedRow) -> dict[str, object]:
    return {
        "row_no": row.row.row_no,
        "state": row.state,
        "values": values_of(row),
        "problems": problems_of(row),
    }


def _open_preview(import_id: str, file: DirectoryFile, rows: Sequence[ClassifiedRow]) -> dict[str, object]:
    states = counts_of(rows)
    with transaction(is_piece=True):
        found = imports.list_import(import_id, ListKind.DIRECTORY, to_change=True)
        imports.require_state(found, ImportState.STAGING)
        found.format, found.as_of = file.format, file.as_of
        found.source_system = found.source_system or tidy(file.source_system or "")[:SYSTEM_LIMIT]
        found.warnings = [{"code": code} for code in file.problems]
        found.rows_in = len(rows)
        found.ok, found.repaired = states[RowState.OK], states[RowState.REPAIRED]
        found.quarantined, found.masked = states[RowState.QUARANTINED], states[RowState.MASKED]
        found.duplicate = states[RowState.DUPLICATE]
        _count_changes(found, _planned(imports.rows_of(import_id), found.source_system))
        found.state = ImportState.PREVIEW
        return _counts(found)


def _reject(import_id: str, problem: UnusableFile, *, by: Actor, now: dt.datetime) -> None:
    with transaction():
        found = imports.list_import(import_id, ListKind.DIRECTORY, to_change=True)
        imports.require_state(found, ImportState.STAGING)
        found.state, found.reason = ImportState.REJECTED, problem.code
        found.reason_facts = {name: _safe(value) for name, value in problem.facts.items()}
        note(
            Entry.DIRECTORY_IMPORT_DISCARDED,
            by=by,
            now=now,
            subject=f"import:{import_id}",
            reason=problem.code,
        )


def _planned(rows: Sequence[ImportRow], source_system: str) -> list[Change]:
    """What the rows would do to the directory as it is now; nameless and doubled rows do nothing."""
    coming = [
        incoming_of(row.row_no, row.state, row.values)
        for row in rows
        if row.state is not RowState.DUPLICATE and row.values["name"]
    ]
    return plan_changes(coming, directory_rows.known_associations(), source_system)


def _carry_out(changes: Sequence[Change], found: ListImport, now: dt.datetime) -> dict[int, str]:
    """Adds and changes, and gives which association each row became."""
    on = found.as_of or swedish_day(now)
    new = [change.row for change in changes if change.adds]
    ids = directory_rows.add_associations(
        [
            {
                **directory_rows.columns_of(row.facts),
                "giro": row.facts.giro,
                "giro_kind": row.facts.giro_kind,
                "source_system": found.source_system,
                "municipal_id": row.municipal_id,
                "row_state": row.row_state,
                "confirmed_on": on,
            }
            for row in new
        ],
        now=now,
    )
    known = {change.row.row_no: change.association_id for change in changes if change.association_id}
    changed = {one.association_id: one.changes for one in changes if one.association_id and one.changes}
    directory_rows.change_associations(
        {
            key: {name: value for name, value in told.items() if name not in KNOWN_BY}
            for key, told in changed.items()
        },
        now=now,
    )
    added = {
        key: {name: getattr(row.facts, name) for name in KNOWN_BY} for row, key in zip(new, ids, strict=True)
    }
    known_as.add_from_register({**changed, **added}, source=found.file_name, now=now)
    known_as.outdate_checks({key for key, told in changed.items() if known_as.ASKED & told.keys()})
    directory_rows.confirm(list(known.values()), on)
    return {**known, **{row.row_no: key for row, key in zip(new, ids, strict=True)}}


def _settle_as_before(rows: Sequence[ImportRow], changes: Sequence[Change], now: dt.datetime) -> None:
    """What a person said of a row holds as long as the row says nothing new."""
    same = {
        change.row.row_no: change.association_id
        for change in changes
        if change.association_id and not change.changes
    }
    earlier = directory_rows.earlier_settlements(list(same.values()))
    for row in rows:
        before = earlier.get(same.get(row.row_no, ""))
        if row.state in (RowState.QUARANTINED, RowState.MASKED) and before is not None:
            row.settlement, row.settled, row.settled_by = before
            row.settled_at = now


def _count_changes(found: ListImport, changes: Sequence[Change]) -> None:
    kinds = Counter("added" if c.adds else "changed" if c.changes else "unchanged" for c in changes)
    found.added, found.changed, found.unchanged = kinds["added"], kinds["changed"], kinds["unchanged"]


def _counts(found: ListImport) -> dict[str, object]:
    return {
        "rows_in": found.rows_in,
        "ok": found.ok,
        "repaired": found.repaired,
        "quarantined": found.quarantined,
        "duplicate": found.duplicate,
        "masked": found.masked,
        "added": found.added,
        "changed": found.changed,
        "unchanged": found.unchanged,
    }


def _forget(digest: str) -> None:
    if not imports.delivery_is_needed(digest):
        file_store.forget(settings().files_dir, digest)


def _safe(value: object) -> object:
    """Headings and file names of a refused file may hold anything."""
    if isinstance(value, list | tuple):
        return [tidy(str(item)) for item in value]
    return value if isinstance(value, int | float | None) else tidy(str(value))
