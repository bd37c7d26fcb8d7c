"""Questions to partners as officers see them: with their answers, and whether those still hold."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, func, select

from vetting.domain import partner_answers
from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.errors import NotFound
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner, Role
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records import earlier_answers, notices
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.officers import Appointment, Officer


@dataclass(frozen=True)
class QuestionLine:
    """A question to a partner with its answer, if any, whether that may still be relied on, and
    whether the partner itself wrote it at its desk."""

    id: str
    case_id: str
    partner: Partner
    question: str
    ground: str
    channel: str
    asked_by: str
    asked_at: dt.datetime
    reply_due_on: dt.date | None
    is_overdue: bool
    reminded_on: dt.date | None
    answer: AnswerCode | None
    text: str
    function: str
    diary_number: str
    answered_on: dt.date | None
    valid_until_on: dt.date | None
    is_usable: bool
    needs_attention: bool
    is_from_partner: bool
    attachment: str  # the file's name
    digest: str  # of the attachment


@dataclass(frozen=True)
class LateQuestion:
    """A question whose reply should have come."""

    id: str
    case_id: str
    partner: Partner
    question: str
    association: str
    case_number: str
    reply_due_on: dt.date
    reminded_on: dt.date | None


@dataclass(frozen=True)
class LetterLine:
    """A letter with the question, or a reminder of it."""

    id: str
    is_reminder: bool
    written_at: dt.datetime
    written_by: str
    due_on: dt.date | None


@dataclass(frozen=True)
class EarlierLine:
    """An answer that a corrected one took the place of; `corrected_by` is empty where the partner did."""

    answer: AnswerCode
    text: str
    function: str
    diary_number: str
    answered_on: dt.date
    attachment: str
    digest: str
    why: str
    corrected_by: str
    corrected_at: dt.datetime


@dataclass(frozen=True)
class QuestionPapers:
    """What hangs on one question: letters in the order they were written, earlier answers newest first.
    `may_be_reminded`: the answer is due."""

    letters: tuple[LetterLine, ...]
    earlier: tuple[EarlierLine, ...]
    may_be_reminded: bool


_QUESTIONS = (
    select(PartnerQuestion, Officer.display_name)
    .outerjoin(Officer, Officer.id == PartnerQuestion.asked_by)
    .order_by(PartnerQuestion.asked_at.desc(), PartnerQuestion.id)
)
_QUESTIONS_OF_CASE = _QUESTIONS.where(PartnerQuestion.case_id == bindparam("case_id"))


def questions_of(case_id: str, *, today: dt.date) -> tuple[QuestionLine, ...]:
    """All questions of a case, newest first; the case's own page has asked for authority."""
    rows = db.session.execute(_QUESTIONS_OF_CASE, {"case_id": case_id})
    return tuple(_question(one, name, today) for one, name in rows)


def question_of(case_id: str, question_id: str, *, today: dt.date) -> QuestionLine:
    """One question of a case. Raises NotFound."""
    found = _questions((PartnerQuestion.id == question_id) & (PartnerQuestion.case_id == case_id), today)
    if not found:
        raise NotFound("not_found")
    return found[0]


def papers_of(question: QuestionLine, *, today: dt.date) -> QuestionPapers:
    """Letters and earlier answers of a question; its page has asked for authority."""
    letters = notices.letters_of_question(question.id, question.case_id)
    earlier = earlier_answers.earlier_answers(question.id)
    names = _names({*(one.written_by for one in letters), *(one.corrected_by for one in earlier)})
    return QuestionPapers(
        letters=tuple(
            LetterLine(
                one.id,
                bool(one.content["is_reminder"]),
                one.written_at,
                names.get(one.written_by, one.written_by),
                dt.date.fromisoformat(str(one.content["due_on"])) if one.content["due_on"] else None,
            )
            for one in letters
        ),
        earlier=tuple(
            EarlierLine(
                AnswerCode(one.answer_code),
                one.answer_text or "",
                one.answered_by_function or "",
                one.diary_number or "",
                swedish_day(one.answered_at),
                one.attachment_name or "",
                one.attachment_digest or "",
                one.why_corrected,
                names.get(one.corrected_by, ""),
                one.corrected_at,
            )
            for one in earlier
        ),
        may_be_reminded=question.reply_due_on is not None and question.reply_due_on <= today,
    )


def _names(officer_ids: set[str]) -> dict[str, str]:
    """Names of officers; a partner's agent answers as a function and is not named."""
    if not officer_ids:
        return {}
    agents = select(Appointment.officer_id).where(Appointment.role == Role.PARTNER_AGENT)
    rows = db.session.execute(
        select(Officer.id, Officer.display_name).where(
            Officer.id.in_(sorted(officer_ids)), Officer.id.not_in(agents)
        )
    )
    return {officer_id: name for officer_id, name in rows}


def overdue_questions(*, actor: Actor, today: dt.date) -> Listed[LateQuestion]:
    """Questions of the actor's boards whose reply should have come, the oldest first."""
    boards = boards_for(actor, Act.PREPARE_CASE)
    own = [] if boards is None else [Case.board_id.in_(boards)]
    rows = db.session.execute(
        select(PartnerQuestion, Association.name, Case.case_number, func.count().over())
        .join(Case, Case.id == PartnerQuestion.case_id)
        .join(Association, Association.id == Case.association_id)
        .where(Case.stage.in_(UNDER_PREPARATION), *own)
        .where(PartnerQuestion.answered_at.is_(None), PartnerQuestion.reply_due_on < today)
        .order_by(PartnerQuestion.reply_due_on, PartnerQuestion.id)
        .limit(SHOWN)
    ).all()
    lines = tuple(_late(one, association, number) for one, association, number, _total in rows)
    return Listed(lines, rows[0][-1] if rows else 0)


def _late(one: PartnerQuestion, association: str, case_number: str) -> LateQuestion:
    return LateQuestion(
        id=one.id,
        case_id=one.case_id,
        partner=one.partner,
        question=one.question,
        association=association,
        case_number=case_number,
        reply_due_on=one.reply_due_on or dt.date.min,
        reminded_on=swedish_day(one.reminded_at) if one.reminded_at else None,
    )


def _questions(which: ColumnElement[bool], today: dt.date) -> tuple[QuestionLine, ...]:
    rows = db.session.execute(_QUESTIONS.where(which))
    return tuple(_question(one, name, today) for one, name in rows)


def _question(one: PartnerQuestion, asked_by: str | None, today: dt.date) -> QuestionLine:
    answered_on = swedish_day(one.answered_at) if one.answered_at else None
    code = AnswerCode(one.answer_code) if one.answer_code else None
    return QuestionLine(
        id=one.id,
        case_id=one.case_id,
        partner=one.partner,
        question=one.question,
        ground=one.ground,
        channel=one.channel,
        asked_by=asked_by or one.asked_by,
        asked_at=one.asked_at,
        reply_due_on=one.reply_due_on,
        is_overdue=code is None and one.reply_due_on is not None and one.reply_due_on < today,
        reminded_on=swedish_day(one.reminded_at) if one.reminded_at else None,
        answer=code,
        text=one.answer_text or "",
        function=one.answered_by_function or "",
        diary_number=one.diary_number or "",
        answered_on=answered_on,
        valid_until_on=one.valid_until_on,
        is_usable=partner_answers.is_usable(answered_on, one.valid_until_on, today),
        needs_attention=code is not None and partner_answers.needs_attention(one.partner, code),
        is_from_partner=one.is_from_partner,
        attachment=one.attachment_name or "",
        digest=one.attachment_digest or "",
    )
