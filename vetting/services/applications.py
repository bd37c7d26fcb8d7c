"""Applications and their cases: opened, revised, taken up, assigned, withdrawn."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain import stages
from vetting.domain.application import Applied, NewApplication, changed_fields, require_sound
from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.gateways.checklist_shelf import shelf
from vetting.records import bars, boards, case_facts, cases, officers, openings, sheets
from vetting.records.applications import Case
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.preparation import case_to_prepare

REASON_LENGTH = range(5, 1001)
REVISABLE = (Stage.RECEIVED, Stage.IN_REVIEW)


@dataclass(frozen=True)
class Opened:
    """The case of an application; `is_new` is False when it had come in before under the same key.

    `barred_until`: the last day of a stop mark on the association, which is told and refuses nothing here.
    """

    case_id: str
    case_number: str
    is_new: bool
    barred_until: dt.date | None = None


def open_application(new: NewApplication, *, by: Actor, now: dt.datetime) -> Opened:
    """Registers an application and opens its case with the checklist in force the day it came in.

    The same `channel` and `source_key` with the same contents gives the case it has; with other
    contents Refused `source_key_reused`. Raises NotFound, and Refused for what cannot stand.
    """
    try:
        return _known(new, by, now) or _open(new, by, now)
    except Refused as refusal:
        if refusal.code != "same_application_twice":  # somebody sent it in the same moment
            raise
        return _known(new, by, now) or _open(new, by, now)


def _known(new: NewApplication, by: Actor, now: dt.datetime) -> Opened | None:
    if new.source_key is None:
        return None
    known = openings.application_of_source(new.channel, new.source_key)
    if known is None:
        return None
    case = cases.case(known.case_id)
    require(by, Act.RECEIVE_APPLICATION, case.board_id)
    differs = changed_fields(openings.applied_of(known), openings.as_kept(new.applied))
    same_day = new.received_on in (None, case.received_on)
    if differs or not same_day or (case.scheme_id, case.year) != (new.scheme_id, new.year):
        raise Refused("source_key_reused", case_number=case.case_number)
    return _opened(case, now, is_new=False)


def _open(new: NewApplication, by: Actor, now: dt.datetime) -> Opened:
    with transaction():
        scheme = boards.scheme(new.scheme_id)
        require(by, Act.RECEIVE_APPLICATION, scheme.board_id)
        received_on = new.day_received(today=swedish_day(now))
        checklist = shelf().latest_in_force(scheme.checklist, received_on)
        case = openings.open_case(new, scheme, checklist, by=by, now=now)
        return _opened(case, now, is_new=True)


def _opened(case: Case, now: dt.datetime, *, is_new: bool) -> Opened:
    return Opened(case.id, case.case_number, is_new, bars.barred_until(case, today=swedish_day(now)))


def revise_application(
    case_id: str, applied: Applied, *, seen_version: int, by: Actor, now: dt.datetime
) -> int:
    """Makes the next version and gives its number. Nothing is overwritten.

    Raises Refused `application_changed` when a later version than the one seen exists, `nothing_changed`,
    and `only_named_points` while a completion is awaited.
    """
    with transaction():
        case = _application_to(Act.RECEIVE_APPLICATION, case_id, by)
        if case.stage is Stage.AWAITING_SUPPLEMENT:
            raise Refused("only_named_points")
        if case.stage not in REVISABLE:
            raise Refused("case_not_open", stage=case.stage.value)
        newest = case_facts.newest_application(case_id)
        cases.require_newest(newest, seen_version)
        require_sound(applied)
        changed = changed_fields(openings.applied_of(newest), openings.as_kept(applied))
        if not changed:
            raise Refused("nothing_changed")
        version = newest.version + 1
        openings.add_version(case_id, applied, version=version, by=by, now=now)
        fields = sorted(field.value for field in changed)
        _note(Entry.APPLICATION_REVISED, case, by, now, version=version, fields=fields)
        return version


def begin_review(case_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The case is taken up; whoever does it gets it when nobody has it. Raises Refused `stage_move`."""
    with transaction():
        case = case_to_prepare(case_id, by=by)
        cases.move_case(case, Stage.IN_REVIEW, by=by, now=now)
        if case.assigned_to is None and _is_officer(by):
            case.assigned_to = by.id
            _note(Entry.CASE_ASSIGNED, case, by, now, before=None, after=by.id)


def assign_case(
    case_id: str, officer_id: str | None, *, seen: str | None, by: Actor, now: dt.datetime
) -> None:
    """Gives the case to an officer of its board, or to nobody. `seen` is who had it on the page.

    Raises Refused `assigned_meanwhile`, `officer_cannot_prepare`, `nothing_changed` or `case_ended`.
    """
    with transaction():
        case = _case_to(Act.PREPARE_CASE, case_id, by)
        if case.stage not in stages.OPEN:
            raise Refused("case_ended")
        if case.assigned_to != seen:
            who = officers.officer(case.assigned_to).display_name if case.assigned_to else "–"
            raise Refused("assigned_meanwhile", officer=who)
        if case.assigned_to == officer_id:
            raise Refused("nothing_changed")
        if officer_id is not None:
            _require_preparer(officer_id, case.board_id)
        case.assigned_to = officer_id
        _note(Entry.CASE_ASSIGNED, case, by, now, before=seen, after=officer_id)


def withdraw_application(case_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """The association takes its application back (återkallelse av ansökan, never of a decision).

    Raises Refused `reason_length` or `stage_move`.
    """
    reason = require_writable(reason, field="reason")
    if len(reason) not in REASON_LENGTH:
        raise Refused("reason_length", least=REASON_LENGTH.start, most=REASON_LENGTH.stop - 1)
    with transaction():
        case = _application_to(Act.PREPARE_CASE, case_id, by)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        cases.move_case(case, Stage.WITHDRAWN, by=by, now=now)
        cases.close_proposals(case_id)
        case.withdrawal_reason = reason
        _note(Entry.APPLICATION_WITHDRAWN, case, by, now)


def _case_to(act: Act, case_id: str, by: Actor) -> Case:
    """The case, locked, for an actor with authority in its board; another board's case does not exist."""
    case = sheets.case_in_hand(case_id)
    require(by, act, case.board_id)
    return case


def _application_to(act: Act, case_id: str, by: Actor) -> Case:
    """As _case_to. Raises Refused `review_not_application`: nobody has applied in a special review."""
    case = _case_to(act, case_id, by)
    if case.is_review:
        raise Refused("review_not_application")
    return case


def _require_preparer(officer_id: str, board_id: str) -> None:
    try:
        officer = officers.officer(officer_id)
    except NotFound:
        raise Refused("officer_cannot_prepare") from None
    if not officer.is_active or not may(officers.actor_of(officer), Act.PREPARE_CASE, board_id):
        raise Refused("officer_cannot_prepare")


def _is_officer(by: Actor) -> bool:
    try:
        return officers.officer(by.id).id == by.id
    except NotFound:
        return False


def _note(entry: Entry, case: Case, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)
