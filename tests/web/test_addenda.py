"""The decided case shows its seal, says loudly when it does not check, and what was added afterwards."""

import pytest
from sqlalchemy import text

from tests.makers import sign_in
from tests.makers_capsules import ADDED, LATER, a_refused_case
from tests.makers_decisions import a_proposed_case, two_officers
from vetting.records import triggers
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.officers import Officer
from vetting.records.sealed_reasons import ReasonAddendum, SealedReasons
from vetting.services import addenda

HOLDS, BROKEN = "The digest checks", "The reasons are not the ones that were signed"


@pytest.fixture
def refused(client, app):
    """A refused case, open before the officer who prepared it."""
    secretary, _ = two_officers()
    case_id, decision_id = a_refused_case(secretary)
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    return case_id, decision_id, secretary


def without_guards(*statements):
    """What somebody does who holds the database: takes the triggers away, writes, and puts nothing back."""
    names = ("sealed_reasons", "reason_addenda", "journal_payloads", "proposals")
    with db.session.begin_nested():
        if db.session.get_bind().dialect.name == "sqlite":
            for name in triggers.NAMES:
                db.session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            for name in names:
                db.session.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        for statement in statements:
            db.session.execute(text(statement))
    db.session.commit()


@pytest.mark.parametrize("page", ["/arenden/{}", "/arenden/{}/beslut"])
def test_the_page_shows_the_sealed_reasons_and_that_the_digest_checks(client, refused, page):
    case_id, decision_id, _ = refused
    shown = client.get(page.format(case_id)).text
    assert HOLDS in shown
    assert BROKEN not in shown
    assert db.session.get_one(SealedReasons, decision_id).digest in shown


def test_a_proposal_changed_afterwards_does_not_change_what_is_shown(client, refused):
    case_id, _, _ = refused
    sealed = db.session.query(Proposal.summary).scalar()
    without_guards("UPDATE proposals SET summary = 'Helt andra skäl.'")
    shown = client.get(f"/arenden/{case_id}/beslut").text
    assert sealed in shown
    assert "Helt andra skäl." not in shown


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed_reasons SET text = replace(text, 'uppfyller inte', 'struntar i')",
        "UPDATE sealed_reasons SET text = 'inget alls'",
        "UPDATE sealed_reasons SET digest = '" + "0" * 64 + "'",
    ],
)
def test_it_says_so_loudly_when_the_text_is_another(client, refused, statement):
    case_id, _, _ = refused
    without_guards(statement)
    shown = client.get(f"/arenden/{case_id}/beslut").text
    assert shown.index(BROKEN) < shown.index("The seal of the reasons")
    assert "The text no longer has the digest it was sealed with." in shown
    assert HOLDS not in shown


def test_text_and_digest_changed_together_are_told_by_the_journal(client, refused):
    case_id, _, _ = refused
    empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"  # SHA-256 of {}
    without_guards(f"UPDATE sealed_reasons SET text = '{{}}', digest = '{empty}'")
    assert "The journal noted another digest" in client.get(f"/arenden/{case_id}/beslut").text


def test_where_the_journals_facts_are_disposed_of_the_page_says_what_is_left(client, refused):
    case_id, _, _ = refused
    without_guards("DELETE FROM journal_payloads")
    shown = client.get(f"/arenden/{case_id}/beslut").text
    assert "The digest checks, without the journal" in shown
    assert BROKEN not in shown


def test_a_decision_from_before_seals_says_so(client, refused):
    case_id, _, _ = refused
    without_guards("DELETE FROM sealed_reasons")
    shown = client.get(f"/arenden/{case_id}/beslut").text
    assert "before reasons were sealed" in shown
    assert "Föreningen uppfyller inte villkoret." in shown


def test_a_text_is_added_and_shown_with_its_own_time_and_a_banner(client, refused):
    case_id, _, _ = refused
    page = client.get(f"/arenden/{case_id}/beslut/tillagg").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(
        f"/arenden/{case_id}/beslut/tillagg", data={"csrf_token": token, "text": ADDED}, follow_redirects=True
    )
    assert "Added afterwards" in answer.text
    assert ADDED in answer.text
    assert "Not part of what the decision rested on" in answer.text
    assert answer.text.index("Föreningen uppfyller inte villkoret.") < answer.text.index(ADDED)
    assert HOLDS in answer.text


def test_an_addition_on_outlook_is_stopped_with_the_case_that_shows_why(client, refused):
    case_id, _, _ = refused
    page = client.get(f"/arenden/{case_id}/beslut/tillagg").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "text": "Föreningen står inte bakom demokratin."}
    answer = client.post(f"/arenden/{case_id}/beslut/tillagg", data=sent)
    assert (answer.status_code, "JO 1414-2019" in answer.text) == (409, True)
    empty = client.post(f"/arenden/{case_id}/beslut/tillagg", data={"csrf_token": token, "text": ""})
    assert empty.status_code == 422
    assert db.session.query(ReasonAddendum).count() == 0


def test_an_addition_that_was_changed_or_is_gone_is_told(client, refused):
    case_id, _, secretary = refused
    addenda.write_addendum(case_id, text=ADDED, by=secretary, now=LATER)
    without_guards("UPDATE reason_addenda SET text = 'Något annat.'")
    assert "its digest does not check" in client.get(f"/arenden/{case_id}/beslut").text
    without_guards("DELETE FROM reason_addenda")
    assert "1 text that was added is gone" in client.get(f"/arenden/{case_id}/beslut").text


def test_nothing_is_added_to_a_case_that_is_not_decided(client, refused):
    _, _, secretary = refused
    undecided, _ = a_proposed_case(secretary, number=2)
    assert client.get(f"/arenden/{undecided}/beslut/tillagg").status_code == 404
    assert "The seal of the reasons" not in client.get(f"/arenden/{undecided}").text
