"""The rule desk's words: what is found in a draft, what it changes, what it would have made of closed cases."""

from collections.abc import Sequence
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms as t
from vetting.domain.rule_changes import FieldChange
from vetting.domain.rule_lint import LintFinding
from vetting.domain.rule_replay import ShiftKind, Weight
from vetting.domain.terms_decisions import DraftState
from vetting.web.wording import terms_checklist

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    DraftState: {
        DraftState.OPEN: _("Draft"),
        DraftState.PUBLISHED: _("Draft published"),
        DraftState.WITHDRAWN: _("Draft taken back"),
    },
    Weight: {
        Weight.CLEAR: _("No remark"),
        Weight.NOTE: _("Note for follow-up"),
        Weight.ESCALATE: _("A second person reads it"),
        Weight.COMPLETE: _("To be completed"),
        Weight.BLOCK: _("Decisive remark"),
    },
    ShiftKind: {
        ShiftKind.NEW_REMARK: _("new remark"),
        ShiftKind.REMARK_GONE: _("the remark would not be made"),
        ShiftKind.EFFECT_CHANGED: _("another effect"),
        ShiftKind.ANSWER_UNREADABLE: _("the draft does not offer the answer that was given"),
    },
}
DRAFT_KIND = {DraftState.OPEN: "warning", DraftState.PUBLISHED: "success", DraftState.WITHDRAWN: "neutral"}
WEIGHT_KIND = {
    Weight.CLEAR: "success",
    Weight.NOTE: "neutral",
    Weight.ESCALATE: "info",
    Weight.COMPLETE: "warning",
    Weight.BLOCK: "danger",
}

FIELDS: dict[str, LazyString] = {
    "title_sv": _("Title, Swedish"),
    "title_en": _("Title, English"),
    "norm_sv": _("What it builds on, Swedish"),
    "norm_en": _("What it builds on, English"),
    "act_gate": _("Question that tests the act"),
    "focus_areas": _("Focus areas"),
    "results": _("Results"),
    "section": _("Section"),
    "text_sv": _("Question, Swedish"),
    "text_en": _("Question, English"),
    "why_sv": _("Why, Swedish"),
    "why_en": _("Why, English"),
    "evidence": _("Evidence"),
    "answers": _("Kind of answer"),
    "options": _("Answers offered"),
    "bad": _("Falls short when"),
    "effect": _("Effect"),
    "source": _("Source"),
    "in_force": _("Date of the source"),
    "status": _("Verified"),
    "required": _("Must be answered"),
    "local": _("Decided locally"),
    "parameters": _("Local values"),
    "view_risk": _("Touches opinions"),
    "opens_with_act": _("Opens with an act"),
    "opens_after": _("Opens after"),
    "focus": _("Focus area"),
}

LINT: dict[str, LazyString] = {
    "rule_version_taken": _("There is a published version of that name already (%(after)s)."),
    "rule_version_order": _("A later version is published. Name this one after it (now %(after)s)."),
    "rule_days_overlap": _("Another version begins the same day or later (%(after)s). Days may not overlap."),
    "rule_in_force_past": _("The day in force has passed (%(after)s). Rules do not reach back (KL 2:4)."),
    "languages_alike": _("Swedish and English are the same text. One language is missing."),
    "rule_name_new": _("There is no earlier version of %(after)s: this begins a checklist of its own."),
    "act_gate_missing": _("The question that tests the act is gone. Without it the act questions stay open."),
    "safeguard_taken_away": _("A safeguard is taken away: “%(before)s”. Put it back."),
    "question_taken_away": _("The question is taken away: “%(before)s”."),
    "result_taken_away": _("A result that spot checks record is taken away (%(before)s)."),
    "focus_area_taken_away": _("A focus area is taken away (%(before)s)."),
    "view_risk_missing": _(
        "The wording rests on views (“%(phrase)s”). Ask for the act instead, or mark that it touches opinions."
    ),
    "view_without_act": _(
        "The question touches opinions and weighs, but does not open with an act. What somebody thinks is no "
        "ground (JO 1414-2019)."
    ),
    "view_words_near": _("The wording is near to views (“%(phrase)s”). Does it ask for something done?"),
    "rule_vague": _("The wording is vague (“%(phrase)s”). Say which facts are meant."),
    "source_missing": _("The source is missing. A criterion without one cannot be published."),
    "source_undated": _("The source has no date."),
    "unverified_as_law": _("A source that is not verified is told as law (§). Say that it is a setting."),
    "exclusion_on_suspicion": _(
        "An exclusion ground falls short on “indication”. Only what is proven counts."
    ),
    "kind_changed": _(
        "An id keeps its kind: “%(before)s” became “%(after)s”. Give the new question an id of its own."
    ),
    "meaning_changed": _(
        "An id keeps its meaning: “%(before)s” became “%(after)s”. Give the new question an id of its own."
    ),
    "wording_changed": _("The wording is changed: “%(before)s” became “%(after)s”."),
    "view_risk_taken_away": _("The mark that it touches opinions is taken away. Put it back."),
    "act_taken_away": _("The question no longer waits for an act. Put it back."),
    "forbidden_ground_lifted": _("A forbidden ground would be allowed. Put it back."),
    "rule_changed": _("%(field)s: “%(before)s” became “%(after)s”."),
}


def lint_text(finding: LintFinding) -> str:
    """What is found, in the reader's language."""
    field = FIELDS.get(finding.phrase, finding.phrase)
    facts = {
        "before": _value(finding.phrase, finding.before),
        "after": _value(finding.phrase, finding.after),
        "phrase": finding.phrase,
        "field": field,
    }
    return str(LINT[finding.code]) % facts


def change_text(change: FieldChange) -> tuple[str, str, str]:
    """Field, before and after, in the reader's language."""
    field = str(FIELDS[change.field])
    return field, _value(change.field, change.before), _value(change.field, change.after)


def codes_explained() -> Sequence[tuple[str, str]]:
    """The codes of a workbook and what they mean."""
    words = terms_checklist.TERMS
    return [
        (code.value, str(text))
        for kind in (t.Effect, t.AnswerKind, t.SourceStatus)
        for code, text in words[kind].items()
    ]


def _value(field: str, value: str) -> str:
    """A code of a term in its words; anything else as it is."""
    for name, kind in (("effect", t.Effect), ("answers", t.AnswerKind), ("status", t.SourceStatus)):
        if field == name and value in set(kind):
            return str(terms_checklist.TERMS[kind][kind(value)])
    if value in ("yes", "no"):
        return str(_("yes")) if value == "yes" else str(_("no"))
    return value
