"""Plain answers to every question a checklist asks, as for an association with its papers in order."""

from collections.abc import Mapping

from vetting.domain.answers import Answer, Parameters, is_bad
from vetting.domain.checklist import Question
from vetting.domain.parameters import values_of
from vetting.domain.terms import AnswerKind
from vetting.domain.verdict import required_questions
from vetting.services.checklists import published_edition

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
