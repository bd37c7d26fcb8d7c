"""The checklist of one case as a page shows it: questions, answers, evidence, what is known, what is left."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vetting.domain.answers import Answer, Parameters, ParameterValue
from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist, Parameter, Question, Section, Text
from vetting.domain.parameters import values_of
from vetting.domain.prefill import Fact, KnownOfCase, KnownPaper, facts_beside
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import Effect, Gate, Stage
from vetting.domain.verdict import Standing, Verdict, evaluate, required_questions, standings
from vetting.reading import sheet_rows
from vetting.reading.sheet_rows import CaseRow, Kept, Pinned, ShownAct, ShownAnswer, ShownEvidence
from vetting.records.decisions import declared_by


@dataclass(frozen=True)
class Local:
    """A local rule behind a question, and what the board set for the year; None where it set nothing."""

    parameter: Parameter
    value: ParameterValue | None


@dataclass(frozen=True)
class ShownQuestion:
    """One question. `why_closed`: needs_act, act_not_tied, needs_finding or not_set_locally, else blank."""

    question: Question
    standing: Standing
    why_closed: str
    is_required: bool
    answer: ShownAnswer | None
    remark: Effect | None
    lacks: tuple[str, ...]
    evidence: tuple[ShownEvidence, ...]
    facts: tuple[Fact, ...]
    local: tuple[Local, ...]

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN


@dataclass(frozen=True)
class ShownSection:
    """A section in gate order; `done` of its `total` required questions are answered."""

    gate: Gate
    title: Text
    questions: tuple[ShownQuestion, ...]
    done: int
    total: int

    @property
    def asked(self) -> tuple[ShownQuestion, ...]:
        """The questions to be answered now."""
        return tuple(shown for shown in self.questions if shown.is_open)

    @property
    def not_asked(self) -> tuple[ShownQuestion, ...]:
        """The questions that are closed, or do not apply with this board."""
        return tuple(shown for shown in self.questions if not shown.is_open)


@dataclass(frozen=True)
class Sheet:
    """The whole checklist. `case.sheet_version` goes back with a save, so that two people never collide."""

    case: CaseRow
    checklist: Checklist
    sections: tuple[ShownSection, ...]
    verdict: Verdict
    acts: tuple[ShownAct, ...]
    papers: tuple[KnownPaper, ...]
    done: int
    total: int

    @property
    def is_preparing(self) -> bool:
        """Whether answers may still change."""
        return self.case.stage in UNDER_PREPARATION

    @property
    def begins_review(self) -> bool:
        """Whether the first save moves the case on."""
        return self.case.stage is Stage.RECEIVED

    @property
    def asked(self) -> tuple[ShownQuestion, ...]:
        """Every question to be answered now, in gate order."""
        return tuple(shown for section in self.sections for shown in section.asked)

    def shown(self, question_id: str) -> ShownQuestion | None:
        """The question of that id as shown, or None."""
        every = (shown for section in self.sections for shown in section.questions)
        return next((shown for shown in every if shown.question.id == question_id), None)


@dataclass(frozen=True)
class _Rules:
    """What the rules said of the answers as they stand."""

    parameters: Parameters
    standing: Mapping[str, Standing]
    required: Collection[str]
    verdict: Verdict
    has_act: bool


def pinned_checklist(case_id: str, *, actor: Actor) -> Pinned:
    """Which checklist version the case is judged by. Raises NotFound."""
    return sheet_rows.pinned(case_id, actor)


def declared(case_id: str, *, actor: Actor) -> bool | None:
    """What the reader has said of a conflict of interest in the case; None when nothing."""
    return declared_by(case_id, actor.id)


def sheet_of_case(case_id: str, checklist: Checklist, *, actor: Actor) -> Sheet:
    """The sheet by the checklist the case is pinned to. Raises NotFound, Refused `parameter_not_a_number`."""
    case, texts = sheet_rows.case_and_parameters(case_id, actor)
    kept = sheet_rows.kept_of(case_id)
    rules = _rules(checklist, values_of(checklist, texts), kept)
    known = KnownOfCase(
        case.members_total, case.number_class, case.in_directory, case.confirmed_on, tuple(kept.papers)
    )
    sections = tuple(_section(section, checklist, kept, rules, known) for section in checklist.sections)
    return Sheet(
        case=case,
        checklist=checklist,
        sections=sections,
        verdict=rules.verdict,
        acts=tuple(kept.acts),
        papers=tuple(kept.papers),
        done=sum(section.done for section in sections),
        total=sum(section.total for section in sections),
    )


def answers_as_of(case_id: str, sheet_version: int) -> dict[str, tuple[str, str]]:
    """Value and reason by question as they stood at that version, for a save that came too late."""
    return sheet_rows.answers_as_of(case_id, sheet_version)


def _rules(checklist: Checklist, parameters: Parameters, kept: Kept) -> _Rules:
    known = {question.id for question in checklist.questions}
    given = {
        question_id: Answer(question_id, shown.value, shown.reason, _levels(kept, question_id))
        for question_id, shown in kept.answers.items()
        if question_id in known
    }
    has_act = bool(kept.acts)
    required = required_questions(checklist, given, parameters=parameters, act_recorded=has_act)
    return _Rules(
        parameters=parameters,
        standing=standings(checklist, given, parameters=parameters, act_recorded=has_act),
        required={question.id for question in required},
        verdict=evaluate(checklist, given, parameters=parameters, act_recorded=has_act),
        has_act=has_act,
    )


def _levels(kept: Kept, question_id: str) -> tuple[int, ...]:
    return tuple(item.level for item in kept.evidence.get(question_id, ()) if not item.is_contrary)


def _section(
    section: Section, checklist: Checklist, kept: Kept, rules: _Rules, known: KnownOfCase
) -> ShownSection:
    required = [question for question in section.questions if question.id in rules.required]
    return ShownSection(
        gate=section.gate,
        title=section.title,
        questions=tuple(_shown(question, checklist, kept, rules, known) for question in section.questions),
        done=sum(question.id in kept.answers for question in required),
        total=len(required),
    )


def _shown(
    question: Question, checklist: Checklist, kept: Kept, rules: _Rules, known: KnownOfCase
) -> ShownQuestion:
    remark = next((r.effect for r in rules.verdict.remarks if r.question_id == question.id), None)
    return ShownQuestion(
        question=question,
        standing=rules.standing[question.id],
        why_closed=_why_closed(question, rules),
        is_required=question.id in rules.required,
        answer=kept.answers.get(question.id),
        remark=remark,
        lacks=tuple(lack.code for lack in rules.verdict.lacking if lack.question_id == question.id),
        evidence=tuple(kept.evidence.get(question.id, ())),
        facts=facts_beside(question, known),
        local=tuple(
            Local(checklist.words.parameters[name], rules.parameters.get(name))
            for name in question.parameters
        ),
    )


def _why_closed(question: Question, rules: _Rules) -> str:
    standing = rules.standing[question.id]
    if standing is Standing.OPEN:
        return ""
    if standing is Standing.NOT_APPLICABLE_LOCALLY:
        return "not_set_locally"
    if question.opens_with_act:
        return "act_not_tied" if rules.has_act else "needs_act"
    return "needs_finding"
