"""Grounds of a decision built from what a case holds: nothing of them is typed but why they decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vetting.domain.answers import Answer, Parameters, is_bad
from vetting.domain.checklist import INDICATION, Checklist, Question
from vetting.domain.decisions import ADVERSE, Reason
from vetting.domain.grounds import AppliedRule, Considered, Ground, GroundAct, GroundEvidence, GroundKind
from vetting.domain.terms import AnswerKind, Gate, Outcome


@dataclass(frozen=True)
class Recorded:
    """What a case holds that grounds are built from: answers and evidence by question id, acts in order of
    their days. `comment`: what the association has said of the material, blank when nothing, and
    `comment_considered` what was made of it."""

    answers: Mapping[str, Answer]
    parameters: Parameters = field(default_factory=dict)
    acts: tuple[GroundAct, ...] = ()
    evidence: Mapping[str, tuple[GroundEvidence, ...]] = field(default_factory=dict)
    comment: str = ""
    comment_considered: str = ""


def built(
    reasons: Sequence[Reason], outcome: Outcome, checklist: Checklist, recorded: Recorded
) -> tuple[Ground, ...]:
    """The grounds of a decision of that outcome, from what is recorded. A reason of no known question is left
    out: `faults_of_draft` tells of it."""
    known = {question.id: question for question in checklist.questions}
    return tuple(
        _built(reason, known[reason.question_id], outcome, checklist, recorded)
        for reason in reasons
        if reason.question_id in known
    )


def is_against(outcome: Outcome, question: Question, value: str, parameters: Parameters) -> bool:
    """Whether the answer carries something against the association: everything under an adverse decision, and
    what falls short or is indicated under one that grants less than was applied for."""
    if outcome in ADVERSE:
        return True
    return outcome is Outcome.PARTLY_GRANTED and (value == INDICATION or is_bad(question, value, parameters))


def kind_of(question: Question) -> GroundKind:
    """How much the question takes as a ground."""
    if question.opens_with_act:
        return GroundKind.ACT
    return GroundKind.EXCLUSION if question.answers is AnswerKind.EXCL else GroundKind.FORMAL


def _built(
    reason: Reason, question: Question, outcome: Outcome, checklist: Checklist, recorded: Recorded
) -> Ground:
    plain = Ground(
        question_id=question.id,
        question=question.text.sv,
        value=reason.value,
        answer=_word(checklist, reason.value),
        reason=reason.reason,
    )
    if not is_against(outcome, question, reason.value, recorded.parameters):
        return plain
    kind = kind_of(question)
    found = recorded.evidence.get(question.id, ())
    contrary = tuple(item for item in found if item.is_contrary)
    named = {item.act_id for item in found if not item.is_contrary}
    return replace(
        plain,
        kind=kind,
        effect=question.effect,
        rule=rule_of(checklist),
        acts=tuple(act for act in recorded.acts if act.id in named),
        evidence=tuple(item for item in found if not item.is_contrary),
        contrary=contrary,
        no_contrary="" if contrary else reason.no_contrary,
        attribution=weighed_beside(question, Gate.ATTRIBUTION, checklist, recorded),
        mitigation=weighed_beside(question, Gate.MITIGATION, checklist, recorded),
        comment=recorded.comment,
        comment_considered=recorded.comment_considered,
    )


def weighed_beside(
    question: Question, gate: Gate, checklist: Checklist, recorded: Recorded
) -> tuple[Considered, ...]:
    """What the checklist asks in that section once the question is a finding, with what was answered."""
    if kind_of(question) is not GroundKind.ACT:
        return ()
    asked = [one for one in checklist.questions if one.section is gate and question.id in one.opens_after]
    return tuple(_weighed(one, recorded.answers.get(one.id), checklist) for one in asked)


def rule_of(checklist: Checklist) -> AppliedRule:
    """The version as a ground names it."""
    return AppliedRule(
        checklist.name, checklist.title.sv, checklist.version, checklist.in_force_on, checklist.digest
    )


def _weighed(question: Question, answer: Answer | None, checklist: Checklist) -> Considered:
    if answer is None:
        return Considered(question.id, question.text.sv, "", "", "")
    return Considered(
        question.id, question.text.sv, answer.value, _word(checklist, answer.value), answer.reason
    )


def _word(checklist: Checklist, value: str) -> str:
    """The answer in the language of the case; a number or date as it was written."""
    text = checklist.words.answers.get(value)
    return value if text is None else text.sv
