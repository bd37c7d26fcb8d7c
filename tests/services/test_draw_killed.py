"""A process killed in the middle of sealing or drawing: either nothing of it is there, or all of it."""

import itertools
import os
import signal

import pytest
from sqlalchemy import event

from tests.forked import die, ended, in_process
from tests.makers import NOW, an_officer
from tests.makers_rounds import a_confirmed_round, a_coordinator, an_open_round, some_supports
from vetting.domain.authority import OPERATOR
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage
from vetting.reading.round_documents import audit_page
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.rounds import FrameItem, RoundDocument, SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws, rounds

TERMS = DrawTerms(random_percent=30, weighted_size=5, second_reading_percent=20)
DEEDS = {"draw": draws.draw_round, "seal": rounds.seal_round}


def killed_after(writes: int, round_id: str, deed: str) -> int:
    """How the deed ended in a process of its own that kills itself after so many writes: -SIGKILL, or how many
    writes there were in all."""

    def attempt() -> None:
        count = itertools.count(1)

        @event.listens_for(db.engine, "after_cursor_execute")
        def dies(connection, cursor, statement, parameters, context, many):
            if (
                statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
                and next(count) == writes
            ):
                die()

        DEEDS[deed](round_id, by=OPERATOR, now=NOW)
        os._exit(next(count) - 1)

    return ended(in_process(attempt))


def state_of(round_id: str) -> tuple[object, ...]:
    """Stage, checks, rows of the frame, documents and entries of the round."""
    db.session.rollback()
    counts = [
        db.session.query(table).filter_by(round_id=round_id).count()
        for table in (SpotCheck, FrameItem, RoundDocument)
    ]
    entries = db.session.query(JournalEntry).filter_by(subject=f"round:{round_id}").count()
    stage = db.session.get_one(SpotCheckRound, round_id).stage
    db.session.rollback()
    return stage, *counts, entries


@pytest.mark.slow
@pytest.mark.parametrize("deed", ["seal", "draw"])
def test_killed_after_any_write_there_is_nothing_of_it_and_then_all(own_app, deed):
    some_supports(40)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    if deed == "draw":
        round_id = a_confirmed_round(coordinator, head, terms=TERMS)
    else:
        round_id = an_open_round(coordinator, terms=TERMS)
    before = state_of(round_id)
    kills = 0
    while (end := killed_after(kills + 1, round_id, deed)) == -signal.SIGKILL:
        assert state_of(round_id) == before, f"killed after write {kills + 1}"
        kills += 1
    assert kills == end >= 4
    stage, checks, frame, documents, entries = state_of(round_id)
    assert entries == before[-1] + 1
    if deed == "draw":
        assert (stage, checks, frame, documents) == (RoundStage.DRAWN, 17, 40, 2)
        assert {point.holds for point in audit_page(round_id, actor=coordinator).points} == {True}
    else:
        assert (stage, checks, frame, documents) == (RoundStage.SEALED, 0, 40, 1)


@pytest.mark.slow
def test_what_was_killed_can_be_done_again_by_somebody_else(own_app):
    some_supports(10)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    round_id = an_open_round(coordinator, terms=TERMS)
    assert killed_after(2, round_id, "seal") == -signal.SIGKILL
    rounds.seal_round(round_id, by=coordinator, now=NOW)
    seen = (coordinator.id, head.id)
    draws.record_seed(round_id, "1234567890" * 2, witness_ids=seen, by=coordinator, now=NOW)
    draws.confirm_seed(round_id, "1234567890" * 2, by=head, now=NOW)
    assert killed_after(3, round_id, "draw") == -signal.SIGKILL
    assert draws.draw_round(round_id, by=coordinator, now=NOW) == 8
