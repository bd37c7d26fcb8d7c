"""The mirror's page, the way to it from a stopped proposal, and the half-yearly list with its workbook."""

import io

import pytest
from openpyxl import load_workbook

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_decisions import (
    SHORT_OF,
    a_delegation,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    two_officers,
)
from tests.makers_differences import EXPLANATION
from tests.makers_mirror import a_granted_case, a_refused_case, by_the_board
from tests.queries import count_queries
from tests.web.test_decisions import fields_of
from tests.web.test_wordings import PROPORTIONALITY
from vetting.domain.seasons import half_year_of
from vetting.domain.terms import Role
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.mirror import DifferenceWord
from vetting.records.officers import Officer
from vetting.services import proposals

HALF_YEAR = half_year_of(NOW.date()).name


@pytest.fixture
def enter(client):
    def signed_in(actor, language="en"):
        client.delete_cookie("vetting")
        client.set_cookie("lang", language)
        return sign_in(client, db.session.get_one(Officer, actor.id).username)

    return signed_in


@pytest.fixture
def people(app):
    return two_officers()


def ready(secretary, number=2):
    case_id = a_ready_case(number=number)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    return case_id


def number_of(decision_id):
    decision = db.session.get_one(Decision, decision_id)
    return db.session.get_one(Case, decision.case_id).case_number


def a_southern_grant(number):
    """A case of another board; gives the decision's id."""
    board = a_board("SYD", "Sörlunda stadsdelsnämnd")
    a_delegation(board)
    secretary = an_officer(Role.CULTURE_SECRETARY, username="syd.sekreterare", board=board)
    head = an_officer(Role.UNIT_HEAD, username="syd.chef", board=board)
    return a_granted_case(secretary, head, number=number, board=board)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Likabehandling", "De senaste 24 månaderna", "S24", "Delvis bifall")),
        ("en", ("Equal treatment", "The last 24 months", "S24", "Partly granted")),
    ],
)
def test_the_page_shows_the_closest_cases_side_by_side(enter, people, language, words):
    granted = a_granted_case(*people)
    case_id = ready(people[0])
    page = enter(people[0], language).get(f"/arenden/{case_id}/likabehandling").text
    for one in (*words, number_of(granted)):
        assert one in page, one


def test_from_a_stopped_refusal_to_the_sentence_and_on(enter, people):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary)
    client = enter(secretary)
    path, mirror = f"/arenden/{case_id}/forslag", f"/arenden/{case_id}/likabehandling"
    sent = fields_of(client.get(path).text, path)
    row = next(name[: -len("question_id")] for name, value in sent.items() if value == SHORT_OF)
    sent |= {"outcome": "refused", "summary": "Villkoret är inte uppfyllt.", "proportionality": PROPORTIONALITY,
             f"{row}is_ground": "y", f"{row}reason": "Uppgiften i stadgarna visar detta."}  # fmt: skip
    stopped = client.post(path, data=sent)
    assert stopped.status_code == 409
    assert "Earlier cases with the same criteria came out otherwise (1 in the last 24 months)" in stopped.text
    assert f'href="{mirror}" target="_blank"' in stopped.text
    words = fields_of(client.get(mirror).text, mirror)
    assert client.post(mirror, data=words).status_code == 422
    assert (
        client.post(mirror, data={**words, "comparator": "0" * 16, "explanation": EXPLANATION}).status_code
        == 422
    )
    short = client.post(mirror, data={**words, "comparator": granted, "explanation": "Nytt läge."})
    assert short.status_code == 409
    assert "Write a whole sentence" in short.text
    said = client.post(mirror, data={**words, "comparator": granted, "explanation": EXPLANATION})
    assert said.status_code == 302
    assert EXPLANATION in client.get(mirror).text
    assert db.session.query(DifferenceWord).one().comparator_id == granted
    again = client.post(path, data=sent)
    assert "came out otherwise" not in again.text


def test_the_decider_is_told_and_led_to_the_page(enter, people):
    secretary, head = people
    case_id, _ = a_proposed_case(secretary)
    a_refused_case(secretary, number=2)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    client = enter(head)
    page = client.get(f"/arenden/{case_id}/beslut").text
    assert "Nobody can decide this as it stands" in page
    assert f'href="/arenden/{case_id}/likabehandling">Compare and explain' in page
    assert "Sign: decide as proposed" not in page
    mirror = f"/arenden/{case_id}/likabehandling"
    words = fields_of(client.get(mirror).text, mirror)
    assert "The proposal differs from earlier cases" in client.get(mirror).text
    client.post(mirror, data={**words, "comparator": "none", "explanation": EXPLANATION})
    page = client.get(f"/arenden/{case_id}/beslut").text
    assert "Sign: decide as proposed" in page
    assert "What differs from earlier cases that were alike" in page
    assert EXPLANATION in page


def test_of_another_boards_case_nothing_but_pattern_and_outcome(enter, people):
    southern = a_southern_grant(7)
    case_id = ready(people[0])
    page = enter(people[0]).get(f"/arenden/{case_id}/likabehandling").text
    assert "A case of another board" in page
    assert "Partly granted" in page
    for hidden in ("SYD 2026", "Sörlunda", "Kulturförening 7", "45 000", "45\xa0000"):
        assert hidden not in page, hidden
    elsewhere = db.session.get_one(Decision, southern).case_id
    assert enter(people[0]).get(f"/arenden/{elsewhere}/likabehandling").status_code == 404


def test_the_half_yearly_list_and_its_workbook(enter, people):
    secretary, head = people
    case_id, proposal_id = a_proposed_case(secretary, a_refusal())
    a_granted_case(secretary, head, number=2)
    by_the_board(case_id, proposal_id, an_officer(Role.REGISTRAR))
    address = f"/likabehandling?halvar={HALF_YEAR}"
    seen = {}
    for role, everywhere in ((Role.UNIT_HEAD, False), (Role.COORDINATOR, True), (Role.AUDITOR, True)):
        actor = head if role is Role.UNIT_HEAD else an_officer(role, everywhere=everywhere)
        client = enter(actor)
        seen[role] = client.get(address).text
        assert "Unexplained" in seen[role]
        sheet = client.get(f"/likabehandling.xlsx?halvar={HALF_YEAR}")
        rows = list(load_workbook(io.BytesIO(sheet.data))["Differences"].values)
        assert rows[1][0] == "no"
        assert bool(rows[1][4]) is (role is not Role.COORDINATOR)
    assert "Granlunda Kulturförening 1" in seen[Role.UNIT_HEAD]
    assert "Granlunda" not in seen[Role.COORDINATOR]
    assert enter(head).get("/likabehandling?halvar=2026-9").status_code == 404
    assert enter(secretary).get(address).status_code == 403


def test_no_page_of_the_mirror_asks_more_because_there_are_more_cases(enter, people):
    case_id = ready(people[0])
    a_granted_case(*people, number=3)
    client = enter(people[1])
    asked = []
    for extra in (range(0), range(4, 8)):
        for number in extra:
            a_granted_case(*people, number=number)
        for address in (f"/arenden/{case_id}/likabehandling", "/likabehandling"):
            with count_queries() as sent:
                assert client.get(address).status_code == 200
            asked.append(len(sent))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 15
