"""The partner's desk: who sits at it, answers given once, reminders, and nobody else's questions."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_partners import (
    AF,
    KFM,
    PERSONAL,
    a_key,
    a_question,
    actor_of_key,
    an_agent,
)
from tests.services.test_attacks_at_once import at_once
from vetting.domain.account_names import NewAccount
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.partner_answers import DESK, AnswerCode
from vetting.domain.slots import Turn
from vetting.domain.terms import Role, Stage
from vetting.reading import officers as signing
from vetting.reading.partner_desk import desk_of_partner, question_at_desk
from vetting.reading.partner_questions import overdue_questions
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.officers import ApiToken
from vetting.services import (
    accounts,
    officers,
    partner_questions,
    partner_reminders,
    tokens,
)
from vetting.services.partner_questions import Asking, Reply

TODAY = dt.date(2026, 11, 20)
REPLY = Reply(AnswerCode.NONE, TODAY, "Registrator", "Inga mål.", "U-2026/17")


def changed(value, **changes):
    return type(value)(**{**{name: getattr(value, name) for name in value.__dataclass_fields__}, **changes})


@pytest.fixture
def agent(app):
    return an_agent()


def test_an_agent_signs_in_as_what_it_is(agent):
    token = officers.sign_in("ombud.enforcement_authority", "lugn sol över ån", address="x", now=NOW)
    found = signing.signed_in(token, NOW).actor
    assert (found.partners, found.is_agent, found.is_token) == ({KFM}, True, False)
    of_key = actor_of_key(a_key())
    assert (of_key.partners, of_key.is_token, of_key.token_board) == ({KFM}, True, None)


def test_the_account_and_the_key_are_given_by_the_administrator(app):
    admin = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    made, _ = accounts.add_officer(
        NewAccount("ombud", "Ombud"), role=Role.PARTNER_AGENT, board_id=None, partner=KFM, by=admin, now=NOW
    )
    with pytest.raises(Refused, match="agent_is_nothing_else"):
        accounts.appoint(made, Role.AUDITOR, board_id=None, by=admin, now=NOW)
    other = an_officer(Role.UNIT_HEAD)
    with pytest.raises(Refused, match="agent_is_nothing_else"):
        accounts.appoint(other.id, Role.PARTNER_AGENT, board_id=None, partner=KFM, by=admin, now=NOW)
    new = NewAccount("annat", "Annat")
    with pytest.raises(Refused, match="partner_missing"):
        accounts.add_officer(new, role=Role.PARTNER_AGENT, board_id=None, by=admin, now=NOW)
    with pytest.raises(Refused, match="scope_unknown"):
        tokens.issue_partner_token(KFM, "x", scopes=["cases:read"], by=admin, now=NOW)
    with pytest.raises(Refused, match="scope_unknown"):
        tokens.issue_token(a_board().id, "x", scopes=["deliveries:write"], by=admin, now=NOW)
    with pytest.raises(NotAllowed):
        tokens.issue_partner_token(KFM, "x", scopes=["deliveries:write"], by=other, now=NOW)
    assert db.session.query(ApiToken).count() == 0


def test_the_partner_answers_its_own_question_and_the_officer_sees_from_where(agent):
    question_id = a_question()
    partner_questions.answer_as_partner(question_id, REPLY, by=agent, now=NOW)
    row = db.session.get(PartnerQuestion, question_id)
    assert (row.answer_code, row.is_from_partner, row.recorded_by) == ("none", True, agent.id)
    assert row.valid_until_on == dt.date(2027, 5, 20)
    found = question_at_desk(question_id, actor=agent, today=TODAY)
    assert (found.answer, found.is_usable, found.is_needed) == (AnswerCode.NONE, True, False)
    assert not question_at_desk(question_id, actor=agent, today=dt.date(2027, 5, 21)).is_usable
    assert db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first().name == "PartnerAnswered"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": AnswerCode.RISK_DESCRIBED}, "answer_code"),
        ({"function": " "}, "function_missing"),
        ({"function": "Ombud Enforcement_Authority"}, "function_is_name"),
        ({"function": PERSONAL}, "personal_number_in_text"),
        ({"text": f"avser {PERSONAL}"}, "personal_number_in_text"),
        ({"diary_number": PERSONAL}, "personal_number_in_text"),
        ({"valid_until_on": TODAY - dt.timedelta(days=1)}, "valid_until"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(agent, changes, code):
    question_id = a_question()
    with pytest.raises(Refused, match=code):
        partner_questions.answer_as_partner(question_id, changed(REPLY, **changes), by=agent, now=NOW)
    assert db.session.get(PartnerQuestion, question_id).answered_at is None


@pytest.mark.parametrize("code", [AnswerCode.REFERRED, AnswerCode.CANNOT_ANSWER])
def test_every_partner_may_refer_or_be_unable(agent, code):
    question_id = a_question()
    partner_questions.answer_as_partner(question_id, changed(REPLY, code=code), by=agent, now=NOW)
    assert db.session.get(PartnerQuestion, question_id).answer_code == code


def test_another_partners_question_is_not_there(agent):
    theirs = a_question(AF)
    with pytest.raises(NotFound):
        partner_questions.answer_as_partner(theirs, REPLY, by=agent, now=NOW)
    with pytest.raises(NotFound):
        question_at_desk(theirs, actor=agent, today=TODAY)
    assert desk_of_partner(agent, today=TODAY).waiting == ()
    with pytest.raises(NotAllowed):
        partner_questions.answer_as_partner(theirs, REPLY, by=an_officer(Role.UNIT_HEAD), now=NOW)


def test_the_desk_tells_of_a_case_only_what_the_question_says(agent):
    question_id = a_question(due_on=TODAY)
    (found,) = desk_of_partner(agent, today=TODAY).waiting
    case = db.session.get(Case, db.session.get(PartnerQuestion, question_id).case_id)
    told = repr(found)
    assert found.association in told
    for hidden in (
        case.case_number,
        case.id,
        "Fragar",
        db.session.get(PartnerQuestion, question_id).asked_by,
    ):
        assert hidden not in told


def test_a_case_that_is_no_longer_prepared_needs_no_answer(agent):
    question_id = a_question()
    with transaction(is_piece=True):
        db.session.query(Case).update({"stage": Stage.DECIDED})
    assert desk_of_partner(agent, today=TODAY).waiting == ()
    assert not question_at_desk(question_id, actor=agent, today=TODAY).is_needed
    with pytest.raises(Refused, match="question_not_needed"):
        partner_questions.answer_as_partner(question_id, REPLY, by=agent, now=NOW)


def test_two_at_once_answer_one_question_once(own_app):
    question_id, one, other = a_question(), an_agent(), actor_of_key(a_key())
    first = changed(REPLY, diary_number="A")
    second = changed(REPLY, diary_number="B", code=AnswerCode.PUBLIC_CLAIMS)
    answers = at_once(
        own_app,
        lambda: partner_questions.answer_as_partner(question_id, first, by=one, now=NOW),
        lambda: partner_questions.answer_as_partner(question_id, second, by=other, now=NOW),
    )
    assert sorted(answers, key=str) == [None, "already_answered"]
    row = db.session.get(PartnerQuestion, question_id)
    assert (row.answer_code, row.diary_number) in {("none", "A"), ("public_claims", "B")}
    assert db.session.query(JournalEntry).filter_by(name="PartnerAnswered").count() == 1


def test_asking_at_the_desk_needs_somebody_there(app):
    by, case_id = an_officer(Role.CULTURE_SECRETARY), a_ready_case()
    asked = Asking(KFM, "Finns skulder?", "Bidragsprövning", DESK)
    with pytest.raises(Refused, match="partner_not_here"):
        partner_questions.ask_partner(case_id, asked, by=by, now=NOW)
    a_key(scopes=("deliveries:write",))
    with pytest.raises(Refused, match="partner_not_here"):
        partner_questions.ask_partner(case_id, asked, by=by, now=NOW)
    a_key(scopes=("deliveries:write", "questions:answer"))
    partner_questions.ask_partner(case_id, asked, by=by, now=NOW)


def remind(day: dt.date):
    at = dt.datetime.combine(day, dt.time(5, 15), dt.UTC)
    return partner_reminders.remind_partners(Turn("remind-partners", day.isoformat(), at), at)


def test_what_is_due_is_reminded_of_each_week_until_answered(agent):
    question_id, later = a_question(due_on=TODAY), a_question(due_on=TODAY + dt.timedelta(days=30), number=2)
    a_question(number=3)  # without a day
    secretary = an_officer(Role.CULTURE_SECRETARY, username="min.dag")
    days = [TODAY + dt.timedelta(days=number) for number in (0, 1, 7, 8)]
    assert [remind(day)["count"] for day in days] == [1, 0, 1, 0]
    assert remind(days[0]) is None, "the turn was taken"
    (waiting,) = [one for one in desk_of_partner(agent, today=days[-1]).waiting if one.id == question_id]
    assert (waiting.is_overdue, waiting.reminded_on) == (True, days[2])
    (late,) = overdue_questions(actor=secretary, today=days[-1]).lines
    assert (late.id, late.reminded_on) == (question_id, days[2])
    assert db.session.get(PartnerQuestion, later).reminded_at is None
    partner_questions.answer_as_partner(question_id, REPLY, by=agent, now=NOW + dt.timedelta(days=9))
    assert remind(TODAY + dt.timedelta(days=20))["count"] == 0
    assert db.session.query(JournalEntry).filter_by(name="PartnerReminded").count() == 2


def test_the_clock_has_no_desk(app):
    with pytest.raises(NotAllowed):
        desk_of_partner(SYSTEM, today=TODAY)
