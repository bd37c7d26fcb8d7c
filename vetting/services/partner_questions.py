"""Asking a partner one question about a case, and recording the minimal, dated answer."""

import datetime as dt
from dataclasses import dataclass, replace

from vetting.domain import authority, partner_answers
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.partner_answers import AnswerCode, require_function, require_impersonal
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import UNDER_PREPARATION, require_preparation
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.domain.terms import Partner
from vetting.records import cross_checks, partner_questions
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note

NOON = dt.time(12, 0)


@dataclass(frozen=True)
class Asking:
    """What is asked of whom: purpose and legal route in `ground`, by letter, phone … in `channel`."""

    partner: Partner
    question: str
    ground: str
    channel: str
    reply_due_on: dt.date | None = None


@dataclass(frozen=True)
class Reply:
    """The least that answers. `function` is who answered for the partner: a function, never a person."""

    code: AnswerCode
    answered_on: dt.date
    function: str
    text: str = ""
    diary_number: str = ""
    valid_until_on: dt.date | None = None


def ask_partner(case_id: str, asked: Asking, *, by: Actor, now: dt.datetime) -> str:
    """Records a question with its ground and gives its id.

    Raises NotFound, and Refused `question_missing`, `ground_missing`, `personal_number_in_text`,
    `reply_due_passed`, `partner_not_here` or `case_not_open`.
    """
    authority.require(by, Act.PREPARE_CASE)
    question = require_impersonal(asked.question, "question")
    ground = require_impersonal(asked.ground, "ground")
    if not question:
        raise Refused("question_missing")
    if not ground:
        raise Refused("ground_missing")
    if asked.reply_due_on is not None and asked.reply_due_on < swedish_day(now):
        raise Refused("reply_due_passed", due_on=asked.reply_due_on.isoformat())
    with transaction():
        case = cross_checks.case_to_check(case_id)
        authority.require(by, Act.PREPARE_CASE, case.board_id)
        require_preparation(case.stage)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        if asked.channel == partner_answers.DESK and not partner_questions.answers_here(asked.partner):
            raise Refused("partner_not_here")
        question_id = partner_questions.keep_question(
            PartnerQuestion(
                case_id=case_id,
                partner=asked.partner,
                question=question,
                ground=ground[:300],
                channel=asked.channel[:40],
                asked_by=by.id,
                asked_at=now,
                reply_due_on=asked.reply_due_on,
            )
        )
        subject, partner = f"question:{question_id}", asked.partner.value
        note(Entry.PARTNER_ASKED, by=by, now=now, subject=subject, case_id=case_id, partner=partner)
        return question_id


def record_answer(question_id: str, reply: Reply, *, by: Actor, now: dt.datetime) -> None:
    """Records what the partner answered; valid six months unless the answer says otherwise.

    Raises NotFound, and Refused `already_answered`, `answer_code`, `answered_on`, `valid_until`,
    `function_missing`, `personal_number_in_text` or `case_not_open`.
    """
    authority.require(by, Act.PREPARE_CASE)
    reply = _impersonal(reply, names="")
    with transaction():
        question, case = partner_questions.question_with_case(question_id)
        authority.require(by, Act.PREPARE_CASE, case.board_id)
        require_preparation(case.stage)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        _write(question, reply, by=by, now=now)


def answer_as_partner(question_id: str, reply: Reply, *, by: Actor, now: dt.datetime) -> None:
    """The partner's own answer, dated today and given once. What follows of it is for people to judge.

    Raises NotFound for another agency's question, and Refused `already_answered`, `question_not_needed`
    when its case is no longer prepared, `answer_code`, `valid_until`, `function_missing`,
    `function_is_name` or `personal_number_in_text`.
    """
    authority.require(by, Act.PARTNER_DESK)
    reply = replace(_impersonal(reply, names="" if by.is_token else by.name), answered_on=swedish_day(now))
    with transaction():
        question, case = partner_questions.question_with_case(question_id)
        authority.require_partner(by, question.partner)
        if question.answered_at is None and case.stage not in UNDER_PREPARATION:
            raise Refused("question_not_needed")
        _write(question, reply, by=by, now=now)
        question.is_from_partner = True


def _impersonal(reply: Reply, *, names: str) -> Reply:
    return replace(
        reply,
        function=require_function(reply.function, names=names)[:120],
        text=require_impersonal(reply.text, "text"),
        diary_number=require_impersonal(reply.diary_number, "diary_number")[:60],
    )


def _write(question: PartnerQuestion, reply: Reply, *, by: Actor, now: dt.datetime) -> None:
    if question.answered_at is not None:
        raise Refused("already_answered")
    code = partner_answers.require_code(question.partner, reply.code)
    _require_dates(question, reply, today=swedish_day(now))
    question.answer_code, question.answer_text = code.value, reply.text or None
    question.answered_by_function, question.diary_number = reply.function, reply.diary_number or None
    question.valid_until_on = reply.valid_until_on or partner_answers.default_valid_until(reply.answered_on)
    question.answered_at = dt.datetime.combine(reply.answered_on, NOON, SWEDEN)
    question.recorded_by = by.id
    note(
        Entry.PARTNER_ANSWERED,
        by=by,
        now=now,
        subject=f"question:{question.id}",
        case_id=question.case_id,
        partner=question.partner.value,
        answer=code.value,
        valid_until=question.valid_until_on.isoformat(),
    )


def _require_dates(question: PartnerQuestion, reply: Reply, *, today: dt.date) -> None:
    asked_on = swedish_day(question.asked_at)
    if not asked_on <= reply.answered_on <= today:
        raise Refused("answered_on", asked_on=asked_on.isoformat(), today=today.isoformat())
    if reply.valid_until_on is not None and reply.valid_until_on < reply.answered_on:
        raise Refused("valid_until", answered_on=reply.answered_on.isoformat())
