"""Decided cases with their answers, as rules are tried on; read only."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.answers import Answer as GivenAnswer
from vetting.domain.terms import Outcome
from vetting.records.applications import Case
from vetting.records.assessments import Answer, RecordedAct
from vetting.records.db import db
from vetting.records.decisions import Decision

MOST_CASES = 2_000  # the newest are tried
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """A decided case with everything its verdict hangs on."""

    case: Case
    outcome: Outcome
    answers: dict[str, GivenAnswer]
    act_recorded: bool


def decided_count(checklist_name: str) -> int:
    """How many cases were decided by any version of the checklist."""
    found = db.session.scalar(
        select(func.count())
        .select_from(Decision)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.checklist_name == checklist_name)
    )
    return int(found or 0)


def decided_cases(checklist_name: str, most: int = MOST_CASES) -> list[DecidedCase]:
    """The newest cases decided by any version of the checklist."""
    rows = db.session.execute(
        select(Case, Decision.outcome)
        .join(Decision, Decision.case_id == Case.id)
        .where(Case.checklist_name == checklist_name)
        .order_by(Case.decided_at.desc(), Case.id)
        .limit(most)
    ).all()
    ids = [case.id for case, _ in rows]
    answers, acts = _answers(ids), _with_acts(ids)
    return [DecidedCase(case, outcome, answers[case.id], case.id in acts) for case, outcome in rows]


def _answers(ids: Sequence[str]) -> defaultdict[str, dict[str, GivenAnswer]]:
    """Values alone: neither reasons nor evidence move a verdict's remarks."""
    found: defaultdict[str, dict[str, GivenAnswer]] = defaultdict(dict)
    for start in range(0, len(ids), AT_ONCE):
        rows = db.session.execute(
            select(Answer.case_id, Answer.question_id, Answer.value).where(
                Answer.case_id.in_(ids[start : start + AT_ONCE]), Answer.is_current
            )
        )
        for case_id, question_id, value in rows:
            found[case_id][question_id] = GivenAnswer(question_id, value)
    return found


def _with_acts(ids: Sequence[str]) -> Collection[str]:
    found: set[str] = set()
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        found |= set(
            db.session.scalars(select(RecordedAct.case_id).where(RecordedAct.case_id.in_(part)).distinct())
        )
    return found
