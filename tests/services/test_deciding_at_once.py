"""Two deciders at once, and a process killed in the middle of deciding: one decision, or none."""

import signal
import threading

import pytest

from tests.forked import die, ended, in_process
from tests.makers import NOW, an_officer
from tests.makers_decisions import a_proposed_case, two_officers
from vetting.domain.errors import Refused
from vetting.domain.terms import Role, Stage
from vetting.records import migrate, notices
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice
from vetting.services import decisions, proposals


def test_two_deciders_at_once_make_one_decision(own_app):
    secretary, head = two_officers()
    other = an_officer(Role.UNIT_HEAD, username="chef2")
    case_id, proposal_id = a_proposed_case(secretary)
    for actor in (head, other):
        proposals.declare_no_conflict(case_id, by=actor, now=NOW)
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run(actor):
        with own_app.app_context():
            start.wait()
            try:
                outcomes.append(decisions.decide(case_id, proposal_id, by=actor, now=NOW) and "decided")
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in (head, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_decided", "decided"]
    assert db.session.query(Decision).count() == 1
    assert db.session.query(Support).count() == 1
    assert db.session.query(FollowUpPlan).count() == 1
    assert db.session.query(Notice).count() == 1


def test_a_kill_in_the_middle_leaves_nothing(own_app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    before = db.session.query(JournalEntry).count()
    with pytest.MonkeyPatch.context() as patched:
        # Decision, support and plan are written; the letter is not.
        patched.setattr(notices, "keep_letter", die)
        killed = in_process(lambda: decisions.decide(case_id, proposal_id, by=head, now=NOW))
    assert ended(killed) == -signal.SIGKILL
    assert migrate.current(db.engine) == migrate.head()
    for table in (Decision, Support, FollowUpPlan, Notice):
        assert db.session.query(table).count() == 0
    assert db.session.query(JournalEntry).count() == before
    assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED
    db.session.rollback()
    assert decisions.decide(case_id, proposal_id, by=head, now=NOW), "and it can be decided afterwards"
