"""The page of one spot check: the object, its sheet by focus area, letters, findings, the second reading."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from vetting.domain.answers import Answer
from vetting.domain.check_readers import FIRST
from vetting.domain.checklist import Checklist
from vetting.domain.findings import Ground, Hearing, sheet_of
from vetting.domain.findings import Sheet as SheetFacts
from vetting.domain.focus_areas import (
    FocusArea,
    areas_of,
    check_standings,
    check_verdict,
    questions_by_area,
    required_of_check,
)
from vetting.domain.terms import FollowUpKind
from vetting.domain.verdict import Standing, Verdict
from vetting.reading import spot_check_rows
from vetting.reading.check_findings import ShownFinding, findings_of
from vetting.reading.sheet import ShownQuestion
from vetting.reading.sheet_rows import ShownAnswer, ShownEvidence
from vetting.reading.spot_check_rows import CheckObject
from vetting.records import check_facts
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class ShownArea:
    """A focus area with its questions that are asked."""

    area: FocusArea
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True)
class CheckSheet:
    """The questionnaire of one reading. `not_asked` stay closed for every object of the round."""

    reading: int
    version: int
    checklist: Checklist
    areas: tuple[ShownArea, ...]
    not_asked: tuple[ShownQuestion, ...]
    answers: Mapping[str, Answer]
    verdict: Verdict
    done: int
    total: int

    @property
    def asked(self) -> tuple[ShownQuestion, ...]:
        """Every question to be answered, by focus area."""
        return tuple(shown for area in self.areas for shown in area.questions)

    def shown(self, question_id: str) -> ShownQuestion | None:
        """The question of that id, or None."""
        return next((one for one in self.asked if one.question.id == question_id), None)


@dataclass(frozen=True)
class ShownLetter:
    id: str
    subject: str
    is_reminder: bool
    written_at: dt.datetime


@dataclass(frozen=True)
class PlanItem:
    """An item of the plan in force, and what came of it."""

    kind: FollowUpKind
    title: str
    due_on: dt.date
    done_at: dt.datetime | None
    outcome: str


@dataclass(frozen=True)
class CheckPage:
    """One check whole. `sheet` is None for who oversees it while two read apart."""

    object: CheckObject
    sheet: CheckSheet | None
    letters: tuple[ShownLetter, ...]
    plan: tuple[PlanItem, ...]
    findings: tuple[ShownFinding, ...]  # newest first
    replaced_by: tuple[str, str] | None  # id and item
    evidence: frozenset[str]  # questions that something of the readings seen rests on

    @property
    def finding(self) -> ShownFinding | None:
        """The finding that stands."""
        return next((one for one in self.findings if one.stands), None)

    @property
    def ground(self) -> Ground:
        """What a finding would rest on now."""
        found, sheet = self.object, self.sheet
        verdict = sheet_of(sheet.checklist, sheet.answers, self.evidence) if sheet else SheetFacts()
        hearing = Hearing(
            asked=found.asked_at is not None,
            reminded=found.reminded_at is not None,
            commented=found.comment_on is not None,
            due_on=found.due_on,
        )
        return Ground(verdict, hearing, found.readers.unsigned)


def check_page(found: CheckObject, checklist: Checklist) -> CheckPage:
    """The page of a check that `spot_check_rows.check_object` gave, by the round's own questionnaire."""
    reading = found.reading or (FIRST if found.sees else None)
    evidence = spot_check_rows.evidence_of(found.id, found.sees)
    return CheckPage(
        object=found,
        sheet=_sheet_of_check(found, reading, checklist, evidence.get(reading, {})) if reading else None,
        letters=_letters(found),
        plan=_plan(found.case_id),
        findings=findings_of(found.id),
        replaced_by=_replaced_by(found.id),
        evidence=frozenset(
            question_id
            for by_question in evidence.values()
            for question_id, pieces in by_question.items()
            if _levels(pieces)
        ),
    )


def _sheet_of_check(
    found: CheckObject, reading: int, checklist: Checklist, evidence: Mapping[str, Collection[ShownEvidence]]
) -> CheckSheet:
    kept = spot_check_rows.answers_of(found.id, {reading} & found.sees).get(reading, {})
    shown = {question_id: versions[-1][1] for question_id, versions in kept.items()}
    begun = found.begun.get(reading)
    return _sheet(reading, begun.sheet_version if begun else 0, checklist, shown, evidence)


def answers_as_of(check_id: str, reading: int, sheet_version: int) -> dict[str, tuple[str, str]]:
    """Value and reason by question as they stood at that version, for a save that came too late."""
    kept = spot_check_rows.answers_of(check_id, {reading}, only_current=False).get(reading, {})
    found = {}
    for question_id, versions in kept.items():
        earlier = [answer for version, answer in versions if version <= sheet_version]
        if earlier:
            found[question_id] = (earlier[-1].value, earlier[-1].reason)
    return found


def _sheet(
    reading: int,
    version: int,
    checklist: Checklist,
    shown: Mapping[str, ShownAnswer],
    evidence: Mapping[str, Collection[ShownEvidence]],
) -> CheckSheet:
    known = {question.id for question in checklist.questions}
    answers = {
        question_id: Answer(question_id, one.value, one.reason, _levels(evidence.get(question_id, ())))
        for question_id, one in shown.items()
        if question_id in known
    }
    standing, verdict = check_standings(checklist, answers), check_verdict(checklist, answers)
    required = required_of_check(checklist, answers)
    every = {
        question.id: _question(question.id, checklist, standing, verdict, required)
        | {"answer": shown.get(question.id), "evidence": tuple(evidence.get(question.id, ()))}
        for question in checklist.questions
    }
    areas = tuple(
        ShownArea(area, tuple(ShownQuestion(**every[q.id]) for q in area.questions))
        for area in areas_of(checklist, answers)
    )
    closed = [q for _, questions in questions_by_area(checklist) for q in questions]
    return CheckSheet(
        reading=reading,
        version=version,
        checklist=checklist,
        areas=areas,
        not_asked=tuple(ShownQuestion(**every[q.id]) for q in closed if standing[q.id] is not Standing.OPEN),
        answers=answers,
        verdict=verdict,
        done=sum(one.area.done for one in areas),
        total=sum(one.area.total for one in areas),
    )


def _levels(evidence: Collection[ShownEvidence]) -> tuple[int, ...]:
    return tuple(item.level for item in evidence if not item.is_contrary)


def _question(
    question_id: str,
    checklist: Checklist,
    standing: Mapping[str, Standing],
    verdict: Verdict,
    required: Collection[str],
) -> dict[str, Any]:
    remark = next((r.effect for r in verdict.remarks if r.question_id == question_id), None)
    return {
        "question": checklist.question(question_id),
        "standing": standing[question_id],
        "why_closed": "",
        "is_required": question_id in required,
        "remark": remark,
        "lacks": tuple(lack.code for lack in verdict.lacking if lack.question_id == question_id),
        "facts": (),
        "local": (),
    }


def _letters(found: CheckObject) -> tuple[ShownLetter, ...]:
    return tuple(
        ShownLetter(row.id, row.subject, bool(row.content["is_reminder"]), row.written_at)
        for row in check_facts.letters_of(found.id, found.case_id)
    )


def _plan(case_id: str) -> tuple[PlanItem, ...]:
    newest = select(func.max(FollowUpPlan.version)).where(FollowUpPlan.case_id == case_id).scalar_subquery()
    rows = db.session.scalars(
        select(FollowUp)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .where(FollowUpPlan.case_id == case_id, FollowUpPlan.version == newest)
        .order_by(FollowUp.due_on, FollowUp.position)
    )
    return tuple(PlanItem(row.kind, row.title, row.due_on, row.done_at, row.outcome or "") for row in rows)


def _replaced_by(check_id: str) -> tuple[str, str] | None:
    row = db.session.execute(
        select(SpotCheck.id, SpotCheck.item).where(SpotCheck.replaces_id == check_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None
