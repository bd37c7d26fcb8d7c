"""Applications and cases: the shape of what officers register, ask for, receive and hand over."""

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from vetting.domain.application import Applied
from vetting.domain.application_list import whole_number
from vetting.domain.points import ApplicationField
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PaperKind, Stage
from vetting.web.forms.base import Form
from vetting.web.wording import word

DATE = _("Write the date as 2026-01-31.")
TEXTS = ("purpose", "expected_result", "other_support")
OTHERS = ("amount", "starts_on", "ends_on", "members_total")
FIELDS_OF: dict[ApplicationField, tuple[str, ...]] = {
    ApplicationField.PERIOD: ("starts_on", "ends_on"),
    **{field: (field.value,) for field in ApplicationField if field is not ApplicationField.PERIOD},
}


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))


class WholeField(IntegerField):  # type: ignore[misc]
    """A whole number as people write it: 25000, 25 000 or 25 000 kr."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not str(valuelist[0]).strip():
            self.data = None
            return
        self.data = whole_number(valuelist[0])
        if self.data is None:
            raise ValueError(_("Write a whole number, such as 25000."))


class DayField(DateField):  # type: ignore[misc]
    """A date; what cannot be read says how to write it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(DATE) from None


class AppliedForm(Form):
    """What is applied for. `seen_version` is the version that stood on the page."""

    purpose = TextAreaField(
        _("Purpose"),
        validators=[InputRequired(_("Write what the grant is to be used for.")), Length(max=4000)],
    )
    amount = WholeField(
        _("Amount applied for, SEK"), validators=[InputRequired(_("Write the amount in whole kronor."))]
    )
    starts_on = DayField(_("From"), validators=[InputRequired(DATE)])
    ends_on = DayField(_("To"), validators=[InputRequired(DATE)])
    expected_result = TextAreaField(_("Expected result"), validators=[Length(max=4000)])
    members_total = WholeField(_("Members"), validators=[Optional()])
    other_support = TextAreaField(_("Other support"), validators=[Length(max=4000)])
    seen_version = HiddenField(default="0")

    def applied(self, before: Applied | None = None) -> Applied:
        """What the form says; fields that are not on it are as they were `before`."""
        said: dict[str, Any] = {
            name: self[name].data if name in self else getattr(before, name) for name in (*TEXTS, *OTHERS)
        }
        return Applied(**{**said, **{name: said[name] or "" for name in TEXTS}})

    def show(self, applied: Applied, version: int) -> None:
        """Fills the fields with a version of the application."""
        for field in self:
            if hasattr(applied, field.name):
                field.data = getattr(applied, field.name)
        self.seen_version.data = str(version)

    def keep_only(self, fields: Collection[ApplicationField]) -> None:
        """Takes away every field that is not among those."""
        for field, names in FIELDS_OF.items():
            for name in names if field not in fields else ():
                del self[name]

    @property
    def version(self) -> int:
        """The version that stood on the page; 0 when the form was tampered with."""
        value = self.seen_version.data or ""
        return int(value) if value.isdecimal() and len(value) < 6 else 0


class ApplicationForm(AppliedForm):
    """A new application. `key` makes a form sent twice one application."""

    scheme = SelectField(_("Grant"))
    year = WholeField(
        _("Year"), validators=[InputRequired(_("Write the year.")), NumberRange(min=2000, max=2100)]
    )
    received_on = DayField(_("Came in on"), validators=[DataRequired(DATE)], default=_today)
    key = HiddenField(default=lambda: secrets.token_hex(16))


class PaperForm(Form):
    kind = SelectField(_("Kind of paper"), validators=[InputRequired(_("Choose the kind of paper."))])
    year = WholeField(_("Year the paper is about"), validators=[InputRequired(_("Write the year."))])
    file = FileField(_("File"), validators=[FileRequired(_("Choose a file."))])

    def fill_choices(self, first: Sequence[PaperKind]) -> "PaperForm":
        """The kinds that the grant needs first."""
        kinds = [*first, *(kind for kind in PaperKind if kind not in first)]
        self.kind.choices = [(kind.value, word(kind)) for kind in kinds]
        return self


class SupplementForm(Form):
    """Points as "kind:key"; the note of each stands in the field "note:kind:key"."""

    points = SelectMultipleField(_("What is to be completed"), validate_choice=True)
    due_on = DayField(_("Last day"), validators=[Optional()])


class AssignForm(Form):
    officer = SelectField(_("Case officer"))
    seen = HiddenField()


class WithdrawalForm(Form):
    reason = TextAreaField(
        _("How and when the association took it back"),
        validators=[
            InputRequired(_("Write how the association took its application back.")),
            Length(max=1000),
        ],
    )


class ApplicantForm(Form):
    """Finding the association that applies; sent with the address."""

    class Meta:
        csrf = False

    q = StringField(_("Association or organisation number"))


class ApplicationListForm(Form):
    file = FileField(_("The list's file"), validators=[FileRequired(_("Choose a file."))])
    board = SelectField(_("Board"))


class CaseFilterForm(Form):
    """The filter of the list; sent with the address, so without a token."""

    class Meta:
        csrf = False

    q = StringField(_("Case, name or number"))
    board = SelectField(_("Board"))
    scheme = SelectField(_("Grant"))
    stage = SelectField(_("Stage"))
    year = SelectField(_("Year"))
    officer = SelectField(_("Case officer"))
    only = SelectField(_("Show"))

    def fill_choices(
        self,
        *,
        boards: Sequence[tuple[str, str]],
        schemes: Sequence[tuple[str, str]],
        officers: Sequence[tuple[str, str]],
        years: Sequence[int],
    ) -> "CaseFilterForm":
        """Everything that can be chosen, with "all" first."""
        every = ("", str(_("All")))
        self.board.choices = [every, *boards]
        self.scheme.choices = [every, *schemes]
        self.officer.choices = [every, *officers]
        self.year.choices = [every, *((str(year), str(year)) for year in years)]
        self.stage.choices = [
            every,
            ("open", str(_("All that are open"))),
            *((stage.value, word(stage)) for stage in Stage),
        ]
        self.only.choices = [
            every,
            ("mine", str(_("My cases"))),
            ("unassigned", str(_("Without case officer"))),
            ("late", str(_("Completion is late"))),
        ]
        return self
