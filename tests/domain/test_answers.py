"""An answer: what fits, what needs a reason, what needs evidence, and that unclear is never bad."""

from decimal import Decimal

import pytest

from vetting.domain.answers import (
    Answer,
    check_answer,
    is_bad,
    newly_said,
    number_in,
    require_sound,
    supports_proven,
)
from vetting.domain.checklist import OPTIONS, Question, Text
from vetting.domain.errors import Refused
from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus

T = Text("Svenska", "English")


def a_question(kind: AnswerKind, *bad: str, parameter: str = "") -> Question:
    return Question(
        id="S01",
        section=Gate.STRUCTURE,
        text=T,
        why=T,
        evidence=(),
        answers=kind,
        options=OPTIONS[kind],
        bad=bad,
        effect=Effect.BLOCK,
        source=(),
        in_force="-",
        status=SourceStatus.VERIFIED,
        required=True,
        local=bool(parameter),
        parameters=(parameter,) if parameter else (),
    )


STD = a_question(AnswerKind.STD, "nej")
EXCL = a_question(AnswerKind.EXCL, "styrkt")
DOC = a_question(AnswerKind.DOC, "saknas")
TEXT = a_question(AnswerKind.TEXT)
DATE = a_question(AnswerKind.DATE)
FEWEST = a_question(AnswerKind.NUM, "<min", parameter="min_members")
MOST = a_question(AnswerKind.NUM, ">max", parameter="max_persons")
SET = {"min_members": 20, "max_persons": Decimal("150")}


@pytest.mark.parametrize(
    ("question", "value", "reason", "levels", "lacks"),
    [
        (STD, "ja", "", (), ()),
        (STD, "nej", "", (), ("answer_needs_reason",)),
        (STD, "nej", "  ", (), ("answer_needs_reason",)),
        (STD, "nej", "Stadgar saknas", (), ()),
        (STD, "delvis", "", (), ("answer_needs_reason",)),
        (STD, "oklart", "", (), ("answer_needs_reason",)),
        (STD, "ej_tillampligt", "", (), ("answer_needs_reason",)),
        (STD, "kanske", "", (), ("answer_not_offered",)),
        (STD, "", "", (), ("answer_not_offered",)),
        (STD, "ja", "", (9,), ("unknown_evidence_level",)),
        (EXCL, "ingen_indikation", "", (), ()),
        (EXCL, "indikation", "", (), ("answer_needs_evidence",)),
        (EXCL, "indikation", "", (6,), ()),
        (EXCL, "styrkt", "", (), ("answer_needs_reason", "answer_needs_evidence")),
        (EXCL, "styrkt", "Se protokoll", (6, 7, 8), ("evidence_too_weak_for_proven",)),
        (EXCL, "styrkt", "Se protokoll", (6, 1), ()),
        (EXCL, "oklart", "Väntar på svar", (), ()),
        (EXCL, "ja", "", (), ("answer_not_offered",)),
        (DOC, "bifogad", "", (), ()),
        (DOC, "saknas", "", (), ("answer_needs_reason",)),
        (TEXT, "Föreningen delar bilden.", "", (), ()),
        (TEXT, " ", "", (), ("answer_empty",)),
        (TEXT, "oklart", "Inget svar har kommit", (), ()),
        (DATE, "2026-03-02", "", (), ()),
        (DATE, "2026-02-30", "", (), ("answer_not_a_date",)),
        (DATE, "i går", "", (), ("answer_not_a_date",)),
        (FEWEST, "20", "", (), ()),
        (FEWEST, "19", "", (), ("answer_needs_reason",)),
        (FEWEST, "många", "", (), ("answer_not_a_number",)),
        (FEWEST, "-5", "", (), ("answer_not_a_number",)),
        (FEWEST, "NaN", "", (), ("answer_not_a_number",)),
    ],
)
def test_what_an_answer_lacks(
    question: Question, value: str, reason: str, levels: tuple[int, ...], lacks: tuple[str, ...]
) -> None:
    assert check_answer(question, value, reason=reason, evidence_levels=levels, parameters=SET) == lacks


@pytest.mark.parametrize(
    ("question", "value", "bad"),
    [
        (FEWEST, "19", True),
        (FEWEST, "20", False),
        (FEWEST, "1 200", False),
        (FEWEST, "oklart", False),
        (FEWEST, "ej_tillampligt", False),
        (MOST, "150", False),
        (MOST, "150,5", True),
        (MOST, "151", True),
        (STD, "nej", True),
        (STD, "delvis", False),
        (STD, "oklart", False),
        (EXCL, "indikation", False),
        (EXCL, "styrkt", True),
        (EXCL, "oklart", False),
    ],
)
def test_which_answers_are_bad(question: Question, value: str, bad: bool) -> None:
    assert is_bad(question, value, SET) is bad


@pytest.mark.parametrize("kind", AnswerKind)
def test_unclear_is_offered_for_every_kind_and_never_bad(kind: AnswerKind) -> None:
    question = a_question(kind, "oklart")
    assert "oklart" in question.options
    assert not is_bad(question, "oklart", SET)


def test_without_a_limit_no_number_is_bad() -> None:
    assert not is_bad(FEWEST, "1", {})


@pytest.mark.parametrize("limit", ["20", True])
def test_a_limit_which_is_no_number_is_refused_by_name(limit: str | bool) -> None:
    with pytest.raises(Refused) as refusal:
        is_bad(FEWEST, "1", {"min_members": limit})
    assert refusal.value.code == "parameter_not_a_number"
    assert refusal.value.facts == {"question": "S01", "parameter": "min_members"}


@pytest.mark.parametrize(
    ("levels", "supported"),
    [((), False), ((6, 7, 8), False), ((8, 8, 8), False), ((5,), True), ((7, 2), True), ((0,), False)],
)
def test_weak_evidence_alone_never_supports_proven(levels: tuple[int, ...], supported: bool) -> None:
    assert supports_proven(levels) is supported


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", Decimal(12)),
        ("1 200", Decimal(1200)),
        ("1\u00a0200,50", Decimal("1200.50")),
        ("1e3", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(written: str, number: Decimal | None) -> None:
    assert number_in(written) == number


def test_an_unsound_answer_is_refused_with_its_question_and_all_it_lacks() -> None:
    with pytest.raises(Refused) as refusal:
        require_sound(EXCL, Answer("S01", "styrkt"), SET)
    assert refusal.value.code == "answer_needs_reason"
    assert refusal.value.facts["question"] == "S01"
    assert refusal.value.facts["lacks"] == ("answer_needs_reason", "answer_needs_evidence")
    require_sound(EXCL, Answer("S01", "styrkt", "Se protokoll", (1,)), SET)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (("K01", "ja", ""), []),  # as it stands
        (("K01", " ja ", ""), []),
        (("K01", "nej", ""), [Answer("K01", "nej", "", (3,))]),
        (("K01", "ja", "Protokoll finns"), [Answer("K01", "ja", "Protokoll finns", (3,))]),
        (("K01", "", ""), [Answer("K01", "", "", (3,))]),  # taken away
        (("K02", "", ""), []),  # never answered, and still not
        (("K02", "", "Vet inte än"), [Answer("K02", "", "Vet inte än")]),
    ],
)
def test_only_what_differs_is_said_anew(written, said):
    standing = {"K01": Answer("K01", "ja", "")}
    assert newly_said([written], standing, {"K01": (3,)}) == said


@pytest.mark.parametrize("written", [("K01", "19811218-9876", ""), ("K01", "ja", "Se 811218-9876")])
def test_a_personal_number_in_an_answer_is_refused_with_its_question(written):
    with pytest.raises(Refused, match="personal_number_in_text") as refusal:
        newly_said([written], {}, {})
    assert refusal.value.facts["field"] == "K01"
