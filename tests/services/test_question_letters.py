"""A question on paper and its reminder: what the letter tells, who writes it, what the clock reminds of."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_partners import KFM, a_question, an_agent
from vetting.domain.decision_letter import digest_of
from vetting.domain.errors import NotFound, Refused
from vetting.domain.partner_answers import CODES, AnswerCode
from vetting.domain.slots import Turn
from vetting.domain.terms import Partner, Role, Stage
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice, NoticeKind
from vetting.services import partner_questions, partner_reminders, question_letters
from vetting.services.partner_questions import Asking, Reply

TODAY = dt.date(2026, 11, 20)
DUE = TODAY + dt.timedelta(days=7)


@pytest.fixture
def asked(app):
    """The officer, and a question that is to be answered within a week."""
    secretary, _ = two_officers()
    case_id = a_ready_case(board=a_board())
    asking = Asking(KFM, "Finns skulder?\nÄven enskilda mål?", "Bidragsprövning", "letter", DUE)
    return secretary, partner_questions.ask_partner(case_id, asking, by=secretary, now=NOW)


def letter_of(notice_id: str) -> Notice:
    return db.session.get_one(Notice, notice_id)


def test_the_letter_tells_what_the_desk_would_and_is_kept(asked):
    by, question_id = asked
    letter = letter_of(question_letters.write_question_letter(question_id, by=by, now=NOW))
    case = db.session.get_one(Case, letter.case_id)
    content = letter.content
    assert (letter.kind, letter.digest) == (NoticeKind.PARTNER_QUESTION, digest_of(content))
    assert (content["case_number"], content["due_on"], content["was_due_on"]) == (
        case.case_number, DUE.isoformat(), "",
    )  # fmt: skip
    assert content["codes"] == [code.value for code in CODES[KFM]]
    shown = question_letters.shown_question_letter(question_id, letter.id, by=by)
    for told in (
        "Även enskilda mål?",
        "Bidragsprövning",
        "27\u00a0november\u00a02026",
        "Kryssa",
        question_id,
    ):
        assert told in shown.markup
    assert shown.markup.count("letter-box") == len(CODES[KFM])
    assert by.name not in shown.markup
    entries = [one.name for one in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert (entries[-1], "PartnerReminded" in entries) == ("LetterWritten", False)


def test_a_reminder_gives_another_week_and_the_question_stays_overdue(asked):
    by, question_id = asked
    with pytest.raises(Refused, match="not_due_yet"):
        question_letters.write_reminder(question_id, by=by, now=NOW)
    late = NOW + dt.timedelta(days=9)
    content = letter_of(question_letters.write_reminder(question_id, by=by, now=late)).content
    assert (content["is_reminder"], content["was_due_on"], content["due_on"]) == (
        True, DUE.isoformat(), (late.date() + dt.timedelta(days=7)).isoformat(),
    )  # fmt: skip
    row = db.session.get_one(PartnerQuestion, question_id)
    assert (row.reminded_at, row.reply_due_on) == (late, DUE)
    plain = letter_of(question_letters.write_question_letter(question_id, by=by, now=late)).content
    assert plain["due_on"] == ""  # the day has passed


def test_nothing_is_written_about_what_is_answered_or_no_longer_prepared(asked):
    by, question_id = asked
    with transaction(is_piece=True):
        db.session.query(Case).update({"stage": Stage.DECIDED})
    with pytest.raises(Refused, match="case_not_open"):
        question_letters.write_question_letter(question_id, by=by, now=NOW)
    with transaction(is_piece=True):
        db.session.query(Case).update({"stage": Stage.IN_REVIEW})
    reply = Reply(AnswerCode.NONE, TODAY, "Registrator")
    partner_questions.record_answer(question_id, reply, by=by, now=NOW)
    with pytest.raises(Refused, match="already_answered"):
        question_letters.write_question_letter(question_id, by=by, now=NOW)
    assert db.session.query(Notice).count() == 0


def test_another_boards_officer_neither_writes_nor_reads(asked):
    by, question_id = asked
    letter_id = question_letters.write_question_letter(question_id, by=by, now=NOW)
    other = an_officer(Role.CULTURE_SECRETARY, username="annan", board=a_board("SYD"))
    with pytest.raises(NotFound):
        question_letters.write_question_letter(question_id, by=other, now=NOW)
    with pytest.raises(NotFound):
        question_letters.shown_question_letter(question_id, letter_id, by=other)
    with pytest.raises(NotFound):
        question_letters.shown_question_letter(a_question(number=2), letter_id, by=by)


def test_the_police_are_told_to_attach_nothing(asked):
    by, question_id = asked
    with transaction(is_piece=True):
        db.session.get_one(PartnerQuestion, question_id).partner = Partner.POLICE
    letter_id = question_letters.write_question_letter(question_id, by=by, now=NOW)
    markup = question_letters.shown_question_letter(question_id, letter_id, by=by).markup
    assert "Bifoga ingenting" in markup


def test_the_clock_reminds_only_where_somebody_sees_it(asked):
    at = NOW + dt.timedelta(days=8)

    def remind(slot: str) -> object:
        return partner_reminders.remind_partners(Turn("remind-partners", slot, at), at)["count"]

    assert remind("1") == 0
    assert db.session.get_one(PartnerQuestion, asked[1]).reminded_at is None
    an_agent()
    assert remind("2") == 1
