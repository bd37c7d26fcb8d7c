"""The verdict: which questions open, what each effect gives, and that it never holds an outcome."""

from dataclasses import fields
from datetime import date

import pytest

from vetting.domain.answers import Answer
from vetting.domain.checklist import OPTIONS, Checklist, Parameter, Question, Text, Words
from vetting.domain.errors import Refused
from vetting.domain.terms import AnswerKind, Effect, Gate, Outcome, SourceStatus
from vetting.domain.terms_decisions import ParameterKind
from vetting.domain.verdict import Lack, Verdict, evaluate, open_questions

T = Text("Svenska", "English")
STD, EXCL, NUM = AnswerKind.STD, AnswerKind.EXCL, AnswerKind.NUM
PARAMETERS = {"min_members": 10, "rule_in_force": True}


def a_question(
    question_id: str, section: Gate, kind: AnswerKind, bad: str, effect: Effect, **more: object
) -> Question:
    return Question(
        id=question_id,
        section=section,
        text=T,
        why=T,
        evidence=(),
        answers=kind,
        options=OPTIONS[kind],
        bad=(bad,),
        effect=effect,
        source=(),
        in_force="-",
        status=SourceStatus.VERIFIED,
        **{"required": True, **more},  # type: ignore[arg-type]
    )


QUESTIONS = (
    a_question("S12", Gate.IDENTITY, STD, "nej", Effect.COMPLETE, local=True, parameters=("rule_in_force",)),
    a_question("S04", Gate.STRUCTURE, STD, "nej", Effect.ESCALATE),
    a_question("S16", Gate.STRUCTURE, STD, "nej", Effect.BLOCK),
    a_question("S18", Gate.STRUCTURE, NUM, "<min", Effect.BLOCK, local=True, parameters=("min_members",)),
    a_question("S25", Gate.STRUCTURE, STD, "nej", Effect.NOTE, required=False, view_risk=True),
    a_question("A00", Gate.ACTIVITY, STD, "nej", Effect.NOTE, required=False),
    a_question("A01", Gate.ACTIVITY, EXCL, "styrkt", Effect.BLOCK, opens_with_act=True),
    a_question("A03", Gate.ACTIVITY, EXCL, "styrkt", Effect.BLOCK, opens_with_act=True, view_risk=True),
    a_question("A06", Gate.ATTRIBUTION, STD, "nej", Effect.NOTE, opens_after=("A01", "A03")),
    a_question("A07", Gate.MITIGATION, STD, "nej", Effect.NOTE, opens_after=("A01", "A03")),
    a_question("A23", Gate.DECISION, STD, "ja", Effect.NEVER),
)
WORDS = Words(
    version="2026-01",
    evidence={},
    answers={},
    sections={gate.value: T for gate in Gate},
    sources={},
    parameters={name: Parameter(name, T, ParameterKind.NUMBER) for name in PARAMETERS},
)
CHECKLIST = Checklist(
    name="democracy-criteria",
    version="2026-01",
    in_force_on=date(2026, 1, 1),
    title=T,
    norm=T,
    questions=QUESTIONS,
    focus_areas=(),
    results=(),
    words=WORDS,
    digest="0" * 64,
    act_gate="A00",
)
GOOD = {"S12": "ja", "S04": "ja", "S16": "ja", "S18": "12", "A23": "nej"}


def answered(values: dict[str, str], levels: tuple[int, ...] = (1,)) -> dict[str, Answer]:
    return {q: Answer(q, value, "Skäl", levels) for q, value in values.items()}


def verdict_on(values: dict[str, str], act_recorded: bool = False, **parameters: object) -> Verdict:
    return evaluate(
        CHECKLIST,
        answered(values),
        parameters={**PARAMETERS, **parameters},  # type: ignore[dict-item]
        act_recorded=act_recorded,
    )


def opened(values: dict[str, str], act_recorded: bool) -> list[str]:
    questions = open_questions(CHECKLIST, answered(values), parameters=PARAMETERS, act_recorded=act_recorded)
    return [q.id for q in questions]


ALWAYS = ["S12", "S04", "S16", "S18", "S25", "A00"]


@pytest.mark.parametrize(
    ("values", "act_recorded", "expected"),
    [
        ({}, False, [*ALWAYS, "A23"]),
        ({}, True, [*ALWAYS, "A01", "A03", "A23"]),
        ({"A00": "ja"}, False, [*ALWAYS, "A23"]),
        ({"A00": "nej"}, True, [*ALWAYS, "A23"]),
        ({"A00": "oklart"}, True, [*ALWAYS, "A01", "A03", "A23"]),
        ({"A01": "ingen_indikation"}, True, [*ALWAYS, "A01", "A03", "A23"]),
        ({"A01": "oklart"}, True, [*ALWAYS, "A01", "A03", "A23"]),
        ({"A01": "indikation"}, True, [*ALWAYS, "A01", "A03", "A06", "A07", "A23"]),
        ({"A03": "styrkt"}, True, [*ALWAYS, "A01", "A03", "A06", "A07", "A23"]),
        ({"A01": "styrkt"}, False, [*ALWAYS, "A23"]),
        ({"A00": "nej", "A01": "styrkt"}, True, [*ALWAYS, "A23"]),
    ],
)
def test_activity_opens_with_an_act_and_mitigation_with_a_finding(
    values: dict[str, str], act_recorded: bool, expected: list[str]
) -> None:
    assert opened(values, act_recorded) == expected


def test_good_answers_leave_nothing_and_force_no_note() -> None:
    verdict = verdict_on(GOOD)
    assert verdict.ready_to_propose
    assert verdict.remarks == ()
    assert verdict.unanswered == ()
    assert verdict.not_opened == ("A01", "A03", "A06", "A07")


def test_unanswered_required_questions_stop_the_proposal_in_gate_order() -> None:
    verdict = verdict_on({"S16": "ja"})
    assert verdict.unanswered == ("S12", "S04", "S18", "A23")
    assert not verdict.ready_to_propose


def test_a_recorded_act_makes_its_questions_required() -> None:
    assert verdict_on(GOOD, act_recorded=True).unanswered == ("A00", "A01", "A03")
    with_finding = {**GOOD, "A00": "ja", "A01": "indikation", "A03": "ingen_indikation"}
    assert verdict_on(with_finding, act_recorded=True).unanswered == ("A06", "A07")


@pytest.mark.parametrize(
    ("question_id", "value", "listed_under"),
    [
        ("S16", "nej", "blocking"),
        ("S18", "9", "blocking"),
        ("S12", "nej", "to_complete"),
        ("S04", "nej", "to_escalate"),
        ("S25", "nej", "notes"),
        ("A23", "ja", "forbidden"),
    ],
)
def test_each_effect_has_its_own_list(question_id: str, value: str, listed_under: str) -> None:
    verdict = verdict_on({**GOOD, question_id: value})
    lists = ("blocking", "to_complete", "to_escalate", "notes", "forbidden")
    assert {name for name in lists if getattr(verdict, name)} == {listed_under}
    assert getattr(verdict, listed_under) == (question_id,)
    assert [(r.question_id, r.value) for r in verdict.remarks] == [(question_id, value)]


@pytest.mark.parametrize(
    ("question_id", "value", "ready"),
    [("S16", "nej", True), ("S12", "nej", True), ("S04", "nej", True), ("A23", "ja", False)],
)
def test_only_a_forbidden_ground_stops_a_fully_answered_list(
    question_id: str, value: str, ready: bool
) -> None:
    assert verdict_on({**GOOD, question_id: value}).ready_to_propose is ready


@pytest.mark.parametrize("question_id", ["S12", "S04", "S16", "S18", "S25", "A00", "A23"])
def test_unclear_is_told_apart_and_has_no_effect(question_id: str) -> None:
    verdict = verdict_on({**GOOD, question_id: "oklart"})
    assert verdict.unclear == (question_id,)
    assert verdict.remarks == ()
    assert verdict.unanswered == ()
    assert verdict.ready_to_propose


def test_an_indication_is_shown_and_has_no_effect() -> None:
    values = {**GOOD, "A00": "ja", "A01": "indikation", "A03": "ingen_indikation", "A06": "ja", "A07": "ja"}
    verdict = verdict_on(values, act_recorded=True)
    assert verdict.indications == ("A01",)
    assert verdict.blocking == ()
    assert verdict.ready_to_propose


def test_a_remark_on_views_is_marked() -> None:
    assert verdict_on({**GOOD, "S25": "nej"}).view_risks == ("S25",)
    values = {**GOOD, "A00": "ja", "A01": "styrkt", "A03": "styrkt", "A06": "ja", "A07": "nej"}
    verdict = verdict_on(values, act_recorded=True)
    assert verdict.blocking == ("A01", "A03")
    assert verdict.view_risks == ("A03",)


@pytest.mark.parametrize("unset", [None, False, ""])
def test_a_local_question_without_a_parameter_is_skipped_and_said_so(unset: object) -> None:
    verdict = verdict_on({**GOOD, "S12": "nej", "S18": "1"}, rule_in_force=unset, min_members=unset)
    assert verdict.not_applicable_locally == ("S12", "S18")
    assert verdict.set_aside == ("S12", "S18")
    assert verdict.remarks == ()
    assert verdict.ready_to_propose


def test_a_numeric_remark_carries_the_limit_it_met() -> None:
    (remark,) = verdict_on({**GOOD, "S18": "9"}).remarks
    assert remark.limit == 10


def test_answers_to_questions_no_longer_open_count_for_nothing() -> None:
    verdict = verdict_on({**GOOD, "A01": "styrkt", "A07": "nej"}, act_recorded=False)
    assert verdict.set_aside == ("A01", "A07")
    assert verdict.remarks == ()


def test_answers_without_reason_or_evidence_stop_the_proposal() -> None:
    answers = {**answered(GOOD), "S16": Answer("S16", "nej"), "A00": Answer("A00", "ja")}
    answers |= {"A01": Answer("A01", "styrkt", "Skäl", (7,)), "A03": Answer("A03", "ingen_indikation")}
    verdict = evaluate(CHECKLIST, answers, parameters=PARAMETERS, act_recorded=True)
    assert verdict.lacking == (
        Lack("S16", "answer_needs_reason"),
        Lack("A01", "evidence_too_weak_for_proven"),
    )
    assert not verdict.ready_to_propose


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        verdict_on({**GOOD, "S99": "ja"})
    assert refusal.value.code == "unknown_question"


def test_a_verdict_never_holds_an_outcome() -> None:
    names = {field.name for field in fields(Verdict)} | set(dir(Verdict))
    assert not names & ({"outcome", "decision", "score"} | {outcome.value for outcome in Outcome})
