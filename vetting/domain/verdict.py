"""What the answers to a checklist amount to: open questions, remarks, what is missing. Never an outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vetting.domain.answers import Answer, Parameters, ParameterValue, check_answer, is_bad, limit_of
from vetting.domain.checklist import INDICATION, PROVEN, UNCLEAR, Checklist, Question
from vetting.domain.terms import AnswerKind, Effect

Answers = Mapping[str, Answer]


class Standing(StrEnum):
    """Whether a question is to be answered in this case."""

    OPEN = "open"
    NOT_OPENED = "not_opened"
    NOT_APPLICABLE_LOCALLY = "not_applicable_locally"


@dataclass(frozen=True)
class Remark:
    """A bad answer and its effect; `limit` is the board's number for a numeric question."""

    question_id: str
    effect: Effect
    value: str
    limit: Decimal | None
    view_risk: bool


@dataclass(frozen=True)
class Lack:
    """Something an answer needs before it can stand."""

    question_id: str
    code: str


@dataclass(frozen=True)
class Verdict:
    """What a person has to look at before proposing. Question ids in checklist order throughout.

    `unclear` and `indications` carry no effect: they are told apart so that a person sees them.
    `set_aside` are answers to questions which are not, or no longer, open; they count for nothing.
    A blocking remark is decisive only unless an exception is recorded, and a person still decides.
    """

    remarks: tuple[Remark, ...]
    unanswered: tuple[str, ...]
    lacking: tuple[Lack, ...]
    unclear: tuple[str, ...]
    indications: tuple[str, ...]
    not_opened: tuple[str, ...]
    not_applicable_locally: tuple[str, ...]
    set_aside: tuple[str, ...]

    @property
    def blocking(self) -> tuple[str, ...]:
        return self._with(Effect.BLOCK)

    @property
    def to_complete(self) -> tuple[str, ...]:
        return self._with(Effect.COMPLETE)

    @property
    def to_escalate(self) -> tuple[str, ...]:
        return self._with(Effect.ESCALATE)

    @property
    def notes(self) -> tuple[str, ...]:
        return self._with(Effect.NOTE)

    @property
    def forbidden(self) -> tuple[str, ...]:
        """Answers saying that a forbidden ground was used; no proposal while any remains."""
        return self._with(Effect.NEVER)

    @property
    def view_risks(self) -> tuple[str, ...]:
        """Remarks on questions that touch opinions; the page must ask for the act behind them."""
        return tuple(remark.question_id for remark in self.remarks if remark.view_risk)

    @property
    def ready_to_propose(self) -> bool:
        """Whether the checklist is gone through. It says nothing of what should be proposed."""
        return not (self.unanswered or self.lacking or self.forbidden)

    def _with(self, effect: Effect) -> tuple[str, ...]:
        return tuple(remark.question_id for remark in self.remarks if remark.effect is effect)


def standings(
    checklist: Checklist, answers: Answers, *, parameters: Parameters, act_recorded: bool
) -> Mapping[str, Standing]:
    """Each question's standing by id. `parameters` are those set for the board and the year.

    An act counts as recorded when it has date, place, source and an attributable actor; a 'nej' to the
    checklist's act gate closes the act questions again, an unclear answer does not.
    """
    gate = answers.get(checklist.act_gate)
    act_open = act_recorded and not (gate is not None and gate.value == "nej")
    found: set[str] = set()
    standing: dict[str, Standing] = {}
    for question in checklist.questions:
        standing[question.id] = _standing(question, parameters, act_open=act_open, found=found)
        answer = answers.get(question.id)
        if answer and standing[question.id] is Standing.OPEN and _is_finding(question, answer, parameters):
            found.add(question.id)
    return standing


def open_questions(
    checklist: Checklist, answers: Answers, *, parameters: Parameters, act_recorded: bool
) -> tuple[Question, ...]:
    """The questions to be asked now, in gate order."""
    standing = standings(checklist, answers, parameters=parameters, act_recorded=act_recorded)
    return tuple(q for q in checklist.questions if standing[q.id] is Standing.OPEN)


def required_questions(
    checklist: Checklist, answers: Answers, *, parameters: Parameters, act_recorded: bool
) -> tuple[Question, ...]:
    """The open questions that must have an answer before the case can be decided."""
    asked = open_questions(checklist, answers, parameters=parameters, act_recorded=act_recorded)
    return tuple(q for q in asked if _is_required(q, checklist, act_recorded))


def evaluate(
    checklist: Checklist, answers: Answers, *, parameters: Parameters, act_recorded: bool
) -> Verdict:
    """The verdict on the answers so far.

    Refuses `unknown_question` for an answer to no question of this version, and `parameter_not_a_number`.
    """
    for question_id in answers:
        checklist.question(question_id)
    standing = standings(checklist, answers, parameters=parameters, act_recorded=act_recorded)
    asked = tuple(q for q in checklist.questions if standing[q.id] is Standing.OPEN)
    answered = tuple((q, answers[q.id]) for q in asked if q.id in answers)
    return Verdict(
        remarks=tuple(
            Remark(q.id, q.effect, a.value, limit_of(q, parameters), q.view_risk)
            for q, a in answered
            if is_bad(q, a.value, parameters)
        ),
        unanswered=tuple(
            q.id for q in asked if q.id not in answers and _is_required(q, checklist, act_recorded)
        ),
        lacking=tuple(lack for q, a in answered for lack in _lacks(q, a, parameters)),
        unclear=tuple(q.id for q, a in answered if a.value == UNCLEAR),
        indications=tuple(q.id for q, a in answered if _is_indicated(q, a) and a.value == INDICATION),
        not_opened=_ids(standing, Standing.NOT_OPENED),
        not_applicable_locally=_ids(standing, Standing.NOT_APPLICABLE_LOCALLY),
        set_aside=tuple(
            q.id for q in checklist.questions if q.id in answers and standing[q.id] is not Standing.OPEN
        ),
    )


def _standing(question: Question, parameters: Parameters, *, act_open: bool, found: set[str]) -> Standing:
    if question.local and not all(_is_set(parameters.get(name)) for name in question.parameters):
        return Standing.NOT_APPLICABLE_LOCALLY
    if question.opens_with_act and not act_open:
        return Standing.NOT_OPENED
    if question.opens_after and not found.intersection(question.opens_after):
        return Standing.NOT_OPENED
    return Standing.OPEN


def _is_finding(question: Question, answer: Answer, parameters: Parameters) -> bool:
    return _is_indicated(question, answer) or is_bad(question, answer.value, parameters)


def _is_indicated(question: Question, answer: Answer) -> bool:
    return question.answers is AnswerKind.EXCL and answer.value in {INDICATION, PROVEN}


def _is_set(parameter: ParameterValue | None) -> bool:
    return parameter is not None and parameter is not False and parameter != ""


def _is_required(question: Question, checklist: Checklist, act_recorded: bool) -> bool:
    return question.required or (act_recorded and question.id == checklist.act_gate)


def _lacks(question: Question, answer: Answer, parameters: Parameters) -> Iterator[Lack]:
    codes = check_answer(
        question,
        answer.value,
        reason=answer.reason,
        evidence_levels=answer.evidence_levels,
        parameters=parameters,
    )
    return (Lack(question.id, code) for code in codes)


def _ids(standing: Mapping[str, Standing], wanted: Standing) -> tuple[str, ...]:
    return tuple(question_id for question_id, found in standing.items() if found is wanted)
