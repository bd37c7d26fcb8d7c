"""Two persons signing at once, and a process killed in the middle: one stop mark and one termination, or none."""

import itertools
import os
import signal
import threading

import pytest
from sqlalchemy import event

from tests.forked import die, ended, in_process
from tests.makers_contracts import a_breach, a_contract, a_head, a_manager, a_step, corrected
from vetting.domain.errors import Refused
from vetting.domain.terms_contracts import BreachStepKind, StepState, TerminationWay
from vetting.domain.terms_premises import BookingState
from vetting.records.bars import Bar
from vetting.records.bookings import Booking
from vetting.records.breaches import BreachStep
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services import breaches


def a_proposed(kind: BreachStepKind, manager) -> tuple[str, object]:
    """A step that waits for its second person, and the moment it was proposed."""
    breach_id = a_breach(a_contract().id, manager)
    later = corrected(breach_id, manager)
    ends = {"way": TerminationWay.AT_ONCE, "ends_on": later.date()}
    more = ends if kind is BreachStepKind.TERMINATION else {}
    step = a_step(kind, on=later.date(), **more)
    return breaches.take_step(breach_id, step, by=manager, now=later), later


def test_two_who_sign_a_suspension_at_once_set_one_stop_mark(own_app):
    heads = (a_head("chef1"), a_head("chef2"))
    step_id, later = a_proposed(BreachStepKind.SUSPENSION, a_manager())
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run(actor):
        with own_app.app_context():
            start.wait()
            try:
                breaches.sign_step(step_id, by=actor, now=later)
                outcomes.append("signed")
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in heads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["signed", "step_gone"]
    assert db.session.query(Bar).count() == 1


def state_of(step_id: str) -> tuple[object, ...]:
    """The step, the dates that stand, and the entries of it all."""
    db.session.rollback()
    step = db.session.get_one(BreachStep, step_id)
    standing = db.session.query(Booking).filter_by(state=BookingState.APPROVED).count()
    entries = db.session.query(JournalEntry).filter_by(name="ContractTerminated").count()
    found = step.state, step.second_by is not None, step.content is not None, standing, entries
    db.session.rollback()
    return found


@pytest.mark.parametrize("writes", [1, 3])
def test_a_termination_killed_in_the_middle_leaves_nothing(own_app, writes):
    head = a_head()
    step_id, later = a_proposed(BreachStepKind.TERMINATION, a_manager())
    before = state_of(step_id)

    def attempt() -> None:
        count = itertools.count(1)

        @event.listens_for(db.engine, "after_cursor_execute")
        def dies(connection, cursor, statement, parameters, context, many):
            if statement.lstrip().upper().startswith(("INSERT", "UPDATE")) and next(count) == writes:
                die()

        breaches.sign_step(step_id, by=head, now=later)
        os._exit(0)

    assert ended(in_process(attempt)) == -signal.SIGKILL
    assert state_of(step_id) == before == (StepState.PROPOSED, False, False, 4, 0)
    breaches.sign_step(step_id, by=head, now=later)
    assert state_of(step_id) == (StepState.TAKEN, True, True, 2, 1)
