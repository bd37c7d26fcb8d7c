"""The list of a booking system: received, and its rows taken in; the same list again changes nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vetting.domain.application_list import ListProblem
from vetting.domain.association import tidy
from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.booking import SYSTEM_LIMIT, USUAL_SYSTEM, NewBooking, booking_system
from vetting.domain.booking_placing import Group, PlacedBooking, groups_of, place_rows, request_of, told_of
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.domain.terms_premises import BookingChannel
from vetting.gateways import file_store
from vetting.gateways.booking_lists import read_booking_list
from vetting.gateways.uploads import FileKind, inspect_upload
from vetting.records import booking_intake, booking_lists, effect_lists, imports
from vetting.records.booking_intake import Around
from vetting.records.db import settings, transaction
from vetting.records.imports import ListImport
from vetting.records.journal import note

LISTS = frozenset({FileKind.JSON, FileKind.XLSX, FileKind.CSV, FileKind.TXT})
PIECE = 200  # requests brought in together
MOST_GONE = 500  # named in the report; the number is told whole

Progress = Callable[[int, int], None]


@dataclass
class _Work:
    """What is known while one list is brought in."""

    import_id: str
    system: str
    channel: BookingChannel
    associations: Mapping[str, str]
    told: dict[int, PlacedBooking]  # by row
    gone: list[str] = field(default_factory=list)
    requests: int = 0


@dataclass
class _Piece:
    """What one piece came to: of no account when its deed was undone."""

    problems: list[ListProblem] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)
    requests: int = 0
    added: int = 0
    changed: int = 0


def receive_booking_list(
    data: bytes,
    file_name: str,
    *,
    source_system: str = "",
    board_id: str | None = None,
    by: Actor,
    now: dt.datetime,
) -> str:
    """Takes a list in and gives the import's id; its rows are brought in by take_in_bookings.

    `source_system` names the booking system, so that two systems' ids never meet; `board_id` narrows the
    premises that rows may mean. Raises NotFound, UnusableFile (guards of gateways/uploads).
    """
    require(by, Act.RECEIVE_BOOKING, board_id)
    limit = settings().max_upload_bytes
    upload = inspect_upload(data, file_name, allowed=LISTS, max_bytes=limit)
    with transaction():
        row = ListImport(
            kind=ListKind.BOOKINGS,
            board_id=board_id,
            file_digest=upload.sha256,
            file_name=tidy(upload.filename)[:200],
            format=upload.kind.value,
            source_system=tidy(source_system)[:SYSTEM_LIMIT] or USUAL_SYSTEM,
            state=ImportState.STAGING,
            received_by=by.id,
            received_at=now,
        )
        import_id = imports.add_import(row, size=upload.size, content_type=upload.media_type, may_repeat=True)
        file_store.keep(settings().files_dir, data)
        _note(RoomEntry.BOOKING_LIST_RECEIVED, import_id, by, now, digest=upload.sha256, size=upload.size)
        return import_id


def take_in_bookings(
    import_id: str, *, progress: Progress = lambda done, total: None, by: Actor, now: dt.datetime
) -> dict[str, object]:
    """Brings the rows in, some hundred requests at a time; broken off, it begins again and changes nothing
    that came in. Gives the counts. The file's bytes go afterwards: they hold persons' telephones.

    Raises NotFound, UnusableFile (after which the import is rejected), and Refused `import_not_open`.
    """
    found = _import(import_id, by)
    if found.state is ImportState.APPLIED:
        return _counts(found)
    imports.require_state(found, ImportState.STAGING)
    digest = found.file_digest
    try:
        data = file_store.read(settings().files_dir, digest)
        listed, notes = read_booking_list(data, found.file_name)
    except UnusableFile as problem:
        _reject(import_id, problem, by, now)
        _forget(digest)
        raise
    reach = boards_for(by, Act.RECEIVE_BOOKING) if found.board_id is None else frozenset({found.board_id})
    placed = place_rows(listed, booking_lists.premises_known(reach, swedish_day(now)))
    work = _Work(
        import_id=import_id,
        system=found.source_system,
        channel=BookingChannel.FOLDER if by.is_system else BookingChannel.FILE,
        associations=booking_lists.associations_numbered(
            {row.number.canonical for row in listed if row.number.canonical}
        ),
        told={one.listed.row_no: one for one in placed},
    )
    _bring_in(groups_of(placed), work, progress, by=by, now=now)
    result = _end(work, notes, by, now)
    _forget(digest)
    return result


def problems_told(import_id: str, *, by: Actor) -> list[str]:
    """What is odd about the rows of a list, each with its row, field and code. Raises NotFound."""
    _import(import_id, by)
    return [
        "row {row}, {field}: {code}".format(**problem)
        for row in imports.rows_of(import_id)
        for problem in row.problems
    ]


def _bring_in(
    groups: Sequence[Group], work: _Work, progress: Progress, *, by: Actor, now: dt.datetime
) -> None:
    """Board by board, in pieces: a sender's system is kept under the board's name, as ids are its own."""
    done = 0
    for prefix in dict.fromkeys(group.prefix for group in groups):
        own = [group for group in groups if group.prefix == prefix]
        system = booking_system(prefix, work.system)
        for start in range(0, len(own), PIECE):
            piece = own[start : start + PIECE]
            told = _piece(piece, system, work, by=by, now=now)
            work.requests += told.requests
            for problem in told.problems:
                work.told[problem.row] = told_of(work.told[problem.row], problem)
            done += len(piece)
            progress(done, len(groups))
        _tell_gone(own, system, work)


def _piece(groups: Sequence[Group], system: str, work: _Work, *, by: Actor, now: dt.datetime) -> _Piece:
    """One piece, once more where one of its requests came from elsewhere in the same moment."""
    try:
        return _bring_piece(groups, system, work, by=by, now=now)
    except Refused as refusal:
        if refusal.code != "same_booking_twice":
            raise
        return _bring_piece(groups, system, work, by=by, now=now)


def _bring_piece(groups: Sequence[Group], system: str, work: _Work, *, by: Actor, now: dt.datetime) -> _Piece:
    told = _Piece()
    with transaction(is_piece=True):
        found = _import(work.import_id, by, to_change=True)
        imports.require_state(found, ImportState.STAGING)
        beside = booking_intake.around(system, [group.key for group in groups])
        for group in groups:
            new, odd = request_of(group, work.associations, system=system, channel=work.channel)
            told.problems += odd
            _take_in(new, group, beside, told, by=by, now=now)
        effect_lists.join_many(told.parties, by=by, now=now)
        found.added += told.added
        found.changed += told.changed
        return told


def _take_in(
    new: NewBooking, group: Group, beside: Around, told: _Piece, *, by: Actor, now: dt.datetime
) -> None:
    """One request. What is refused is told of every row of it."""
    rows = [row.listed.row_no for row in group.rows]
    try:
        result = booking_intake.take_in(new, beside, by=by, now=now)
    except Refused as refusal:
        told.problems += [ListProblem(row, "own_id", refusal.code) for row in rows]
        return
    if result.is_barred:
        told.problems.append(ListProblem(rows[0], "name", "party_barred"))
    if result.decided:
        told.problems.append(ListProblem(rows[0], "status", "decided_here", str(len(result.decided))))
    told.requests += 1
    told.added += result.is_new
    told.changed += result.is_changed
    if new.association_id is not None and (result.is_new or result.is_changed):
        told.parties.add(new.association_id)


def _tell_gone(groups: Sequence[Group], system: str, work: _Work) -> None:
    """Live dates of the same premises and days that the list no longer has: told, never taken away."""
    dates = [row.listed.starts_at for group in groups for row in group.rows if row.listed.starts_at]
    places = {row.premises.id for group in groups for row in group.rows if row.premises}
    named = {(one.listed.request_key, one.listed.own_id) for one in work.told.values()}
    there = booking_lists.live_dates_of_system(system, places, first=min(dates), last=max(dates))
    work.gone.extend(key for key, request, date in there if (request, date) not in named)


def _end(work: _Work, notes: Sequence[str], by: Actor, now: dt.datetime) -> dict[str, object]:
    rows = list(work.told.values())
    states = Counter(row.state for row in rows)
    with transaction():
        found = _import(work.import_id, by, to_change=True)
        imports.require_state(found, ImportState.STAGING)
        if odd := [_kept(row) for row in rows if row.problems]:
            imports.add_rows(work.import_id, odd)
        found.warnings = [{"code": code} for code in notes]
        if work.gone:
            gone = {"code": "bookings_gone", "count": len(work.gone), "dates": work.gone[:MOST_GONE]}
            found.warnings = [*found.warnings, gone]
        found.rows_in = len(rows)
        found.ok, found.repaired = states[RowState.OK], states[RowState.REPAIRED]
        found.quarantined, found.masked = states[RowState.QUARANTINED], states[RowState.MASKED]
        found.duplicate = states[RowState.DUPLICATE]
        found.unchanged = max(0, work.requests - found.added - found.changed)
        found.state, found.applied_by, found.applied_at = ImportState.APPLIED, by.id, now
        counts = _counts(found)
        _note(RoomEntry.BOOKINGS_IMPORTED, work.import_id, by, now, counts=counts, gone=len(work.gone))
        return counts


def _kept(row: PlacedBooking) -> dict[str, object]:
    """A row with something to tell, as it is kept: enough to find it in the list, no telephone or person."""
    listed = row.listed
    return {
        "row_no": listed.row_no,
        "state": row.state,
        "values": {
            "own_id": listed.own_id,
            "premises": row.premises.name if row.premises else listed.premises,
            "starts_at": listed.starts_at.isoformat() if listed.starts_at else None,
            "name": "" if listed.is_private else listed.name,
        },
        "problems": [problem.as_json() for problem in row.problems],
        "association_id": None,
    }


def _import(import_id: str, by: Actor, *, to_change: bool = False) -> ListImport:
    """The list, for whoever received it or may receive bookings everywhere it can reach."""
    found = imports.list_import(import_id, ListKind.BOOKINGS, to_change=to_change)
    require(by, Act.RECEIVE_BOOKING, found.board_id)
    sees_all = boards_for(by, Act.RECEIVE_BOOKING) is None
    if found.board_id is None and found.received_by != by.id and not sees_all:
        raise NotFound("not_found")
    return found


def _reject(import_id: str, problem: UnusableFile, by: Actor, now: dt.datetime) -> None:
    with transaction():
        found = _import(import_id, by, to_change=True)
        found.state, found.reason = ImportState.REJECTED, problem.code
        found.reason_facts = {name: tidy(str(value))[:400] for name, value in problem.facts.items()}
        _note(RoomEntry.BOOKING_LIST_REJECTED, import_id, by, now, reason=problem.code)


def _forget(digest: str) -> None:
    if not imports.delivery_is_needed(digest):
        file_store.forget(settings().files_dir, digest)


def _counts(found: ListImport) -> dict[str, object]:
    """What became of the rows, and of the requests they are."""
    names = ("rows_in", "ok", "repaired", "quarantined", "masked", "duplicate")
    return {name: getattr(found, name) for name in (*names, "added", "changed", "unchanged")}


def _note(entry: RoomEntry, import_id: str, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"import:{import_id}", case_id="", **facts)
