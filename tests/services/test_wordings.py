"""Wordings stopped, put to a lawyer, and let through word for word, by another person, journaled."""

import json
from dataclasses import replace

import pytest

from tests.makers import NOW, an_officer
from tests.makers_checklists import answered
from tests.makers_decisions import (
    APPLIED,
    SHORT_OF,
    a_grant,
    a_ready_case,
    the_checklist,
    two_officers,
)
from tests.makers_hearings import heard_on_news
from tests.makers_wordings import OUTLOOK, an_outlook_refusal
from vetting.domain.decisions import Draft
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Outcome, Role
from vetting.reading.wordings import faults_of_wording, wording_page, wordings_to_answer
from vetting.records.assessments import Evidence, RecordedAct
from vetting.records.db import db, transaction
from vetting.records.decisions import Proposal
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.wordings import WordingRequest
from vetting.services import proposals, wordings

TODAY = NOW.date()
QUESTION = SHORT_OF


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    made = a_ready_case()
    proposals.declare_no_conflict(made, by=secretary, now=NOW)
    return made


def a_lawyer():
    return an_officer(Role.LAWYER, everywhere=True)


def asked(case_id, secretary, **changes):
    values = {"field": "summary", "text": OUTLOOK, "why": "Ordagrant citat.", **changes}
    return wordings.ask_for_wording(case_id, **values, by=secretary, now=NOW)


def an_evidence(case_id, *, level, names_act=True, is_contrary=False):
    with transaction(is_piece=True):
        act = RecordedAct(case_id=case_id, what="Hot mot deltagare", act_on=TODAY, place="Norrdal",
                          actor_role="chair", source="Inspelning", recorded_by="setup", recorded_at=NOW)  # fmt: skip
        db.session.add(act)
        db.session.flush()
        db.session.add(
            Evidence(case_id=case_id, question_id=QUESTION, kind="handelsepost", level=level,
                     description="Hot mot deltagare", source="Egen inspelning", act_on=TODAY,
                     act_id=act.id if names_act else None, is_contrary=is_contrary, captured_at=NOW, added_by="setup", added_at=NOW)
        )  # fmt: skip


def propose(case_id, draft, secretary):
    return proposals.propose_decision(case_id, draft, by=secretary, now=NOW)


def test_a_text_let_through_is_not_shown_as_stopped_for_its_blanks(case_id, secretary):
    draft = replace(an_outlook_refusal(), summary=OUTLOOK.replace(" ", " \r\n", 1))
    assert [one.code for one in faults_of_wording(case_id, draft, actor=secretary)] == ["wording_outlook"]
    row = asked(case_id, secretary, text=draft.summary)
    wordings.answer_wording(row, is_allowed=True, answer="Citat.", by=a_lawyer(), now=NOW)
    assert faults_of_wording(case_id, draft, actor=secretary) == ()


def test_a_refusal_on_outlook_is_not_proposed(case_id, secretary):
    with pytest.raises(Refused, match="wording_outlook") as refusal:
        propose(case_id, an_outlook_refusal(), secretary)
    assert refusal.value.facts["phrase"] == "står inte bakom"
    assert db.session.query(Proposal).count() == 0


@pytest.mark.parametrize(
    ("evidence", "passes"),
    [
        ({"level": 5}, True),
        ({"level": 1}, True),
        ({"level": 6}, False),
        ({"level": 8}, False),
        ({"level": 2, "names_act": False}, False),
        ({"level": 2, "is_contrary": True}, False),
    ],
)
def test_only_a_dated_act_with_evidence_of_level_one_to_five_carries_the_words(
    case_id, secretary, evidence, passes
):
    an_evidence(case_id, **evidence)
    opened = [question.id for question in the_checklist().questions if question.opens_with_act]
    answered(case_id, secretary, A00="ja", **dict.fromkeys(opened, "ingen_indikation"))
    heard_on_news(case_id, secretary)
    if passes:
        assert propose(case_id, an_outlook_refusal(), secretary)
    else:
        with pytest.raises(Refused, match="wording_outlook"):
            propose(case_id, an_outlook_refusal(), secretary)


def test_a_lawyer_lets_a_wording_through_word_for_word(case_id, secretary):
    request_id = asked(case_id, secretary)
    lawyer = a_lawyer()
    assert [line.id for line in wordings_to_answer(lawyer).lines] == [request_id]
    wordings.answer_wording(request_id, is_allowed=True, answer="Citat ur protokollet.", by=lawyer, now=NOW)
    assert wordings_to_answer(lawyer).total == 0
    longer = replace(an_outlook_refusal(), summary=OUTLOOK + " Inte alls.")
    with pytest.raises(Refused, match="wording_outlook"):
        propose(case_id, longer, secretary)
    with pytest.raises(Refused, match="wording_outlook"):
        propose(_another_case(secretary), an_outlook_refusal(), secretary)
    assert propose(case_id, an_outlook_refusal(), secretary)


def _another_case(secretary):
    other = a_ready_case(number=2)
    proposals.declare_no_conflict(other, by=secretary, now=NOW)
    return other


def test_a_wording_the_lawyer_stops_stays_stopped(case_id, secretary):
    request_id = asked(case_id, secretary)
    wordings.answer_wording(request_id, is_allowed=False, answer="Skriv händelsen.", by=a_lawyer(), now=NOW)
    with pytest.raises(Refused, match="wording_outlook"):
        propose(case_id, an_outlook_refusal(), secretary)


def test_the_journal_tells_that_and_by_whom_but_not_the_words(case_id, secretary):
    request_id = asked(case_id, secretary)
    wordings.answer_wording(
        request_id, is_allowed=True, answer="Citat ur protokollet.", by=a_lawyer(), now=NOW
    )
    entries = db.session.query(JournalEntry).filter(JournalEntry.name.like("Wording%")).all()
    assert [entry.name for entry in entries] == ["WordingAsked", "WordingAllowed"]
    payloads = [json.loads(db.session.get_one(JournalPayload, entry.seq).body) for entry in entries]
    assert all("wording_outlook" in json.dumps(payload) for payload in payloads)
    assert not any("bakom" in json.dumps(payload, ensure_ascii=False) for payload in payloads)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "Protokollet saknas."}, "wording_sound"),
        ({"text": ""}, "text_missing"),
        ({"text": "Ordföranden är muslim och står inte bakom villkoret."}, "outlook_in_text"),
        ({"why": " "}, "text_missing"),
        ({"why": "Gäller 811228-9874."}, "personal_number_in_text"),
        ({"field": "reservation"}, "wording_field"),
    ],
)
def test_what_is_not_put_to_a_lawyer(case_id, secretary, changes, code):
    with pytest.raises(Refused, match=code):
        asked(case_id, secretary, **changes)
    assert db.session.query(WordingRequest).count() == 0


def test_the_same_wording_is_asked_about_once(case_id, secretary):
    asked(case_id, secretary)
    with pytest.raises(Refused, match="wording_waits"):
        asked(case_id, secretary)
    assert db.session.query(WordingRequest).count() == 1


def test_only_a_lawyer_of_the_board_answers_and_only_once(case_id, secretary):
    request_id = asked(case_id, secretary)
    for officer in (secretary, an_officer(Role.UNIT_HEAD, username="chef.annan")):
        with pytest.raises(NotAllowed):
            wordings.answer_wording(request_id, is_allowed=True, answer="Ja.", by=officer, now=NOW)
    lawyer = a_lawyer()
    with pytest.raises(Refused, match="text_missing"):
        wordings.answer_wording(request_id, is_allowed=True, answer="", by=lawyer, now=NOW)
    wordings.answer_wording(request_id, is_allowed=False, answer="Nej.", by=lawyer, now=NOW)
    with pytest.raises(Refused, match="wording_answered"):
        wordings.answer_wording(request_id, is_allowed=True, answer="Ja.", by=lawyer, now=NOW)
    with pytest.raises(NotFound):
        wordings.answer_wording("nothing", is_allowed=True, answer="Ja.", by=lawyer, now=NOW)


def test_a_lawyer_with_a_conflict_of_interest_answers_nothing_and_another_does(case_id, secretary):
    lawyer, other = a_lawyer(), an_officer(Role.LAWYER, username="jurist2", everywhere=True)
    request_id = asked(case_id, secretary)
    proposals.declare_conflict(case_id, "Min syster leder föreningen.", by=lawyer, now=NOW)
    with pytest.raises(Refused, match="conflict_of_interest"):
        wordings.answer_wording(request_id, is_allowed=True, answer="Citat.", by=lawyer, now=NOW)
    assert not wording_page(case_id, request_id, actor=lawyer).may_answer
    assert db.session.get_one(WordingRequest, request_id).is_allowed is None
    assert wording_page(case_id, request_id, actor=other).may_answer
    wordings.answer_wording(request_id, is_allowed=True, answer="Citat.", by=other, now=NOW)


def test_who_neither_prepares_nor_decides_nor_is_a_lawyer_declares_nothing(case_id):
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    with pytest.raises(NotAllowed):
        proposals.declare_conflict(case_id, "Min syster leder föreningen.", by=auditor, now=NOW)


def test_a_lawyer_who_also_prepares_cases_does_not_answer_what_they_asked(case_id):
    both = an_officer(Role.LAWYER, everywhere=True)
    prepares = replace(both, appointments=both.appointments | {(Role.CULTURE_SECRETARY, None)})
    request_id = asked(case_id, prepares)
    with pytest.raises(Refused, match="wording_own"):
        wordings.answer_wording(request_id, is_allowed=True, answer="Ja.", by=prepares, now=NOW)


def test_only_a_grant_in_full_is_not_held_against_words_about_acts(case_id, secretary):
    words = "Föreningens åsikter prövas inte; villkoren är uppfyllda."
    part, closed = a_grant(secretary, summary=words), Draft(Outcome.CLOSED, 0, words)
    assert part.outcome is Outcome.PARTLY_GRANTED
    for draft in (part, closed):
        with pytest.raises(Refused, match="wording_outlook"):
            propose(case_id, draft, secretary)
    assert propose(case_id, a_grant(secretary, summary=words, amount=APPLIED), secretary)
