"""The municipality's own list of applications from a file: received, read, previewed, opened as cases."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from vetting.domain.application import NewApplication, changed_fields
from vetting.domain.application_list import ListProblem
from vetting.domain.application_matching import PlacedRow, Surroundings, place_rows
from vetting.domain.application_staging import applied_from, values_of
from vetting.domain.association import tidy
from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, UnusableFile
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Channel, RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.gateways import file_store
from vetting.gateways.application_lists import read_application_list
from vetting.gateways.checklist_shelf import shelf
from vetting.gateways.uploads import FileKind, inspect_upload
from vetting.records import application_lists, boards, imports, openings
from vetting.records.db import settings, transaction
from vetting.records.imports import ImportRow, ListImport
from vetting.records.journal import note

LISTS = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.TXT})
USABLE = (RowState.OK, RowState.REPAIRED, RowState.MASKED)
PIECE = 500

Progress = Callable[[int, int], None]


def receive_application_list(
    data: bytes, file_name: str, *, board_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Takes a list in and gives the import's id; its rows are read by stage_applications.

    `board_id` narrows the grants that rows may name. Raises UnusableFile, and Refused `same_file_again`.
    """
    require(by, Act.RECEIVE_APPLICATION, board_id)
    limit = settings().max_upload_bytes
    upload = inspect_upload(data, file_name, allowed=LISTS, max_bytes=limit)
    with transaction():
        row = ListImport(
            kind=ListKind.APPLICATIONS,
            board_id=board_id,
            file_digest=upload.sha256,
            file_name=tidy(upload.filename)[:200],
            format=upload.kind.value,
            state=ImportState.STAGING,
            received_by=by.id,
            received_at=now,
        )
        import_id = imports.add_import(row, size=upload.size, content_type=upload.media_type)
        file_store.keep(settings().files_dir, data)
        _note(Entry.APPLICATION_LIST_RECEIVED, import_id, by, now, digest=upload.sha256, size=upload.size)
        return import_id


def stage_applications(
    import_id: str, *, progress: Progress = lambda done, total: None, by: Actor, now: dt.datetime
) -> dict[str, object]:
    """Reads and places the rows in pieces; broken off, it goes on where it was. Gives the counts.

    Raises UnusableFile, after which the import is rejected, and Refused `import_not_open`.
    """
    found = _import(import_id, by)
    if found.state is ImportState.PREVIEW:
        return _counts(found)
    imports.require_state(found, ImportState.STAGING)
    try:
        data = file_store.read(settings().files_dir, found.file_digest)
        listed, notes = read_application_list(data, found.file_name)
    except UnusableFile as problem:
        _reject(import_id, problem, by, now)
        raise
    digest, board_id = found.file_digest, found.board_id
    reach = boards_for(by, Act.RECEIVE_APPLICATION) if board_id is None else frozenset({board_id})
    around = Surroundings(
        application_lists.associations_standing(), application_lists.schemes_open(reach), digest
    )
    placed = _beside_opened(place_rows(listed, around))
    _stage(import_id, placed, progress, by)
    return _open_preview(import_id, placed, notes, by)


def _beside_opened(placed: list[PlacedRow]) -> list[PlacedRow]:
    """A row that came before with other contents is set aside: a list never changes a case."""
    opened = application_lists.opened_by_list([row.source_key for row in placed if row.source_key])
    return [_compared(row, opened) for row in placed]


def _compared(row: PlacedRow, opened: application_lists.Opened) -> PlacedRow:
    known = opened.get(row.source_key or "")
    applied = row.listed.applied
    if known is None or applied is None or not row.can_open:
        return row
    if not changed_fields(openings.applied_of(known[0]), openings.as_kept(applied)):
        return row
    again = ListProblem(row.listed.row_no, "own_id", "already_differs", known[1].case_number)
    return replace(row, state=RowState.QUARANTINED, problems=(*row.problems, again))


def apply_applications(import_id: str, *, by: Actor, now: dt.datetime) -> dict[str, object]:
    """Opens a case for every usable row in one transaction: all or none. Rows opened before are left.

    Raises NotFound, Refused `import_not_open` and what open_case refuses.
    """
    with transaction():
        found = _import(import_id, by, to_change=True)
        imports.require_state(found, ImportState.PREVIEW)
        rows = [row for row in imports.rows_of(import_id) if row.state in USABLE]
        keys = [str(row.values["source_key"]) for row in rows]
        opened = application_lists.opened_by_list(keys)
        pinned: dict[str, Checklist] = {}
        new = [row for row, key in zip(rows, keys, strict=True) if key not in opened]
        for row in new:
            _open(row, pinned, by, now)
        found.added, found.unchanged = len(new), len(rows) - len(new)
        found.state, found.applied_by, found.applied_at = ImportState.APPLIED, by.id, now
        counts = _counts(found)
        _note(Entry.APPLICATION_LIST_IMPORTED, import_id, by, now, counts=counts)
        return counts


def _open(row: ImportRow, pinned: dict[str, Checklist], by: Actor, now: dt.datetime) -> None:
    scheme = boards.scheme(str(row.values["scheme_id"]))
    require(by, Act.RECEIVE_APPLICATION, scheme.board_id)
    if scheme.checklist not in pinned:
        pinned[scheme.checklist] = shelf().latest_in_force(scheme.checklist, swedish_day(now))
    new = NewApplication(
        association_id=row.association_id or "",
        scheme_id=scheme.id,
        year=int(str(row.values["year"])),
        applied=applied_from(row.values),
        channel=Channel.LIST,
        source_key=str(row.values["source_key"]),
    )
    openings.open_case(new, scheme, pinned[scheme.checklist], by=by, now=now)


def discard_applications(import_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Opens nothing. Raises NotFound, Refused `import_not_open`."""
    with transaction():
        found = _import(import_id, by, to_change=True)
        imports.require_state(found, ImportState.PREVIEW, ImportState.STAGING)
        found.state = ImportState.DISCARDED
        _note(Entry.APPLICATION_LIST_DISCARDED, import_id, by, now)


def _import(import_id: str, by: Actor, *, to_change: bool = False) -> ListImport:
    """The list, for whoever received it or may receive applications everywhere it can reach."""
    found = imports.list_import(import_id, ListKind.APPLICATIONS, to_change=to_change)
    require(by, Act.RECEIVE_APPLICATION, found.board_id)
    sees_all = boards_for(by, Act.RECEIVE_APPLICATION) is None
    if found.board_id is None and found.received_by != by.id and not sees_all:
        raise NotFound("not_found")
    return found


def _stage(import_id: str, placed: Sequence[PlacedRow], progress: Progress, by: Actor) -> None:
    kept = imports.row_numbers(import_id)
    waiting = [row for row in placed if row.listed.row_no not in kept]
    for start in range(0, len(waiting), PIECE):
        piece = waiting[start : start + PIECE]
        with transaction(is_piece=True):
            imports.require_state(_import(import_id, by, to_change=True), ImportState.STAGING)
            imports.add_rows(import_id, [_staged(row) for row in piece])
        progress(len(kept) + start + len(piece), len(placed))


def _staged(row: PlacedRow) -> dict[str, object]:
    return {
        "row_no": row.listed.row_no,
        "state": row.state,
        "values": values_of(row),
        "problems": [problem.as_json() for problem in row.problems],
        "association_id": row.association_id,
    }


def _open_preview(
    import_id: str, placed: Sequence[PlacedRow], notes: Sequence[str], by: Actor
) -> dict[str, object]:
    states = Counter(row.state for row in placed)
    usable = [row.source_key for row in placed if row.can_open and row.source_key]
    with transaction(is_piece=True):
        found = _import(import_id, by, to_change=True)
        imports.require_state(found, ImportState.STAGING)
        found.warnings = [{"code": code} for code in notes]
        found.rows_in = len(placed)
        found.ok, found.repaired = states[RowState.OK], states[RowState.REPAIRED]
        found.quarantined, found.masked = states[RowState.QUARANTINED], states[RowState.MASKED]
        found.duplicate = states[RowState.DUPLICATE]
        found.unchanged = len(application_lists.opened_by_list(usable))
        found.added = len(usable) - found.unchanged
        found.state = ImportState.PREVIEW
        return _counts(found)


def _reject(import_id: str, problem: UnusableFile, by: Actor, now: dt.datetime) -> None:
    with transaction():
        found = _import(import_id, by, to_change=True)
        found.state, found.reason = ImportState.REJECTED, problem.code
        found.reason_facts = {name: tidy(str(value))[:400] for name, value in problem.facts.items()}
        _note(Entry.APPLICATION_LIST_DISCARDED, import_id, by, now, reason=problem.code)


def _counts(found: ListImport) -> dict[str, object]:
    names = ("rows_in", "ok", "repaired", "quarantined", "duplicate", "masked", "added", "unchanged")
    return {name: getattr(found, name) for name in names}


def _note(entry: Entry, import_id: str, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"import:{import_id}", case_id="", **facts)
