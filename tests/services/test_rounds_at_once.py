"""The same step of a round by several at the same moment: one takes it, and the others hear why not."""

import pytest

from tests.makers import NOW, an_officer
from tests.makers_rounds import (
    DICE,
    HALF_YEAR,
    a_confirmed_round,
    a_coordinator,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from tests.services.test_attacks_at_once import at_once
from vetting.domain.errors import Problem
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import CheckScope, RoundStage
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.rounds import FrameItem, RoundDocument, SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws, rounds

BUSY = "database_busy"
TERMS = DrawTerms(random_percent=50, weighted_size=2, second_reading_percent=20)


@pytest.fixture
def two(own_app):
    some_supports(12)
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def the_round(round_id):
    db.session.rollback()
    return db.session.get_one(SpotCheckRound, round_id)


def entries(name):
    return db.session.query(JournalEntry).filter_by(name=name).count()


def test_one_opening(own_app, two):
    coordinator, _ = two
    new = rounds.NewRound(HALF_YEAR, CheckScope.GRANTS)
    both = rounds.NewRound(HALF_YEAR, CheckScope.BOTH)
    refusals = []

    def opening(one):
        def deed():
            try:
                return rounds.open_round(one, by=coordinator, now=NOW)
            except Problem as problem:
                refusals.append((problem.code, problem.facts.get("boards")))
                raise

        return deed

    answers = at_once(own_app, opening(new), opening(both), opening(new), opening(both))
    assert len([one for one in answers if one not in ("round_exists", BUSY)]) == 1, answers
    assert db.session.query(SpotCheckRound).count() == 1
    told = [boards for code, boards in refusals if code == "round_exists"]
    assert set(told) <= {("Norrdals stadsdelsnämnd",)}, "whoever came second hears which boards are taken"


def test_one_seal(own_app, two):
    coordinator, _ = two
    round_id = an_open_round(coordinator, terms=TERMS)
    seal = [lambda: rounds.seal_round(round_id, by=coordinator, now=NOW)] * 4
    answers = at_once(own_app, *seal)
    (digest,) = [one for one in answers if one not in ("round_sealed", BUSY)]
    assert the_round(round_id).seal_digest == digest
    assert db.session.query(FrameItem).filter_by(round_id=round_id).count() == 12
    assert db.session.query(RoundDocument).filter_by(round_id=round_id).count() == 1
    assert entries("RoundSealed") == 1


def test_sealing_and_changing_the_terms(own_app, two):
    """What is sealed is what the terms say, whichever came first."""
    coordinator, _ = two
    round_id = an_open_round(coordinator, terms=TERMS)
    more = DrawTerms(random_percent=100)
    answers = at_once(
        own_app,
        lambda: rounds.seal_round(round_id, by=coordinator, now=NOW),
        lambda: rounds.change_terms(round_id, more, by=coordinator, now=NOW),
    )
    assert not [one for one in answers if str(one).startswith("broke")], answers
    row = the_round(round_id)
    if row.stage is RoundStage.SEALED:
        body = db.session.query(RoundDocument.body).filter_by(round_id=round_id).scalar()
        assert f'"random_percent":{row.terms["random_percent"]}' in body


def test_one_seed(own_app, two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    seeds = [str(n) * 20 for n in range(1, 5)]
    seen = (coordinator.id, head.id)
    record = [
        lambda s=s: draws.record_seed(round_id, s, witness_ids=seen, by=coordinator, now=NOW) for s in seeds
    ]
    answers = at_once(own_app, *record)
    assert answers.count(None) == 1, answers
    assert set(answers) <= {None, "seed_already_recorded", BUSY}
    assert the_round(round_id).seed == seeds[answers.index(None)]


def test_one_confirmation(own_app, two):
    coordinator, head = two
    secretary = an_officer()
    round_id = a_sealed_round(coordinator)
    draws.record_seed(round_id, DICE, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
    answers = at_once(
        own_app,
        lambda: draws.confirm_seed(round_id, DICE, by=head, now=NOW),
        lambda: draws.confirm_seed(round_id, DICE, by=secretary, now=NOW),
        lambda: draws.set_seed_aside(round_id, "Läst fel.", by=secretary, now=NOW),
        lambda: draws.confirm_seed(round_id, DICE, by=coordinator, now=NOW),
    )
    assert answers.count(None) == 1, answers
    assert answers[3] is not None
    assert not [one for one in answers if str(one).startswith("broke")], answers
    row = the_round(round_id)
    assert (row.stage is RoundStage.SEED_CONFIRMED) == (answers[2] is not None)
    assert entries("SeedConfirmed") + entries("SeedSetAside") == 1


def test_one_draw(own_app, two):
    coordinator, head = two
    round_id = a_confirmed_round(coordinator, head, terms=TERMS)
    answers = at_once(own_app, *[lambda: draws.draw_round(round_id, by=coordinator, now=NOW)] * 4)
    assert [one for one in answers if isinstance(one, int)] == [8], answers
    assert set(answers) <= {8, "already_drawn", BUSY}
    db.session.rollback()
    assert db.session.query(SpotCheck).filter_by(round_id=round_id).count() == 8
    assert db.session.query(RoundDocument).filter_by(round_id=round_id).count() == 2
    assert entries("SpotChecksDrawn") == 1


def test_drawing_and_voiding(own_app, two):
    coordinator, head = two
    round_id = a_confirmed_round(coordinator, head, terms=TERMS)
    draws.propose_void(round_id, "Registret var inte inläst.", by=coordinator, now=NOW)
    answers = at_once(
        own_app,
        lambda: draws.draw_round(round_id, by=coordinator, now=NOW),
        lambda: draws.void_round(round_id, by=head, now=NOW),
    )
    assert set(answers) <= {8, None, "round_voided", BUSY}, answers
    row = the_round(round_id)
    drawn = db.session.query(SpotCheck).filter_by(round_id=round_id).count()
    assert drawn == (8 if row.drawn_at is not None else 0)
