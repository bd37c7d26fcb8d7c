"""Referral to CVE: only on a recorded act, with the least that is needed; the board decides all the same."""

import datetime as dt
import hashlib
import json
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_decisions import a_decided_case, a_ready_case, two_officers
from tests.makers_public_copies import SAID, plain
from tests.makers_referrals import ACT, DUE, REASON, referred, with_act
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.terms import Partner, Role, Stage
from vetting.records import referrals as kept
from vetting.records.applications import Case
from vetting.records.assessments import Evidence
from vetting.records.associations import Paper
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.material import material_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.partner_questions import due_questions
from vetting.records.secrecy_marks import marks_of
from vetting.services import partner_questions, proposals, referrals
from vetting.services.partner_questions import Reply

LATER = NOW + dt.timedelta(days=5)


def a_case():
    secretary, _head = two_officers()
    return with_act(a_ready_case()), secretary


def the_letter(case_id):
    return db.session.query(Notice).filter_by(case_id=case_id, kind=NoticeKind.REFERRAL).one()


def names_in_journal(case_id):
    return [name for (name,) in db.session.query(JournalEntry.name).filter_by(case_id=case_id)]


def test_a_referral_holds_the_chosen_items_and_nobodys_name(app):
    case_id, secretary = a_case()
    referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    content = the_letter(case_id).content
    (item,) = content["items"]
    assert (item["text"], item["on"], item["source"]) == (SAID, "2026-05-03", "Minnesanteckning")
    assert content["due_on"] == DUE.isoformat()
    told = plain(json.dumps(content, ensure_ascii=False))
    for name in (secretary.name, secretary.id, "recorded_by", "activity_leader", "personal"):
        assert plain(name) not in told
    ((row, question),) = kept.referrals_of(case_id)
    assert (row.items, row.sent_on, question.partner.value) == ([ACT], None, "cve")
    assert {"ReferralMade", "PartnerAsked", "LetterWritten"} <= set(names_in_journal(case_id))
    assert "anledning att anta" in referrals.shown_referral(case_id, row.id, by=secretary).markup.lower()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"items": []}, "referral_without_act"),
        ({"items": ["evidence:" + "e" * 16]}, "referral_item"),
        ({"items": [ACT, "hit:" + "0" * 16]}, "referral_item"),
        ({"reason": "Något har hänt."}, "referral_reason_short"),
        ({"reason": ""}, "text_missing"),
        ({"reason": REASON + " Se 811228-9874."}, "personal_number_in_text"),
        ({"reason": REASON + " Föreningen kopplas till extrema miljöer."}, "wording_linked"),
        ({"due_on": NOW.date()}, "reply_due_passed"),
    ],
)
def test_without_concrete_circumstances_nothing_is_sent(app, changes, code):
    case_id, secretary = a_case()
    with pytest.raises(Refused, match=code):
        referrals.refer_to_cve(case_id, referred(**changes), by=secretary, now=NOW)
    assert kept.referrals_of(case_id) == []
    assert "PartnerAsked" not in names_in_journal(case_id)


def test_what_speaks_for_the_association_goes_along(app):
    case_id, secretary = a_case()
    against = Evidence(
        id="f" * 16, case_id=case_id, question_id="A01", kind="protokoll", level=1, source="Protokoll § 4",
        description="Styrelsen tog avstånd samma vecka.", is_contrary=True, captured_at=NOW,
        added_by="setup", added_at=NOW,
    )  # fmt: skip
    with transaction(is_piece=True):
        db.session.add(against)
    with pytest.raises(Refused, match="referral_one_sided"):
        referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    whole = referred(items=[ACT, "evidence:" + "f" * 16])
    row = referrals.refer_to_cve(case_id, whole, by=secretary, now=NOW)
    assert "som talar för föreningen, nivå 1" in referrals.shown_referral(case_id, row, by=secretary).markup


def test_a_reason_that_rests_on_outlook_is_stopped(app):
    case_id, secretary = a_case()
    reason = "Ordföranden är nazist. " + REASON
    with pytest.raises(Refused, match="outlook_in_text"):
        referrals.refer_to_cve(case_id, referred(reason=reason), by=secretary, now=NOW)


def test_an_act_with_evidence_carries_the_words_about_it(app):
    case_id, secretary = a_case()
    with transaction(is_piece=True):
        db.session.add(
            Evidence(
                case_id=case_id, question_id="A01", kind="protokoll", level=1, source="Protokoll § 4",
                description="Hotet är antecknat.", is_contrary=False, captured_at=NOW, act_id="a" * 16,
                added_by="setup", added_at=NOW,
            )
        )  # fmt: skip
    reason = REASON + " En av ledarna kopplas till händelserna av två vittnen."
    assert referrals.refer_to_cve(case_id, referred(reason=reason), by=secretary, now=NOW)


def test_a_personal_number_in_an_item_stops_the_whole(app):
    case_id, secretary = a_case()
    with transaction(is_piece=True):
        db.session.execute(db.text("UPDATE recorded_acts SET what = 'Hot mot 811228-9874 vid gården'"))
    with pytest.raises(Refused, match="referral_personal_number"):
        referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)


def test_it_is_sent_once_and_waits_for_one_opinion(app):
    case_id, secretary = a_case()
    referral = referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    with pytest.raises(Refused, match="referral_open"):
        referrals.refer_to_cve(case_id, referred(), by=secretary, now=LATER)
    for day in (NOW.date() - dt.timedelta(days=1), LATER.date() + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="sent_on_impossible"):
            referrals.mark_sent(case_id, referral, day, by=secretary, now=LATER)
    referrals.mark_sent(case_id, referral, LATER.date(), by=secretary, now=LATER)
    ((_row, question),) = kept.referrals_of(case_id)
    due = due_questions(DUE, reminded_before=NOW)  # it is reminded of like any question to a partner
    assert [one.id for one in due] == [question.id]
    with pytest.raises(Refused, match="referral_sent"):
        referrals.mark_sent(case_id, referral, LATER.date(), by=secretary, now=LATER)


def an_opinion(data=PDF, on=LATER):
    return Reply(
        AnswerCode.STATEMENT_ATTACHED, on.date(), "utredningsenheten", attachment=("Yttrande.pdf", data)
    )


def test_the_opinion_is_filed_is_material_and_decides_nothing(app):
    case_id, secretary = a_case()
    referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    ((_row, question),) = kept.referrals_of(case_id)
    partner_questions.record_answer(question.id, an_opinion(), by=secretary, now=LATER)
    ((row, _question),) = kept.referrals_of(case_id)
    paper = db.session.get_one(Paper, row.statement_paper_id)
    assert (paper.case_id, paper.file_digest) == (case_id, hashlib.sha256(PDF).hexdigest())
    assert f"answer:{question.id}" in {one.key for one in material_of(case_id)}
    marks = marks_of(case_id)
    assert marks[f"answer:{question.id}"].is_default
    assert marks[f"paper:{paper.id}"].is_default
    assert "CveStatementFiled" in names_in_journal(case_id)
    case = db.session.get_one(Case, case_id)
    assert case.stage is Stage.IN_REVIEW
    referrals.refer_to_cve(case_id, referred(), by=secretary, now=LATER)  # the first is answered


def test_a_corrected_opinion_stands_beside_the_earlier_one(app):
    case_id, secretary = a_case()
    referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    ((_row, question),) = kept.referrals_of(case_id)
    partner_questions.record_answer(question.id, an_opinion(), by=secretary, now=LATER)
    other = PDF + b"\n% rattad"
    partner_questions.correct_answer(
        question.id, an_opinion(other), why="Ny version", by=secretary, now=LATER
    )
    papers = db.session.query(Paper.file_digest, Paper.id).filter_by(case_id=case_id).all()
    assert {digest for digest, _id in papers} == {hashlib.sha256(one).hexdigest() for one in (PDF, other)}
    marks = marks_of(case_id)
    assert all(marks[f"paper:{paper_id}"].is_default for _digest, paper_id in papers)


def test_no_ordinary_question_goes_to_cve(app):
    case_id, secretary = a_case()
    asked = partner_questions.Asking(Partner.CVE, "Vad vet ni?", "Prövning", "letter")
    with pytest.raises(Refused, match="partner_by_referral"):
        partner_questions.ask_partner(case_id, asked, by=secretary, now=NOW)
    assert "PartnerAsked" not in names_in_journal(case_id)


def test_an_answer_to_another_question_is_no_opinion(app):
    case_id, secretary = a_case()
    referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)
    asked = partner_questions.ask_partner(
        case_id,
        partner_questions.Asking(Partner.TAX_AGENCY, "Annan fråga?", "Prövning", "letter"),
        by=secretary,
        now=NOW,
    )
    answer = replace(an_opinion(), code=AnswerCode.ACTIVE)
    partner_questions.record_answer(asked, answer, by=secretary, now=LATER)
    assert db.session.query(Paper).filter_by(case_id=case_id).count() == 0


def test_who_may_and_when(app):
    case_id, secretary = a_case()
    elsewhere = an_officer(
        Role.CULTURE_SECRETARY, board=a_board("SYD", "Sörlunda stadsdelsnämnd"), username="annan"
    )
    lawyer = an_officer(Role.LAWYER, board=a_board(), username="jurist")
    for actor, error in ((elsewhere, NotFound), (lawyer, NotAllowed)):
        with pytest.raises(error):
            referrals.refer_to_cve(case_id, referred(), by=actor, now=NOW)
    proposals.declare_conflict(case_id, "Min bror sitter i styrelsen.", by=secretary, now=NOW)
    with pytest.raises(Refused, match="conflict_of_interest"):
        referrals.refer_to_cve(case_id, referred(), by=secretary, now=NOW)


def test_a_decided_case_is_not_referred(app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    with pytest.raises(Refused, match="case_not_open"):
        referrals.refer_to_cve(with_act(case_id), referred(), by=secretary, now=NOW)
