"""The same word said by several presses at the same moment: it is kept once, and whoever came second is told."""

import pytest

from tests.makers import NOW, an_officer
from tests.makers_action_plans import TODAY, a_routine
from tests.services.test_attacks_at_once import at_once
from vetting.domain.terms import Role
from vetting.records.concerns import SignpostEdition
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.routines import ReadReceipt, RoutineVersion, Training
from vetting.services import concerns, routines, training
from vetting.services.concerns import SignpostLines

PRESSES = 6


@pytest.fixture
def coordinator(own_app):
    return an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True)


def entries(name):
    return db.session.query(JournalEntry).filter_by(name=name).count()


def test_a_version_is_read_once(own_app, coordinator):
    secretary = an_officer(Role.CULTURE_SECRETARY, username="sekreteraren")
    version_id = a_routine(coordinator)
    for _ in range(2):  # twice at once, and once more afterwards
        answers = at_once(
            own_app, *[lambda: routines.acknowledge(version_id, by=secretary, now=NOW)] * PRESSES
        )
        assert answers == [None] * PRESSES
    assert (db.session.query(ReadReceipt).count(), entries("RoutineAcknowledged")) == (1, 1)


def test_a_further_version_is_published_once(own_app, coordinator):
    version_id = a_routine(coordinator)
    routine_id = db.session.get_one(RoutineVersion, version_id).routine_id
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    answers = at_once(
        own_app,
        *[lambda: a_routine(coordinator, routine_id=routine_id, in_force_from=tomorrow)] * PRESSES,
    )
    assert answers.count("routine_days_overlap") == PRESSES - 1, answers
    assert db.session.query(RoutineVersion).count() == 2


def test_a_course_is_registered_once(own_app, coordinator):
    secretary = an_officer(Role.CULTURE_SECRETARY, username="sekreteraren")
    answers = at_once(
        own_app,
        *[lambda: training.register_training(secretary.id, True, TODAY, by=coordinator, now=NOW)] * PRESSES,
    )
    assert sorted(answers, key=str) == [None, *["training_same"] * (PRESSES - 1)], answers
    assert (db.session.query(Training).count(), entries("TrainingRegistered")) == (1, 1)


def test_the_signpost_is_written_once(own_app, coordinator):
    for number, lines in enumerate((SignpostLines("Ring 000"), SignpostLines("Ring 001")), 1):
        answers = at_once(
            own_app, *[lambda kept=lines: concerns.write_signpost(kept, by=coordinator, now=NOW)] * PRESSES
        )
        told = [one for one in answers if one in ("signpost_same", "signpost_written")]
        assert len(told) == PRESSES - 1, answers
        assert db.session.query(SignpostEdition).count() == number
