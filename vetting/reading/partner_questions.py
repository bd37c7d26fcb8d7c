"""Questions to partners as officers see them: with their answers, and whether those still hold."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, select

from vetting.domain import partner_answers
from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.errors import NotFound
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.officers import Officer


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


def overdue_questions(*, actor: Actor, today: dt.date) -> tuple[QuestionLine, ...]:
    """Questions of the actor's boards whose reply should have come."""
    boards = boards_for(actor, Act.PREPARE_CASE)
    own = [] if boards is None else [Case.board_id.in_(boards)]
    cases = select(Case.id).where(Case.stage.in_(UNDER_PREPARATION), *own)
    late = PartnerQuestion.answered_at.is_(None) & (PartnerQuestion.reply_due_on < today)
    return _questions(late & PartnerQuestion.case_id.in_(cases), today)


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
    )
