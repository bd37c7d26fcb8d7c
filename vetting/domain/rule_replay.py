"""Closed cases judged anew on a draft of the rules: which would come out differently, and by which criterion.

Nothing here is a decision and nothing is changed: people decided those cases, and people decide the next.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vetting.domain.answers import Answer, check_answer
from vetting.domain.checklist import Checklist
from vetting.domain.errors import Refused
from vetting.domain.parameters import values_of
from vetting.domain.terms import Effect, Outcome
from vetting.domain.verdict import Verdict, evaluate

MISFITS = frozenset({"answer_not_offered", "answer_not_a_number", "answer_not_a_date", "answer_empty"})


class Weight(StrEnum):
    """How heavy the heaviest remark of a verdict is, from none to one that stops."""

    CLEAR = "clear"
    NOTE = "note"
    ESCALATE = "escalate"
    COMPLETE = "complete"
    BLOCK = "block"


HEAVIER = tuple(Weight)
_WEIGHT_OF = {
    Effect.NOTE: Weight.NOTE,
    Effect.ESCALATE: Weight.ESCALATE,
    Effect.COMPLETE: Weight.COMPLETE,
    Effect.BLOCK: Weight.BLOCK,
    Effect.NEVER: Weight.BLOCK,
}


class ShiftKind(StrEnum):
    """Why a criterion weighs otherwise on the draft."""

    NEW_REMARK = "new_remark"
    REMARK_GONE = "remark_gone"
    EFFECT_CHANGED = "effect_changed"
    ANSWER_UNREADABLE = "answer_unreadable"


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """A decided case as it stood: answers, the board's own values, whether an act was recorded."""

    id: str
    case_number: str
    board_id: str
    outcome: Outcome
    decided_on: dt.date
    checklist: Checklist
    answers: Mapping[str, Answer]
    local_rules: Mapping[str, str]
    act_recorded: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """One criterion that weighs otherwise; an effect is None where there was, or would be, no remark."""

    question_id: str
    kind: ShiftKind
    before: Effect | None = None
    after: Effect | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """A case that would come out differently."""

    case: ClosedCase
    before: Weight
    after: Weight
    shifts: tuple[Shift, ...]

    @property
    def is_harder(self) -> bool:
        return HEAVIER.index(self.after) > HEAVIER.index(self.before)

    @property
    def is_milder(self) -> bool:
        return HEAVIER.index(self.after) < HEAVIER.index(self.before)


@dataclass
class Replay:
    """What the draft would have made of the closed cases.

    `by_criterion` counts differing cases for each criterion; `asked_more` counts cases in which the draft
    requires a question that nobody was asked: what they would have answered is not known. `untried` are those
    whose local values the draft cannot read.
    """

    cases: int = 0
    untried: int = 0
    differing: list[Replayed] = field(default_factory=list)
    by_criterion: Counter[str] = field(default_factory=Counter)
    asked_more: Counter[str] = field(default_factory=Counter)

    @property
    def harder(self) -> int:
        return sum(one.is_harder for one in self.differing)

    @property
    def milder(self) -> int:
        return sum(one.is_milder for one in self.differing)

    def as_facts(self) -> dict[str, object]:
        """What is kept beside a published version: figures alone, no case."""
        return {
            "cases": self.cases,
            "differing": len(self.differing),
            "harder": self.harder,
            "milder": self.milder,
            "by_criterion": dict(sorted(self.by_criterion.items())),
        }


def replay_cases(cases: Iterable[ClosedCase], draft: Checklist) -> Replay:
    """Judges each case by its own version and by the draft, with the same answers and local values."""
    found = Replay()
    for case in cases:
        found.cases += 1
        kept, unreadable = _readable(case.answers, draft)
        try:
            before = _verdict(case, case.checklist, case.answers)
            after = _verdict(case, draft, kept)
        except Refused:  # a limit that is no number
            found.untried += 1
            continue
        found.asked_more.update(set(after.unanswered) - set(before.unanswered) - set(unreadable))
        if shifts := tuple(_shifts(before, after, unreadable)):
            found.differing.append(Replayed(case, _weight(before), _weight(after), shifts))
            found.by_criterion.update({shift.question_id for shift in shifts})
    return found


def _verdict(case: ClosedCase, checklist: Checklist, answers: Mapping[str, Answer]) -> Verdict:
    return evaluate(
        checklist,
        answers,
        parameters=values_of(checklist, case.local_rules),
        act_recorded=case.act_recorded,
    )


def _readable(answers: Mapping[str, Answer], draft: Checklist) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """The answers to what the draft asks too, and the questions whose answer it does not offer any more."""
    asked = {question.id: question for question in draft.questions}
    kept = {key: answer for key, answer in answers.items() if key in asked}
    misfit = tuple(
        key
        for key, answer in kept.items()
        if MISFITS.intersection(check_answer(asked[key], answer.value, reason="–"))
    )
    return {key: answer for key, answer in kept.items() if key not in misfit}, misfit


def _shifts(before: Verdict, after: Verdict, unreadable: Iterable[str]) -> Iterator[Shift]:
    old = {remark.question_id: remark.effect for remark in before.remarks}
    new = {remark.question_id: remark.effect for remark in after.remarks}
    lost = set(unreadable)
    for key in [*old, *(key for key in new if key not in old)]:
        was, will = old.get(key), new.get(key)
        if key in lost or was is will:
            continue
        kind = ShiftKind.EFFECT_CHANGED
        if was is None or will is None:
            kind = ShiftKind.NEW_REMARK if was is None else ShiftKind.REMARK_GONE
        yield Shift(key, kind, was, will)
    for key in sorted(lost):
        yield Shift(key, ShiftKind.ANSWER_UNREADABLE, old.get(key))


def _weight(verdict: Verdict) -> Weight:
    weights = [_WEIGHT_OF[remark.effect] for remark in verdict.remarks]
    return max(weights, key=HEAVIER.index, default=Weight.CLEAR)
