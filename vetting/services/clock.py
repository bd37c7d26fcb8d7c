"""What the clock's jobs owe, and what could not be done. The deeds themselves claim their turns."""

import datetime as dt
from collections.abc import Mapping

from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused, UnreadableRow
from vetting.domain.slots import (
    Every,
    Rule,
    RunState,
    Slot,
    Turn,
    due_slots,
    may_try_again,
    newest_name,
    next_slot,
    slot_before_use,
    slot_named,
)
from vetting.records import job_runs
from vetting.records.db import transaction
from vetting.records.job_runs import JobRun
from vetting.records.journal import note


def turns_due(job: str, rule: Rule, now: dt.datetime, *, by_hand: bool = False) -> tuple[Turn, ...]:
    """The turns a job owes now, oldest first; what failed waits for its pause unless asked for by hand.

    Asked for the first time, a seasonal job is marked as come into use, so that from then on none is skipped.
    """
    runs = {run.slot: run for run in job_runs.runs_of(job, newest_name(rule, now))}
    if not runs:
        _take_into_use(job, rule, now)
    owed = due_slots(rule, _done(runs), now)
    return tuple(
        Turn(job, slot.name, slot.due_at, by_hand)
        for slot in owed
        if by_hand or _may_be_tried(runs.get(slot.name), now)
    )


def turn_by_hand(job: str, rule: Rule, name: str, now: dt.datetime) -> Turn:
    """The turn at a named slot, whether or not it is done already.

    Raises UnreadableRow `bad_slot`, or Refused `slot_not_due` or `slot_before_use`.
    """
    slot = slot_named(rule, name)
    if slot is None:
        raise UnreadableRow("bad_slot", field="--slot", value=name, job=job)
    if slot.due_at > now:
        raise Refused("slot_not_due", slot=name, job=job)
    before = slot_before_use(rule, now)
    if before is not None and name < min((run.slot for run in job_runs.runs_of(job, before)), default=before):
        raise Refused("slot_before_use", slot=name, job=job)
    return Turn(job, slot.name, slot.due_at, by_hand=True)


def next_due(rules: Mapping[str, Rule], now: dt.datetime) -> dict[str, Slot | None]:
    """By job, the slot owed now or next to come; None for work without slots. Writes nothing."""
    slotted = {job: rule for job, rule in rules.items() if not isinstance(rule, Every)}
    runs = job_runs.runs_of_all({job: newest_name(rule, now) for job, rule in slotted.items()})
    found: dict[str, Slot | None] = dict.fromkeys(rules)
    for job, rule in slotted.items():
        found[job] = next_slot(rule, _done({run.slot: run for run in runs[job]}), now)
    return found


def record_failure(turn: Turn, error: str, *, now: dt.datetime) -> None:
    """Marks that a turn failed, after its deed was undone. `error` is a code or the name of a class."""
    with transaction(is_piece=True):
        if job_runs.add_failure(turn, error, now) == 1:  # that it is tried again says nothing new
            subject = f"job:{turn.job}"
            note(Entry.JOB_FAILED, by=SYSTEM, now=now, subject=subject, slot=turn.slot, error=error)


def tell_done(turn: Turn, count: int, now: dt.datetime) -> dict[str, object] | None:
    """Ends a turn whose work was deeds of their own. None when another process has ended it."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def _done(runs: dict[str, JobRun]) -> frozenset[str]:
    return frozenset(name for name, run in runs.items() if run.state is not RunState.FAILED)


def _may_be_tried(run: JobRun | None, now: dt.datetime) -> bool:
    return run is None or may_try_again(run.finished_at, run.attempts, now)


def _take_into_use(job: str, rule: Rule, now: dt.datetime) -> None:
    name = slot_before_use(rule, now)
    if name is not None:
        with transaction(is_piece=True):
            job_runs.add_before_use(Turn(job, name, now), now)
