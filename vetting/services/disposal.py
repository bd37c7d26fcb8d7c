"""What an adopted retention plan keeps no longer is removed by the clock; plan and exceptions are kept."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.retention_plan import (
    CARRIED_OUT,
    Adoption,
    PlanRow,
    last_day_carried_out,
    not_adopted,
    plan_on,
    require_adopted_by_now,
    require_sound_row,
    suggested_rows,
)
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_disposal import RecordKind
from vetting.gateways import old_files
from vetting.records import boards, booking_contacts, concerns, disposal, outbox, retention_plan, sheets
from vetting.records.db import let_go, settings, transaction
from vetting.records.disposal import Due
from vetting.records.journal import note
from vetting.records.reminders import Reminder, is_waiting, remind, settle_all
from vetting.records.retention_plan import ArchiveException

NOT_ADOPTED = "plan_not_adopted"
WHOLE: Mapping[RecordKind, tuple[Callable[[dt.date], int], str]] = MappingProxyType(
    {
        RecordKind.CONCERN: (concerns.forget_concerns, "concerns:all"),
        RecordKind.OFFICER_MAIL: (outbox.forget_officer_mail, "messages:officers"),
    }
)


def dispose_due(*, by: Actor, now: dt.datetime) -> int:
    """As dispose_by_kind; gives how many things went. While nothing is adopted, nothing goes."""
    return sum(dispose_by_kind(by=by, now=now).values())


def dispose_by_kind(*, by: Actor, now: dt.datetime) -> dict[RecordKind, int]:
    """Removes every case's leads and indications, contact details of bookings, concerns without names and
    officers' mail whose time is out by the plan that the municipality has adopted; gives how many things
    went, by kind. Of a kind it has adopted nothing for, nothing goes, and every coordinator is told.

    One transaction a case or room, so that a stop on the way keeps what was done and the next turn goes on.
    Boards with an exception for the archive are left as they are. Files go last, once nothing rests on them.
    """
    require(by, Act.DISPOSE)
    today = swedish_day(now)
    plan = plan_on(today, retention_plan.adopted_rows())
    _tell_not_adopted(plan, today, now)
    counts = {
        kind: _dispose_kind(plan[kind], by=by, now=now) for kind in (RecordKind.LEAD, RecordKind.INDICATION)
    }
    counts[RecordKind.BOOKING_CONTACT] = _dispose_contacts(plan, by=by, now=now)
    counts.update((kind, _dispose_whole(plan[kind], by=by, now=now)) for kind in WHOLE)
    gone = disposal.files_to_forget(now)
    let_go()
    for digest in gone:
        old_files.forget(settings().files_dir, digest)
    return counts


def adopt_plan_row(row: PlanRow, *, by: Actor, now: dt.datetime) -> str:
    """Records what the municipality adopted for a kind that the clock removes; gives the row's id.

    Raises NotAllowed, Refused `plan_kind_told_only`, `plan_days_impossible`, `plan_adopted_later`,
    `plan_reaches_back`, `plan_row_taken` and `text_missing`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        if row.kind not in CARRIED_OUT:
            raise Refused("plan_kind_told_only", field="kind")
        held = retention_plan.adopted_rows()
        require_sound_row(row, today=swedish_day(now), held=held)
        adopted_by = require_written(row.adopted_by, field="adopted_by", longest=120)
        diary_number = require_written(row.diary_number, field="diary_number", longest=60)
        kept = replace(row, adopted_by=adopted_by, diary_number=diary_number)
        row_id = retention_plan.keep_row(kept, recorded_by=by.id, now=now)
        note(
            Entry.RETENTION_RULE_RECORDED,
            by=by,
            now=now,
            subject=f"retention_rule:{row_id}",
            record_kind=row.kind.value,
            days=row.days,
            in_force_on=row.in_force_on.isoformat(),
            adopted_by=adopted_by,
            diary_number=diary_number,
        )
        _settle_adopted((*held, kept), by=by, now=now)
        return row_id


def adopt_suggestion(adoption: Adoption, *, by: Actor, now: dt.datetime) -> int:
    """Records that the municipality adopted what is suggested, for every kind it has no row of its own for;
    gives how many rows. They hold from today.

    Raises NotAllowed, Refused `plan_adopted_already`, `plan_adopted_later` and `text_missing`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        today, held = swedish_day(now), retention_plan.adopted_rows()
        require_adopted_by_now(adoption.adopted_on, today=today)
        told = Adoption(
            require_written(adoption.adopted_by, field="adopted_by", longest=120),
            adoption.adopted_on,
            require_written(adoption.diary_number, field="diary_number", longest=60),
        )
        rows = suggested_rows(told, held, today=today)
        for row in rows:
            retention_plan.keep_row(row, recorded_by=by.id, now=now)
        note(
            Entry.RETENTION_PLAN_ADOPTED,
            by=by,
            now=now,
            subject=f"retention_plan:{today.isoformat()}",
            record_kinds=[row.kind.value for row in rows],
            adopted_by=told.adopted_by,
            adopted_on=told.adopted_on.isoformat(),
            diary_number=told.diary_number,
        )
        _settle_adopted((*held, *rows), by=by, now=now)
        return len(rows)


def make_exception(board_id: str, kind: RecordKind, ground: str, *, by: Actor, now: dt.datetime) -> str:
    """From now on that kind of the board's is kept for the archive; gives the exception's id.

    Raises NotAllowed, NotFound, Refused `exception_there` and `text_missing`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        if any((one.board_id, one.kind) == (board_id, kind) for one in retention_plan.standing_exceptions()):
            raise Refused("exception_there", field="kind")
        row = ArchiveException(
            board_id=board_id,
            kind=kind,
            ground=require_written(ground, field="ground"),
            made_by=by.id,
            made_at=now,
        )
        exception_id = retention_plan.add_exception(row)
        _note_exception(Entry.ARCHIVE_EXCEPTION_MADE, row, by=by, now=now)
        return exception_id


def end_exception(exception_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The plan holds for the board again. Raises NotAllowed, NotFound, Refused `exception_ended`."""
    with transaction():
        require(by, Act.ADMINISTER)
        row = retention_plan.exception_in_hand(exception_id)
        if row.ended_at is not None:
            raise Refused("exception_ended")
        row.ended_by, row.ended_at = by.id, now
        _note_exception(Entry.ARCHIVE_EXCEPTION_ENDED, row, by=by, now=now)


def _tell_not_adopted(plan: Mapping[RecordKind, PlanRow], today: dt.date, now: dt.datetime) -> None:
    """Once a year of the same kinds, until it is done: no one is told of the same thing every morning, yet of
    a kind that a new version brought."""
    kinds, subject = not_adopted(plan), _waiting(today.year)
    key, to = f"{NOT_ADOPTED}:{today.year}:{'+'.join(kinds)}", Role.COORDINATOR
    if kinds:
        with transaction(is_piece=True):
            if not is_waiting(subject, NOT_ADOPTED):
                about = {"kind": NOT_ADOPTED, "subject": subject}
                remind(Reminder(key=key, **about, facts={}, role=to, written_at=now))


def _settle_adopted(rows: Collection[PlanRow], *, by: Actor, now: dt.datetime) -> None:
    if {row.kind for row in rows} >= set(CARRIED_OUT):
        this_year = swedish_day(now).year
        for year in (this_year - 1, this_year):
            settle_all(_waiting(year), by=by.id, now=now)


def _waiting(year: int) -> str:
    return f"retention_plan:{year}"


def _dispose_kind(rule: PlanRow, *, by: Actor, now: dt.datetime) -> int:
    last_day = last_day_carried_out(rule, swedish_day(now))
    if last_day is None:
        return 0
    kept = retention_plan.boards_excepted(rule.kind)
    find = disposal.cases_with_old_leads if rule.kind is RecordKind.LEAD else disposal.cases_in_force
    cases = find(last_day, kept)
    let_go()
    return sum(_dispose_case(case_id, rule, last_day, by=by, now=now) for case_id in cases)


def _dispose_case(case_id: str, rule: PlanRow, last_day: dt.date, *, by: Actor, now: dt.datetime) -> int:
    with transaction(is_piece=True):
        case = sheets.case_in_hand(case_id)
        if case.board_id in retention_plan.boards_excepted(rule.kind):
            return 0
        due = _due(case_id, rule, last_day)
        if not due.count:
            return 0
        disposal.remove(case_id, due, rule, now)
        note(
            Entry.MATERIAL_DISPOSED,
            by=by,
            now=now,
            subject=f"case:{case_id}",
            case_id=case_id,
            record_kind=rule.kind.value,
            count=due.count,
            days=rule.days,
            in_force_on=rule.in_force_on.isoformat(),
        )
        return due.count


def _dispose_contacts(plan: Mapping[RecordKind, PlanRow], *, by: Actor, now: dt.datetime) -> int:
    due = disposal.contacts_due(plan, swedish_day(now))
    if due is None:
        return 0
    rooms = booking_contacts.rooms_with_old(due)
    let_go()
    return sum(_dispose_room(room, plan, by=by, now=now) for room in rooms)


def _dispose_room(
    premises_id: str, plan: Mapping[RecordKind, PlanRow], *, by: Actor, now: dt.datetime
) -> int:
    """As many pieces as it takes, each with an entry of its own."""
    rule, count = plan[RecordKind.BOOKING_CONTACT], 0
    while True:
        with transaction(is_piece=True):
            due = disposal.contacts_due(plan, swedish_day(now))
            gone = 0 if due is None else booking_contacts.blank_some(premises_id, due, now=now)
            if not gone:
                return count
            note(
                Entry.MATERIAL_DISPOSED,
                by=by,
                now=now,
                subject=f"premises:{premises_id}",
                record_kind=rule.kind.value,
                count=gone,
                days=rule.days,
                in_force_on=rule.in_force_on.isoformat(),
            )
        count += gone


def _dispose_whole(rule: PlanRow, *, by: Actor, now: dt.datetime) -> int:
    """What is of no case and no room goes whole, and leaves no marker."""
    forget, subject = WHOLE[rule.kind]
    last_day = last_day_carried_out(rule, swedish_day(now))
    if last_day is None:
        return 0
    with transaction(is_piece=True):
        gone = forget(last_day)
        if gone:
            note(
                Entry.MATERIAL_DISPOSED,
                by=by,
                now=now,
                subject=subject,
                record_kind=rule.kind.value,
                count=gone,
                days=rule.days,
                in_force_on=rule.in_force_on.isoformat(),
            )
        return gone


def _due(case_id: str, rule: PlanRow, last_day: dt.date) -> Due:
    if rule.kind is RecordKind.LEAD:
        return disposal.leads_due(case_id, last_day)
    return disposal.indications_due(case_id)


def _note_exception(entry: Entry, row: ArchiveException, *, by: Actor, now: dt.datetime) -> None:
    subject = f"archive_exception:{row.id}"
    note(entry, by=by, now=now, subject=subject, board=row.board_id, record_kind=row.kind.value)
