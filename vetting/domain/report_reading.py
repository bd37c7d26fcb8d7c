"""What an officer says of a report: answers that rest on something, and completion asked on named points."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.answers import check_answer, is_bad
from vetting.domain.checklist import Checklist, Question
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.terms import AnswerKind
from vetting.domain.terms_association_reports import (
    OwnReportStanding,
    ReadingKind,
    ReportChannel,
    ReportState,
    RestsOn,
)

MAX_NOTE = 500
ABOUT_REPORTS = "redovisning"  # the evidence that the questions of the checklist ask for


@dataclass(frozen=True)
class ReadAnswer:
    """The answer to a question of the checklist about a report, and what it rests on."""

    question_id: str
    value: str
    reason: str = ""
    rests_on: tuple[RestsOn, ...] = ()

    def as_kept(self) -> dict[str, object]:
        """The answer as JSON values."""
        return {
            "question": self.question_id,
            "value": self.value,
            "reason": self.reason,
            "rests_on": [one.value for one in self.rests_on],
        }


@dataclass(frozen=True)
class ReportPoint:
    """A question of the report that the association is asked to complete, with what is wanted."""

    question_id: str
    note: str


@dataclass(frozen=True)
class Arriving:
    """What came in: the answers, who wrote and who signed by function, and by which way."""

    answers: Mapping[str, str]
    written_role: str
    signed_role: str
    channel: ReportChannel
    received_on: dt.date
    reply_to: str = ""
    reason: str = ""


def questions_about_reports(checklist: Checklist) -> tuple[Question, ...]:
    """Those of the checklist that a report answers, with choices to answer by."""
    return tuple(
        question
        for question in checklist.questions
        if ABOUT_REPORTS in question.evidence and question.answers is AnswerKind.STD
    )


def require_supported(checklist: Checklist, answers: Sequence[ReadAnswer]) -> tuple[ReadAnswer, ...]:
    """The answers, with tidy reasons. A negative answer rests on something besides a sign of the comparison.

    Raises Refused `answer_rests_on_sign` or `answer_rests_on_nothing` with the question, `reading_unsound`,
    `question_not_about_reports`, and as free_text.require_writable.
    """
    asked = {question.id: question for question in questions_about_reports(checklist)}
    kept = []
    for answer in answers:
        question = asked.get(answer.question_id)
        if question is None:
            raise Refused("question_not_about_reports", question=answer.question_id[:10])
        reason = require_writable(answer.reason, field=f"reason-{question.id}")
        kept.append(ReadAnswer(question.id, answer.value, reason, answer.rests_on))
        _require_sound(question, kept[-1])
    return tuple(kept)


def _require_sound(question: Question, answer: ReadAnswer) -> None:
    lacks = check_answer(question, answer.value, reason=answer.reason)
    if lacks:
        raise Refused("reading_unsound", first=lacks[0], question=question.id, field=f"reason-{question.id}")
    if not is_bad(question, answer.value, {}):
        return
    if not answer.rests_on:
        raise Refused("answer_rests_on_nothing", question=question.id, field=f"rests_on-{question.id}")
    if set(answer.rests_on) == {RestsOn.SIGN}:
        raise Refused("answer_rests_on_sign", question=question.id, field=f"rests_on-{question.id}")


def require_report_points(points: Sequence[ReportPoint], asked: Collection[str]) -> tuple[ReportPoint, ...]:
    """The points with tidy notes. Raises Refused `report_points_missing`, `report_point_unknown` or
    `text_missing`."""
    if not points:
        raise Refused("report_points_missing")
    for point in points:
        if point.question_id not in asked:
            raise Refused("report_point_unknown", question=point.question_id[:20])
    return tuple(
        ReportPoint(
            point.question_id,
            require_written(point.note, field=f"note-{point.question_id}", longest=MAX_NOTE),
        )
        for point in points
    )


def state_of(reading: ReadingKind | None) -> ReportState:
    """Where the latest report stands by what was said of it."""
    if reading is None:
        return ReportState.TO_READ
    return ReportState.APPROVED if reading is ReadingKind.APPROVED else ReportState.COMPLETION


def standing_of(state: ReportState | None, *, draft_version: int, is_handed_over: bool) -> OwnReportStanding:
    """Where its report stands, as the association sees it. `state` None: nothing is handed in;
    `draft_version` 0: nothing is written."""
    if state is ReportState.APPROVED:
        return OwnReportStanding.APPROVED
    if is_handed_over:
        return OwnReportStanding.AWAITS_SIGNATURE
    if state is ReportState.COMPLETION:
        return OwnReportStanding.COMPLETION
    if state is ReportState.TO_READ:
        return OwnReportStanding.HANDED_IN
    return OwnReportStanding.DRAFT if draft_version else OwnReportStanding.NOT_BEGUN


def day_that_holds(
    state: ReportState | None, *, planned: dt.date | None, asked: dt.date | None
) -> dt.date | None:
    """The one day to keep: the plan's until the report has come, the completion's once one is asked for."""
    if state is ReportState.COMPLETION:
        return asked
    return planned if state is None else None


def digest_content(
    case_number: str, version: int, *, asked: Sequence[Mapping[str, object]], answers: Mapping[str, str]
) -> dict[str, object]:
    """What the digest of a report is made of: which questions, and what was answered."""
    return {
        "case_number": case_number,
        "version": version,
        "questions": [{"id": one["id"], "sv": one["sv"]} for one in asked],
        "answers": dict(answers),
    }
