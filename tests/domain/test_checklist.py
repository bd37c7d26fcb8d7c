"""A checklist definition: gate order, and every fault it can have is named."""

from dataclasses import replace
from datetime import date

import pytest

from vetting.domain.checklist import OPTIONS, Checklist, Parameter, Question, Text, Words, faults_of
from vetting.domain.errors import Refused
from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus
from vetting.domain.terms_decisions import ParameterKind

T = Text("Svenska", "English")
WORDS = Words(
    version="2026-01",
    evidence={"stadgar": T},
    answers={value: T for options in OPTIONS.values() for value in options},
    sections={gate.value: T for gate in Gate},
    sources={"KL": T},
    parameters={
        "min_members": Parameter("min_members", T, ParameterKind.NUMBER),
        "forms": Parameter("forms", T, ParameterKind.TEXT),
    },
)


def a_question(question_id: str = "S01", kind: AnswerKind = AnswerKind.STD, **changes: object) -> Question:
    question = Question(
        id=question_id,
        section=Gate.STRUCTURE,
        text=T,
        why=T,
        evidence=("stadgar",),
        answers=kind,
        options=OPTIONS[kind],
        bad=(),
        effect=Effect.COMPLETE,
        source=("KL 2:1",),
        in_force="2018-01-01",
        status=SourceStatus.VERIFIED,
        required=True,
    )
    return replace(question, **changes)


def a_checklist(*questions: Question, **changes: object) -> Checklist:
    checklist = Checklist(
        name="democracy-criteria",
        version="2026-01",
        in_force_on=date(2026, 1, 1),
        title=T,
        norm=T,
        questions=questions,
        focus_areas=(),
        results=(),
        words=WORDS,
        digest="0" * 64,
    )
    return replace(checklist, **changes)


def test_sections_come_in_gate_order_without_the_empty_ones() -> None:
    checklist = a_checklist(
        a_question("S12", section=Gate.IDENTITY),
        a_question("S01"),
        a_question("S02"),
        a_question("A23", section=Gate.DECISION),
    )
    assert [(s.gate, [q.id for q in s.questions]) for s in checklist.sections] == [
        (Gate.IDENTITY, ["S12"]),
        (Gate.STRUCTURE, ["S01", "S02"]),
        (Gate.DECISION, ["A23"]),
    ]
    assert faults_of(checklist) == ()


def test_gates_are_seven_and_in_the_agreed_order() -> None:
    assert [gate.value for gate in Gate] == [
        "identity",
        "structure",
        "finances",
        "activity",
        "attribution",
        "mitigation",
        "decision",
    ]


def test_an_unknown_question_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refusal:
        a_checklist(a_question("S01")).question("S99")
    assert refusal.value.code == "unknown_question"
    assert refusal.value.facts["question"] == "S99"


def test_text_is_given_in_the_language_asked_for() -> None:
    assert (T.in_language("sv"), T.in_language("en"), T.in_language("de")) == (
        "Svenska",
        "English",
        "Svenska",
    )


@pytest.mark.parametrize(
    ("question", "code", "key"),
    [
        (a_question("S1"), "odd_question_id", "id"),
        (a_question(bad=("nix",)), "bad_answer_not_offered", "bad"),
        (a_question(bad=("<min",)), "bad_answer_not_offered", "bad"),
        (a_question(bad=("oklart",)), "unclear_called_bad", "bad"),
        (a_question(options=("ja", "nej")), "unclear_not_offered", "options"),
        (a_question(options=("ja", "kanske", "oklart")), "answer_without_words", "options"),
        (a_question(evidence=("rykte",)), "evidence_without_words", "evidence"),
        (a_question(source=("XX 1 §",)), "source_without_words", "source"),
        (a_question(local=True), "local_and_parameters_disagree", "parameters"),
        (a_question(parameters=("forms",)), "local_and_parameters_disagree", "parameters"),
        (a_question(local=True, parameters=("odd",)), "unknown_parameter", "parameters"),
        (a_question(focus="costs"), "unknown_focus_area", "focus"),
        (a_question(opens_after=("S09",)), "opens_after_no_earlier_question", "opens_after"),
        (a_question(opens_after=("S01",)), "opens_after_no_earlier_question", "opens_after"),
        (a_question("S18", AnswerKind.NUM, bad=("<min",)), "number_without_one_limit", "parameters"),
        (
            a_question("S18", AnswerKind.NUM, bad=("<min",), local=True, parameters=("forms",)),
            "number_without_one_limit",
            "parameters",
        ),
    ],
)
def test_each_fault_names_question_and_key(question: Question, code: str, key: str) -> None:
    faults = faults_of(a_checklist(question))
    assert (code, question.id, key) in [(f.code, f.question, f.key) for f in faults]


def test_duplicate_ids_order_and_an_unknown_gate_are_faults() -> None:
    checklist = a_checklist(
        a_question("S01"), a_question("S01"), a_question("S12", section=Gate.IDENTITY), act_gate="A00"
    )
    assert [f.code for f in faults_of(checklist)] == [
        "unknown_act_gate",
        "duplicate_question_id",
        "question_out_of_gate_order",
    ]
