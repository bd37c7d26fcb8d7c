"""Open grant files of other funders taken in, so that double funding is seen beyond the municipality."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.domain.application_list import ListProblem
from vetting.domain.association import tidy
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.open_grants import ListedGrant
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.gateways.payment_lists import read_open_grants
from vetting.gateways.uploads import FileKind, Upload, inspect_upload
from vetting.records import double_funding, imports
from vetting.records.db import settings, transaction
from vetting.records.double_funding import OpenGrant
from vetting.records.imports import ListImport
from vetting.records.journal import note

LISTS = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.TXT})
_COPIED = ("funder", "org_number", "purpose", "amount", "starts_on", "ends_on")


@dataclass(frozen=True)
class _Placed:
    listed: ListedGrant
    state: RowState
    fate: str = ""  # added, changed or unchanged


def receive_open_grants(data: bytes, file_name: str, *, by: Actor, now: dt.datetime) -> str:
    """Keeps every usable row of the file and gives the list's id; a known grant takes its new values.

    Its bytes are not kept, only their digest. Raises NotAllowed, UnusableFile, and Refused `same_file_again`.
    """
    require(by, Act.EDIT_DIRECTORY)
    upload = inspect_upload(data, file_name, allowed=LISTS, max_bytes=settings().max_upload_bytes)
    listed, notes = read_open_grants(data, upload.filename)
    with transaction():
        found = _list(upload, notes, by, now)
        import_id = imports.add_import(found, size=upload.size, content_type=upload.media_type)
        placed = _keep(listed, import_id, now)
        imports.add_rows(import_id, [_kept_row(row) for row in placed])
        counts = _count(found, placed)
        note(
            RoomEntry.OPEN_GRANTS_IMPORTED,
            by=by,
            now=now,
            subject=f"import:{import_id}",
            counts=counts,
            digest=upload.sha256,
        )
        return import_id


def _list(upload: Upload, notes: Sequence[str], by: Actor, now: dt.datetime) -> ListImport:
    return ListImport(
        kind=ListKind.OPEN_GRANTS,
        file_digest=upload.sha256,
        file_name=tidy(upload.filename)[:200],
        format=upload.kind.value,
        state=ImportState.APPLIED,
        received_by=by.id,
        received_at=now,
        applied_by=by.id,
        applied_at=now,
        warnings=[{"code": code} for code in notes],
    )


def _keep(listed: Sequence[ListedGrant], import_id: str, now: dt.datetime) -> list[_Placed]:
    """Adds what is new, and gives what came before its new values."""
    known = double_funding.known_grants([row.identifier for row in listed])
    placed = _placed(listed, known)
    double_funding.add_grants([_grant(row.listed, import_id, now) for row in placed if row.fate == "added"])
    for row in placed:
        if row.fate == "changed":
            _change(known[row.listed.identifier], row.listed, now)
    return placed


def _placed(listed: Sequence[ListedGrant], known: Mapping[str, OpenGrant]) -> list[_Placed]:
    times = Counter(row.identifier for row in listed)
    return [_place(row, known.get(row.identifier), times[row.identifier]) for row in listed]


def _place(row: ListedGrant, before: OpenGrant | None, times: int) -> _Placed:
    if row.identifier and times > 1:
        told = ListProblem(row.row_no, "identifier", "identifier_twice", row.identifier[:60])
        return _Placed(replace(row, problems=(*row.problems, told)), RowState.QUARANTINED)
    if not row.is_usable:
        return _Placed(row, RowState.QUARANTINED)
    state = RowState.REPAIRED if row.problems else RowState.OK
    if before is None:
        return _Placed(row, state, "added")
    is_same = all(getattr(before, name) == getattr(row, name) for name in _COPIED)
    return _Placed(row, RowState.DUPLICATE, "unchanged") if is_same else _Placed(row, state, "changed")


def _grant(row: ListedGrant, import_id: str, now: dt.datetime) -> OpenGrant:
    copied = {name: getattr(row, name) for name in _COPIED}
    return OpenGrant(list_id=import_id, identifier=row.identifier, read_at=now, **copied)


def _change(grant: OpenGrant, row: ListedGrant, now: dt.datetime) -> None:
    for name in _COPIED:
        setattr(grant, name, getattr(row, name))
    grant.read_at = now


def _kept_row(row: _Placed) -> dict[str, object]:
    listed = row.listed
    return {
        "row_no": listed.row_no,
        "state": row.state,
        "values": {
            "identifier": listed.identifier,
            "recipient": listed.recipient,
            "funder": listed.funder,
            "amount": listed.amount,
        },
        "problems": [problem.as_json() for problem in listed.problems],
        "association_id": None,
    }


def _count(found: ListImport, placed: Sequence[_Placed]) -> dict[str, int]:
    states, fates = Counter(row.state for row in placed), Counter(row.fate for row in placed)
    found.rows_in, found.ok, found.repaired = len(placed), states[RowState.OK], states[RowState.REPAIRED]
    found.quarantined, found.duplicate = states[RowState.QUARANTINED], states[RowState.DUPLICATE]
    found.added, found.changed, found.unchanged = fates["added"], fates["changed"], fates["unchanged"]
    names = ("rows_in", "ok", "repaired", "quarantined", "duplicate", "added", "changed")
    return {name: getattr(found, name) for name in names}
