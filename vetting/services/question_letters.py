"""A question to a partner on paper, and the reminder of it: written word for word, shown, and as PDF."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain import authority, partner_answers
from vetting.domain.authority import Act, Actor
from vetting.domain.deadlines import day_due
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.question_letter import QuestionLetter, content_of
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.gateways import letters, question_letters
from vetting.records import boards, cross_checks, notices, partner_questions
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind


@dataclass(frozen=True)
class ShownQuestionLetter:
    """A letter as markup with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    markup: str
    digest: str
    has_pdf: bool


@dataclass(frozen=True)
class QuestionLetterFile:
    """A letter as PDF: the name it is saved under, and its bytes."""

    name: str
    data: bytes


def write_question_letter(question_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Writes the letter with the question and gives its id.

    Raises NotFound, and Refused `already_answered`, `case_not_open` or `conflict_of_interest`.
    """
    authority.require(by, Act.PREPARE_CASE)
    with transaction():
        question, case = _waiting(question_id, by)
        letter = _letter(question, case, is_reminder=False, today=swedish_day(now))
        return _write(question, case, letter, "Fråga", by=by, now=now).id


def write_reminder(question_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Writes the reminder of a question whose answer is due, with another week to answer; gives its id.

    The question stays overdue: the day it was to be answered by is not moved.
    Raises as write_question_letter, and Refused `not_due_yet`.
    """
    authority.require(by, Act.PREPARE_CASE)
    with transaction():
        question, case = _waiting(question_id, by)
        today = swedish_day(now)
        if question.reply_due_on is None or question.reply_due_on > today:
            raise Refused("not_due_yet")
        letter = _letter(question, case, is_reminder=True, today=today)
        question.reminded_at = now
        subject, partner = f"question:{question.id}", question.partner.value
        note(Entry.PARTNER_REMINDED, by=by, now=now, subject=subject, case_id=case.id, partner=partner)
        return _write(question, case, letter, "Påminnelse om fråga", by=by, now=now).id


def shown_question_letter(question_id: str, notice_id: str, *, by: Actor) -> ShownQuestionLetter:
    """A letter with the question, to be read and printed. Raises NotFound."""
    letter = _letter_of(question_id, notice_id, by)
    return ShownQuestionLetter(
        subject=letter.subject,
        markup=question_letters.letter_markup(letter.content),
        digest=letter.digest,
        has_pdf=letters.pdf_available(),
    )


def question_letter_pdf(question_id: str, notice_id: str, *, by: Actor) -> QuestionLetterFile:
    """The letter as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    letter = _letter_of(question_id, notice_id, by)
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    kind = "paminnelse" if letter.content["is_reminder"] else "fraga"
    number = str(letter.content["case_number"]).replace("/", "-").replace(" ", "-")
    return QuestionLetterFile(
        f"{kind}-{number}-{question_id}.pdf", question_letters.letter_pdf(letter.content)
    )


def _waiting(question_id: str, by: Actor) -> tuple[PartnerQuestion, Case]:
    question, case = partner_questions.question_with_case(question_id)
    authority.require(by, Act.PREPARE_CASE, case.board_id)
    require_preparation(case.stage)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    if question.answered_at is not None:
        raise Refused("already_answered")
    return question, case


def _letter(question: PartnerQuestion, case: Case, *, is_reminder: bool, today: dt.date) -> QuestionLetter:
    association = cross_checks.association_to_check(case.association_id)
    due_on = question.reply_due_on
    if is_reminder:
        due_on = day_due(DeadlineKind.PARTNER_REMINDER, today)
    elif due_on is not None and due_on < today:
        due_on = None  # nobody can answer by a day that has passed
    return QuestionLetter(
        question=question.id,
        is_reminder=is_reminder,
        municipality=settings().municipality,
        board=boards.board_name(case.board_id),
        case_number=case.case_number,
        partner=question.partner.value,
        association=association.name,
        org_number=association.org_number or "",
        asked=question.question,
        ground=question.ground,
        codes=tuple(code.value for code in partner_answers.CODES[question.partner]),
        may_attach=partner_answers.may_attach(question.partner),
        written_on=today.isoformat(),
        asked_on=swedish_day(question.asked_at).isoformat(),
        was_due_on=question.reply_due_on.isoformat() if is_reminder and question.reply_due_on else "",
        due_on=due_on.isoformat() if due_on else "",
    )


def _write(
    question: PartnerQuestion, case: Case, letter: QuestionLetter, kind: str, *, by: Actor, now: dt.datetime
) -> Notice:
    subject, content = f"{kind} i ärende {case.case_number}", content_of(letter)
    kept_as, about = NoticeKind.PARTNER_QUESTION, {"question": question.id}
    return notices.keep_letter(case.id, kept_as, subject, content, by=by, now=now, **about)


def _letter_of(question_id: str, notice_id: str, by: Actor) -> Notice:
    case_id, board_id = partner_questions.place_of(question_id)
    authority.require(by, Act.SEE_CASES, board_id)
    for notice in notices.letters_of_question(question_id, case_id):
        if notice.id == notice_id:
            return notice
    raise NotFound("letter_not_written")
