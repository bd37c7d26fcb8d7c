"""Grounds built from acts and evidence: kept with the proposal, gated when one signs, told in letter and seal."""

import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer
from tests.makers_capsules import members_of, taken_out
from tests.makers_checklists import an_act, an_evidence, answered
from tests.makers_decisions import a_ready_case, the_checklist, two_officers
from tests.makers_grounds import (
    ACT_ON,
    LOOKED,
    WEIGHED,
    a_case_with_act,
    a_refusal_for_act,
    with_a_proven_act,
)
from tests.makers_hearings import answered as spoken
from tests.makers_hearings import heard, heard_on_news
from vetting.domain.decisions import Reason
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms import Role, Stage
from vetting.gateways import letters
from vetting.records import grounds
from vetting.records.applications import Case
from vetting.records.assessments import Evidence
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.hearings import statements_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import decisions, evidence, proposals, secrecy_marks, statements


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def registrar(secretary):
    return an_officer(Role.REGISTRAR, board=a_board(), username="registrator")


def propose(case_id, by, draft=None):
    heard_on_news(case_id, by)
    return proposals.propose_decision(case_id, draft or a_refusal_for_act(), by=by, now=NOW)


def letter_of(case_id):
    kind = NoticeKind.DECISION
    return db.session.query(Notice.content).filter_by(case_id=case_id, kind=kind).scalar()


def words_of(content):
    return " ".join(letters.letter_markup(content).replace("\u00a0", " ").split())


def said(case_id, by, *, text, now=NOW):
    spoken(case_id, by, text=text, now=now)
    statement = statements_of(case_id)[-1]
    statements.consider_statement(case_id, statement.id, "Vägt mot underlaget.", by=by, now=now)


def forge(statement):
    """Past every deed, as somebody with the database in hand."""
    with transaction(is_piece=True):
        db.session.execute(text(statement))
    db.session.expire_all()


def decide(case_id, proposal_id, by):
    return decisions.record_board_decision(
        case_id, proposal_id, minutes="Protokoll 4, § 12", decided_on=NOW.date(), by=by, now=NOW
    )


def refused(case_id, by, code, draft=None):
    with pytest.raises(Refused) as refusal:
        propose(case_id, by, draft)
    assert refusal.value.code == code, refusal.value.facts
    assert db.session.query(Proposal).count() == 0
    return refusal.value


def test_a_ground_is_built_from_what_is_recorded(secretary):
    case_id = a_case_with_act(secretary)
    propose(case_id, secretary)
    (ground,) = db.session.query(Proposal.reasons).scalar()
    case = db.session.get_one(Case, case_id)
    assert ground["rule"]["digest"] == case.checklist_digest
    assert (ground["rule"]["name"], ground["rule"]["version"]) == ("democracy-criteria", "2026-01")
    assert [(act["act_on"], act["place"], act["actor_role"]) for act in ground["acts"]] == [
        (ACT_ON.isoformat(), "Norrdal", "chair")
    ]
    assert [(item["level"], item["kind"], item["act_id"]) for item in ground["evidence"]] == [
        (3, "dokument", ground["acts"][0]["id"])
    ]
    assert (ground["contrary"], ground["no_contrary"]) == ([], LOOKED)
    assert [(one["factor"], one["considered"]) for one in ground["mitigation"]] == [
        ("distance", WEIGHED["A07"][1]),
        ("measures", WEIGHED["A08"][1]),
        ("single", WEIGHED["A09"][1]),
        ("long_ago", WEIGHED["A10"][1]),
    ]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"A06": ("nej", "Hon hade lämnat styrelsen.")}, "ground_not_attributed"),
        ({"A06": ("oklart", "Uppdraget är inte visat.")}, "ground_not_attributed"),
        ({"A09": ("ja", "")}, "ground_unweighed"),
        ({"A01": ("indikation", "En uppgift.")}, "ground_not_proven"),
    ],
)
def test_what_is_not_shown_and_weighed_carries_no_refusal(secretary, answers, code):
    case_id = a_ready_case()
    with_a_proven_act(case_id, secretary, answers=answers)
    value = answers.get("A01", ("styrkt", ""))[0]
    problem = refused(case_id, secretary, code, a_refusal_for_act(value))
    assert problem.facts["questions"] == list(answers)


def test_weak_evidence_alone_proves_nothing_at_the_answer_nor_at_the_proposal(secretary):
    case_id = a_ready_case()
    with_a_proven_act(case_id, secretary, level=6)  # indicated only
    with pytest.raises(Refused, match="answers_unsound") as refusal:
        answered(case_id, secretary, A01=("styrkt", "Enligt tidningen."))
    assert refusal.value.facts["faults"] == (("A01", "evidence_too_weak_for_proven"),)
    forge("UPDATE answers SET value = 'styrkt' WHERE question_id = 'A01' AND is_current")
    problem = refused(case_id, secretary, "answers_lacking")
    assert "ground_evidence_weak" in problem.facts["all"]


def test_a_ground_without_criterion_is_no_ground(secretary):
    case_id = a_case_with_act(secretary)
    draft = replace(a_refusal_for_act(), reasons=(Reason("", "", "Föreningen är olämplig."),))
    refused(case_id, secretary, "ground_without_criterion", draft)


def test_an_answer_that_counts_for_nothing_is_no_ground(secretary):
    case_id = a_case_with_act(secretary)
    answered(case_id, secretary, A00=("nej", "Handlingen går inte att knyta till föreningen."))
    refused(case_id, secretary, "reason_not_answered")


def test_rules_made_after_the_application_do_not_reach_back(secretary):
    case_id = a_case_with_act(secretary)
    forge("UPDATE cases SET received_on = '2025-12-31'")
    refused(case_id, secretary, "ground_rule_later")


def test_the_letter_and_the_seal_tell_the_ground(secretary, registrar):
    case_id = a_case_with_act(secretary)
    decision_id = decide(case_id, propose(case_id, secretary), registrar)
    (kept,) = db.session.query(Proposal.reasons).scalar()
    document = json.loads(db.session.get_one(SealedReasons, decision_id).text)
    assert document["grounds"] == [kept]
    content = letter_of(case_id)
    words = words_of(content)
    for told in (
        "<h4>Händelser som avgjort</h4>",
        "1 mars 2026, Norrdal: Ett möte i föreningens lokal stoppades med hot (ordförande)",
        "egen iakttagelse med anteckning (nivå 3 av 8)",
        f"Inget har kommit fram som talar emot. {LOOKED}",
        "Föreningen har inte lämnat någon kommentar.",
        "<h4>Särskilda skäl, faktor för faktor</h4>",
        f"Är det en enstaka händelse? <strong>Ja.</strong> {WEIGHED['A09'][1]}",
    ):
        assert told in words
    assert content["reasons"][0]["mitigation"][0]["factor"] == "distance"


def test_what_the_association_says_stands_in_its_own_words(secretary, registrar):
    case_id = a_case_with_act(secretary)
    said(case_id, secretary, text="Mötet stoppades inte, det flyttades.")
    proposal_id = propose(case_id, secretary)
    (ground,) = db.session.query(Proposal.reasons).scalar()
    assert ground["comment"] == "Mötet stoppades inte, det flyttades."
    said(case_id, secretary, text="Ordföranden har avgått.", now=NOW + dt.timedelta(minutes=1))
    decision_id = decide(case_id, proposal_id, registrar)
    (sealed,) = json.loads(db.session.get_one(SealedReasons, decision_id).text)["grounds"]
    both = "Mötet stoppades inte, det flyttades.\n\nOrdföranden har avgått."
    assert sealed["comment"] == both, "what came between is told too"
    assert both in letters.letter_markup(letter_of(case_id))
    assert "Vår bedömning: Vägt mot underlaget." in letters.letter_markup(letter_of(case_id))


def test_what_is_kept_from_the_association_leaves_a_marker_in_its_letter(secretary, registrar):
    case_id = a_case_with_act(secretary)
    evidence_id = db.session.query(Evidence.id).scalar()
    why = secrecy_marks.grounds()[0]
    secrecy_marks.mark_item(case_id, f"evidence:{evidence_id}", why, by=secretary, now=NOW)
    secrecy_marks.mark_passage(case_id, "stoppades med hot", why, by=secretary, now=NOW)
    heard(case_id, secretary)
    decide(case_id, propose(case_id, secretary), registrar)
    content = letter_of(case_id)
    assert "Anteckning från mötet" not in json.dumps(content, ensure_ascii=False)
    assert "stoppades med hot" not in json.dumps(content, ensure_ascii=False)
    words = words_of(content)
    assert f"[Uppgift som inte lämnas ut: {why}]" in words
    assert "1 mars 2026, Norrdal: Ett möte i föreningens lokal [Maskat] (ordförande)" in words


def test_a_letter_written_before_grounds_were_built_reads_as_it_did(secretary, registrar):
    case_id = a_case_with_act(secretary)
    decide(case_id, propose(case_id, secretary), registrar)
    old = {"id": "S01", "question": "Finns stadgar?", "answer": "Nej", "reason": "De saknas."}
    words = words_of({**letter_of(case_id), "reasons": [old]})
    assert "<h3>S01. Finns stadgar?</h3> <p><strong>Svar: Nej.</strong> De saknas.</p> </section>" in words


@pytest.mark.parametrize(
    ("forged", "code"),
    [
        ("DELETE FROM evidence", "ground_act_missing"),
        ("UPDATE evidence SET level = 7", "ground_evidence_weak"),
        ("UPDATE evidence SET description = 'Något annat'", "ground_changed"),
        ("UPDATE evidence SET is_contrary = true", "ground_act_missing"),
        ("UPDATE recorded_acts SET actor_role = 'invited'", "ground_act_elsewhere"),
        ("UPDATE recorded_acts SET act_on = '2026-05-05'", "ground_changed"),
        ("UPDATE answers SET value = 'nej' WHERE question_id = 'A06'", "ground_not_attributed"),
        ("UPDATE answers SET reason = '' WHERE question_id = 'A10'", "ground_unweighed"),
        ("UPDATE cases SET received_on = '2025-01-01'", "ground_rule_later"),
    ],
)
def test_what_changes_under_a_proposal_stops_the_signature(secretary, registrar, forged, code):
    case_id = a_case_with_act(secretary)
    proposal_id = propose(case_id, secretary)
    forge(forged)
    with pytest.raises(Refused):  # what has changed has not been communicated either
        decide(case_id, proposal_id, registrar)
    case, proposal = db.session.get_one(Case, case_id), db.session.get_one(Proposal, proposal_id)
    with pytest.raises(Refused) as refusal:
        grounds.require_as_recorded(case, proposal, the_checklist())
    assert refusal.value.code == code
    assert db.session.query(Decision).count() == 0
    assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED


def test_a_proposal_whose_ground_was_typed_into_the_table_is_not_signed(secretary, registrar):
    case_id = a_case_with_act(secretary)
    proposal_id = propose(case_id, secretary)
    with transaction(is_piece=True):
        proposal = db.session.get_one(Proposal, proposal_id)
        proposal.reasons = [{**proposal.reasons[0], "evidence": []}]
    with pytest.raises(Refused, match="ground_changed"):
        decide(case_id, proposal_id, registrar)


def test_evidence_proves_the_act_it_names(secretary):
    case_id = a_ready_case()
    one = evidence.record_act(case_id, an_act(), by=secretary, now=NOW)
    two = evidence.record_act(case_id, an_act(what="Ett till möte", place="Söderdal"), by=secretary, now=NOW)
    cases = [
        ({"act_id": two, "act_on": None}, two),
        ({"act_id": one}, one),
        ({"question_id": "S21", "act_on": None}, None),
    ]
    for words, expected in cases:
        found = evidence.add_evidence(case_id, an_evidence(**words), by=secretary, now=NOW)
        row = db.session.get_one(Evidence, found)
        assert (row.act_id, row.act_on) == (expected, ACT_ON if expected else None)
    for words, problem in (
        ({}, "act_not_named"),  # two on that day
        ({"act_on": dt.date(2026, 3, 2)}, "act_not_named"),
        ({"act_id": one, "act_on": dt.date(2026, 3, 2)}, "act_day_differs"),
        ({"act_id": "ffffffffffffffff"}, "act_not_found"),
    ):
        with pytest.raises((Refused, NotFound), match=problem):
            evidence.add_evidence(case_id, an_evidence(**words), by=secretary, now=NOW)


def test_an_act_of_another_case_proves_nothing_here(secretary):
    elsewhere = evidence.record_act(a_ready_case(number=2), an_act(), by=secretary, now=NOW)
    case_id = a_ready_case()
    evidence.record_act(case_id, an_act(), by=secretary, now=NOW)
    with pytest.raises(NotFound, match="act_not_found"):
        evidence.add_evidence(case_id, an_evidence(act_id=elsewhere), by=secretary, now=NOW)


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_the_capsule_tells_the_whole_ground(secretary, registrar):
    case_id = a_case_with_act(secretary)
    decide(case_id, propose(case_id, secretary), registrar)
    case = members_of(taken_out(case_id, secretary))
    (sealed,) = json.loads(case["reasons-1.json"])["grounds"]
    assert [act["place"] for act in sealed["acts"]] == ["Norrdal"]
    page = next(data for name, data in case.items() if name.endswith(".pdf"))
    words = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(page)).pages).split())
    assert "Särskilda skäl, faktor för faktor" in words
    assert WEIGHED["A09"][1] in words
