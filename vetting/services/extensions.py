"""A later day for an item of a plan: asked by the association or told by an officer, granted or refused."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.deadlines import rolled
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.extending import require_later
from vetting.domain.free_text import require_written
from vetting.domain.plan_letter import extension_granted, extension_refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.gateways.calendar import swedish_holidays
from vetting.records import case_codes, extensions, follow_ups, plan_post, plan_versions, reminders, sheets
from vetting.records.applications import Case
from vetting.records.case_codes import OwnCase
from vetting.records.db import transaction
from vetting.records.extensions import ExtensionRequest
from vetting.records.follow_ups import FollowUp
from vetting.records.journal import note
from vetting.records.reminders import Reminder, write_reminder


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the item by its key, the day, and why."""

    item_key: str
    day: dt.date
    reason: str


def ask_extension(own: OwnCase, wanted: Wanted, *, by: Actor, now: dt.datetime) -> str:
    """The association asks, in its own case. Gives the request's id. Raises NotFound, Refused `text_missing`,
    `extension_day_odd`, `extension_waits`, `follow_up_done_already`, `plan_revised_since`."""
    with transaction():
        case_codes.require_session(own, now)
        case = sheets.case_in_hand(own.case_id)
        return _ask(case, wanted, is_own=True, by=by, now=now)


def register_extension(case_id: str, wanted: Wanted, *, by: Actor, now: dt.datetime) -> str:
    """An officer writes down what the association asked for otherwise. Raises as ask_extension."""
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        return _ask(case, wanted, is_own=False, by=by, now=now)


def grant_extension(
    request_id: str,
    day: dt.date,
    answer: str,
    *,
    case_id: str | None = None,
    by: Actor,
    now: dt.datetime,
) -> tuple[str, int]:
    """Gives a later day, perhaps another one than was asked for: a new version of the plan, and a letter.
    Gives the case's id and the version. Raises NotFound, NotAllowed, Refused `extension_answered`,
    `extension_day_odd`, `text_missing`, `follow_up_done_already`, `plan_revised_since`."""
    with transaction():
        row, case, item, told = _in_hand(request_id, answer, case_id, by)
        _require_waiting(case, item)
        require_later(day, due_on=item.due_on, today=swedish_day(now))
        granted_on = rolled(DeadlineKind.FOLLOW_UP, day, swedish_holidays(day.year, day.year + 1))
        version = plan_versions.with_later_day(
            case, row.item_key, granted_on, reason=f"Anstånd: {told}", by=by, now=now
        )
        _answer(row, told, is_granted=True, by=by, now=now)
        row.granted_on = granted_on
        said = extension_granted(title=row.title, due_on=granted_on.isoformat(), answer=told)
        item = follow_ups.item_of_key(case.id, row.item_key)
        _tell(case, item, said, by=by, now=now)
        reminders.settle_all(f"plan_item:{case.id}.{row.item_key}", by=by.id, now=now)
        about = {"subject": f"extension:{row.id}", "case_id": case.id}
        note(Entry.EXTENSION_GRANTED, by=by, now=now, **about, due_on=granted_on.isoformat(), version=version)
        return case.id, version


def refuse_extension(
    request_id: str, answer: str, *, case_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Says no with a reason, by letter, also where the item was taken out of the plan meanwhile; gives the
    case's id. Raises NotFound, NotAllowed, Refused `extension_answered` or `text_missing`."""
    with transaction():
        row, case, item, told = _in_hand(request_id, answer, case_id, by)
        _answer(row, told, is_granted=False, by=by, now=now)
        said = extension_refused(title=row.title, due_on=item.due_on.isoformat(), answer=told)
        _tell(case, item, said, by=by, now=now)
        subject = f"plan_item:{case.id}.{row.item_key}"
        reminders.settle_reminders(subject, "extension_asked", by=by.id, now=now)
        note(
            Entry.EXTENSION_REFUSED,
            by=by,
            now=now,
            subject=f"extension:{row.id}",
            case_id=case.id,
            due_on=item.due_on.isoformat(),
        )
        return case.id


def _ask(case: Case, wanted: Wanted, *, is_own: bool, by: Actor, now: dt.datetime) -> str:
    item = follow_ups.last_item_of_key(case.id, wanted.item_key)
    _require_waiting(case, item)
    require_later(wanted.day, due_on=item.due_on, today=swedish_day(now))
    row = extensions.keep_extension(
        ExtensionRequest(
            case_id=case.id,
            item_key=item.item_key,
            open_key=item.item_key,
            title=item.title,
            due_on=item.due_on,
            wanted_on=wanted.day,
            reason=require_written(wanted.reason, field="reason", is_received=is_own),
            is_own=is_own,
            asked_by=by.id,
            asked_at=now,
        )
    )
    if item.owner_id != by.id:
        write_reminder(
            Reminder(
                key=f"extension:{row.id}",
                kind="extension_asked",
                subject=f"plan_item:{case.id}.{item.item_key}",
                facts={"case_number": case.case_number, "title": item.title},
                officer_id=item.owner_id,
                written_at=now,
            )
        )
    note(
        Entry.EXTENSION_ASKED,
        by=by,
        now=now,
        subject=f"extension:{row.id}",
        case_id=case.id,
        due_on=item.due_on.isoformat(),
        wanted_on=wanted.day.isoformat(),
    )
    return row.id


def _require_waiting(case: Case, item: FollowUp) -> None:
    """What is done, or was taken out of the plan, cannot be put off."""
    if item.done_at is not None:
        raise Refused("follow_up_done_already")
    plan = follow_ups.plan_in_force(case.id)
    if plan is None or item.plan_id != plan.id:
        raise Refused("plan_revised_since")


def _in_hand(
    request_id: str, answer: str, case_id: str | None, by: Actor
) -> tuple[ExtensionRequest, Case, FollowUp, str]:
    row = extensions.extension_in_hand(request_id)
    if case_id not in (None, row.case_id):
        raise NotFound("extension_not_found")
    case = sheets.case_in_hand(row.case_id)
    require(by, Act.FOLLOW_UP, case.board_id)
    if row.answered_at is not None:
        raise Refused("extension_answered")
    item = follow_ups.last_item_of_key(case.id, row.item_key)
    return row, case, item, require_written(answer, field="answer")


def _answer(row: ExtensionRequest, told: str, *, is_granted: bool, by: Actor, now: dt.datetime) -> None:
    row.is_granted, row.answer, row.open_key = is_granted, told, None
    row.answered_by, row.answered_at = by.id, now


def _tell(case: Case, item: FollowUp, said: tuple[str, ...], *, by: Actor, now: dt.datetime) -> None:
    subject = f"Svar om anstånd i ärende {case.case_number}"
    plan_post.write_to_association(case, item, (subject, said), by=by, now=now)
