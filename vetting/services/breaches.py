"""Broken contracts: recorded, answered step by step on the ladder, and settled with a word."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.bars import sound_reason
from vetting.domain.breach_ladder import BY_TWO, NewStep, blockers_of_step
from vetting.domain.contract_terms import clause_of
from vetting.domain.decisions import Blocker, require_none
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.reason_linter import findings_in
from vetting.domain.separation import require_two_persons
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_contracts import BreachEnd, BreachKind, BreachStepKind, StepState
from vetting.records import breach_steps, breaches, contract_terms, reminders, seconders
from vetting.records.breaches import Breach, BreachStep, Contract
from vetting.records.db import settings, transaction
from vetting.records.journal import note


@dataclass(frozen=True)
class NewBreach:
    """A breach as it is recorded. `known_on`: the day the municipality got to know of it."""

    kind: BreachKind
    facts: str
    source: str
    happened_on: dt.date
    known_on: dt.date
    clause_key: str = ""
    is_minor: bool = False


def record_breach(request_id: str, new: NewBreach, *, by: Actor, now: dt.datetime) -> str:
    """Records what happened and gives the id. Nothing follows from it by itself.

    Raises NotFound, NotAllowed, and Refused `breach_days`, `clause_unknown`, `text_missing`, or the code of
    a wording: what happened is told, never what anybody thinks.
    """
    with transaction():
        contract = breaches.contract_of(request_id, to_change=True)
        require(by, Act.DECIDE_BOOKING, contract.premises.board_id)
        if not new.happened_on <= new.known_on <= swedish_day(now):
            raise Refused("breach_days", field="known_on")
        _require_clause(contract, new)
        row = breaches.add_breach(
            Breach(
                request_id=request_id,
                kind=new.kind,
                clause_key=new.clause_key if new.kind is BreachKind.CLAUSE else "",
                facts=_sound(new.facts, field="facts"),
                source=require_written(new.source, field="source", longest=200),
                is_minor=new.is_minor,
                happened_on=new.happened_on,
                known_on=new.known_on,
                recorded_by=by.id,
                recorded_at=now,
            )
        )
        facts = {"breach": new.kind.value, "happened_on": new.happened_on.isoformat()}
        _note(RoomEntry.BREACH_RECORDED, row, by, now, **facts, known_on=new.known_on.isoformat())
        return row.id


def take_step(breach_id: str, step: NewStep, *, by: Actor, now: dt.datetime) -> str:
    """Takes a remark, a warning or a request to correct at once; proposes a heavier step to another person.

    Gives the id of the step. Raises NotFound, NotAllowed, Refused `step_waiting`, the first of
    breach_ladder.blockers_of_step, and the code of a wording.
    """
    with transaction():
        row = breaches.breach(breach_id, to_change=True)
        contract = breaches.contract_of(row.request_id, to_change=True)
        require(by, Act.DECIDE_BOOKING, contract.premises.board_id)
        taken = breaches.steps_of((breach_id,))
        if any(one.state is StepState.PROPOSED for one in taken):
            raise Refused("step_waiting")
        kept = _tidied(step)
        require_none(_blockers(kept, row, taken, now))
        made = breaches.add_step(_row_of(kept, breach_id, len(taken) + 1, by=by, now=now))
        if kept.kind in BY_TWO:
            _propose(made, contract, row, by=by, now=now)
        else:
            breach_steps.take(made, contract, row, settings().municipality, by=by, now=now)
        return made.id


def sign_step(step_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Another person takes a suspension or a termination; what it brings with it comes in the same deed.

    A suspension sets a stop mark on the party of that contract, in the rooms of the board. A termination
    cancels the dates after the contract's last day. Raises NotFound, NotAllowed, Refused `step_gone`,
    `decider_is_proposer`, and what stands in the way by now.
    """
    with transaction():
        made, row, contract = _in_hand(step_id)
        require(by, Act.SECOND_BOOKING, contract.premises.board_id)
        if made.kind is BreachStepKind.SUSPENSION:
            require(by, Act.SET_BAR, contract.premises.board_id)
        _require_waiting(made)
        require_two_persons(made.proposed_by, by)
        others = [one for one in breaches.steps_of((row.id,)) if one.id != made.id]
        require_none(_blockers(breach_steps.new_step_of(made), row, others, now))
        made.second_by = by.id
        breach_steps.take(made, contract, row, settings().municipality, by=by, now=now)
        reminders.settle_all(f"breach_step:{made.id}", by=by.id, now=now)


def return_step(step_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Sends a proposed step back with a reason; whoever proposed it may take it back in the same way.

    Raises NotFound, NotAllowed, Refused `step_gone`, `text_missing`, or the code of a wording.
    """
    with transaction():
        made, row, contract = _in_hand(step_id)
        act = Act.DECIDE_BOOKING if made.proposed_by == by.id else Act.SECOND_BOOKING
        require(by, act, contract.premises.board_id)
        _require_waiting(made)
        made.state, made.return_reason = StepState.RETURNED, _sound(reason, field="reason")
        reminders.settle_all(f"breach_step:{made.id}", by=by.id, now=now)
        _note(RoomEntry.BREACH_STEP_RETURNED, row, by, now, step=made.kind.value)


def settle_breach(breach_id: str, ended: BreachEnd, word: str, *, by: Actor, now: dt.datetime) -> None:
    """Ends a breach with a word; no further step is taken on it. Raises Refused `breach_settled`,
    `step_waiting`."""
    with transaction():
        row = breaches.breach(breach_id, to_change=True)
        contract = breaches.contract_of(row.request_id)
        require(by, Act.DECIDE_BOOKING, contract.premises.board_id)
        if row.ended is not None:
            raise Refused("breach_settled")
        if any(one.state is StepState.PROPOSED for one in breaches.steps_of((breach_id,))):
            raise Refused("step_waiting")
        row.ended, row.end_word = ended, _sound(word, field="word")
        row.ended_by, row.ended_at = by.id, now
        reminders.settle_all(f"breach:{row.id}", by=by.id, now=now)
        _note(RoomEntry.BREACH_SETTLED, row, by, now, breach_end=ended.value)


def _in_hand(step_id: str) -> tuple[BreachStep, Breach, Contract]:
    """A step with its breach and contract, all locked."""
    row = breaches.breach(breaches.breach_of_step(step_id), to_change=True)
    contract = breaches.contract_of(row.request_id, to_change=True)
    made = next(one for one in breaches.steps_of((row.id,)) if one.id == step_id)
    return made, row, contract


def _require_waiting(made: BreachStep) -> None:
    if made.state is not StepState.PROPOSED:
        raise Refused("step_gone")


def _blockers(
    step: NewStep, row: Breach, taken: Sequence[BreachStep], now: dt.datetime
) -> tuple[Blocker, ...]:
    today = swedish_day(now)
    return blockers_of_step(
        step,
        breaches.facts_of(row),
        breaches.taken_steps(taken),
        earliest_end=breach_steps.earliest_end_of(row.request_id, today),
        today=today,
    )


def _propose(made: BreachStep, contract: Contract, row: Breach, *, by: Actor, now: dt.datetime) -> None:
    """Tells those who may sign it; whoever proposed it is not one of them."""
    act = Act.SET_BAR if made.kind is BreachStepKind.SUSPENSION else Act.SECOND_BOOKING
    who = set(seconders.officers_who_may(act, contract.premises.board_id)) - {by.id}
    subject, facts = f"breach_step:{made.id}", {"premises": contract.premises.name}
    seconders.tell_officers(who, "step_to_sign", subject, facts=facts, now=now)
    _note(RoomEntry.BREACH_STEP_PROPOSED, row, by, now, step=made.kind.value)


def _row_of(step: NewStep, breach_id: str, position: int, *, by: Actor, now: dt.datetime) -> BreachStep:
    return BreachStep(
        breach_id=breach_id,
        position=position,
        kind=step.kind,
        state=StepState.PROPOSED,
        telling=step.telling,
        proportionality=step.proportionality,
        reply_by_on=step.reply_by,
        way=step.way,
        ends_on=step.ends_on,
        review_on=step.review_on,
        lawyer_word=step.lawyer_word,
        proposed_by=by.id,
        proposed_at=now,
    )


def _tidied(step: NewStep) -> NewStep:
    proportionality = step.proportionality.strip()
    lawyer_word = step.lawyer_word.strip()
    return NewStep(
        step.kind,
        _sound(step.telling, field="telling"),
        _weighed(step.kind, proportionality),
        step.reply_by,
        step.way,
        step.ends_on,
        step.review_on,
        require_written(lawyer_word, field="lawyer_word") if lawyer_word else "",
    )


def _weighed(kind: BreachStepKind, text: str) -> str:
    """Why a milder step is not enough; of a suspension it is the reason of the stop mark, which is shown."""
    if not text:
        return ""
    if kind is BreachStepKind.SUSPENSION:
        return sound_reason(text, field="proportionality")
    return _sound(text, field="proportionality")


def _require_clause(contract: Contract, new: NewBreach) -> None:
    """A broken clause is one of those the tenant accepted. Raises Refused `clause_unknown`."""
    if new.kind is not BreachKind.CLAUSE:
        return
    accepted = contract_terms.accepted_terms(contract.request.id)
    clauses = (
        () if accepted is None else contract_terms.clauses_of(contract_terms.edition(accepted.edition_id))
    )
    if clause_of(clauses, new.clause_key) is None:
        raise Refused("clause_unknown", field="clause_key")


def _sound(text: str, *, field: str) -> str:
    """A text, tidied; the breach is the dated act that carries it. Raises Refused by a wording's code."""
    written = require_written(text, field=field)
    for found in findings_in(written, has_act=True):
        raise Refused(found.code, phrase=found.phrase, field=field)
    return written


def _note(entry: RoomEntry, row: Breach, by: Actor, now: dt.datetime, **facts: str) -> None:
    note(entry, by=by, now=now, subject=f"breach:{row.id}", case_id="", request=row.request_id, **facts)
