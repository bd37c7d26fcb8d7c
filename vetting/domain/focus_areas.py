"""The questionnaire of a spot check by focus area, and what each area shows: derived, never typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.answers import Answer
from vetting.domain.checklist import UNCLEAR, Checklist, Label, Question, Text
from vetting.domain.terms_spot_checks import FocusState
from vetting.domain.verdict import Standing, Verdict, evaluate, required_questions, standings

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class FocusArea:
    """One area as it stands: `done` of `total` required questions are answered; `bad` are question ids."""

    id: str
    text: Text
    state: FocusState
    questions: tuple[Question, ...]
    bad: tuple[str, ...]
    done: int
    total: int


def check_standings(checklist: Checklist, answers: Answers) -> Mapping[str, Standing]:
    """Whether each question is asked. Every object of a round meets the same questionnaire (D-09): what needs
    a recorded act or a board's own rule stays closed here, and is taken up by a special review instead."""
    return standings(checklist, answers, parameters={}, act_recorded=False)


def check_verdict(checklist: Checklist, answers: Answers) -> Verdict:
    """What the answers amount to. Raises Refused `unknown_question`."""
    return evaluate(checklist, answers, parameters={}, act_recorded=False)


def required_of_check(checklist: Checklist, answers: Answers) -> frozenset[str]:
    """Ids of the questions that must be answered before a finding."""
    needed = required_questions(checklist, answers, parameters={}, act_recorded=False)
    return frozenset(question.id for question in needed)


def questions_by_area(checklist: Checklist) -> tuple[tuple[Label, tuple[Question, ...]], ...]:
    """Every question under its focus area, in the checklist's order; those without one stand in the last."""
    last = checklist.focus_areas[-1].id
    return tuple(
        (area, tuple(q for q in checklist.questions if (q.focus or last) == area.id))
        for area in checklist.focus_areas
    )


def areas_of(checklist: Checklist, answers: Answers) -> tuple[FocusArea, ...]:
    """The focus areas as the answers leave them."""
    standing = check_standings(checklist, answers)
    required = required_of_check(checklist, answers)
    bad = {remark.question_id for remark in check_verdict(checklist, answers).remarks}
    return tuple(
        _area(area, tuple(q for q in questions if standing[q.id] is Standing.OPEN), answers, required, bad)
        for area, questions in questions_by_area(checklist)
    )


def _area(
    area: Label,
    asked: tuple[Question, ...],
    answers: Answers,
    required: frozenset[str],
    bad: set[str],
) -> FocusArea:
    needed = [question.id for question in asked if question.id in required]
    done = [question_id for question_id in needed if question_id in answers]
    unclear = any(q.id in answers and answers[q.id].value == UNCLEAR for q in asked)
    remarks = tuple(question.id for question in asked if question.id in bad)
    if remarks:
        state = FocusState.REMARK
    elif unclear or len(done) < len(needed) or not any(q.id in answers for q in asked):
        state = FocusState.NOT_EXAMINED  # an unclear answer says nothing of the area
    else:
        state = FocusState.NO_REMARK
    return FocusArea(area.id, area.text, state, asked, remarks, len(done), len(needed))
