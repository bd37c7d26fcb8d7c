"""What an insider or bad luck could do to a round of spot checks: refused, or nothing lost by it."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, an_officer
from tests.makers_applications import an_association
from tests.makers_rosters import WEEKS
from tests.makers_rounds import (
    DICE,
    HALF_YEAR,
    a_confirmed_round,
    a_coordinator,
    a_drawn_round,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from tests.services.test_attacks_at_once import at_once
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.frame import Period
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role, SupportKind
from vetting.domain.terms_spot_checks import (
    CheckScope,
    FindingResult,
    LeftReason,
    MeasureKind,
    RoundStage,
    SeedKind,
    SpotCheckState,
)
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.round_frames import Reach, support_facts
from vetting.records.rounds import FrameItem, RoundDocument, SpotCheckRound
from vetting.records.spot_checks import Finding, SpotCheck
from vetting.services import check_comments, draws, merges, populations, rosters, rounds

HALF = DrawTerms(random_percent=50)


def two(count=10):
    """A coordinator and a unit head, with so many supports to draw from."""
    some_supports(count)
    return a_coordinator(), an_officer(Role.UNIT_HEAD, username="chef")


def the_round(round_id):
    return db.session.get_one(SpotCheckRound, round_id, populate_existing=True)


def broken(answers):
    return [one for one in answers if str(one).startswith("broke")]


def test_opened_by_several_at_once_there_is_one_round(own_app):
    by, _ = two(2)
    deeds = [
        partial(rounds.open_round, rounds.NewRound(HALF_YEAR, scope), by=by, now=NOW)
        for scope in (CheckScope.GRANTS, CheckScope.BOTH, CheckScope.GRANTS, CheckScope.BOTH)
    ]
    answers = at_once(own_app, *deeds)
    assert answers.count("round_exists") == 3, answers
    assert db.session.query(SpotCheckRound).count() == 1


def test_terms_changed_while_the_round_is_sealed_are_sealed_or_refused(own_app):
    by, _ = two(6)
    round_id = an_open_round(by)
    answers = at_once(
        own_app,
        partial(rounds.seal_round, round_id, by=by, now=NOW),
        partial(rounds.change_terms, round_id, DrawTerms(random_percent=90), by=by, now=NOW),
        partial(rounds.seal_round, round_id, by=by, now=NOW),
    )
    assert not broken(answers), answers
    row = the_round(round_id)
    sealed = db.session.get_one(RoundDocument, (round_id, "seal")).body
    assert f'"random_percent":{row.terms["random_percent"]}' in sealed
    assert answers.count("round_sealed") in (1, 2), answers


def test_two_seeds_at_once_and_the_first_stands(own_app):
    by, head = two(4)
    round_id = a_sealed_round(by)
    deeds = [
        partial(draws.record_seed, round_id, str(n) * 20, witness_ids=(by.id, head.id), by=by, now=NOW)
        for n in range(1, 5)
    ]
    answers = at_once(own_app, *deeds)
    assert Counter(map(str, answers)) == {"None": 1, "seed_already_recorded": 3}
    assert the_round(round_id).seed == str(answers.index(None) + 1) * 20


def test_a_seed_confirmed_and_set_aside_at_once_is_one_of_both(own_app):
    by, head = two(4)
    round_id = a_sealed_round(by)
    draws.record_seed(round_id, DICE, witness_ids=(by.id, head.id), by=by, now=NOW)
    answers = at_once(
        own_app,
        partial(draws.confirm_seed, round_id, DICE, by=head, now=NOW),
        partial(draws.set_seed_aside, round_id, "Ett fel", by=head, now=NOW),
        partial(draws.confirm_seed, round_id, DICE, by=head, now=NOW),
    )
    assert not broken(answers), answers
    assert sum(one is None for one in answers) == 1, answers
    row = the_round(round_id)
    assert (row.stage is RoundStage.SEED_CONFIRMED) is (row.seeds_set_aside == [])


def test_a_round_drawn_by_several_at_once_is_drawn_once(own_app):
    by, head = two()
    round_id = a_confirmed_round(by, head)
    answers = at_once(own_app, *[partial(draws.draw_round, round_id, by=by, now=NOW)] * 4)
    assert Counter(map(str, answers)) == {"5": 1, "already_drawn": 3}
    assert db.session.query(SpotCheck).count() == 5


def test_a_round_voided_while_it_is_drawn_is_never_half_of_both(own_app):
    by, head = two()
    round_id = a_confirmed_round(by, head)
    draws.propose_void(round_id, "Fel period", by=by, now=NOW)
    answers = at_once(
        own_app,
        partial(draws.draw_round, round_id, by=by, now=NOW),
        partial(draws.void_round, round_id, by=head, now=NOW),
        partial(draws.void_round, round_id, by=head, now=NOW),
        partial(draws.decline_void, round_id, by=by, now=NOW),
    )
    assert not broken(answers), answers
    row = the_round(round_id)
    assert (row.drawn_at is not None) is (db.session.query(SpotCheck).count() == 5)
    assert (row.stage is RoundStage.VOIDED) is (row.voided_by == head.id)


def test_two_objects_leave_one_stratum_at_once_and_each_has_its_reserve(own_app):
    by, head = two(8)
    a_drawn_round(by, head)
    ids = [row.id for row in db.session.query(SpotCheck).order_by(SpotCheck.position)][:3]
    deeds = [
        partial(populations.leave_population, one, LeftReason.DISSOLVED, "Protokoll", by=by, now=NOW)
        for one in ids
    ]
    answers = at_once(own_app, *deeds)
    assert len(set(answers)) == 3, answers
    assert all(len(str(one)) == 16 for one in answers), answers
    rows = db.session.query(SpotCheck).filter(SpotCheck.replaces_id.is_not(None)).all()
    assert len({row.item for row in rows}) == 3
    assert sorted(row.position for row in rows) == [5, 6, 7]


def refused_by_tables(statements):
    """Those of the statements that the tables did not refuse."""
    passed = []
    for statement in statements:
        with db.session.begin_nested() as undo:
            try:
                db.session.execute(text(statement))
                passed.append(statement)
                undo.rollback()
            except DBAPIError:
                undo.rollback()
    db.session.rollback()
    return passed


def test_sql_cannot_rewrite_what_a_draw_rests_on(app):
    by, head = two(4)
    a_drawn_round(by, head)
    statements = [
        "UPDATE frame_items SET chance = '1.000000000'",
        "UPDATE frame_items SET item = 'X' WHERE item = (SELECT MIN(item) FROM frame_items)",
        "DELETE FROM frame_items",
        "UPDATE round_documents SET body = '{}'",
        "UPDATE round_documents SET kind = 'seal' WHERE kind = 'protocol'",
        "DELETE FROM round_documents WHERE kind = 'protocol'",
    ]
    if db.session.get_bind().dialect.name == "sqlite":
        statements += [
            "INSERT OR REPLACE INTO round_documents SELECT round_id, kind, '{}', digest FROM round_documents"
        ]
    else:
        statements += ["TRUNCATE round_documents", "TRUNCATE frame_items CASCADE", "TRUNCATE findings CASCADE",
                       "TRUNCATE decisions CASCADE"]  # fmt: skip
    assert refused_by_tables(statements) == []


def an_association_of(item):
    return (
        db.session.query(Support)
        .join(Case, Case.id == Support.case_id)
        .filter(Case.case_number == item)
        .one()
    )


def facts_now(item):
    """What the next half-year's frame would know of the association."""
    reach = Reach(
        [an_association_of(item).board_id],
        list(SupportKind),
        Period(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
        "2024-H1",
    )
    return next(one for one in support_facts(reach, today=NOW.date()) if one.item == item)


def test_a_merge_hides_no_breach_and_no_round_without_a_check(app):
    by, head = two(2)
    round_id = a_drawn_round(by, head, terms=DrawTerms(random_percent=50, second_reading_percent=0))
    secretary = an_officer(username="sekreterare")
    check = db.session.query(SpotCheck).filter_by(round_id=round_id).one()
    item, gone = check.item, check.association_id
    other = db.session.query(FrameItem).filter(FrameItem.item != item).one()
    unchecked, unchecked_gone = other.item, other.association_id
    with transaction(is_piece=True):
        row = db.session.get_one(SpotCheck, check.id)
        row.state, row.closed_at = SpotCheckState.CLOSED, NOW
        db.session.add(a_breach(check.id))
    assert facts_now(item).had_breach
    assert facts_now(unchecked).rounds_unchecked == 1
    new = [an_association(f"Ny {n}", None).id for n in (1, 2)]
    done = [
        merges.merge_associations(kept_id, away, reason="Samma förening", by=secretary, now=NOW)
        for kept_id, away in zip(new, (gone, unchecked_gone), strict=True)
    ]
    assert facts_now(item).had_breach
    assert facts_now(unchecked).rounds_unchecked == 1
    assert facts_now(item).rounds_unchecked == 0
    for merge in done:
        merges.undo_merge(merge, by=secretary, now=NOW)
    assert facts_now(item).had_breach
    assert facts_now(unchecked).rounds_unchecked == 1


def a_breach(check_id):
    return Finding(
        check_id=check_id, version=1, result=FindingResult.SERIOUS, summary="Brist", comment="", minutes_spent=5,
        measure=MeasureKind.NONE, closed_by="setup", closed_at=NOW,
    )  # fmt: skip


def test_the_clock_opens_and_draws_and_does_nothing_else(app):
    """KL 6:38: what is left to people, no deed does for the clock, whoever calls it."""
    by, head = two(4)
    round_id = a_confirmed_round(by, head)
    programme = (None, CheckScope.GRANTS, ())
    deeds = (
        lambda: rounds.change_terms(round_id, HALF, by=SYSTEM, now=NOW),
        lambda: rounds.seal_round(round_id, by=SYSTEM, now=NOW),
        lambda: rounds.set_programme(*programme, terms=HALF, is_active=True, by=SYSTEM, now=NOW),
        lambda: draws.record_seed(round_id, DICE, witness_ids=(by.id, head.id), by=SYSTEM, now=NOW),
        lambda: draws.confirm_seed(round_id, DICE, by=SYSTEM, now=NOW),
        lambda: draws.set_seed_aside(round_id, "x", by=SYSTEM, now=NOW),
        lambda: draws.publish_round(round_id, by=SYSTEM, now=NOW),
        lambda: draws.propose_void(round_id, "x", by=SYSTEM, now=NOW),
        lambda: draws.void_round(round_id, by=SYSTEM, now=NOW),
        lambda: draws.decline_void(round_id, by=SYSTEM, now=NOW),
        lambda: check_comments.ask_everybody(round_id, by=SYSTEM, now=NOW),
        lambda: rosters.share_out(round_id, [(head.id, 1)], weeks=WEEKS, by=SYSTEM, now=NOW),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    with pytest.raises(Refused, match="not_for_the_clock"):
        draws.draw_round(round_id, by=SYSTEM, now=NOW)


UNSEEN = {"nul": "17\x00 23", "backwards": "17 \u202e23", "no_width": "17\u200b 23", "escape": "17\x1b[2K 23"}


@pytest.mark.parametrize("value", UNSEEN.values(), ids=UNSEEN)
def test_a_public_seed_holds_nothing_that_cannot_be_read(app, value):
    """What is not seen cannot be typed by whoever redoes the draw."""
    by, _ = two(4)
    tomorrow = NOW + dt.timedelta(days=1)
    terms = replace(HALF, seed_kind=SeedKind.PUBLIC, public_source="Lotto", public_on=tomorrow.date())
    round_id = a_sealed_round(by, terms=terms)
    with pytest.raises(Refused, match="seed_unusable"):
        draws.record_seed(round_id, value, by=by, now=tomorrow)
    draws.record_seed(round_id, "17\u00a0 Å\u030a 23", by=by, now=tomorrow)
    assert the_round(round_id).seed == "17 Å\u030a 23"
