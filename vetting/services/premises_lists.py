"""The municipality's list of premises from a file: read, previewed, imported whole or not at all."""

import datetime as dt
from collections import Counter

from vetting.domain.association import tidy
from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound
from vetting.domain.premises import PremisesFacts, sound_facts
from vetting.domain.premises_list import KnownBoard, ListedPremises, place_premises
from vetting.domain.premises_staging import FACTS, facts_from, hours_from, values_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.gateways.premises_lists import read_premises_list
from vetting.gateways.uploads import FileKind, inspect_upload
from vetting.records import imports, officers
from vetting.records import premises as premises_rows
from vetting.records.db import db, settings, transaction
from vetting.records.imports import ImportRow, ListImport
from vetting.records.journal import note
from vetting.records.premises import OpeningHours, Premises, Tariff

LISTS = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.TXT})
USABLE = (RowState.OK, RowState.MASKED)
USUAL_TARIFF = "Ordinarie taxa"
FREE_TARIFF = "Nolltaxa"
DAY = dt.timedelta(days=1)


def receive_premises_list(
    data: bytes, file_name: str, *, board_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Takes a list in, reads its rows and gives the import's id; nothing in the register changes yet.

    `board_id`: whose premises they are, where the list does not say. Raises NotFound, UnusableFile, and
    Refused `same_file_again`.
    """
    require(by, Act.MANAGE_PREMISES, board_id)
    limit = settings().max_upload_bytes
    upload = inspect_upload(data, file_name, allowed=LISTS, max_bytes=limit)
    listed, notes = read_premises_list(data, upload.filename)
    placed = place_premises(listed, _boards(by, board_id))
    with transaction():
        row = ListImport(
            kind=ListKind.PREMISES,
            board_id=board_id,
            file_digest=upload.sha256,
            file_name=tidy(upload.filename)[:200],
            format=upload.kind.value,
            state=ImportState.PREVIEW,
            warnings=[{"code": code} for code in notes],
            received_by=by.id,
            received_at=now,
        )
        _count(row, placed)
        import_id = imports.add_import(row, size=upload.size, content_type=upload.media_type)
        imports.add_rows(import_id, [_staged(one) for one in placed])
        _note(RoomEntry.PREMISES_LIST_RECEIVED, import_id, by, now, digest=upload.sha256, size=upload.size)
        return import_id


def apply_premises(import_id: str, *, by: Actor, now: dt.datetime) -> dict[str, object]:
    """Brings every usable row into the register in one transaction: whole or not at all. Gives the counts.

    Premises that the list lacks stay as they are. Raises NotFound, Refused `import_not_open`.
    """
    with transaction():
        found = _import(import_id, by, to_change=True)
        imports.require_state(found, ImportState.PREVIEW)
        rows = [row for row in imports.rows_of(import_id) if row.state in USABLE]
        there = premises_rows.premises_keyed([_key(row) for row in rows])
        done = Counter(_bring_in(row, there.get(_key(row)), by, now) for row in rows)
        found.added, found.changed = done["added"], done["changed"]
        found.unchanged = done["unchanged"]
        found.state, found.applied_by, found.applied_at = ImportState.APPLIED, by.id, now
        counts = _counts(found)
        _note(RoomEntry.PREMISES_IMPORTED, import_id, by, now, counts=counts)
        return counts


def discard_premises(import_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Changes nothing. Raises NotFound, Refused `import_not_open`."""
    with transaction():
        found = _import(import_id, by, to_change=True)
        imports.require_state(found, ImportState.PREVIEW)
        found.state = ImportState.DISCARDED
        _note(RoomEntry.PREMISES_LIST_DISCARDED, import_id, by, now)


def _boards(by: Actor, board_id: str | None) -> list[KnownBoard]:
    reach = boards_for(by, Act.MANAGE_PREMISES)
    return [
        KnownBoard(board.id, board.name, board.prefix)
        for board in officers.boards_in_use()
        if (reach is None or board.id in reach) and board_id in (None, board.id)
    ]


def _bring_in(row: ImportRow, known: Premises | None, by: Actor, now: dt.datetime) -> str:
    """One row; tells what became of it: added, changed or unchanged."""
    board_id, _ = _key(row)
    require(by, Act.MANAGE_PREMISES, board_id)
    facts = sound_facts(facts_from(row.values))
    if known is None:
        made = Premises(board_id=board_id, changed_by=by.id, changed_at=now, **_columns(facts))
        db.session.add(made)
        db.session.flush()
        _note_premises(RoomEntry.PREMISES_ADDED, made, by, now, kind=made.kind.value, board=board_id)
        _bring_details(row, made, by, now)
        return "added"
    columns = _columns(facts)
    changed = sorted(name for name, value in columns.items() if getattr(known, name) != value)
    for name in changed:
        setattr(known, name, columns[name])
    if changed:
        known.version, known.changed_by, known.changed_at = known.version + 1, by.id, now
        _note_premises(RoomEntry.PREMISES_CHANGED, known, by, now, fields=changed)
    is_other = _bring_details(row, known, by, now)
    return "changed" if changed or is_other else "unchanged"


def _bring_details(row: ImportRow, place: Premises, by: Actor, now: dt.datetime) -> bool:
    """Hours and tariff, where the list tells them; whether anything became otherwise."""
    is_new_price = _set_price(row, place, by, now)
    hours = hours_from(row.values)
    there = premises_rows.hours_of(place.id)
    if hours is None or hours == {day: (one.opens_at, one.closes_at) for day, one in there.items()}:
        return is_new_price
    for one in there.values():
        db.session.delete(one)
    db.session.flush()
    db.session.add_all(
        OpeningHours(premises_id=place.id, weekday=day, opens_at=opens, closes_at=closes)
        for day, (opens, closes) in sorted(hours.items())
    )
    _note_premises(RoomEntry.OPENING_HOURS_SET, place, by, now, hours=len(hours))
    return True


def _set_price(row: ImportRow, place: Premises, by: Actor, now: dt.datetime) -> bool:
    """The price as a tariff from today, where none such holds: nothing to pay is support."""
    price = row.values.get("price")
    if not isinstance(price, int):
        return False
    today = swedish_day(now)
    held = [
        one
        for one in premises_rows.tariffs_of(place.id)
        if one.name in (USUAL_TARIFF, FREE_TARIFF)
        and (one.in_force_to_on is None or one.in_force_to_on >= today)
    ]
    if any(one.kronor_per_hour == price and one.in_force_from_on <= today for one in held):
        return False
    for one in held:
        one.in_force_to_on = max(one.in_force_from_on, today - DAY)
    name = USUAL_TARIFF if price else FREE_TARIFF
    tariff = Tariff(premises_id=place.id, name=name, kronor_per_hour=price, is_subsidised=price == 0)
    tariff.in_force_from_on = today
    db.session.add(tariff)
    db.session.flush()
    _note_premises(RoomEntry.TARIFF_SET, place, by, now, tariff=name, amount=price, subsidised=price == 0)
    return True


def _import(import_id: str, by: Actor, *, to_change: bool = False) -> ListImport:
    """The list, for whoever received it or may manage premises everywhere."""
    found = imports.list_import(import_id, ListKind.PREMISES, to_change=to_change)
    require(by, Act.MANAGE_PREMISES, found.board_id)
    if found.board_id is None and found.received_by != by.id and boards_for(by, Act.MANAGE_PREMISES):
        raise NotFound("not_found")
    return found


def _key(row: ImportRow) -> tuple[str, str]:
    return str(row.values["board_id"]), str(row.values["key"])


def _columns(facts: PremisesFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in FACTS}


def _staged(row: ListedPremises) -> dict[str, object]:
    return {
        "row_no": row.row_no,
        "state": row.state,
        "values": values_of(row),
        "problems": [problem.as_json() for problem in row.problems],
        "association_id": None,
    }


def _count(found: ListImport, placed: list[ListedPremises]) -> None:
    states = Counter(row.state for row in placed)
    found.rows_in, found.ok = len(placed), states[RowState.OK]
    found.repaired, found.quarantined = 0, states[RowState.QUARANTINED]
    found.masked, found.duplicate = states[RowState.MASKED], states[RowState.DUPLICATE]
    there = premises_rows.premises_keyed(
        [(row.board_id, row.facts.key) for row in placed if row.is_usable and row.board_id and row.facts]
    )
    found.unchanged = len(there)
    found.added = sum(row.is_usable for row in placed) - len(there)
    found.changed = 0


def _counts(found: ListImport) -> dict[str, object]:
    names = ("rows_in", "ok", "repaired", "quarantined", "masked", "duplicate")
    return {name: getattr(found, name) for name in (*names, "added", "changed", "unchanged")}


def _note(entry: RoomEntry, import_id: str, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"import:{import_id}", case_id="", **facts)


def _note_premises(entry: RoomEntry, place: Premises, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"premises:{place.id}", case_id="", **facts)
