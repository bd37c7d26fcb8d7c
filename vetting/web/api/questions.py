"""Questions for partners' own systems: what waits, and the answer to one."""

import datetime as dt
from typing import Any

from flask import g
from marshmallow import Schema, fields, validate

from vetting.domain.errors import Refused
from vetting.domain.partner_answers import CODES, AnswerCode
from vetting.domain.swedish_time import swedish_day
from vetting.reading.partner_desk import DeskQuestion, question_at_desk, waiting_questions
from vetting.services import partner_questions
from vetting.services.partner_questions import Reply
from vetting.web.access import token_scope
from vetting.web.api.doors import Door, documented, only_json

api = Door("api_questions", __name__, url_prefix="/api", description="Questions put to a partner")
api.before_request(only_json)


class QuestionSchema(Schema):
    """All that the partner sees of the case."""

    id = fields.String()
    association = fields.String()
    org_number = fields.String(allow_none=True)
    question = fields.String()
    ground = fields.String(metadata={"description": "Purpose and legal ground"})
    asked_on = fields.Date()
    reply_due_on = fields.Date(allow_none=True)
    is_overdue = fields.Boolean()
    reminded_on = fields.Date(allow_none=True)
    answers = fields.List(fields.String(), metadata={"description": "The codes that may be answered"})


class QuestionsSchema(Schema):
    questions = fields.List(fields.Nested(QuestionSchema))


class AnswerSchema(Schema):
    code = fields.Enum(AnswerCode, by_value=True, required=True)
    function = fields.String(
        required=True,
        validate=validate.Length(max=120),
        metadata={"description": "The function that answers, never a person's name"},
    )
    diary_number = fields.String(load_default="", validate=validate.Length(max=60))
    valid_until = fields.Date(load_default=None, allow_none=True)
    text = fields.String(load_default="", validate=validate.Length(max=2000))


class AnsweredSchema(Schema):
    id = fields.String()
    code = fields.String()
    answered_on = fields.Date()
    valid_until = fields.Date()
    is_new = fields.Boolean(metadata={"description": "False when the very same answer came before"})


class KeyHeader(Schema):
    key = fields.String(
        data_key="Idempotency-Key",
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "With it, the very same answer sent again is answered with 200"},
    )


@api.get("/questions")
@token_scope("questions:answer")
@api.response(200, QuestionsSchema)
@documented(api)
def waiting() -> dict[str, Any]:
    """The questions that wait for the partner, the first due first."""
    found = waiting_questions(g.actor, today=swedish_day(_now()))
    return {"questions": [_told(one) for one in found]}


@api.post("/questions/<question_id>/answer")
@token_scope("questions:answer")
@api.arguments(KeyHeader, location="headers")
@api.arguments(AnswerSchema)
@api.response(201, AnsweredSchema)
@api.alt_response(200, schema=AnsweredSchema, description="The very same answer came before.")
@documented(api)
def answer(header: dict[str, Any], sent: dict[str, Any], question_id: str) -> tuple[dict[str, Any], int]:
    """The partner's answer, dated today and given once."""
    now = _now()
    today = swedish_day(now)
    question_at_desk(question_id, actor=g.actor, today=today)
    reply = Reply(
        sent["code"], today, sent["function"], sent["text"], sent["diary_number"], sent["valid_until"]
    )
    is_new = True
    try:
        partner_questions.answer_as_partner(question_id, reply, by=g.actor, now=now)
    except Refused as refusal:
        known = question_at_desk(question_id, actor=g.actor, today=today)
        if refusal.code != "already_answered" or not header["key"] or not _is_same(known, sent):
            raise
        is_new = False
    found = question_at_desk(question_id, actor=g.actor, today=today)
    told = {
        "id": found.id,
        "code": found.answer,
        "answered_on": found.answered_on,
        "valid_until": found.valid_until_on,
        "is_new": is_new,
    }
    return told, 201 if is_new else 200


def _is_same(known: DeskQuestion, sent: dict[str, Any]) -> bool:
    before = (known.answer, known.function, known.diary_number, known.text)
    now = (sent["code"], *(sent[name].strip() for name in ("function", "diary_number", "text")))
    return before == now and sent["valid_until"] in (None, known.valid_until_on)


def _told(one: DeskQuestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "association": one.association,
        "org_number": one.org_number,
        "question": one.question,
        "ground": one.ground,
        "asked_on": one.asked_on,
        "reply_due_on": one.reply_due_on,
        "is_overdue": one.is_overdue,
        "reminded_on": one.reminded_on,
        "answers": [code.value for code in CODES[one.partner]],
    }


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
