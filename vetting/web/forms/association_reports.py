"""Forms of associations' reports, of visits and of evaluations; their questions come as data."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from vetting.domain.checklist import Checklist, Question
from vetting.domain.free_text import LONGEST, tidy
from vetting.domain.plain_questions import Faults, PlainQuestion
from vetting.domain.report_reading import MAX_NOTE, ReadAnswer, ReportPoint, questions_about_reports
from vetting.domain.report_roles import LONGEST_ADDRESS, LONGEST_ROLE
from vetting.domain.terms_association_reports import Activity, Again, AskedKind, RestsOn, VisitWay
from vetting.web.forms.base import Form
from vetting.web.wording import problem_words, word

WRITE = InputRequired(_("Write this."))
NOT_BELOW_NOTHING = NumberRange(min=0, message=_("The value may not be below 0."))


class AnswersForm(Form):
    """A field `q-<id>` for each question; what is missing or wrong is told by the rules."""

    version = HiddenField()
    asked: tuple[PlainQuestion, ...] = ()

    @property
    def seen_version(self) -> int:
        """The version the form was drawn from; what cannot be read counts as out of date."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1

    def answers(self) -> dict[str, str]:
        """What is written, by question."""
        return {one.id: self[f"q-{one.id}"].data or "" for one in self.asked}

    def put(self, answers: Mapping[str, str]) -> None:
        """Writes answers into the form without saving them."""
        for one in self.asked:
            self[f"q-{one.id}"].data = answers.get(one.id, "")

    def mark(self, faults: Faults) -> None:
        """Shows each fault at its question."""
        for question_id, code in faults:
            target: Any = self[f"q-{question_id}"]
            facts: dict[str, object] = {"length": len(tidy(str(target.data or ""))), "longest": LONGEST}
            target.errors = [*target.errors, problem_words(code, facts)]

    def fields_of(self, section: str) -> list[Any]:
        """The fields of a section with their questions."""
        return [(self[f"q-{one.id}"], one) for one in self.asked if one.section.value == section]


class OwnReportForm(AnswersForm):
    written_role = StringField(_("Your function in the association"), validators=[Length(max=LONGEST_ROLE)])
    reply_to = StringField(_("E-mail for receipt and questions"), validators=[Length(max=LONGEST_ADDRESS)])
    reason = TextAreaField(_("Why the report is corrected"), validators=[Length(max=LONGEST)])


class HandOverForm(Form):
    version = HiddenField()
    role = StringField(_("Function of whoever signs"), validators=[WRITE, Length(max=LONGEST_ROLE)])
    address = StringField(_("E-mail of whoever signs"), validators=[WRITE, Length(max=LONGEST_ADDRESS)])

    @property
    def seen_version(self) -> int:
        """The version the form was drawn from."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class WorkbookForm(Form):
    file = FileField(_("The filled workbook"))


class SignForm(Form):
    version = HiddenField()
    certify = BooleanField(
        _("I certify that the report is right as far as I know, and I have not written it myself"),
        validators=[InputRequired(_("Tick this to sign."))],
    )

    @property
    def seen_version(self) -> int:
        """The version that was read."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class SendBackForm(Form):
    word = TextAreaField(_("What is not right"), validators=[WRITE, Length(max=LONGEST)])


class PaperReportForm(AnswersForm):
    received_on = DateField(_("Came in on"), validators=[InputRequired(_("Give a date."))])
    written_role = StringField(_("Written by (function)"), validators=[WRITE, Length(max=LONGEST_ROLE)])
    signed_role = StringField(_("Signed by (function)"), validators=[WRITE, Length(max=LONGEST_ROLE)])
    reason = TextAreaField(_("Why the report is corrected"), validators=[Length(max=LONGEST)])

    @property
    def day(self) -> dt.date:
        """The day it came; there once the form is sound."""
        return dt.date.fromisoformat(str(self.received_on.data))


class SignWordForm(Form):
    sign = HiddenField(validators=[Length(max=60)])
    word = TextAreaField(_("What came of the question"), validators=[WRITE, Length(max=LONGEST)])


class SignerCodeForm(Form):
    role = StringField(_("Function of whoever signs"), validators=[WRITE, Length(max=LONGEST_ROLE)])


class ReadingForm(Form):
    """A word, the checklist's questions about reports, and a note on each question of the report."""

    word = TextAreaField(_("Your comment on the report"), validators=[Length(max=LONGEST)])
    due_on = DateField(_("Last day to complete"), validators=[Optional()])
    item = SelectField(_("Item of the plan to mark as done"), validators=[Optional()])
    questions: tuple[Question, ...] = ()
    asked: tuple[PlainQuestion, ...] = ()

    def read_answers(self) -> tuple[ReadAnswer, ...]:
        """The answers that were given."""
        return tuple(
            ReadAnswer(
                one.id,
                self[f"value-{one.id}"].data or "",
                self[f"reason-{one.id}"].data or "",
                tuple(RestsOn(key) for key in self[f"rests_on-{one.id}"].data or ()),
            )
            for one in self.questions
            if self[f"value-{one.id}"].data
        )

    def put_notes(self, notes: Iterable[tuple[str, str]]) -> None:
        """Writes what is to be asked on each question, to be read and changed before it is sent; what is of
        the whole report goes to the first question that is answered in words."""
        texts = (one.id for one in self.asked if one.kind is AskedKind.TEXT)
        first = next(texts, "")
        for question_id, text in notes:
            if f"note-{question_id or first}" in self:
                field = self[f"note-{question_id or first}"]
                field.data = " ".join(part for part in (field.data, text) if part)

    def points(self) -> tuple[ReportPoint, ...]:
        """The questions of the report on which something is asked for."""
        return tuple(
            ReportPoint(one.id, self[f"note-{one.id}"].data or "")
            for one in self.asked
            if (self[f"note-{one.id}"].data or "").strip()
        )


class VisitForm(AnswersForm):
    visited_on = DateField(_("Day of the visit"), validators=[InputRequired(_("Give a date."))])
    announced = RadioField(_("Was it announced?"), validators=[InputRequired(_("Choose one."))])
    way = RadioField(_("How the notes were taken"), validators=[InputRequired(_("Choose one."))])
    participants = IntegerField(
        _("How many took part"), validators=[InputRequired(_("Write a number.")), NOT_BELOW_NOTHING]
    )
    leaders = IntegerField(_("How many leaders"), validators=[Optional(), NOT_BELOW_NOTHING])
    companion_id = SelectField(_("Who came along"), validators=[Optional()])
    follow_up_id = SelectField(_("For which item of the plan"), validators=[Optional()])
    is_done = BooleanField(_("Mark that item as done"))

    def with_choices(self, items: Mapping[str, str], companions: Mapping[str, str]) -> None:
        """Words in the reader's language for each choice."""
        self.announced.choices = [
            ("yes", str(_("Announced beforehand"))),
            ("no", str(_("Unannounced, as agreed"))),
        ]
        self.way.choices = [(one.value, word(one)) for one in VisitWay]
        self.companion_id.choices = [("", str(_("Nobody"))), *companions.items()]
        self.follow_up_id.choices = [("", str(_("None"))), *items.items()]


class AddendumForm(Form):
    text = TextAreaField(_("What is added, or was wrong"), validators=[WRITE, Length(max=LONGEST)])


class EvaluationForm(Form):
    version = HiddenField()
    activity = SelectField(_("Kind of activity"), validators=[InputRequired(_("Choose one."))])
    is_targeted = BooleanField(_("A targeted grant for preventive work"))
    worked = TextAreaField(_("What worked"), validators=[WRITE, Length(max=LONGEST)])
    learnt = TextAreaField(_("What was learnt"), validators=[WRITE, Length(max=LONGEST)])
    again = RadioField(
        _("Would the board give such a grant again?"), validators=[InputRequired(_("Choose one."))]
    )
    again_why = TextAreaField(
        _("Why, or with which change (needed unless the answer is yes)"), validators=[Length(max=LONGEST)]
    )
    contact = StringField(_("Function to ask"), validators=[WRITE, Length(max=120)])

    @property
    def seen_version(self) -> int:
        """The version the form was drawn from."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1

    def with_choices(self) -> "EvaluationForm":
        """The form with its choices in the reader's language."""
        self.activity.choices = [("", gettext("Choose")), *((one.value, word(one)) for one in Activity)]
        self.again.choices = [(one.value, word(one)) for one in Again]
        return self


AnyAnswers = TypeVar("AnyAnswers", bound=AnswersForm)


def answers_form(base: type[AnyAnswers], asked: Sequence[PlainQuestion], language: str) -> AnyAnswers:
    """A form of that kind with a field for each question, in the reader's language."""
    fields = {f"q-{one.id}": _field_of(one, language) for one in asked}
    made = type(base.__name__, (base,), fields)()
    made.asked = tuple(asked)
    return made


def reading_form(
    checklist: Checklist, asked: Sequence[PlainQuestion], items: Mapping[str, str], language: str
) -> ReadingForm:
    """The form by which an officer says what a report is."""
    questions = questions_about_reports(checklist)
    fields: dict[str, Any] = {}
    for one in questions:
        labels = checklist.words.answers
        answers = [SelectChoice(key, labels[key].in_language(language)) for key in one.options]
        choices = [SelectChoice("", str(_("Not answered"))), *answers]
        fields[f"value-{one.id}"] = SelectField(
            one.text.in_language(language), choices=choices, validators=[Optional()]
        )
        fields[f"reason-{one.id}"] = StringField(_("Reason"), validators=[Length(max=LONGEST)])
        fields[f"rests_on-{one.id}"] = SelectMultipleField(
            _("What it rests on"), choices=[SelectChoice(kind.value, word(kind)) for kind in RestsOn]
        )
    for point in asked:
        fields[f"note-{point.id}"] = TextAreaField(
            point.text.in_language(language), validators=[Length(max=MAX_NOTE)]
        )
    made = type("ReadingForm", (ReadingForm,), fields)()
    made.item.choices = [("", str(_("None"))), *items.items()]
    made.questions, made.asked = questions, tuple(asked)
    return made


def _field_of(question: PlainQuestion, language: str) -> Any:
    label, hint = question.text.in_language(language), question.hint.in_language(language)
    kind = TextAreaField if question.kind is AskedKind.TEXT else StringField
    return kind(label, description=hint)
