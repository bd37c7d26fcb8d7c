"""Questions to partners and their answers."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case
from vetting.domain.errors import NotFound, Refused
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.terms import Partner, Role
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.services import partner_questions as deeds
from vetting.services.partner_questions import Asking, Reply

TODAY = dt.date(2026, 11, 20)
ASKED = Asking(Partner.TAX_AGENCY, "Är numret aktivt?", "Offentlig uppgift", "letter", TODAY)
REPLY = Reply(AnswerCode.ACTIVE, TODAY, "registrator", diary_number="A123.456/2026")


@pytest.fixture
def secretary(app):
    return an_officer(Role.CULTURE_SECRETARY)


def changed(value, **changes):
    return type(value)(**{**{name: getattr(value, name) for name in value.__dataclass_fields__}, **changes})


def test_an_answer_is_minimal_dated_and_valid_six_months(app, secretary):
    question_id = deeds.ask_partner(a_ready_case(), ASKED, by=secretary, now=NOW)
    deeds.record_answer(question_id, REPLY, by=secretary, now=NOW)
    row = db.session.get(PartnerQuestion, question_id)
    assert (row.answer_code, row.valid_until_on) == ("active", dt.date(2027, 5, 20))
    names = [entry.name for entry in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert names[-2:] == ["PartnerAsked", "PartnerAnswered"]
    bodies = " ".join(payload.body for payload in db.session.query(JournalPayload))
    assert "Är numret aktivt" not in bodies


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"question": " "}, "question_missing"),
        ({"ground": ""}, "ground_missing"),
        ({"question": "Gäller 811228-9874"}, "personal_number_in_text"),
        ({"reply_due_on": TODAY - dt.timedelta(days=1)}, "reply_due_passed"),
    ],
)
def test_a_question_needs_its_ground(app, secretary, changes, code):
    with pytest.raises(Refused, match=code):
        deeds.ask_partner(a_ready_case(), changed(ASKED, **changes), by=secretary, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": AnswerCode.RISK_DESCRIBED}, "answer_code"),
        ({"function": " "}, "function_missing"),
        ({"text": "avser 811228-9874"}, "personal_number_in_text"),
        ({"answered_on": TODAY + dt.timedelta(days=1)}, "answered_on"),
        ({"answered_on": TODAY - dt.timedelta(days=1)}, "answered_on"),
        ({"valid_until_on": TODAY - dt.timedelta(days=1)}, "valid_until"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(app, secretary, changes, code):
    question_id = deeds.ask_partner(a_ready_case(), ASKED, by=secretary, now=NOW)
    with pytest.raises(Refused, match=code):
        deeds.record_answer(question_id, changed(REPLY, **changes), by=secretary, now=NOW)


def test_an_answer_is_never_overwritten(app, secretary):
    question_id = deeds.ask_partner(a_ready_case(), ASKED, by=secretary, now=NOW)
    deeds.record_answer(question_id, REPLY, by=secretary, now=NOW)
    with pytest.raises(Refused, match="already_answered"):
        deeds.record_answer(question_id, REPLY, by=secretary, now=NOW)


def test_another_boards_case_is_not_there(app, secretary):
    case_id = a_ready_case()
    question_id = deeds.ask_partner(case_id, ASKED, by=secretary, now=NOW)
    other = an_officer(Role.CULTURE_SECRETARY, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    with pytest.raises(NotFound):
        deeds.ask_partner(case_id, ASKED, by=other, now=NOW)
    with pytest.raises(NotFound):
        deeds.record_answer(question_id, REPLY, by=other, now=NOW)
