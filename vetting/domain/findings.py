"""What a spot check may come to: which result can be given when, told all at once with where to mend it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vetting.domain.answers import REASONED_ANSWERS, Answer
from vetting.domain.checklist import NOT_APPLICABLE, Checklist
from vetting.domain.errors import Refused
from vetting.domain.focus_areas import check_verdict
from vetting.domain.terms_spot_checks import FindingResult, MeasureKind

MOST_MINUTES = 10_000
_SHORTCOMING_RESULTS = frozenset(
    {FindingResult.MINOR_CORRECTED, FindingResult.ACTION_PLAN, FindingResult.SERIOUS}
)
# Answers that a shortcoming can rest on without being bad: partly, unclear.
_DOUBTFUL = REASONED_ANSWERS - {NOT_APPLICABLE}


@dataclass(frozen=True)
class Sheet:
    """What the answers say that stand in the end; all are question ids in checklist order."""

    unanswered: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: frozenset[str] = frozenset()  # questions that something rests on


@dataclass(frozen=True)
class Hearing:
    """Whether the association was asked and what came. `due_on` is the last day to comment."""

    asked: bool = False
    reminded: bool = False
    commented: bool = False
    due_on: dt.date | None = None

    def is_silent(self, today: dt.date) -> bool:
        """Asked, reminded, and the day gone by without a word (D-07)."""
        passed = self.due_on is not None and self.due_on < today
        return self.asked and self.reminded and passed and not self.commented


@dataclass(frozen=True)
class Wanted:
    """Result and measure as somebody wants to give them. `due_on`: when the measure is to be done."""

    result: FindingResult
    measure: MeasureKind
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Ground:
    """Everything a finding rests on. `unsigned` are the readings (1, 2) that have to be signed first."""

    sheet: Sheet
    hearing: Hearing
    unsigned: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lack:
    """Something a finding needs. `where`: sheet, evidence, comment, reading, result or measure."""

    code: str
    where: str
    facts: Mapping[str, object] = field(default_factory=dict)


def sheet_of(checklist: Checklist, answers: Mapping[str, Answer], evidence: frozenset[str]) -> Sheet:
    """What the answers of a reading say to the rules. Raises Refused `unknown_question`."""
    verdict = check_verdict(checklist, answers)
    lacking = {lack.question_id for lack in verdict.lacking}
    order = [question.id for question in checklist.questions]
    given = [question_id for question_id in order if question_id in answers]
    return Sheet(
        unanswered=verdict.unanswered,
        lacking=tuple(question_id for question_id in order if question_id in lacking),
        bad=tuple(r.question_id for r in verdict.remarks if r.question_id not in verdict.forbidden),
        doubtful=tuple(q for q in given if answers[q].value in _DOUBTFUL),
        forbidden=verdict.forbidden,
        evidence=evidence,
    )


def proposed_measure(result: FindingResult) -> MeasureKind:
    """What a result usually leads to; a person may choose otherwise. Silence: hold the payments (D-07)."""
    return {
        FindingResult.NO_REMARK: MeasureKind.NONE,
        FindingResult.MINOR_CORRECTED: MeasureKind.CORRECTED,
        FindingResult.ACTION_PLAN: MeasureKind.ACTION_PLAN,
        FindingResult.SERIOUS: MeasureKind.SPECIAL_REVIEW,
        FindingResult.NO_REPLY: MeasureKind.PAYMENT_HOLD,
    }[result]


def require_minutes(minutes: int) -> int:
    """The minutes spent. Raises Refused `minutes_odd`."""
    if not 0 <= minutes <= MOST_MINUTES:
        raise Refused("minutes_odd", most=MOST_MINUTES)
    return minutes


def lacks_of(wanted: Wanted, ground: Ground, *, today: dt.date) -> tuple[Lack, ...]:
    """Everything that stands in the way of the finding; empty when it may be given."""
    return (
        *_of_sheet(ground.sheet),
        *_of_hearing(wanted.result, ground.hearing, today),
        *(Lack("reading_not_signed", "reading", {"reading": one}) for one in ground.unsigned),
        *_of_result(wanted.result, ground.sheet),
        *_of_measure(wanted, today),
    )


def _of_sheet(sheet: Sheet) -> Iterator[Lack]:
    if sheet.unanswered:
        yield Lack("check_unanswered", "sheet", {"questions": sheet.unanswered})
    if sheet.lacking:
        yield Lack("check_answers_lacking", "sheet", {"questions": sheet.lacking})
    if sheet.forbidden:
        yield Lack("check_forbidden_ground", "sheet", {"questions": sheet.forbidden})
    if not sheet.evidence:
        yield Lack("check_without_evidence", "evidence")
    if bare := tuple(question for question in sheet.bad if question not in sheet.evidence):
        yield Lack("bad_answer_without_evidence", "evidence", {"questions": bare})


def _of_hearing(result: FindingResult, hearing: Hearing, today: dt.date) -> Iterator[Lack]:
    """Every result needs the association's comment, or its silence."""
    silent = hearing.is_silent(today)
    if result is FindingResult.NO_REPLY and hearing.commented:
        yield Lack("reply_has_come", "result")
    if result is FindingResult.NO_REMARK and silent:
        yield Lack("silence_is_a_finding", "result")  # D-07
    if hearing.commented or silent:
        return
    if not hearing.asked:
        yield Lack("comment_not_asked", "comment")
    elif hearing.due_on is not None and today <= hearing.due_on:
        yield Lack("comment_awaited", "comment", {"due_on": hearing.due_on.isoformat()})
    else:
        yield Lack("comment_not_reminded", "comment")


def _of_result(result: FindingResult, sheet: Sheet) -> Iterator[Lack]:
    if result is FindingResult.NO_REMARK and sheet.bad:
        yield Lack("remarks_in_the_answers", "result", {"questions": sheet.bad})
    if result in _SHORTCOMING_RESULTS and not (sheet.bad or sheet.doubtful):
        yield Lack("shortcoming_without_answer", "result")


def _of_measure(wanted: Wanted, today: dt.date) -> Iterator[Lack]:
    result, measure = wanted.result, wanted.measure
    if result is FindingResult.NO_REMARK and measure is not MeasureKind.NONE:
        yield Lack("measure_without_remark", "measure")
    if result is FindingResult.MINOR_CORRECTED and measure is not MeasureKind.CORRECTED:
        yield Lack("correction_missing", "measure")
    if result is FindingResult.ACTION_PLAN and measure is not MeasureKind.ACTION_PLAN:
        yield Lack("action_plan_missing", "measure")
    if result is FindingResult.SERIOUS and measure is MeasureKind.NONE:
        yield Lack("serious_needs_measure", "measure")
    if measure is MeasureKind.ACTION_PLAN and wanted.due_on is None:
        yield Lack("action_plan_without_date", "measure")
    if wanted.due_on is not None and wanted.due_on < today:
        yield Lack("measure_date_passed", "measure", {"due_on": wanted.due_on.isoformat()})
