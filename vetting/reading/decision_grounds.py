"""What a decision rests on: the matter, and the answers given."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.answers import Answer
from vetting.domain.authority import Actor
from vetting.domain.checklist import PROVEN, UNCLEAR, Checklist, Text
from vetting.domain.errors import NotFound
from vetting.domain.ground_rules import FOR_NOTICE
from vetting.domain.terms import Effect, Gate, Regime, Stage
from vetting.domain.verdict import Verdict
from vetting.reading.case_filter import visible
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decision_papers import CaseNames, newest_application_and_names

PLAIN_EXCEPTIONS = frozenset({UNCLEAR, "delvis", "indikation", PROVEN})


@dataclass(frozen=True)
class AnswerLine:
    """An answer. `is_plain`: not bad, unclear, partial or an indication; `view_risk`: touches opinions;
    `is_beside`: weighed with other grounds or asked for follow-up only, never a ground against anybody."""

    question_id: str
    question: Text
    value: str
    answer: Text
    reason: str
    effect: Effect | None
    view_risk: bool
    is_plain: bool
    is_beside: bool


@dataclass(frozen=True)
class CaseMatter:
    """What the case is about, for the heading of its proposal and decision. Amount in whole kronor."""

    id: str
    case_number: str
    board_id: str
    stage: Stage
    regime: Regime
    names: CaseNames
    applied: int
    purpose: str
    starts_on: dt.date
    ends_on: dt.date
    sheet_version: int
    is_review: bool  # of support given before


def case_within_reach(case_id: str, actor: Actor) -> Case:
    """The case, when it exists for the actor. Raises NotFound."""
    case = db.session.scalar(select(Case).where(Case.id == case_id, visible(actor)))
    if case is None:
        raise NotFound("not_found")
    return case


def matter_of(case: Case) -> CaseMatter:
    """What the case is about."""
    application, names = newest_application_and_names(case.id)
    return CaseMatter(
        id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        stage=case.stage,
        regime=case.regime,
        names=names,
        applied=application.amount,
        purpose=application.purpose,
        starts_on=application.starts_on,
        ends_on=application.ends_on,
        sheet_version=case.sheet_version,
        is_review=case.is_review,
    )


def answers_of(checklist: Checklist, given: Mapping[str, Answer], verdict: Verdict) -> tuple[AnswerLine, ...]:
    """Every answer that counts, in the order of the checklist."""
    remarks = {remark.question_id: remark.effect for remark in verdict.remarks}
    return tuple(
        _answer_line(checklist, given[question.id], remarks.get(question.id))
        for question in checklist.questions
        if question.id in given and question.id not in verdict.set_aside
    )


def _answer_line(checklist: Checklist, answer: Answer, effect: Effect | None) -> AnswerLine:
    question = checklist.question(answer.question_id)
    words = checklist.words.answers.get(answer.value, Text(answer.value, answer.value))
    return AnswerLine(
        question_id=question.id,
        question=question.text,
        value=answer.value,
        answer=words,
        reason=answer.reason,
        effect=effect,
        view_risk=question.view_risk,
        is_plain=effect is None and answer.value not in PLAIN_EXCEPTIONS,
        is_beside=question.section in (Gate.ATTRIBUTION, Gate.MITIGATION) or question.effect in FOR_NOTICE,
    )
