"""What a spot check comes to: closed with a finding, taken up again, and the measure that follows done."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.answers import Answer
from vetting.domain.authority import Actor
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.findings import Ground, Hearing, Wanted, lacks_of, require_minutes, sheet_of
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import FindingResult, MeasureKind, SpotCheckState
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import check_hands, check_sheets, reminders, spot_checks
from vetting.records.check_hands import Hand
from vetting.records.db import transaction
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome, SpotCheck, note_check


@dataclass(frozen=True)
class NewFinding:
    """A finding as written. `minutes`: the checker's own in all; the second reader's are added."""

    result: FindingResult
    summary: str
    measure: MeasureKind
    minutes: int
    measure_note: str = ""
    measure_due_on: dt.date | None = None


def close_check(check_id: str, new: NewFinding, *, by: Actor, now: dt.datetime) -> str:
    """Closes the check with a finding and gives its id.

    Raises Refused `finding_unfounded` with everything that is missing as `lacks` (domain/findings.py),
    `minutes_odd`, `text_missing`, `personal_number_in_text`, and those of check_to_make.
    """
    with transaction():
        hand = check_hands.check_to_make(check_id, by=by)
        check, today = hand.check, swedish_day(now)
        wanted = Wanted(new.result, new.measure, new.measure_due_on)
        lacks = lacks_of(wanted, _ground(hand), today=today)
        if lacks:
            raise Refused("finding_unfounded", first=lacks[0].code, count=len(lacks), lacks=lacks)
        finding = _finding(check, new, by=by, now=now)
        spot_checks.keep(finding)
        check.state, check.closed_at = SpotCheckState.CLOSED, now
        reminders.settle_all(f"spot_check:{check.id}", by=by.id, now=now)
        about = {"result": new.result.value, "measure": new.measure.value, "version": finding.version}
        note_check(Entry.FINDING_RECORDED, check, by=by, now=now, **about, minutes=finding.minutes_spent)
        return finding.id


def reopen_check(check_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a closed check up again; its finding stays, readable, and the next one follows it.

    For the checker or whoever runs the board's checks. Raises Refused `check_not_closed`, `text_missing`.
    """
    with transaction():
        check = check_hands.check_to_run(check_id, by=by)
        finding = spot_checks.latest_finding(check_id)
        if check.state is not SpotCheckState.CLOSED or finding is None:
            raise Refused("check_not_closed")
        why = require_written(reason, field="reason")
        spot_checks.keep(
            FindingReopening(finding_id=finding.id, reason=why, reopened_by=by.id, reopened_at=now)
        )
        check.state, check.closed_at = SpotCheckState.UNDER_WAY, None
        note_check(Entry.FINDING_REOPENED, check, by=by, now=now, version=finding.version)


def record_measure_done(check_id: str, outcome: str, *, by: Actor, now: dt.datetime) -> None:
    """Tells that the measure of the standing finding is done, and what came of it.

    For the checker or whoever runs the checks of the board. Raises Refused `check_not_closed`, `no_measure`,
    `measure_already_done`, `text_missing`.
    """
    with transaction():
        check = check_hands.check_to_run(check_id, by=by)
        finding = spot_checks.latest_finding(check_id)
        if check.state is not SpotCheckState.CLOSED or finding is None:
            raise Refused("check_not_closed")
        if finding.measure is MeasureKind.NONE:
            raise Refused("no_measure")
        if spot_checks.has_outcome(finding.id):
            raise Refused("measure_already_done")
        what = require_written(outcome, field="outcome")
        spot_checks.keep(MeasureOutcome(finding_id=finding.id, outcome=what, done_by=by.id, done_at=now))
        about = {"measure": finding.measure.value, "version": finding.version}
        note_check(Entry.MEASURE_DONE, check, by=by, now=now, **about)


def _ground(hand: Hand) -> Ground:
    """What the finding rests on: the checker's answers, and the evidence of both once both have signed."""
    check = hand.check
    readings = {FIRST, SECOND} if hand.readers.all_signed else {FIRST}
    evidence = frozenset(check_sheets.supporting_levels(check.id, readings))
    answers: Mapping[str, Answer] = check_sheets.answers_standing(check.id, FIRST)
    return Ground(
        sheet=sheet_of(checklist_of(hand.round), answers, evidence),
        hearing=Hearing(
            asked=check.asked_at is not None,
            reminded=check.reminded_at is not None,
            commented=check.comment_recorded_at is not None,
            due_on=check.comment_due_on,
        ),
        unsigned=hand.readers.unsigned,
    )


def _finding(check: SpotCheck, new: NewFinding, *, by: Actor, now: dt.datetime) -> Finding:
    before = spot_checks.latest_finding(check.id)
    second = check_sheets.readings_of(check.id).get(SECOND)
    return Finding(
        check_id=check.id,
        version=before.version + 1 if before else 1,
        result=new.result,
        summary=require_written(new.summary, field="summary"),
        comment=check.comment,
        measure=new.measure,
        measure_note=require_writable(new.measure_note, field="measure_note"),
        measure_due_on=new.measure_due_on,
        minutes_spent=require_minutes(new.minutes) + (second.minutes_spent if second else 0),
        closed_by=by.id,
        closed_at=now,
    )
