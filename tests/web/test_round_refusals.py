"""What the pages of a round refuse: steps out of turn, one person for two, other boards, unknown rounds."""

import pytest

from tests.conftest import Browser
from tests.makers import a_board, an_officer
from tests.makers_round_pages import Town, supports_of_now, this_half_year
from tests.makers_rounds import DICE
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck

UNKNOWN = "0" * 16


@pytest.fixture
def town(app):
    supports_of_now(10)
    return Town(app)


def the_round(round_id):
    return db.session.get_one(SpotCheckRound, round_id)


def test_the_recorded_seed_is_shown_to_nobody_before_it_is_confirmed(town):
    round_id = town.go_to("recorded")
    plain = DICE.replace(" ", "")
    for username in town.actors:
        for path in ("", "/lista", "/forsegling", "/forsegling.json", "/granska"):
            page = town.browser(username).get(f"/stickprov/{round_id}{path}").text
            assert DICE not in page
            assert plain not in page
    page = town.browser("chef").get(f"/stickprov/{round_id}/fro/bekrafta").text
    assert DICE not in page
    assert DICE not in town.browser().get("/sa-drar-vi").text
    wrong = town.send(f"/stickprov/{round_id}/fro/bekrafta", "chef", value="1" * 20)
    assert wrong.status_code == 409
    assert DICE not in wrong.text
    assert the_round(round_id).stage is RoundStage.SEED_RECORDED


def test_who_recorded_the_seed_neither_confirms_nor_sets_it_aside(town):
    round_id = town.go_to("recorded")
    page = town.browser().get(f"/stickprov/{round_id}/fro/bekrafta").text
    assert 'name="value"' not in page
    for path, fields in (("bekrafta", {"value": DICE}), ("lagg-undan", {"reason": "Fel"})):
        assert town.send(f"/stickprov/{round_id}/fro/{path}", **fields).status_code == 409
    assert the_round(round_id).stage is RoundStage.SEED_RECORDED


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": "41 62"}, "minst 20"),
        ({"value": "fyra ett"}, "siffror"),
        ({"second": ""}, "två olika"),
        ({"second": "same"}, "två olika"),
    ],
)
def test_a_seed_that_cannot_be_used_is_told_at_its_field(town, fields, told):
    round_id = town.go_to("sealed")
    if fields.get("second") == "same":
        fields = {"second": town.actors["samordnare"].id}
    answer = town.record(round_id, **fields)
    assert answer.status_code == 409
    assert told.lower() in answer.text.lower()
    assert the_round(round_id).stage is RoundStage.SEALED


@pytest.mark.parametrize(
    ("stage", "path", "username"),
    [
        ("open", "fro", "samordnare"),
        ("open", "fro/bekrafta", "chef"),
        ("open", "dra", "samordnare"),
        ("sealed", "dra", "samordnare"),
        ("sealed", "forsegla", "samordnare"),
        ("sealed", "villkor", "samordnare"),
        ("recorded", "fro", "samordnare"),
        ("recorded", "dra", "samordnare"),
        ("drawn", "dra", "samordnare"),
        ("drawn", "fro", "samordnare"),
        ("confirmed", "publicera", "samordnare"),
    ],
)
def test_a_forged_step_out_of_turn_is_refused_and_changes_nothing(town, stage, path, username):
    round_id = town.go_to(stage)
    before = the_round(round_id).stage
    answer = town.send(f"/stickprov/{round_id}/{path}", username, value="9" * 20, random_percent=90)
    assert answer.status_code == 409
    assert the_round(round_id).stage is before
    assert the_round(round_id).seed != "9" * 20


@pytest.mark.parametrize(
    "path",
    ["", "/lista", "/lista.xlsx", "/forsegla", "/forsegling", "/forsegling.json", "/fro", "/fro/bekrafta",
     "/dragna", "/protokoll", "/protokoll.json", "/granska", "/villkor", "/ogiltigforklara"],
)  # fmt: skip
def test_an_unknown_round_is_not_found(town, path):
    assert town.browser().get(f"/stickprov/{UNKNOWN}{path}").status_code == 404


def test_another_boards_round_cannot_be_run(town):
    round_id = town.go_to("open")
    other = an_officer(Role.UNIT_HEAD, username="chef.syd", board=a_board("SYD", "Sydals stadsdelsnämnd"))
    town.actors["chef.syd"] = other
    assert town.browser("chef.syd").get(f"/stickprov/{round_id}").status_code == 200
    for path in ("forsegla", "fro", "dra", "publicera", "villkor", "ogiltigforklara",
                 "ogiltigforklara/godta", "ogiltigforklara/avsla"):  # fmt: skip
        answer = town.send(f"/stickprov/{round_id}/{path}", "chef.syd", value=DICE, reason="Nej")
        assert answer.status_code == 404, path
    assert the_round(round_id).stage is RoundStage.OPEN


def test_without_the_forms_token_nothing_is_drawn(town):
    round_id = town.go_to("confirmed")
    assert town.browser().post(f"/stickprov/{round_id}/dra").status_code == 400
    assert db.session.query(SpotCheck).count() == 0


def test_publishing_waits_for_the_letters(town):
    round_id = town.go_to("drawn")
    assert "inte fått sitt brev" in town.send(f"/stickprov/{round_id}/publicera").text
    assert the_round(round_id).published_at is None
    assert Browser(town.app).get(f"/sa-drar-vi/{round_id}/protokoll.json").status_code == 404
    assert "Protokollet är publicerat" in town.publish(round_id).text
    assert Browser(town.app).get(f"/sa-drar-vi/{round_id}/protokoll.json").status_code == 200
    assert town.send(f"/stickprov/{round_id}/publicera").status_code == 409


def test_voiding_takes_two_and_stays_visible(town):
    round_id = town.go_to("sealed")
    page = town.send(f"/stickprov/{round_id}/ogiltigforklara", reason="Registret var inte inläst.").text
    assert "Ta tillbaka förslaget" in page
    assert town.send(f"/stickprov/{round_id}/ogiltigforklara/godta").status_code == 409
    assert "Avslå" in town.browser("chef").get(f"/stickprov/{round_id}").text
    town.send(f"/stickprov/{round_id}/ogiltigforklara/avsla", "chef")
    assert the_round(round_id).void_proposed_by is None
    town.send(f"/stickprov/{round_id}/ogiltigforklara", reason="Registret var inte inläst.")
    town.send(f"/stickprov/{round_id}/ogiltigforklara/godta", "chef")
    assert the_round(round_id).stage is RoundStage.VOIDED
    for path in ("/stickprov", f"/stickprov/{round_id}", "/sa-drar-vi"):
        assert "Registret var inte inläst." in town.browser().get(path).text
    again = town.open_round()
    assert "Till den ogiltigförklarade omgången" in town.browser().get(f"/stickprov/{again}").text


def test_a_second_round_of_the_half_year_is_refused_with_its_boards(town):
    town.open_round()
    page = town.browser().get("/stickprov/ny").text
    assert f'<option selected value="{this_half_year()}">' not in page  # the next half-year is suggested
    answer = town.send(
        "/stickprov/ny", half_year=this_half_year(), scope="grants", boards=[a_board().id], random_percent=15,
        weighted_size=0, second_reading_percent=0, seed_kind="dice", answer_days=21,
    )  # fmt: skip
    assert answer.status_code == 409
    assert "Norrdals stadsdelsnämnd" in answer.text
