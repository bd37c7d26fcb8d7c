"""What a checklist is: its questions in gate order, its words, and what may be wrong with a definition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vetting.domain.errors import Refused
from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus
from vetting.domain.terms_decisions import ParameterKind

UNCLEAR = "oklart"
NOT_APPLICABLE = "ej_tillampligt"
NO_INDICATION, INDICATION, PROVEN = "ingen_indikation", "indikation", "styrkt"
BELOW_MINIMUM, ABOVE_MAXIMUM = "<min", ">max"

OPTIONS: Mapping[AnswerKind, tuple[str, ...]] = {
    AnswerKind.STD: ("ja", "nej", "delvis", NOT_APPLICABLE, UNCLEAR),
    AnswerKind.EXCL: (NO_INDICATION, INDICATION, PROVEN, UNCLEAR),
    AnswerKind.DOC: ("bifogad", "saknas", NOT_APPLICABLE, UNCLEAR),
    AnswerKind.NUM: (NOT_APPLICABLE, UNCLEAR),
    AnswerKind.DATE: (NOT_APPLICABLE, UNCLEAR),
    AnswerKind.TEXT: (NOT_APPLICABLE, UNCLEAR),
}
QUESTION_ID = re.compile(r"[A-Z][0-9]{2}")


@dataclass(frozen=True)
class Text:
    """One wording in both languages."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.sv


@dataclass(frozen=True)
class Label:
    """A code and what people read for it."""

    id: str
    text: Text


@dataclass(frozen=True)
class Parameter:
    """A local rule which a board sets for a year."""

    id: str
    text: Text
    kind: ParameterKind


@dataclass(frozen=True)
class Question:
    """One criterion. `options` are the values offered; numbers, dates and texts are written besides them."""

    id: str
    section: Gate
    text: Text
    why: Text
    evidence: tuple[str, ...]
    answers: AnswerKind
    options: tuple[str, ...]
    bad: tuple[str, ...]
    effect: Effect
    source: tuple[str, ...]
    in_force: str
    status: SourceStatus
    required: bool
    local: bool = False
    parameters: tuple[str, ...] = ()
    view_risk: bool = False
    opens_with_act: bool = False
    opens_after: tuple[str, ...] = ()
    focus: str = ""


@dataclass(frozen=True)
class Section:
    gate: Gate
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Words:
    """Labels shared by the checklists, one version of them."""

    version: str
    evidence: Mapping[str, Text]
    answers: Mapping[str, Text]
    sections: Mapping[str, Text]
    sources: Mapping[str, Text]
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True)
class Checklist:
    """One version of one checklist. `act_gate` names the question which may close the act questions again."""

    name: str
    version: str
    in_force_on: date
    title: Text
    norm: Text
    questions: tuple[Question, ...]
    focus_areas: tuple[Label, ...]
    results: tuple[Label, ...]
    words: Words
    digest: str
    act_gate: str = ""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that have questions, in gate order."""
        found = ((gate, tuple(q for q in self.questions if q.section is gate)) for gate in Gate)
        return tuple(Section(gate, self.words.sections[gate], asked) for gate, asked in found if asked)

    def question(self, question_id: str) -> Question:
        """The question of that id; refuses `unknown_question`."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise Refused("unknown_question", question=question_id, checklist=self.name, version=self.version)


@dataclass(frozen=True)
class Fault:
    """Something wrong with a definition: in which question, under which key."""

    code: str
    question: str
    key: str


def faults_of(checklist: Checklist) -> tuple[Fault, ...]:
    """Everything wrong with the definition, in file order; empty when it can be used."""
    return tuple(_faults(checklist))


def _faults(checklist: Checklist) -> Iterator[Fault]:
    if checklist.act_gate and checklist.act_gate not in {q.id for q in checklist.questions}:
        yield Fault("unknown_act_gate", checklist.act_gate, "act_gate")
    focus_ids = {area.id for area in checklist.focus_areas}
    gates = tuple(Gate)
    earlier: list[Question] = []
    for question in checklist.questions:
        if any(question.id == other.id for other in earlier):
            yield Fault("duplicate_question_id", question.id, "id")
        if earlier and gates.index(question.section) < gates.index(earlier[-1].section):
            yield Fault("question_out_of_gate_order", question.id, "section")
        if not set(question.opens_after) <= {other.id for other in earlier}:
            yield Fault("opens_after_no_earlier_question", question.id, "opens_after")
        if question.focus and question.focus not in focus_ids:
            yield Fault("unknown_focus_area", question.id, "focus")
        yield from _faults_of_answers(question)
        yield from _faults_of_parameters(question, checklist.words)
        yield from _faults_of_words(question, checklist.words)
        earlier.append(question)


def _faults_of_answers(question: Question) -> Iterator[Fault]:
    if not QUESTION_ID.fullmatch(question.id):
        yield Fault("odd_question_id", question.id, "id")
    if UNCLEAR not in question.options:
        yield Fault("unclear_not_offered", question.id, "options")
    if UNCLEAR in question.bad:
        yield Fault("unclear_called_bad", question.id, "bad")
    limits = {BELOW_MINIMUM, ABOVE_MAXIMUM} if question.answers is AnswerKind.NUM else set()
    if not set(question.bad) <= set(question.options) | limits:
        yield Fault("bad_answer_not_offered", question.id, "bad")


def _faults_of_parameters(question: Question, words: Words) -> Iterator[Fault]:
    if question.local != bool(question.parameters):
        yield Fault("local_and_parameters_disagree", question.id, "parameters")
    for name in question.parameters:
        if name not in words.parameters:
            yield Fault("unknown_parameter", question.id, "parameters")
    if question.answers is AnswerKind.NUM and question.bad:
        kinds = [words.parameters[p].kind for p in question.parameters if p in words.parameters]
        if kinds != [ParameterKind.NUMBER] or len(question.bad) != 1:
            yield Fault("number_without_one_limit", question.id, "parameters")


def _faults_of_words(question: Question, words: Words) -> Iterator[Fault]:
    if not set(question.evidence) <= set(words.evidence):
        yield Fault("evidence_without_words", question.id, "evidence")
    if not set(question.options) <= set(words.answers):
        yield Fault("answer_without_words", question.id, "options")
    if not {source.split(" ")[0] for source in question.source} <= set(words.sources):
        yield Fault("source_without_words", question.id, "source")
