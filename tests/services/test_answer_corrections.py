"""Answers of partners with attachments, and corrected: the earlier one is kept, the decision is looked at anew."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_partners import AF, KFM, PERSONAL, an_agent, decided_from
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.terms import Partner, Role, SignalKind
from vetting.records.clearances import Signal
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.earlier_answers import EarlierAnswer
from vetting.records.journal import JournalEntry
from vetting.services import answer_attachments, partner_questions
from vetting.services.partner_questions import Asking, Reply

TODAY = dt.date(2026, 11, 20)
LATER = NOW + dt.timedelta(days=3)
LETTER = ("svar.pdf", PDF)
NONE = Reply(AnswerCode.NONE, TODAY, "Registrator", diary_number="U-1")
CLAIMS = Reply(AnswerCode.PUBLIC_CLAIMS, TODAY, "Registrator", diary_number="U-2")


def a_case_with_question(secretary, partner: Partner = KFM) -> tuple[str, str]:
    case_id = a_ready_case(board=a_board())
    asked = Asking(partner, "Finns skulder?", "Bidragsprövning", "letter")
    return case_id, partner_questions.ask_partner(case_id, asked, by=secretary, now=NOW)


@pytest.fixture
def people(app):
    return two_officers()


def answered(people, reply: Reply = NONE, partner: Partner = KFM) -> tuple[str, str]:
    case_id, question_id = a_case_with_question(people[0], partner)
    partner_questions.record_answer(question_id, reply, by=people[0], now=NOW)
    return case_id, question_id


def with_file(reply: Reply, name: str = "svar.pdf", data: bytes = PDF) -> Reply:
    return Reply(reply.code, reply.answered_on, reply.function, attachment=(name, data))


def signals() -> list[Signal]:
    return db.session.query(Signal).filter_by(kind=SignalKind.ANSWER_CORRECTED).all()


def test_an_attachment_is_stored_under_its_digest_and_handed_out_to_those_who_see_the_case(people):
    _, question_id = answered(people, with_file(NONE, f"svar {PERSONAL}.pdf"))
    row = db.session.get_one(PartnerQuestion, question_id)
    assert "811228" not in row.attachment_name
    opened = answer_attachments.open_attachment(question_id, row.attachment_digest, by=people[1], now=NOW)
    assert (opened.data, opened.media_type) == (PDF, "application/pdf")
    assert db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first().name == "PaperViewed"
    with pytest.raises(NotFound):
        answer_attachments.open_attachment(question_id, "0" * 64, by=people[1], now=NOW)
    other = an_officer(Role.CULTURE_SECRETARY, username="annan", board=a_board("SYD"))
    with pytest.raises(NotFound):
        answer_attachments.open_attachment(question_id, row.attachment_digest, by=other, now=NOW)


def test_a_partner_opens_its_own_attachment_alone(people):
    _, question_id = a_case_with_question(people[0])
    agent = an_agent()
    partner_questions.answer_as_partner(question_id, with_file(NONE), by=agent, now=NOW)
    digest = db.session.get_one(PartnerQuestion, question_id).attachment_digest
    assert answer_attachments.open_own_attachment(question_id, digest, by=agent, now=NOW).data == PDF
    with pytest.raises(NotFound):
        answer_attachments.open_own_attachment(question_id, digest, by=an_agent(AF), now=NOW)
    _, recorded = answered_by_letter(people)
    with pytest.raises(NotFound):
        answer_attachments.open_own_attachment(recorded, digest, by=agent, now=NOW)


def answered_by_letter(people) -> tuple[str, str]:
    case_id = a_ready_case(board=a_board(), number=2)
    asked = Asking(KFM, "Finns skulder?", "Bidragsprövning", "letter")
    question_id = partner_questions.ask_partner(case_id, asked, by=people[0], now=NOW)
    partner_questions.record_answer(question_id, with_file(NONE), by=people[0], now=NOW)
    return case_id, question_id


@pytest.mark.parametrize(
    ("partner", "code", "name", "data", "refusal"),
    [
        (Partner.POLICE, AnswerCode.REMARK, "utdrag.pdf", PDF, "police_answers_minimal"),
        (KFM, AnswerCode.NONE, "svar.pdf", b"", "empty_file"),
        (KFM, AnswerCode.NONE, "svar.pdf", b"MZ\x90\x00 program", "unknown_kind"),
        (KFM, AnswerCode.NONE, "svar.docx", PDF, "renamed_file"),
        (KFM, AnswerCode.NONE, "svar.json", b"{}", "kind_not_allowed"),
    ],
)
def test_an_attachment_that_may_not_be_leaves_the_question_unanswered(
    people, partner, code, name, data, refusal
):
    _, question_id = a_case_with_question(people[0], partner)
    reply = with_file(Reply(code, TODAY, "Registrator"), name, data)
    for by, deed in (
        (people[0], partner_questions.record_answer),
        (an_agent(partner), partner_questions.answer_as_partner),
    ):
        with pytest.raises((Refused, UnusableFile), match=refusal):
            deed(question_id, reply, by=by, now=NOW)
    assert db.session.get_one(PartnerQuestion, question_id).answered_at is None


def test_a_corrected_answer_keeps_the_earlier_one_and_its_attachment(people):
    _, question_id = answered(people, with_file(NONE))
    reopened = partner_questions.correct_answer(
        question_id, CLAIMS, why="Fel uppgift skrevs in", by=people[0], now=LATER
    )
    row = db.session.get_one(PartnerQuestion, question_id)
    assert (reopened, row.answer_code, row.diary_number, row.attachment_name) == (
        0, "public_claims", "U-2", "svar.pdf",
    )  # fmt: skip
    (earlier,) = db.session.query(EarlierAnswer)
    assert (earlier.answer_code, earlier.why_corrected) == ("none", "Fel uppgift skrevs in")
    new = Reply(AnswerCode.NONE, TODAY, "Registrator", attachment=("nytt.txt", b"Inga skulder."))
    partner_questions.correct_answer(question_id, new, why="Skrevs in fel igen", by=people[0], now=LATER)
    opened = answer_attachments.open_attachment(
        question_id, earlier.attachment_digest, by=people[0], now=LATER
    )
    assert (opened.file_name, opened.data) == ("svar.pdf", PDF)
    assert signals() == []  # nothing was decided on it


@pytest.mark.parametrize(
    ("reply", "why", "code"),
    [
        (NONE, "Skrevs in fel", "answer_unchanged"),
        (CLAIMS, " ", "reason_missing"),
        (CLAIMS, f"Avser {PERSONAL}", "personal_number_in_text"),
        (Reply(AnswerCode.YES, TODAY, "Registrator"), "Skrevs in fel", "answer_code"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(people, reply, why, code):
    _, question_id = answered(people)
    with pytest.raises(Refused, match=code):
        partner_questions.correct_answer(question_id, reply, why=why, by=people[0], now=LATER)
    assert db.session.query(EarlierAnswer).count() == 0
    assert db.session.get_one(PartnerQuestion, question_id).answer_code == "none"


def test_what_is_not_answered_cannot_be_corrected(people):
    _, question_id = a_case_with_question(people[0])
    with pytest.raises(Refused, match="not_answered"):
        partner_questions.correct_answer(question_id, CLAIMS, why="Skrevs in fel", by=people[0], now=NOW)


def test_a_correction_after_the_decision_reopens_it_once_for_each_content(people):
    case_id, question_id = answered(people)
    decision_id = decided_from(case_id, *people)
    by, why = people[0], "Kronofogden har rättat sitt svar"
    assert partner_questions.correct_answer(question_id, CLAIMS, why=why, by=by, now=LATER) == 1
    (signal,) = signals()
    assert (signal.decision_id, signal.case_id, signal.question_id) == (decision_id, case_id, question_id)
    assert (signal.record["before"]["code"], signal.record["after"]["code"]) == ("none", "public_claims")
    same_words = Reply(AnswerCode.PUBLIC_CLAIMS, LATER.date(), "Registrator", diary_number="U-2")
    until = Reply(
        same_words.code, TODAY, "Registrator", diary_number="U-2", valid_until_on=dt.date(2026, 12, 1)
    )
    assert partner_questions.correct_answer(question_id, until, why=why, by=by, now=LATER) == 1
    entry = db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()
    assert (entry.name, len(signals())) == ("PartnerAnswerCorrected", 2)


def test_the_partner_corrects_its_own_answer_and_nothing_else(people):
    agent, (case_id, question_id) = an_agent(), a_case_with_question(people[0])
    partner_questions.answer_as_partner(question_id, NONE, by=agent, now=NOW)
    decided_from(case_id, *people)
    with pytest.raises(NotFound):
        partner_questions.correct_as_partner(question_id, CLAIMS, why="Fel svar", by=an_agent(AF), now=LATER)
    assert partner_questions.correct_as_partner(question_id, CLAIMS, why="Fel svar", by=agent, now=LATER) == 1
    row = db.session.get_one(PartnerQuestion, question_id)
    assert (row.answer_code, row.is_from_partner, row.answered_at.date()) == (
        "public_claims", True, LATER.date(),
    )  # fmt: skip
    _, recorded = answered_by_letter(people)
    with pytest.raises(NotFound):
        partner_questions.correct_as_partner(recorded, CLAIMS, why="Fel svar", by=agent, now=LATER)


def test_an_officer_does_not_take_the_partners_own_answer_from_it(people):
    agent, (_, question_id) = an_agent(), a_case_with_question(people[0])
    partner_questions.answer_as_partner(question_id, NONE, by=agent, now=NOW)
    with pytest.raises(Refused, match="answer_is_partners"):
        partner_questions.correct_answer(question_id, CLAIMS, why="Skrevs in fel", by=people[0], now=LATER)
    assert db.session.query(EarlierAnswer).count() == 0
    partner_questions.correct_as_partner(question_id, CLAIMS, why="Fel svar", by=agent, now=LATER)
    assert db.session.get_one(PartnerQuestion, question_id).answer_code == "public_claims"


def test_another_boards_officer_corrects_nothing(people):
    _, question_id = answered(people)
    other = an_officer(Role.CULTURE_SECRETARY, username="annan", board=a_board("SYD"))
    with pytest.raises(NotFound):
        partner_questions.correct_answer(question_id, CLAIMS, why="Skrevs in fel", by=other, now=LATER)
