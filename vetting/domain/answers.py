"""An answer to a question: whether its value fits, what it must be accompanied by, whether it is bad."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vetting.domain.checklist import (
    ABOVE_MAXIMUM,
    BELOW_MINIMUM,
    INDICATION,
    NOT_APPLICABLE,
    PROVEN,
    UNCLEAR,
    Question,
)
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.record_extracts import offered, what_is_told
from vetting.domain.terms import AnswerKind

ParameterValue = int | Decimal | bool | str
Parameters = Mapping[str, ParameterValue]

EVIDENCE_LEVELS = range(1, 9)
# 1 own admission or adopted document, 2 decision of a court or authority, 3 own observation with a record,
# 4 recording of the organisation's own channel, 5 named witness; 6 media, 7 anonymous tip, 8 "linked to".
STRONG_LEVELS = range(1, 6)

REASONED_ANSWERS = frozenset({"delvis", UNCLEAR, NOT_APPLICABLE})
NUMBER = re.compile(r"[0-9]{1,12}([.,][0-9]{1,2})?")


@dataclass(frozen=True)
class Answer:
    """What was answered, why, and the levels (1-8) of the evidence it rests on."""

    question_id: str
    value: str
    reason: str = ""
    evidence_levels: tuple[int, ...] = ()


def newly_said(
    written: Iterable[tuple[str, str, str]],
    standing: Mapping[str, Answer],
    levels: Mapping[str, tuple[int, ...]],
) -> list[Answer]:
    """Of what is written (question id, value, reason), the answers that differ from those that stand.

    `levels` are those of the evidence by question. Raises Refused `personal_number_in_text` or
    `text_too_long` naming the question.
    """
    changed = []
    for question_id, value, reason in written:
        value = require_writable(value, field=question_id[:10])
        reason = require_writable(reason, field=question_id[:10])
        before = standing.get(question_id)
        if before is None and not value and not reason:
            continue
        if before is None or (before.value, before.reason) != (value, reason):
            changed.append(Answer(question_id, value, reason, levels.get(question_id, ())))
    return changed


def supports_proven(levels: Iterable[int]) -> bool:
    """Whether evidence of these levels can carry 'styrkt'; levels 6-8 alone never can."""
    return any(level in STRONG_LEVELS for level in levels)


def number_in(value: str) -> Decimal | None:
    """The number a person wrote, with comma or point and with spaces between thousands, or None."""
    written = re.sub(r"\s", "", value)
    return Decimal(written.replace(",", ".")) if NUMBER.fullmatch(written) else None


def limit_of(question: Question, parameters: Parameters) -> Decimal | None:
    """The board's number a numeric answer is compared with, or None where none is set.

    Refuses `parameter_not_a_number` when the board has set something else.
    """
    if question.answers is not AnswerKind.NUM or not question.parameters:
        return None
    limit = parameters.get(question.parameters[0])
    if limit is None or limit is False or limit == "":
        return None
    if isinstance(limit, bool) or not isinstance(limit, (int, Decimal)):
        raise Refused("parameter_not_a_number", question=question.id, parameter=question.parameters[0])
    return Decimal(limit)


def is_bad(question: Question, value: str, parameters: Parameters) -> bool:
    """Whether the answer triggers the question's effect. 'oklart' never does."""
    if value == UNCLEAR:
        return False
    number, limit = number_in(value), limit_of(question, parameters)
    if question.answers is AnswerKind.NUM and number is not None:
        if limit is None:
            return False
        too_low = BELOW_MINIMUM in question.bad and number < limit
        return too_low or (ABOVE_MAXIMUM in question.bad and number > limit)
    return value in question.bad


def check_answer(
    question: Question,
    value: str,
    *,
    reason: str = "",
    evidence_levels: Iterable[int] = (),
    parameters: Parameters | None = None,
) -> tuple[str, ...]:
    """Codes for what the answer lacks; empty when it can stand. A value that does not fit is told alone."""
    levels = tuple(evidence_levels)
    misfit = _misfit(question, value)
    if misfit:
        return (misfit,)
    lacks = []
    if not reason.strip() and (value in REASONED_ANSWERS or is_bad(question, value, parameters or {})):
        lacks.append("answer_needs_reason")
    if any(level not in EVIDENCE_LEVELS for level in levels):
        lacks.append("unknown_evidence_level")
    if question.answers is AnswerKind.EXCL and value in {INDICATION, PROVEN}:
        if not levels:
            lacks.append("answer_needs_evidence")
        elif value == PROVEN and not supports_proven(levels):
            lacks.append("evidence_too_weak_for_proven")
    if what_is_told(question, reason):
        lacks.append("extract_told")
    return tuple(lacks)


def require_sound(question: Question, answer: Answer, parameters: Parameters) -> None:
    """Refuse the first thing the answer lacks, naming the question; all of them stand in `lacks`."""
    lacks = check_answer(
        question,
        answer.value,
        reason=answer.reason,
        evidence_levels=answer.evidence_levels,
        parameters=parameters,
    )
    if lacks:
        raise Refused(lacks[0], question=question.id, value=answer.value, lacks=lacks)


def _misfit(question: Question, value: str) -> str | None:
    if value in offered(question):
        return None
    if question.answers is AnswerKind.NUM:
        return None if number_in(value) is not None else "answer_not_a_number"
    if question.answers is AnswerKind.DATE:
        return None if _is_date(value) else "answer_not_a_date"
    if question.answers is AnswerKind.TEXT:
        return None if value.strip() else "answer_empty"
    return "answer_not_offered"


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
