"""A process killed while a revocation is signed: either nothing of it is there, or all of it."""

import itertools
import os
import signal

import pytest
from sqlalchemy import event

from tests.forked import die, ended, in_process
from tests.makers import a_board, an_officer
from tests.makers_decisions import two_officers
from tests.makers_reviews import a_ready_review, a_revocation, a_support, by_the_board, proposed
from vetting.domain.terms import Role, Stage
from vetting.records.applications import Case
from vetting.records.claims import RepaymentClaim
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.effect_lists import EffectList
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice
from vetting.records.sealed_reasons import SealedReasons
from vetting.records.special_reviews import RevokedSupport

STEP = 6  # every sixth write: what comes between is of the same transaction
TABLES = (Decision, SealedReasons, RevokedSupport, EffectList, RepaymentClaim, Notice, JournalEntry)


def killed_after(writes, case_id, proposal_id, registrar):
    """How the signing ended in a process of its own that kills itself after so many writes: -SIGKILL, or 0."""

    def attempt():
        count = itertools.count(1)

        @event.listens_for(db.engine, "after_cursor_execute")
        def dies(connection, cursor, statement, parameters, context, many):
            is_write = statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
            if is_write and next(count) == writes:
                die()

        by_the_board(case_id, proposal_id, registrar)
        os._exit(0)

    return ended(in_process(attempt))


def state_of(case_id, support_id):
    """What there is of the revocation."""
    db.session.rollback()
    support = db.session.get_one(Support, support_id)
    found = (
        db.session.get_one(Case, case_id).stage,
        support.ended_on,
        support.end_cause,
        *(db.session.query(table).count() for table in TABLES),
    )
    db.session.rollback()
    return found


@pytest.mark.slow
def test_killed_after_any_write_there_is_nothing_of_it_and_then_all(own_app):
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    support_id = a_support(secretary, head)
    case_id = a_ready_review(support_id, secretary)
    proposal_id = proposed(case_id, a_revocation(), secretary)
    before = state_of(case_id, support_id)
    kills = 0
    while (end := killed_after(1 + kills * STEP, case_id, proposal_id, registrar)) == -signal.SIGKILL:
        assert state_of(case_id, support_id) == before, f"killed after write {1 + kills * STEP}"
        kills += 1
    assert end == 0
    assert kills >= 3
    stage, ended_on, cause, *counts = state_of(case_id, support_id)
    assert (stage, cause) == (Stage.DECIDED, "revoked")
    assert ended_on is not None
    grown = [after - was for after, was in zip(counts, before[3:], strict=True)]
    assert grown[:6] == [1, 1, 1, 1, 1, 1]
    assert grown[6] >= 6
