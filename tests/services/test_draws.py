"""The seed after the seal, the draw once, the protocol; and voiding that stays visible."""

import datetime as dt
import json

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rounds import (
    DICE,
    a_confirmed_round,
    a_coordinator,
    a_drawn_round,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage, SeedKind, Stream
from vetting.records import rounds as kept
from vetting.records.db import db, transaction
from vetting.records.rounds import RoundDocument, SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws, rounds

PUBLIC = DrawTerms(
    random_percent=50, seed_kind=SeedKind.PUBLIC, public_source="Lotto", public_on=dt.date(2026, 11, 21)
)


def the_round(round_id: str) -> SpotCheckRound:
    return db.session.get_one(SpotCheckRound, round_id)


def checks_of(round_id: str) -> list[SpotCheck]:
    return db.session.query(SpotCheck).filter_by(round_id=round_id).order_by(SpotCheck.position).all()


@pytest.fixture
def two(app):
    some_supports(10)
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def test_a_seed_before_the_seal_is_refused(two):
    coordinator, head = two
    round_id = an_open_round(coordinator)
    with pytest.raises(Refused, match="seed_before_seal"):
        draws.record_seed(round_id, DICE, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "seed_missing"),
        ("41 62", "dice_too_few"),
        ("fyra ett sex", "dice_only_digits"),
        ("4" * 300, "text_too_long"),
    ],
)
def test_dice_that_cannot_be_a_seed_are_refused(two, value, code):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    with pytest.raises(Refused, match=code):
        draws.record_seed(round_id, value, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)


def test_the_dice_are_seen_by_two_officers_of_different_functions(two):
    coordinator, _ = two
    other = a_coordinator("samordnare.tva")
    round_id = a_sealed_round(coordinator)
    for witnesses, code in (
        ((coordinator.id,), "two_witnesses_needed"),
        ((coordinator.id, coordinator.id), "two_witnesses_needed"),
        ((coordinator.id, other.id), "witnesses_alike"),
    ):
        with pytest.raises(Refused, match=code):
            draws.record_seed(round_id, DICE, witness_ids=witnesses, by=coordinator, now=NOW)


def test_a_second_person_reads_the_dice_too(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    draws.record_seed(round_id, f"  {DICE}", witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
    with pytest.raises(Refused, match="seed_needs_second_person"):
        draws.confirm_seed(round_id, DICE, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="seed_differs"):
        draws.confirm_seed(round_id, DICE.replace("4", "5"), by=head, now=NOW)
    with pytest.raises(Refused, match="seed_not_confirmed"):
        draws.draw_round(round_id, by=coordinator, now=NOW)
    draws.confirm_seed(round_id, DICE.replace(" ", "  "), by=head, now=NOW)
    assert the_round(round_id).seed == DICE


def test_a_seed_set_aside_by_the_second_person_stays_visible(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    draws.record_seed(round_id, DICE, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
    with pytest.raises(Refused, match="seed_not_yours_to_set_aside"):
        draws.set_seed_aside(round_id, "Fel", by=coordinator, now=NOW)
    with pytest.raises(Refused, match="seed_not_yours_to_set_aside"):
        draws.set_seed_aside(round_id, "Fel", by=an_officer(), now=NOW)  # who did not see the dice
    draws.set_seed_aside(round_id, "En tärning föll på golvet.", by=head, now=NOW)
    assert the_round(round_id).stage is RoundStage.SEALED
    assert the_round(round_id).seeds_set_aside[0]["seed"] == DICE


def test_the_draw_writes_checks_and_protocol_once(two):
    coordinator, head = two
    terms = DrawTerms(random_percent=30, weighted_size=2, second_reading_percent=40)
    round_id = a_confirmed_round(coordinator, head, terms=terms)
    assert draws.draw_round(round_id, by=coordinator, now=NOW) == 5
    protocol = json.loads(kept.document(round_id, "protocol").body)
    (stratum,) = protocol["random"]
    assert [item for item, _ in stratum["drawn"]] == [
        c.item for c in checks_of(round_id) if c.stream is Stream.RANDOM
    ]
    assert len(stratum["reserves"]) == 7
    assert {c.item for c in checks_of(round_id) if c.has_second_reading} == set(protocol["second_reading"])
    assert protocol["seed"] == DICE
    with pytest.raises(Refused, match="already_drawn"):
        draws.draw_round(round_id, by=coordinator, now=NOW)
    assert len(checks_of(round_id)) == 5


def test_the_draw_rests_on_the_sealed_frame_whatever_came_since(two):
    coordinator, head = two
    round_id = a_confirmed_round(coordinator, head)
    later = some_supports(5)
    draws.draw_round(round_id, by=coordinator, now=NOW)
    drawn = kept.document(round_id, "protocol").body
    assert not any(item in drawn for item in later)


def test_a_sealed_document_that_was_changed_is_not_drawn_from(two):
    coordinator, head = two
    round_id = a_confirmed_round(coordinator, head)
    with transaction(is_piece=True):
        the_round(round_id).seal_digest = "0" * 64
    with pytest.raises(Refused, match="seal_broken"):
        draws.draw_round(round_id, by=coordinator, now=NOW)
    assert not checks_of(round_id)


def test_the_clock_draws_with_a_public_seed_only(two):
    coordinator, head = two
    by_dice = a_confirmed_round(coordinator, head)
    with pytest.raises(Refused, match="not_for_the_clock"):
        draws.draw_round(by_dice, by=SYSTEM, now=NOW)


def test_a_public_seed_is_recorded_from_its_day_and_drawn_by_the_clock(two):
    coordinator, head = two
    round_id = an_open_round(coordinator, terms=PUBLIC)
    rounds.seal_round(round_id, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="public_seed_too_early"):
        draws.record_seed(round_id, "7 12 19 23 28 31 34", by=coordinator, now=NOW)
    day_after = NOW + dt.timedelta(days=1)
    draws.record_seed(round_id, "7 12 19 23 28 31 34", by=coordinator, now=day_after)
    draws.confirm_seed(round_id, "7 12 19 23 28 31 34", by=head, now=day_after)
    assert draws.draw_round(round_id, by=SYSTEM, now=day_after) == 5
    assert the_round(round_id).drawn_by == SYSTEM.id


def test_the_protocol_is_published_when_every_letter_is_sent(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    with pytest.raises(Refused, match="letters_not_sent") as refusal:
        draws.publish_round(round_id, by=coordinator, now=NOW)
    assert refusal.value.facts["count"] == 5
    with transaction(is_piece=True):
        db.session.query(SpotCheck).update({"asked_at": NOW})
    draws.publish_round(round_id, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="already_published"):
        draws.publish_round(round_id, by=coordinator, now=NOW)


def test_voiding_needs_a_reason_and_a_second_person_and_stays_visible(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    with pytest.raises(Refused, match="void_not_proposed"):
        draws.void_round(round_id, by=head, now=NOW)
    with pytest.raises(Refused, match="text_missing"):
        draws.propose_void(round_id, " ", by=coordinator, now=NOW)
    draws.propose_void(round_id, "Fel nämnder var med.", by=coordinator, now=NOW)
    with pytest.raises(Refused, match="void_needs_second_person"):
        draws.void_round(round_id, by=coordinator, now=NOW)
    draws.void_round(round_id, by=head, now=NOW)
    assert the_round(round_id).stage is RoundStage.VOIDED
    assert db.session.query(RoundDocument).filter_by(round_id=round_id).count() == 2
    assert checks_of(round_id)
    with pytest.raises(Refused, match="round_voided"):
        draws.draw_round(round_id, by=coordinator, now=NOW)


def test_a_new_round_follows_a_voided_one_and_says_so(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    draws.propose_void(round_id, "Fel nämnder var med.", by=coordinator, now=NOW)
    with pytest.raises(Refused, match="round_exists"):
        an_open_round(coordinator)
    draws.void_round(round_id, by=head, now=NOW)
    assert the_round(an_open_round(coordinator)).replaces_id == round_id


def test_a_proposal_to_void_can_be_declined(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    draws.propose_void(round_id, "Fel nämnder var med.", by=coordinator, now=NOW)
    draws.decline_void(round_id, by=head, now=NOW)
    assert the_round(round_id).void_proposed_by is None
    assert a_board()
