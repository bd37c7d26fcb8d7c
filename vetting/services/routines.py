"""Routines and guidelines: published, read and understood, in use in a board, and reminded of."""

import datetime as dt
from typing import Any

from vetting.domain import routines as rules
from vetting.domain.authority import SYSTEM, Act, Actor, require
from vetting.domain.deadlines import day_due
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.routines import RoutineText
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_action_plans import RoutineKind
from vetting.domain.terms_decisions import DeadlineKind
from vetting.gateways import file_store
from vetting.gateways.calendar import swedish_holidays
from vetting.gateways.uploads import FileKind, inspect_upload
from vetting.records import boards, job_runs, routines
from vetting.records.db import settings, stand_back, transaction
from vetting.records.files import media_type_of, remember_file
from vetting.records.journal import note
from vetting.records.officers import boards_in_use
from vetting.records.reminders import Reminder, settle_all, write_reminder
from vetting.records.routines import Routine, RoutineInUse, RoutineVersion


def publish_routine(
    routine_id: str | None,
    kind: RoutineKind,
    text: RoutineText,
    *,
    file: tuple[str, bytes] | None,
    by: Actor,
    now: dt.datetime,
) -> str:
    """Publishes a first or further version, as text or with a PDF, and gives its id. From its day who must
    read it is reminded, and what waited of earlier versions waits no more.

    Raises NotFound, NotAllowed, UnusableFile, Refused as domain.routines.sound.
    """
    require(by, Act.KEEP_ROUTINES)
    kept_file = _kept_file(file)
    with transaction():
        require(by, Act.KEEP_ROUTINES)
        _require_boards(text.boards)
        known = routines.routine(routine_id, to_change=True) if routine_id else None
        earlier = routines.versions_of(known.id) if known else ()
        after = earlier[0].in_force_from if earlier else None
        sound = rules.sound(text, has_file=kept_file is not None, begins_after=after)
        if known is None:
            known = routines.keep(Routine(kind=kind, begun_at=now))
        version = _add_version(known.id, sound, kept_file, len(earlier) + 1, by=by, now=now)
        asked = 0
        if version.in_force_from <= swedish_day(now):
            routines.settle_readings([one.id for one in earlier], by=by.id, now=now)
            asked = _remind_readers(version, now)
        facts: dict[str, Any] = {
            "title": sound.title,
            "in_force_on": sound.in_force_from.isoformat(),
            "count": asked,
        }
        note(Entry.ROUTINE_PUBLISHED, by=by, now=now, subject=f"routine:{version.id}", **facts)
        return version.id


def acknowledge(version_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Says that one has read and understood a version; saying it twice changes nothing.

    Raises NotFound, Refused `routine_replaced` for a version that holds no longer.
    """
    with transaction():
        version = routines.version(version_id)
        if version.id not in {one.id for one in routines.in_force(swedish_day(now))}:
            raise Refused("routine_replaced")
        if by.is_agent or by.is_system:
            raise NotFound("not_found")
        if not routines.sign_for(version_id, by.id, read_on=swedish_day(now), now=now):
            stand_back()
            return
        settle_all(_reading(version_id, by.id), by=by.id, now=now)
        note(Entry.ROUTINE_ACKNOWLEDGED, by=by, now=now, subject=f"routine:{version_id}", title=version.title)


def state_in_use(
    version_id: str, board_id: str, in_use_from: dt.date, *, by: Actor, now: dt.datetime
) -> None:
    """Says that a board holds to a version, and since when.

    Raises NotFound, NotAllowed, Refused `in_use_before_force`, `in_use_ahead`, `routine_not_of_board`.
    """
    with transaction():
        require(by, Act.WRITE_ACTION_PLANS, board_id)
        boards.locked_board(board_id)
        version = routines.version(version_id)
        if version.boards and board_id not in version.boards:
            raise Refused("routine_not_of_board")
        if in_use_from < version.in_force_from:
            raise Refused("in_use_before_force", field="in_use_from", day=version.in_force_from.isoformat())
        if in_use_from > swedish_day(now):
            raise Refused("in_use_ahead", field="in_use_from")
        same = (RoutineInUse.version_id == version_id, RoutineInUse.board_id == board_id)
        routines.keep(
            RoutineInUse(
                version_id=version_id,
                board_id=board_id,
                number=routines.next_number(RoutineInUse, *same),
                in_use_from=in_use_from,
                said_by=by.id,
                said_at=now,
            )
        )
        facts: dict[str, Any] = {
            "board": board_id,
            "title": version.title,
            "in_force_on": in_use_from.isoformat(),
        }
        note(Entry.ROUTINE_IMPLEMENTED, by=by, now=now, subject=f"routine:{version_id}", **facts)


def remind_readers(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reminds whoever must read a routine in force and has not, newcomers too; nobody waits to read what
    holds no longer. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        versions = routines.in_force(swedish_day(now))
        over = routines.versions_waited_for() - {one.id for one in versions}
        routines.settle_readings(sorted(over), by=SYSTEM.id, now=now)
        written = sum(_remind_readers(version, now) for version in versions)
        facts: dict[str, Any] = {"slot": turn.slot, "count": written}
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", **facts)
        return job_runs.tell(turn, count=written)


def file_of(version_id: str) -> tuple[str, str, bytes]:
    """The version's file: its name, media type and bytes. Raises NotFound, UnusableFile `file_damaged`."""
    version = routines.version(version_id)
    if version.file_digest is None or version.file_name is None:
        raise NotFound("not_found")
    data = file_store.read_whole(settings().files_dir, version.file_digest, version.file_name)
    return version.file_name, media_type_of(version.file_digest), data


def _kept_file(file: tuple[str, bytes] | None) -> tuple[str, str, int, str] | None:
    """Digest, bare name, size and media type of a PDF that passed the guards."""
    if file is None or not file[0]:
        return None
    name, data = file
    kept = settings()
    most = kept.max_upload_bytes
    upload = inspect_upload(data, name, allowed=frozenset({FileKind.PDF}), max_bytes=most)
    file_store.keep(kept.files_dir, data)
    return upload.sha256, upload.filename[:200], upload.size, upload.media_type


def _add_version(
    routine_id: str,
    text: RoutineText,
    file: tuple[str, str, int, str] | None,
    number: int,
    *,
    by: Actor,
    now: dt.datetime,
) -> RoutineVersion:
    if file is not None:
        remember_file(file[0], size=file[2], content_type=file[3], now=now)
    version: RoutineVersion = routines.keep(
        RoutineVersion(
            routine_id=routine_id,
            number=number,
            title=text.title,
            text=text.text,
            file_digest=file[0] if file else None,
            file_name=file[1] if file else None,
            in_force_from=text.in_force_from,
            in_force_to=text.in_force_to,
            roles=[role.value for role in text.roles],
            boards=list(text.boards),
            published_by=by.id,
            published_at=now,
        )
    )
    return version


def _remind_readers(version: RoutineVersion, now: dt.datetime) -> int:
    """Writes what is missing, without an entry for each: the deed notes how many. Whoever came after it began
    to hold has as long as the others had."""
    from_on = max(version.in_force_from, swedish_day(now))
    holidays = swedish_holidays(from_on.year, from_on.year + 1)
    due_on = day_due(DeadlineKind.ROUTINE_READING, from_on, holidays)
    waiting = (
        set(routines.readers_of(version, routines.holders())) - routines.have_read([version.id])[version.id]
    )
    return sum(
        write_reminder(
            Reminder(
                key=_reading(version.id, officer_id),
                kind=routines.TO_READ,
                subject=_reading(version.id, officer_id),
                facts={"title": version.title, "due_on": due_on.isoformat()},
                officer_id=officer_id,
                written_at=now,
            )
        )
        for officer_id in sorted(waiting)
    )


def _reading(version_id: str, officer_id: str) -> str:
    return f"read:{version_id}:{officer_id}"


def _require_boards(board_ids: tuple[str, ...]) -> None:
    if not set(board_ids) <= {board.id for board in boards_in_use()}:
        raise NotFound("board_not_found")
