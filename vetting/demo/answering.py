"""Plain answers to every question a checklist asks, as for an association with its papers in order."""

import datetime as dt
from collections.abc import Collection, Mapping

from vetting.domain.answers import Answer, Parameters, is_bad
from vetting.domain.checklist import Question
from vetting.domain.parameters import values_of
from vetting.domain.terms import AnswerKind
from vetting.domain.verdict import required_questions
from vetting.services.checklists import published_edition

CHECK = ("spot-check", "2026-01")
Written = tuple[str, str, str]
Rules = Mapping[tuple[str, str], str]


def good_answers(name: str, version: str, rules: Rules, *, owes: bool) -> list[tuple[str, str, str]]:
    """Question id, value and reason for each question that must be answered."""
    checklist = published_edition(name, version)
    parameters = values_of(checklist, {parameter: text for (_, parameter), text in rules.items()})
    answers: dict[str, Answer] = {}
    while True:
        asked = required_questions(checklist, answers, parameters=parameters, act_recorded=False)
        missing = [question for question in asked if question.id not in answers]
        if not missing:
            return [(answer.question_id, answer.value, answer.reason) for answer in answers.values()]
        for question in missing:
            answers[question.id] = _answer(question, parameters, owes=owes and question.id == "E01")


def _answer(question: Question, parameters: Parameters, *, owes: bool) -> Answer:
    if owes:
        return Answer(
            question.id, "ja", "Skulden står på Kronofogdens lista, se träffen i registerkontrollen."
        )
    if question.answers is AnswerKind.NUM:
        return Answer(question.id, "48")
    value = next(
        option
        for option in ("ja", "nej", "ingen_indikation", *question.options)
        if option in question.options and not is_bad(question, option, parameters)
    )
    return Answer(question.id, value)


def check_answers(on: dt.date, *, but: Written | None = None, left: Collection[str] = ()) -> list[Written]:
    """As for a support used as decided, read on that day; `but` is the one answer that is otherwise."""
    answers = {answer[0]: answer for answer in good_answers(*CHECK, {}, owes=False)}
    answers |= {"K04": ("K04", on.isoformat(), ""), "K03": ("K03", "bifogad", "")}
    if but is not None:
        answers[but[0]] = but
    return [answer for question_id, answer in answers.items() if question_id not in left]
