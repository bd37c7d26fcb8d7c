"""The form of a case's checklist, built from the sheet: a field per open question, no rule."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from vetting.domain.answers import REASONED_ANSWERS
from vetting.domain.checklist import Checklist, Question
from vetting.domain.record_extracts import offered
from vetting.domain.terms import AnswerKind
from vetting.reading.sheet import Sheet, ShownQuestion
from vetting.web.forms.base import Form
from vetting.web.wording import problem_words

WRITTEN_KINDS = frozenset({AnswerKind.NUM, AnswerKind.DATE, AnswerKind.TEXT})
QUESTION_FIELD = re.compile(r"[A-Z][0-9]{2}")
Written = tuple[str, str]


class ChecklistForm(Form):
    """Fields per question: `S01` the choice, `S01-written` a number, date or text, `S01-reason`."""

    sheet_version = HiddenField()
    no_conflict = BooleanField(_("I have no conflict of interest in this case"))
    questions: tuple[ShownQuestion, ...] = ()

    @property
    def seen_version(self) -> int:
        """The version of the sheet this form was drawn from; what cannot be read counts as out of date."""
        text = self.sheet_version.data or ""
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1

    def written(self) -> dict[str, Written]:
        """Value and reason by question, of the questions that were sent."""
        return {
            shown.question.id: (self._value(shown), _plain(self[f"{shown.question.id}-reason"].data))
            for shown in self.questions
            if any(self[name].raw_data for name in _names(shown.question))
        }

    def answers(self, sent: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Every answer for the deed; what was sent to a question not asked here goes along, to be refused."""
        asked = {shown.question.id for shown in self.questions}
        foreign = sorted(name for name in sent if QUESTION_FIELD.fullmatch(name) and name not in asked)
        written = [(question_id, *pair) for question_id, pair in self.written().items()]
        return written + [(name, sent[name], sent.get(f"{name}-reason", "")) for name in foreign]

    def put(self, question_id: str, written: Written) -> None:
        """Writes an answer into the form without saving it."""
        shown = next((s for s in self.questions if s.question.id == question_id), None)
        if shown is None:
            return
        value, reason = written
        is_choice = value in shown.question.options
        self[question_id].data = value if is_choice else ""
        if shown.question.answers in WRITTEN_KINDS:
            self[f"{question_id}-written"].data = "" if is_choice else value
        self[f"{question_id}-reason"].data = reason

    def mark(self, faults: Iterable[tuple[str, str]]) -> None:
        """Shows each fault at its question, or at the form when the question is not asked here."""
        for question_id, code in faults:
            text = problem_words(code, {"question": question_id})
            if question_id not in self:
                self.form_errors = [*self.form_errors, text]
                continue
            at_reason = code in ("answer_needs_reason", "personal_number_in_text", "text_too_long")
            field = self[f"{question_id}-reason" if at_reason else question_id]
            field.errors = [*field.errors, text]

    def _value(self, shown: ShownQuestion) -> str:
        """The choice or what was written; where both say something, the one that was changed."""
        choice = self[shown.question.id]
        chosen = _plain(choice.data) if choice.raw_data else ""
        if shown.question.answers not in WRITTEN_KINDS:
            return chosen
        text = _plain(self[f"{shown.question.id}-written"].data)
        if chosen and text:
            before = shown.answer.value if shown.answer else ""
            return chosen if text == before else text
        return chosen or text


def checklist_form(sheet: Sheet, language: str) -> ChecklistForm:
    """The form for the questions open in the sheet, filled with the answers that stand."""
    return form_of(sheet.asked, sheet.checklist, language, version=sheet.case.sheet_version)


def form_of(
    questions: tuple[ShownQuestion, ...], checklist: Checklist, language: str, *, version: int
) -> ChecklistForm:
    """The form for these questions; `version` is that of the answers they show."""
    fields: dict[str, Any] = {"questions": questions}
    for shown in questions:
        fields.update(_fields(shown, checklist, language))
    form: ChecklistForm = type("SheetForm", (ChecklistForm,), fields)()
    if form.sheet_version.data is None:
        form.sheet_version.data = str(version)
    return form


def _fields(shown: ShownQuestion, checklist: Checklist, language: str) -> Mapping[str, Any]:
    question = shown.question
    words = checklist.words.answers
    value = shown.answer.value if shown.answer else ""
    is_choice = value in question.options
    label = f"{question.id} {question.text.in_language(language)}"
    made: dict[str, Any] = {
        question.id: RadioField(
            label,
            choices=[
                SelectChoice(option, words[option].in_language(language)) for option in offered(question)
            ],
            default=value if is_choice else "",
            validate_choice=False,  # what may be answered is the deed's to say
        ),
        f"{question.id}-reason": TextAreaField(label, default=shown.answer.reason if shown.answer else ""),
    }
    if question.answers in WRITTEN_KINDS:
        kind = TextAreaField if question.answers is AnswerKind.TEXT else StringField
        made[f"{question.id}-written"] = kind(label, default="" if is_choice else value)
    return made


def _names(question: Question) -> tuple[str, ...]:
    names = (question.id, f"{question.id}-reason")
    return (*names, f"{question.id}-written") if question.answers in WRITTEN_KINDS else names


def reason_wanted(question: Question) -> frozenset[str]:
    """Answers at which the page opens the reason at once: those always reasoned, and those of effect."""
    return REASONED_ANSWERS | frozenset(question.bad)


def _plain(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()
