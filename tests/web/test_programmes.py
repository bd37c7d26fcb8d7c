"""What the clock opens by itself, set on its page."""

import pytest

from tests.makers import a_board, an_officer
from tests.makers_round_pages import Town
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.rounds import Programme

TERMS = {
    "scope": "grants",
    "random_percent": 20,
    "weighted_size": 0,
    "second_reading_percent": 10,
    "seed_kind": "dice",
    "answer_days": 21,
}


@pytest.fixture
def town(app):
    a_board("NOR"), a_board("SYD", "Sydals stadsdelsnämnd")
    return Town(app)


def the_programme() -> Programme:
    db.session.expire_all()
    return db.session.query(Programme).one()


def test_a_programme_is_set_changed_and_taken_out_of_use(town):
    page = town.browser().get("/stickprov/program").text
    assert "Det finns inget program." in page
    page = town.send("/stickprov/program/nytt", **TERMS, is_active="y").text
    assert "Alla nämnder i bruk" in page
    row = the_programme()
    assert (row.board_ids, row.terms["random_percent"], row.is_active) == ([], 20, True)
    path = f"/stickprov/program/{row.id}"
    assert 'value="20"' in town.browser().get(path).text
    town.send(path, **{**TERMS, "random_percent": 25}, boards=[a_board("NOR").id])
    assert (the_programme().board_ids, the_programme().is_active) == ([a_board("NOR").id], False)
    assert "inte i bruk" in town.browser("sekreterare").get("/stickprov/program").text


def test_faulty_terms_are_told_and_nothing_is_set(town):
    answer = town.send("/stickprov/program/nytt", **{**TERMS, "coverage_rounds": 99})
    assert answer.status_code == 409
    assert "Skriv ett tal mellan 1 och 40." in answer.text
    assert db.session.query(Programme).count() == 0


def test_a_unit_head_sets_programmes_of_the_own_boards_only(town):
    town.send("/stickprov/program/nytt", "chef", **TERMS, is_active="y")
    assert the_programme().board_ids == [a_board("NOR").id]  # none ticked: all of one's own
    answer = town.send("/stickprov/program/nytt", "chef", **TERMS, boards=[a_board("SYD").id])
    assert answer.status_code == 422  # no such choice


def test_nobody_takes_over_anothers_programme(town):
    town.send("/stickprov/program/nytt", **TERMS, is_active="y")
    path = f"/stickprov/program/{the_programme().id}"
    assert town.browser("chef").get(path).status_code == 404
    assert town.send(path, "chef", **TERMS, boards=[a_board("NOR").id]).status_code == 404
    assert town.browser().get("/stickprov/program/" + "0" * 16).status_code == 404
    an_officer(Role.PREMISES_MANAGER, username="lokal")
    assert town.browser("lokal").get(path).status_code == 403
    assert "/stickprov/program/nytt" not in town.browser("lokal").get("/stickprov/program").text
