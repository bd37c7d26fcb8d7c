"""Grounds on the pages: what one would hold, what it lacks, and the same told to the decider."""

import html

import pytest

from tests.makers import NOW, sign_in
from tests.makers_checklists import an_act
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_grounds import LOOKED, WHY, a_case_with_act, a_refusal_for_act, with_a_proven_act
from tests.makers_plans import TOLD
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Outcome
from vetting.records.assessments import Evidence
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.officers import Officer
from vetting.services import evidence, proposals


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def browser(client, secretary):
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    return client


def words_of(answer):
    return " ".join(html.unescape(answer.text).split())


def refusal_sent(browser, url):
    """The form of a refusal on A01, as somebody would send it."""
    sent = fields_of(browser.get(url).text, url)
    row = next(name.partition("-question_id")[0] for name, value in sent.items() if value == "A01")
    draft = a_refusal_for_act()
    return row, sent | {
        "outcome": "refused",
        "summary": draft.summary,
        "proportionality": draft.proportionality,
        f"{row}-is_ground": "y",
        f"{row}-reason": WHY,
        "no_conflict": "y",
    }


def test_what_an_answer_lacks_as_a_ground_stands_beside_it_with_where_it_is_mended(browser, secretary):
    case_id = a_ready_case()
    with_a_proven_act(
        case_id, secretary, level=6, answers={"A06": ("oklart", "Inte visat."), "A09": ("ja", "")}
    )
    words = words_of(browser.get(f"/arenden/{case_id}/forslag"))
    assert "Cannot carry a refusal yet" in words
    for told, mended_at in (
        ("A01 is not answered as proven.", "A01"),
        ("A01 lacks evidence of level 1–5.", "A01"),
        ("A01 rests on an act that is not tied to the association", "A06"),
        ("The special reasons are not all weighed for A01.", "A09"),
    ):
        assert f'href="/arenden/{case_id}/checklista#{mended_at}"' in words.partition(told)[2][:600], told


def test_a_refusal_for_an_act_goes_from_the_form_to_the_decider(browser, secretary):
    case_id = a_case_with_act(secretary)
    url = f"/arenden/{case_id}/forslag"
    row, sent = refusal_sent(browser, url)
    answer = browser.post(url, data=sent)
    assert answer.status_code == 409
    assert words_of(answer).count("Say what speaks against A01.") == 2, "on top, and at its row"
    answer = browser.post(url, data={**sent, f"{row}-no_contrary": LOOKED})
    assert answer.status_code == 302, words_of(answer)
    assert db.session.query(Proposal.reasons).scalar()[0]["no_contrary"] == LOOKED
    words = words_of(browser.get(f"/arenden/{case_id}/beslut"))
    for told in (
        "Acts that decide",
        "1 Mar 2026, Norrdal: Ett möte i föreningens lokal stoppades med hot",
        "3 – Our own observation, with a record",
        f"Nothing was found. {LOOKED}",
        "Special reasons, factor by factor",
        "The association has not commented.",
        "Demokrativillkor för föreningsbidrag 2026-01, in force from 1 Jan 2026",
    ):
        assert told in words, told


def test_a_ground_left_ticked_is_no_part_of_a_grant_in_full(browser, secretary):
    case_id = a_case_with_act(secretary)
    url = f"/arenden/{case_id}/forslag"
    _row, sent = refusal_sent(browser, url)
    grant = {"outcome": "granted", "amount": "60000", **TOLD}
    answer = browser.post(url, data=sent | grant | {"summary": "Villkoren är uppfyllda."})
    assert answer.status_code == 302, words_of(answer)
    assert db.session.query(Proposal.outcome, Proposal.reasons).one() == (Outcome.GRANTED, [])


def test_a_form_that_was_forged_names_no_ground(browser, secretary):
    case_id = a_case_with_act(secretary)
    url = f"/arenden/{case_id}/forslag"
    row, sent = refusal_sent(browser, url)
    for changes, told in (
        ({f"{row}-question_id": ""}, "A ground names no criterion."),
        ({f"{row}-question_id": "A02", f"{row}-value": "styrkt"}, "A02 is not answered that way any more."),
        (
            {f"{row}-question_id": "A07", f"{row}-value": "nej"},
            "A07 is asked for follow-up only and is never a reason against an association.",
        ),
    ):
        answer = browser.post(url, data=sent | changes)
        assert (answer.status_code, told in words_of(answer)) == (409, True), told
    assert db.session.query(Proposal).count() == 0


def test_a_proposal_sent_back_opens_with_what_was_said_of_it(browser, secretary):
    case_id = a_case_with_act(secretary)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposal_id = proposals.propose_decision(case_id, a_refusal_for_act(), by=secretary, now=NOW)
    proposals.return_proposal(case_id, proposal_id, "Skriv tydligare.", by=secretary, now=NOW)
    page = browser.get(f"/arenden/{case_id}/forslag")
    assert LOOKED in words_of(page)
    assert WHY in words_of(page)


def test_evidence_is_tied_to_the_act_that_was_chosen(browser, secretary):
    case_id = a_ready_case()
    acts = [
        evidence.record_act(case_id, an_act(place=place), by=secretary, now=NOW)
        for place in ("Norrdal", "Söderdal")
    ]
    path = f"/arenden/{case_id}/checklista/underlag"
    sent = fields_of(browser.get(f"{path}?fraga=A01").text, path) | {
        "question_id": "A01",
        "kind": "dom",
        "level": "2",
        "description": "Domen beskriver hotet",
        "source": "Tingsrätten",
        "act_on": "2026-03-01",
    }
    answer = browser.post(path, data=sent)
    assert (answer.status_code, "Choose which act the evidence proves" in words_of(answer)) == (409, True)
    assert browser.post(path, data={**sent, "act_id": acts[1]}).status_code == 302
    assert db.session.query(Evidence.act_id).scalar() == acts[1]
