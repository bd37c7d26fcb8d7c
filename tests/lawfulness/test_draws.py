"""Lawfulness by number, on spot checks: a draw that anybody can do again, and that nobody can steer."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import NOW, an_officer, sign_in
from tests.makers_reports import the_round_of_feature_10
from tests.makers_rounds import (
    DICE,
    a_coordinator,
    a_drawn_round,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from tests.makers_spot_checks import HALF_DRAWN, a_round_of_checks, check_row
from vetting import web
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import LeftReason, SpotCheckState
from vetting.records import rounds as kept
from vetting.records.db import db, transaction
from vetting.records.officers import Officer, actor_of
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws, rounds
from vetting.services.populations import leave_population

CHECKER = Path(web.__file__).parent / "static" / "check_draw.py"


@pytest.fixture
def two(app):
    some_supports(10)
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def elsewhere(folder, protocol, *words):
    """The protocol checked where nothing of the service is: exit code and what is said."""
    (folder / "check_draw.py").write_bytes(CHECKER.read_bytes())
    (folder / "protokoll.json").write_text(json.dumps(protocol, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-I", "check_draw.py", "protokoll.json", *words]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_12_the_same_frame_and_seed_draw_the_same_elsewhere_and_an_altered_frame_is_found_out(two, tmp_path):
    round_id = a_drawn_round(*two, terms=DrawTerms(random_percent=30, second_reading_percent=40))
    protocol = json.loads(kept.document(round_id, "protocol").body)
    sealed = ("--seal-digest", db.session.get_one(SpotCheckRound, round_id).seal_digest)
    assert elsewhere(tmp_path, protocol, *sealed)[0] == 0
    frame = protocol["seal"]
    altered = {**protocol, "seal": {**frame, "items": frame["items"][1:]}}
    code, said = elsewhere(tmp_path, altered, *sealed)
    assert code == 1
    assert "STÄMMER INTE" in said
    assert elsewhere(tmp_path, {**protocol, "seed": DICE + "1"}, *sealed)[0] == 1


def test_12_nothing_is_drawn_from_a_frame_whose_digest_is_another(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    draws.record_seed(round_id, DICE, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
    draws.confirm_seed(round_id, DICE, by=head, now=NOW)
    with transaction(is_piece=True):
        db.session.get_one(SpotCheckRound, round_id).seal_digest = "0" * 64
    with pytest.raises(Refused, match="seal_broken"):
        draws.draw_round(round_id, by=coordinator, now=NOW)
    assert db.session.query(SpotCheck).count() == 0


def test_13_a_seed_entered_before_the_freeze_is_rejected(two):
    coordinator, head = two
    round_id = an_open_round(coordinator)
    seen = (coordinator.id, head.id)
    with pytest.raises(Refused, match="seed_before_seal"):
        draws.record_seed(round_id, DICE, witness_ids=seen, by=coordinator, now=NOW)
    with transaction(is_piece=True):  # written past the deed: then the frame is never frozen after it
        found = db.session.get_one(SpotCheckRound, round_id)
        found.seed, found.seed_recorded_by = DICE, coordinator.id
        found.seed_recorded_at = NOW - dt.timedelta(hours=1)
    with pytest.raises(Refused, match="seed_before_seal"):
        rounds.seal_round(round_id, by=coordinator, now=NOW)
    db.session.rollback()
    assert db.session.get_one(SpotCheckRound, round_id).sealed_at is None


def test_14_a_drawn_object_is_never_swapped_and_a_reserve_comes_only_for_one_that_left(app):
    check_id = a_round_of_checks(4, terms=HALF_DRAWN)[0]
    coordinator = actor_of(db.session.query(Officer).filter_by(username="samordnare").one())
    protocol = json.loads(kept.document(check_row(check_id).round_id, "protocol").body)
    drawn = check_row(check_id).item
    with pytest.raises(Refused, match="already_drawn"):
        draws.draw_round(check_row(check_id).round_id, by=coordinator, now=NOW)
    for proof, by, code in (
        ("", coordinator, "text_missing"),
        ("Årsmötet 3 maj", an_officer(Role.AUDITOR, username="a", everywhere=True), "not_allowed"),
    ):
        with pytest.raises((Refused, NotAllowed), match=code):
            leave_population(check_id, LeftReason.DISSOLVED, proof, by=by, now=NOW)
        db.session.rollback()
    joined = leave_population(check_id, LeftReason.DISSOLVED, "Årsmötet 3 maj, § 7", by=coordinator, now=NOW)
    left, reserve = check_row(check_id), check_row(joined)
    assert (left.item, left.state) == (drawn, SpotCheckState.LEFT_POPULATION), "it stays, and stays visible"
    assert reserve.item == protocol["random"][0]["reserves"][0], "by the order drawn, by nobody's choice"
    assert reserve.replaces_id == check_id


def test_25_a_report_always_has_both_numbers_the_streams_and_the_upper_bound(client):
    an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    sign_in(client, "revisor")
    path = f"/stickprov/{the_round_of_feature_10()}/rapport"
    words = {
        "sv": ("(N)", "(n)", "Slumpmässig dragning", "Riskviktad dragning", "Alltid granskade", "15"),
        "en": ("(N)", "(n)", "Random draw", "Risk-weighted draw", "Taken in full", "still allows 15"),
    }
    for lang, wanted in words.items():
        client.set_cookie("lang", lang)
        told = client.get(path).text.replace("\xa0", " ")
        assert [word for word in wanted if word not in told] == []
    (document,) = client.get(f"{path}.json").json["rounds"]
    assert (document["items"], document["error_rate"]["upper_bound_95"]) == (100, 15)
    assert set(document["streams"]) >= {"random", "weighted", "take_all"}
