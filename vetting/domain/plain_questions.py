"""Plain questions as data with a version: what a report or a visit asks, and whether an answer is sound."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.checklist import Text
from vetting.domain.errors import Problem, Refused
from vetting.domain.free_text import LONGEST, require_writable
from vetting.domain.indicators import identity_of
from vetting.domain.terms_association_reports import AskedKind, ReportSection

LONGEST_NUMBER = 20  # characters, with blanks between thousands
MOST = 999_999_999
NAMES_THAT_MAKE_A_LIST = 3
_NUMBER = re.compile(r"[0-9]{1,9}")
_PARTED = re.compile(r"[\n;,•]|(?<!\S)(?:och|and|samt)(?!\S)")
_NAME = re.compile(
    r"(?:[-*–]\s*)?[A-ZÅÄÖÉÜ][a-zåäöéüáíó]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéüáíó]+)?(?: [A-ZÅÄÖÉÜ][a-zåäöéüáíó]+){1,2}"
)

Faults = tuple[tuple[str, str], ...]
"""Pairs of question id and code of what is wrong."""


@dataclass(frozen=True)
class PlainQuestion:
    """One question. `hint` says how to answer it; `id` is stable within its version."""

    id: str
    section: ReportSection
    kind: AskedKind
    text: Text
    hint: Text
    is_required: bool

    def as_kept(self) -> dict[str, object]:
        """The question as JSON values, kept with what was answered."""
        return {
            "id": self.id,
            "section": self.section.value,
            "kind": self.kind.value,
            "sv": self.text.sv,
            "en": self.text.en,
            "hint_sv": self.hint.sv,
            "hint_en": self.hint.en,
            "required": self.is_required,
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, object]) -> "PlainQuestion":
        """The question that `as_kept` wrote."""
        return cls(
            id=str(kept["id"]),
            section=ReportSection(str(kept["section"])),
            kind=AskedKind(str(kept["kind"])),
            text=Text(str(kept["sv"]), str(kept["en"])),
            hint=Text(str(kept["hint_sv"]), str(kept["hint_en"])),
            is_required=bool(kept["required"]),
        )


@dataclass(frozen=True)
class QuestionSet:
    """A published version of questions; `digest` is the SHA-256 of its file."""

    name: str
    version: str
    in_force_on: dt.date
    digest: str
    title: Text
    questions: tuple[PlainQuestion, ...]


def question_of_indicator(name: str, unit: str, target: int) -> PlainQuestion:
    """An indicator of the plan as a question about its outcome: the same one wherever in a plan it stands,
    so that what was answered stays its answer when the plan is revised."""
    told = f"{target} {unit}".strip()
    return PlainQuestion(
        id=identity_of(name, unit),
        section=ReportSection.INDICATORS,
        kind=AskedKind.COUNT,
        text=Text(name, name),
        hint=Text(
            f"Målet var {told}. Skriv utfallet som ett tal.",
            f"The goal was {told}. Write the outcome as a number.",
        ),
        is_required=True,
    )


def drafted_answers(asked: Sequence[PlainQuestion], written: Mapping[str, str]) -> dict[str, str]:
    """What is written so far, tidied and empty ones left out; it need not be whole.

    Raises Refused `answers_not_saved` with `faults`: personal numbers, lists of names, too long texts.
    """
    found, faults = {}, []
    for question in asked:
        text = written.get(question.id, "")
        try:
            found[question.id] = _tidied(question, text)
        except Refused as refusal:
            faults.append((question.id, refusal.code))
    if faults:
        raise Refused("answers_not_saved", count=len(faults), faults=tuple(faults))
    return {key: text for key, text in found.items() if text}


def faults_in(asked: Sequence[PlainQuestion], answers: Mapping[str, str]) -> Faults:
    """What is missing, or is no number, before the answers can be handed in."""
    return tuple(
        (question.id, code) for question in asked if (code := _fault(question, answers.get(question.id, "")))
    )


def require_whole(asked: Sequence[PlainQuestion], written: Mapping[str, str]) -> dict[str, str]:
    """The answers, tidied, with numbers as digits alone. Raises Refused `answers_unsound` with `faults`, and
    as drafted_answers."""
    answers = drafted_answers(asked, written)
    faults = faults_in(asked, answers)
    if faults:
        raise Refused("answers_unsound_report", count=len(faults), faults=faults)
    numeric = {question.id for question in asked if question.kind is not AskedKind.TEXT}
    return {key: str(number_in(text)) if key in numeric else text for key, text in answers.items()}


def number_in(text: str) -> int | None:
    """The whole number somebody wrote, with blanks between thousands or "kr" behind, or None."""
    plain = re.sub(r"[\s\u00a0\u202f]|kr(onor)?\.?$", "", text.strip().lower())
    return int(plain) if _NUMBER.fullmatch(plain) else None


def lists_names(text: str) -> bool:
    """Whether the text looks like a list of persons: three or more names in a row, by lines or commas."""
    in_a_row = 0
    for part in _PARTED.split(text):
        plain = part.strip(" .\t")
        if not plain:
            continue
        in_a_row = in_a_row + 1 if _NAME.fullmatch(plain) else 0
        if in_a_row >= NAMES_THAT_MAKE_A_LIST:
            return True
    return False


def require_no_names(text: str, *, field: str) -> str:
    """The text. Raises Refused `names_listed` where it looks like a list of persons."""
    if lists_names(text):
        raise Refused("names_listed", field=field)
    return text


def faults_of(problem: Problem) -> Faults:
    """The pairs of question and code that a refusal carries."""
    faults = problem.facts.get("faults")
    return faults if isinstance(faults, tuple) else ()


def kept_questions(asked: Iterable[PlainQuestion]) -> list[dict[str, object]]:
    """The questions as they are kept beside their answers."""
    return [question.as_kept() for question in asked]


def questions_from(kept: Iterable[Mapping[str, object]]) -> tuple[PlainQuestion, ...]:
    """The questions that `kept_questions` wrote."""
    return tuple(PlainQuestion.from_kept(one) for one in kept)


def _tidied(question: PlainQuestion, text: str) -> str:
    longest = LONGEST if question.kind is AskedKind.TEXT else LONGEST_NUMBER
    tidied = require_writable(text, field=question.id, longest=longest, is_received=True)
    return require_no_names(tidied, field=question.id)


def _fault(question: PlainQuestion, text: str) -> str | None:
    if not text:
        return "report_answer_missing" if question.is_required else None
    if question.kind is AskedKind.TEXT:
        return None
    return "number_unreadable" if number_in(text) is None else None
