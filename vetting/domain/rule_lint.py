"""What is wrong, or worth a second look, in a draft of the rules before anybody is judged by it.

Sources: the rule linter of the domain note (view-based and vague words), JO 1414-2019 (outlook is no ground),
RF 2:3 and 2:20-24, KL 2:4 (no rule reaches back), and the promise that a question's id keeps its meaning.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from vetting.domain.checklist import INDICATION, Checklist, Question
from vetting.domain.errors import Refused
from vetting.domain.reason_linter import RULES
from vetting.domain.rule_changes import FieldChange, fields_changed
from vetting.domain.rule_editions import Dated, faults_of_dates
from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus

# Words that rest on what people think, are said to be, or are near to.
VIEW_RULES = frozenset(
    {"wording_outlook", "wording_values", "wording_linked", "wording_pointed_out", "wording_debate"}
)
VAGUE_RULES = frozenset({"wording_vague", "wording_order_risk", "wording_pressure", "wording_unwritten"})
# Of a procedure: what speaks of order or of pressure is at home there, and no ground of anything.
PROCEDURE_RULES = VIEW_RULES | {"wording_vague", "wording_unwritten"}
ENGLISH_VIEWS = re.compile(
    r"\b(?:opinions?|ideolog\w*|sympathi\w*|beliefs?|convictions?|(?:political|religious) views?|linked to|"
    r"associated with|stands? behind|rumou?r\w*)\b",
    re.IGNORECASE,
)
# As a question puts it: the one who is asked about stands between the words.
ASKED_VIEWS = re.compile(
    r"\b(?:står|stod|ställer\s+sig|ställde\s+sig)\s+(?:\w+\s+){0,5}?bakom\b"
    r"|\bkoppla(?:s|des|ts|d|t|de)\s+(?:\w+\s+){0,4}?(?:till|med)\b"
    r"|\b(?:förknippa|associera|länka)(?:s|des|ts)\s+(?:\w+\s+){0,4}?(?:till|med)\b"
    r"|\b(?:tycker|anser|tror|tyckt|ansett|trott|sympatiserar|sympatiserat)\b",
    re.IGNORECASE,
)
NEAR = re.compile(r"\b(?:politisk|religi[öo]s|tros|trosuppfattning)\w*", re.IGNORECASE)
DECISIVE = frozenset({Effect.BLOCK, Effect.COMPLETE, Effect.ESCALATE})
SAFEGUARDS = frozenset({Gate.ATTRIBUTION, Gate.MITIGATION})
LINT_CODES = frozenset(
    {
        *("rule_version_taken", "rule_version_order", "rule_days_overlap", "rule_in_force_past"),
        *("rule_name_new", "languages_alike", "act_gate_missing", "safeguard_taken_away"),
        *("question_taken_away", "result_taken_away", "focus_area_taken_away", "view_risk_missing"),
        *("view_without_act", "view_words_near", "rule_vague", "source_missing", "source_undated"),
        *("unverified_as_law", "exclusion_on_suspicion", "kind_changed", "meaning_changed"),
        *("wording_changed", "view_risk_taken_away", "act_taken_away", "forbidden_ground_lifted"),
        "rule_changed",
    }
)
SAME_MEANING = 0.75  # of the letters; below this the id asks something else
RULE_FIELDS = frozenset(
    {
        "section",
        "options",
        "bad",
        "effect",
        "required",
        "parameters",
        "local",
        "opens_after",
        "opens_with_act",
    }
)
SOURCE_FIELDS = frozenset({"source", "in_force", "status"})


@dataclass(frozen=True)
class LintFinding:
    """One thing found. `stops`: the draft cannot be published before it is mended."""

    code: str
    question: str = ""
    stops: bool = True
    before: str = ""
    after: str = ""
    phrase: str = ""


def require_procedure_words(text: str) -> None:
    """Raises Refused with the code and the `phrase` of the first words in a board's own rule that rest on
    what people think, or that say nothing anybody could hold the board to."""
    plain = " ".join(text.split())
    for rule in RULES:
        if rule.code in PROCEDURE_RULES and (found := rule.pattern.search(plain)):
            raise Refused(rule.code, phrase=found.group(), field="text")
    if found := ASKED_VIEWS.search(plain):
        raise Refused("wording_outlook", phrase=found.group(), field="text")


def lint_rules(
    draft: Checklist, published: Collection[Checklist], *, today: dt.date
) -> tuple[LintFinding, ...]:
    """Everything found in the draft: what stops it first, then in the order of its questions.

    `published`: every published version of every checklist, for what an id has meant until now.
    """
    own = [one for one in published if one.name == draft.name]
    newest = max(own, key=lambda one: (one.in_force_on, one.version), default=None)
    known = {question.id: question for one in published for question in one.questions}
    before = {} if newest is None else {question.id: question for question in newest.questions}
    found = [
        *_of_dates(draft, own, today),
        *_of_words(draft),
        *(_taken_away(draft, newest) if newest else _of_new_name(draft)),
        *(
            finding
            for one in draft.questions
            for finding in _of_question(one, before.get(one.id), known.get(one.id))
        ),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.stops))


def _of_dates(draft: Checklist, own: Collection[Dated], today: dt.date) -> Iterator[LintFinding]:
    for code in faults_of_dates(draft, own, today=today):
        yield LintFinding(code, after=f"{draft.version}, {draft.in_force_on.isoformat()}")


def _of_words(draft: Checklist) -> Iterator[LintFinding]:
    if draft.title.sv == draft.title.en or draft.norm.sv == draft.norm.en:
        yield LintFinding("languages_alike")


def _of_new_name(draft: Checklist) -> Iterator[LintFinding]:
    yield LintFinding("rule_name_new", stops=False, after=draft.name)


def _taken_away(draft: Checklist, newest: Checklist) -> Iterator[LintFinding]:
    if newest.act_gate and not draft.act_gate:
        yield LintFinding("act_gate_missing", newest.act_gate)
    asked = {question.id for question in draft.questions}
    for question in newest.questions:
        if question.id not in asked:
            guards = question.effect is Effect.NEVER or question.section in SAFEGUARDS
            code = "safeguard_taken_away" if guards else "question_taken_away"
            yield LintFinding(code, question.id, stops=guards, before=question.text.sv)
    for code, old, new in (
        ("result_taken_away", newest.results, draft.results),
        ("focus_area_taken_away", newest.focus_areas, draft.focus_areas),
    ):
        kept = {label.id for label in new}
        for label in old:
            if label.id not in kept:
                yield LintFinding(code, before=f"{label.id}: {label.text.sv}")


def _of_question(
    question: Question, before: Question | None, known: Question | None
) -> Iterator[LintFinding]:
    """`before` is the question in the newest version of the same checklist, `known` in any published one."""
    meant = before or known
    changed = {} if meant is None else {one.field: one for one in fields_changed(meant, question)}
    yield from _of_views(question)
    yield from _of_source(question, is_new=meant is None or not SOURCE_FIELDS.isdisjoint(changed))
    if question.text.sv == question.text.en or question.why.sv == question.why.en:
        yield LintFinding("languages_alike", question.id)
    if question.answers is AnswerKind.EXCL and INDICATION in question.bad:
        yield LintFinding("exclusion_on_suspicion", question.id)
    if meant is not None:
        yield from _of_meaning(question, meant, changed)
    if before is not None:
        for name in RULE_FIELDS:
            if name in changed:
                yield _as_told("rule_changed", question, changed[name], stops=False, phrase=name)


def _of_views(question: Question) -> Iterator[LintFinding]:
    """JO 1414-2019: what somebody thinks is no ground. The guard against grounds in words may name them."""
    if question.effect is Effect.NEVER:
        return
    asked = " ".join(question.text.sv.split())
    phrase = (
        _phrase_in(asked, VIEW_RULES) or _first(ASKED_VIEWS, asked) or _first(ENGLISH_VIEWS, question.text.en)
    )
    if phrase and not question.view_risk:
        yield LintFinding("view_risk_missing", question.id, phrase=phrase)
    touches = bool(phrase) or question.view_risk
    if touches and question.effect in DECISIVE and not question.opens_with_act:
        yield LintFinding("view_without_act", question.id, phrase=phrase)
    if not phrase and not question.view_risk and (near := _first(NEAR, question.text.sv)):
        yield LintFinding("view_words_near", question.id, stops=False, phrase=near)
    if vague := _phrase_in(question.text.sv, VAGUE_RULES):
        yield LintFinding("rule_vague", question.id, stops=False, phrase=vague)


def _of_source(question: Question, *, is_new: bool) -> Iterator[LintFinding]:
    if not question.source:
        yield LintFinding("source_missing", question.id)
    if question.status is SourceStatus.UNVERIFIED and "§" in question.why.sv + question.text.sv:
        yield LintFinding("unverified_as_law", question.id)
    if is_new and question.in_force.strip() in ("", "-"):
        yield LintFinding("source_undated", question.id, stops=False)


def _of_meaning(
    question: Question, before: Question, changed: Mapping[str, FieldChange]
) -> Iterator[LintFinding]:
    if "answers" in changed or not set(before.options) <= set(question.options):
        yield _as_told("kind_changed", question, changed.get("answers") or changed["options"])
    for wording in (changed[name] for name in ("text_sv", "text_en") if name in changed):
        same = _likeness(wording.before, wording.after) >= SAME_MEANING
        yield _as_told("wording_changed" if same else "meaning_changed", question, wording, stops=not same)
    if before.view_risk and not question.view_risk:
        yield LintFinding("view_risk_taken_away", question.id)
    if before.opens_with_act and not question.opens_with_act:
        yield LintFinding("act_taken_away", question.id)
    if before.effect is Effect.NEVER and question.effect is not Effect.NEVER:
        yield LintFinding("forbidden_ground_lifted", question.id)


def _as_told(
    code: str, question: Question, change: FieldChange, *, stops: bool = True, phrase: str = ""
) -> LintFinding:
    return LintFinding(code, question.id, stops, change.before, change.after, phrase)


def _likeness(before: str, after: str) -> float:
    return SequenceMatcher(None, before.casefold(), after.casefold(), autojunk=False).ratio()


def _phrase_in(text: str, codes: Collection[str]) -> str:
    plain = " ".join(text.split())
    matches = [match for rule in RULES if rule.code in codes and (match := rule.pattern.search(plain))]
    return matches[0].group() if matches else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""
