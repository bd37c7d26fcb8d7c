"""Asking a partner one question about a case; recording the minimal, dated answer, and correcting it."""

import datetime as dt
from dataclasses import dataclass, replace

from vetting.domain import authority, partner_answers, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.domain.partner_answers import (
    BY_REFERRAL,
    AnswerCode,
    require_function,
    require_impersonal,
)
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import UNDER_PREPARATION, require_preparation
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.domain.terms import Partner
from vetting.gateways import file_store
from vetting.gateways.uploads import Upload, inspect_upload
from vetting.records import corrected_answers, cross_checks, earlier_answers, files, partner_questions
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.referrals import CveStatement, file_statement

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
    """The least that answers. `function` is who answered for the partner: a function, never a person;
    `attachment` is a file's name and bytes."""

    code: AnswerCode
    answered_on: dt.date
    function: str
    text: str = ""
    diary_number: str = ""
    valid_until_on: dt.date | None = None
    attachment: tuple[str, bytes] | None = None


def ask_partner(case_id: str, asked: Asking, *, by: Actor, now: dt.datetime) -> str:
    """Records a question with its ground and gives its id.

    Raises NotFound, and Refused `question_missing`, `ground_missing`, `personal_number_in_text`,
    `outlook_in_text`, `reply_due_passed`, `partner_not_here`, `partner_by_referral` or `case_not_open`.
    """
    authority.require(by, Act.PREPARE_CASE)
    if asked.partner in BY_REFERRAL:
        raise Refused("partner_by_referral")
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

    Raises NotFound, UnusableFile for an attachment that the guards refuse, and Refused `already_answered`,
    `answer_code`, `answered_on`, `valid_until`, `function_missing`, `personal_number_in_text`,
    `outlook_in_text`, `police_answers_minimal` or `case_not_open`.
    """
    authority.require(by, Act.PREPARE_CASE)
    reply = _impersonal(reply, names="")
    with transaction():
        question, case = partner_questions.question_with_case(question_id)
        authority.require(by, Act.PREPARE_CASE, case.board_id)
        require_preparation(case.stage)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        _record(question, reply, by=by, now=now)


def answer_as_partner(question_id: str, reply: Reply, *, by: Actor, now: dt.datetime) -> None:
    """The partner's own answer, dated today and given once. What follows of it is for people to judge.

    Raises NotFound for another agency's question, UnusableFile, and Refused `already_answered`,
    `question_not_needed` when its case is no longer prepared, `answer_code`, `valid_until`,
    `function_missing`, `function_is_name`, `personal_number_in_text`, `outlook_in_text` or
    `police_answers_minimal`.
    """
    authority.require(by, Act.PARTNER_DESK)
    reply = _of_today(reply, by, now)
    with transaction():
        question, case = partner_questions.question_with_case(question_id)
        authority.require_partner(by, question.partner)
        if question.answered_at is None and case.stage not in UNDER_PREPARATION:
            raise Refused("question_not_needed")
        _record(question, reply, by=by, now=now)
        question.is_from_partner = True


def correct_answer(question_id: str, reply: Reply, *, why: str, by: Actor, now: dt.datetime) -> int:
    """Puts a corrected answer in the place of one that an officer records, which is kept beside it; gives
    how many decisions are to be looked at anew. Also after the decision: then above all.

    Raises as record_answer but for the stage, and Refused `not_answered`, `answer_is_partners`: what a
    partner wrote itself it corrects itself, `answer_unchanged` or `reason_missing`.
    """
    authority.require(by, Act.PREPARE_CASE)
    reply = _impersonal(reply, names="")
    with transaction():
        question, case = partner_questions.question_with_case(question_id)
        authority.require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        if question.is_from_partner:
            raise Refused("answer_is_partners")
        return _correct(question, reply, why, by=by, now=now)


def correct_as_partner(question_id: str, reply: Reply, *, why: str, by: Actor, now: dt.datetime) -> int:
    """The partner corrects what it answered itself, dated today. Raises as answer_as_partner and
    correct_answer; NotFound for an answer that did not come from its desk."""
    authority.require(by, Act.PARTNER_DESK)
    reply = _of_today(reply, by, now)
    with transaction():
        question, _case = partner_questions.question_with_case(question_id)
        authority.require_partner(by, question.partner)
        if not question.is_from_partner:
            raise NotFound("not_found")
        return _correct(question, reply, why, by=by, now=now)


def _of_today(reply: Reply, by: Actor, now: dt.datetime) -> Reply:
    return replace(_impersonal(reply, names="" if by.is_token else by.name), answered_on=swedish_day(now))


def _impersonal(reply: Reply, *, names: str) -> Reply:
    return replace(
        reply,
        function=require_function(reply.function, names=names)[:120],
        text=require_impersonal(reply.text, "text"),
        diary_number=require_impersonal(reply.diary_number, "diary_number")[:60],
    )


def _record(question: PartnerQuestion, reply: Reply, *, by: Actor, now: dt.datetime) -> None:
    if question.answered_at is not None:
        raise Refused("already_answered")
    _write(question, reply, by=by, now=now)
    _note(Entry.PARTNER_ANSWERED, question, by=by, now=now)


def _correct(question: PartnerQuestion, reply: Reply, why: str, *, by: Actor, now: dt.datetime) -> int:
    if question.answered_at is None:
        raise Refused("not_answered")
    told = require_impersonal(screening.require_reason(why), "why")
    before, answered_at = corrected_answers.answer_document(question), question.answered_at
    earlier_answers.set_aside(question, told, by=by.id, now=now)
    _write(question, reply, by=by, now=now)
    is_same_day = bool(by.partners) or question.answered_at == answered_at  # a partner's is always today
    if is_same_day and corrected_answers.answer_document(question) == before:
        raise Refused("answer_unchanged")
    reopened = corrected_answers.reopen_for_question(question, before, now=now)
    _note(
        Entry.PARTNER_ANSWER_CORRECTED,
        question,
        by=by,
        now=now,
        answer_before=before["code"],
        reopened=reopened,
    )
    return reopened


def _write(question: PartnerQuestion, reply: Reply, *, by: Actor, now: dt.datetime) -> None:
    """The answer as its columns; an attachment that is not sent anew stays."""
    code = partner_answers.require_code(question.partner, reply.code)
    _require_dates(question, reply, today=swedish_day(now))
    question.answer_code, question.answer_text = code.value, reply.text or None
    question.answered_by_function, question.diary_number = reply.function, reply.diary_number or None
    question.valid_until_on = reply.valid_until_on or partner_answers.default_valid_until(reply.answered_on)
    question.answered_at = dt.datetime.combine(reply.answered_on, NOON, SWEDEN)
    question.recorded_by = by.id
    if reply.attachment is not None:
        upload = _kept(question.partner, *reply.attachment, now=now)
        question.attachment_digest, question.attachment_name = upload.sha256, upload.filename
        statement = CveStatement(upload.filename, upload.sha256, upload.media_type, reply.attachment[1])
        file_statement(question, statement, by=by, now=now)


def _kept(partner: Partner, name: str, data: bytes, *, now: dt.datetime) -> Upload:
    """The attachment in the store, after the same guards as any paper; its name without personal numbers."""
    partner_answers.require_attachable(partner)
    limit = settings().max_upload_bytes
    upload = inspect_upload(data, mask(" ".join(tidy(name).split()))[-200:], max_bytes=limit)
    digest = file_store.keep(settings().files_dir, data)
    files.remember_file(digest, size=upload.size, content_type=upload.media_type, now=now)
    return upload


def _note(entry: Entry, question: PartnerQuestion, *, by: Actor, now: dt.datetime, **more: object) -> None:
    if question.attachment_digest is not None:
        more["sha256"] = question.attachment_digest
    note(
        entry,
        by=by,
        now=now,
        subject=f"question:{question.id}",
        case_id=question.case_id,
        partner=question.partner.value,
        answer=question.answer_code,
        valid_until=question.valid_until_on.isoformat() if question.valid_until_on else None,
        **more,
    )


def _require_dates(question: PartnerQuestion, reply: Reply, *, today: dt.date) -> None:
    asked_on = swedish_day(question.asked_at)
    if not asked_on <= reply.answered_on <= today:
        raise Refused("answered_on", asked_on=asked_on.isoformat(), today=today.isoformat())
    if reply.valid_until_on is not None and reply.valid_until_on < reply.answered_on:
        raise Refused("valid_until", answered_on=reply.answered_on.isoformat())
