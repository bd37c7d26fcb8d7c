"""The pages of the four regimes: who decides is told, and only what may be told to the police can be written."""

import datetime as dt

import pytest

from tests.makers import a_board, an_officer, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_regimes import a_case_under, an_adopted_rule
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Regime, Role
from vetting.records.db import db
from vetting.records.officers import Board, Officer
from vetting.records.place_statements import PlaceStatement


def enter(client, actor):
    client.delete_cookie("vetting")
    client.set_cookie("lang", "en")
    return sign_in(client, db.session.get_one(Officer, actor.id).username)


@pytest.fixture
def head(app):
    return two_officers()[1]


@pytest.mark.parametrize(
    ("regime", "told", "untold"),
    [
        (
            Regime.LEGALITY_REVIEW,
            ["Local Government Act 2:3", "3 weeks", "administrative court"],
            ["The police decide"],
        ),
        (
            Regime.CIVIL_LAW,
            [
                "Land Code chapter 12",
                "by legality review, as any other",
                "3 weeks",
                "itself is not tried that way",
            ],
            ["general court", "The police decide"],
        ),
        (
            Regime.PUBLIC_PLACE,
            ["The police decide", "Public Order Act 3:15"],
            ["administrative court", "Refusal"],
        ),
        (
            Regime.STATE_AIDED_HALL,
            ["impartially available", "Whoever owns the hall decides"],
            ["Refusal", "3 weeks"],
        ),
    ],
)
def test_each_regime_tells_its_own_way(client, head, regime, told, untold):
    case_id = a_case_under(regime)
    enter(client, head)
    path = f"/arenden/{case_id}/beslutsvag"
    assert path in client.get(f"/arenden/{case_id}").text
    page = client.get(path).text
    assert [words for words in told if words not in page] == []
    assert [words for words in untold if words in page] == []


def test_the_statement_has_five_interests_to_write_under_and_nothing_else(client, head):
    case_id = a_case_under(Regime.PUBLIC_PLACE)
    enter(client, head)
    path = f"/arenden/{case_id}/yttrande-till-polisen"
    page = client.get(path).text
    assert page.count("<textarea") == 5
    sent = fields_of(page, path)
    assert client.post(path, data=sent).status_code == 422
    refused = client.post(
        path, data={**sent, "stance": "objection", "traffic": "Hotbild.", "no_conflict": "y"}
    )
    assert refused.status_code == 409
    assert "Hotbild" in refused.text
    forged = {**sent, "stance": "conditions", "no_conflict": "y", "views": "Dem vill vi inte ha här."}
    assert client.post(path, data=forged).status_code == 409
    sound = {**sent, "stance": "conditions", "care": "Gräset skyddas med körplåtar.", "no_conflict": "y"}
    given = client.post(path, data=sound)
    assert given.status_code == 302
    letter = client.get(given.location).text
    assert "körplåtar" in letter
    assert "Dem vill" not in letter
    assert db.session.query(PlaceStatement).one().given_by == head.id
    assert "Read the opinion" in client.get(f"/arenden/{case_id}/beslutsvag").text


def test_there_is_none_to_write_where_the_board_decides(client, head):
    case_id = a_case_under(Regime.LEGALITY_REVIEW)
    enter(client, head)
    answer = client.get(f"/arenden/{case_id}/yttrande-till-polisen")
    assert answer.location == f"/arenden/{case_id}/beslutsvag"


def test_the_procedure_in_force_is_shown_as_the_boards_own(client, app):
    secretary, head = two_officers()
    an_adopted_rule(db.session.query(Board).one())
    case_id, _ = a_decided_case(secretary, head)
    enter(client, secretary)
    page = client.get(f"/arenden/{case_id}/beslutsvag").text
    assert "Rules of the house, in force on" in page
    assert "Administrative Procedure Act section 32" in page


def test_rules_are_recorded_by_the_administrator_and_read_by_anybody(client, app):
    board_id = a_board().id
    enter(client, an_officer(Role.ADMINISTRATOR, everywhere=True))
    path = f"/administration/namnder/{board_id}/handlaggningsordning/reasons"
    page = client.get(path).text
    sent = fields_of(page, path)
    assert "klargörande motivering" in sent["text"]
    today = dt.date(2026, 11, 20).isoformat()
    days = {"adopted_by": "Nämnden § 7", "adopted_on": today, "in_force_from": "2026-11-19"}
    assert "at the earliest" in client.post(path, data={**sent, **days}).text
    assert client.post(path, data={**sent, **days, "in_force_from": today}).status_code == 302
    end = {"end-adopted_by": "Nämnden § 9", "end-adopted_on": today, "end-in_force_from": today}
    refused = client.post(f"{path}/upphav", data={**end, "csrf_token": sent["csrf_token"]})
    assert refused.status_code in (409, 422)
    assert "Nämnden § 7" not in client.get("/handlaggningsordning").text, "nobody else has confirmed it"
    board = path.removesuffix("/reasons")
    page = client.get(board).text
    assert "You recorded it: another person confirms." in page
    assert "Confirm and publish" not in page
    client.delete_cookie("vetting")
    enter(client, an_officer(Role.ADMINISTRATOR, username="adm.tva", everywhere=True))
    confirming = fields_of(client.get(board).text, f"{board}/bekrafta")
    assert client.post(f"{board}/bekrafta", data=confirming).status_code == 302
    again = client.post(f"{board}/ta-tillbaka", data=confirming, follow_redirects=True)
    assert "no longer waits to be confirmed" in again.text
    client.delete_cookie("vetting")
    client.set_cookie("lang", "sv")
    published = client.get("/handlaggningsordning").text
    for words in (
        "klargörande motivering",
        "Nämnden § 7",
        "32 § förvaltningslagen",
        "Handläggningsordning i stället för",
    ):
        assert words in published
