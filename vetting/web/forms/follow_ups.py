"""A follow-up plan as dated rows, and the outcome of one item."""

import datetime as dt
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional

from vetting.domain.follow_up import PlanItem
from vetting.domain.indicators import MOST as MEASURES
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlannedInstalment
from vetting.domain.terms import FollowUpKind
from vetting.web.forms.applications import WholeField
from vetting.web.forms.base import Form, Rows
from vetting.web.wording import word

PARTS = 4  # instalments that the form has room for from the start
NO_TARGET = -1  # refused by the rules
TITLE = Length(max=300, message=_("At most 300 characters."))


class PlanRow(PlainForm):  # type: ignore[misc]
    """One dated item; a row without title and evidence is left out."""

    kind = SelectField(_("Kind"))
    title = StringField(_("What"), validators=[TITLE])
    evidence = StringField(_("Shown by"), validators=[TITLE])
    owner_id = SelectField(_("Responsible"))
    deputy_id = SelectField(_("Deputy"), validators=[Optional()])
    key = HiddenField(validators=[Length(max=16)])
    due_on = DateField(_("At the latest"), validators=[Optional()])

    @property
    def is_blank(self) -> bool:
        return not (self.title.data or "").strip() and not (self.evidence.data or "").strip()

    def item(self) -> PlanItem:
        """The row as a plan item. Its kind and date are there once the form is sound."""
        due_on: dt.date = self.due_on.data or dt.date.min
        kind = self.kind.data if self.kind.data in set(FollowUpKind) else FollowUpKind.VISIT
        return PlanItem(
            kind=FollowUpKind(kind),
            title=(self.title.data or "").strip(),
            evidence=(self.evidence.data or "").strip(),
            owner_id=self.owner_id.data or "",
            due_on=due_on,
            deputy_id=self.deputy_id.data or "",
            key=self.key.data or "",
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        is_sound = bool(super().validate(extra_validators))
        if self.is_blank:
            return is_sound
        if self.due_on.data is None and not self.due_on.errors:
            self.due_on.errors = [gettext("Give a date.")]
            is_sound = False
        if not self.kind.data:
            self.kind.errors = [gettext("Choose one.")]
            is_sound = False
        return is_sound


class IndicatorRow(PlainForm):  # type: ignore[misc]
    """What the grant is measured by; a row without name is left out."""

    name = StringField(_("What is counted"), validators=[Length(max=200)])
    unit = StringField(_("Unit"), validators=[Length(max=40)])
    target = WholeField(_("Target"), validators=[Optional()])

    @property
    def is_blank(self) -> bool:
        return not (self.name.data or "").strip()


class InstalmentRow(PlainForm):  # type: ignore[misc]
    """A part of the grant; a row without amount is left out."""

    amount = WholeField(_("Kronor"), validators=[Optional()])
    due_on = DateField(_("To be paid on"), validators=[Optional()])
    condition = StringField(_("Condition"), validators=[TITLE])
    item_key = SelectField(_("When this is done"), validators=[Optional()])

    @property
    def is_blank(self) -> bool:
        return not self.amount.data

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        is_sound = bool(super().validate(extra_validators))
        if not self.is_blank and self.due_on.data is None and not self.due_on.errors:
            self.due_on.errors = [gettext("Give a date.")]
            return False
        return is_sound


class PlanForm(Form):
    """A form that holds a plan. Rows are added and taken away by submit buttons, without script."""

    plan = Rows(FormField(PlanRow), _("Follow-up plan"))
    indicators = Rows(FormField(IndicatorRow), _("What the grant is measured by"))
    instalments = Rows(FormField(InstalmentRow), _("Paid in parts"))

    def fill_owners(self, owners: Mapping[str, str]) -> None:
        """Words in the reader's language for each row."""
        for entry in self.plan:
            entry.form.kind.choices = [
                ("", gettext("Choose")),
                *((kind.value, word(kind)) for kind in FollowUpKind),
            ]
            entry.form.owner_id.choices = list(owners.items())
            entry.form.deputy_id.choices = [("", gettext("Nobody yet")), *owners.items()]
        self.fill_items()

    def fill_items(self) -> None:
        """What an instalment can wait for: the rows of the plan as they stand in the form."""
        items = [
            (row.form.key.data, row.form.title.data or gettext("Row %(row)s", row=n))
            for n, row in enumerate(self.plan, start=1)
            if row.form.key.data
        ]
        for entry in self.instalments:
            entry.form.item_key.choices = [("", gettext("Nothing in the plan")), *items]

    def items(self) -> tuple[PlanItem, ...]:
        """The plan as written, blank rows left out."""
        return tuple(entry.form.item() for entry in self.plan if not entry.form.is_blank)

    def put_items(self, items: Sequence[PlanItem]) -> None:
        """Draws the form with these rows instead of its own."""
        while len(self.plan):
            self.plan.pop_entry()
        for item in items:
            self.plan.append_entry(_as_data(item))

    def measures(self) -> tuple[PlannedIndicator, ...]:
        """What is measured, as written; a missing target is told by the rules."""
        return tuple(
            PlannedIndicator(
                (row.name.data or "").strip(),
                (row.unit.data or "").strip(),
                NO_TARGET if row.target.data is None else row.target.data,
            )
            for row in (entry.form for entry in self.indicators)
            if not row.is_blank
        )

    def parts(self) -> tuple[PlannedInstalment, ...]:
        """The instalments as written, blank rows left out."""
        return tuple(
            PlannedInstalment(
                row.amount.data, row.due_on.data, (row.condition.data or "").strip(), row.item_key.data or ""
            )
            for row in (entry.form for entry in self.instalments)
            if not row.is_blank and row.due_on.data is not None
        )

    def put_parts(self, measures: Sequence[PlannedIndicator], parts: Sequence[PlannedInstalment]) -> None:
        """Draws these measures and instalments, and room for more."""
        for one in measures:
            self.indicators.append_entry({"name": one.name, "unit": one.unit, "target": one.target})
        while len(self.indicators) < MEASURES:
            self.indicators.append_entry({})
        for part in parts:
            self.instalments.append_entry(
                {
                    "amount": part.amount,
                    "due_on": part.due_on,
                    "condition": part.condition,
                    "item_key": part.item_key,
                }
            )
        while len(self.instalments) < max(PARTS, len(parts) + 1):
            self.instalments.append_entry({})

    def add_row(self, owner_id: str) -> None:
        """One more, empty row."""
        self.plan.append_entry({"kind": "", "owner_id": owner_id, "key": token_hex(8)})

    def remove_row(self, index: int) -> None:
        """Takes a row away; the others keep what was written in them."""
        kept = [entry.data for n, entry in enumerate(self.plan) if n != index]
        while len(self.plan):
            self.plan.pop_entry()
        for data in kept:
            self.plan.append_entry(data)

    def plan_faults(self) -> list[tuple[str, str]]:
        """Address and words of each fault within the rows, for the summary."""
        return [
            (f"#{field.id}", f"{gettext('Row %(row)s', row=n)}, {str(field.label.text).lower()}: {error}")
            for rows in (self.plan, self.indicators, self.instalments)
            for n, entry in enumerate(rows, start=1)
            for field in entry.form
            for error in field.errors
        ]


class RevisionForm(PlanForm):
    version = HiddenField()
    reason = TextAreaField(
        _("Why the plan is changed"), validators=[InputRequired(_("Write a reason.")), Length(max=4000)]
    )

    @property
    def seen_version(self) -> int:
        """The version the form was drawn from; what cannot be read counts as out of date."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class DoneForm(Form):
    outcome = TextAreaField(
        _("What came of it"), validators=[InputRequired(_("Write what came of it.")), Length(max=4000)]
    )


def _as_data(item: PlanItem) -> dict[str, object]:
    return {
        "kind": item.kind.value,
        "title": item.title,
        "evidence": item.evidence,
        "owner_id": item.owner_id,
        "due_on": item.due_on,
        "deputy_id": item.deputy_id,
        "key": item.key or token_hex(8),
    }


class OutcomeForm(Form):
    outcome = WholeField(_("Outcome"), validators=[InputRequired(_("Write a whole number."))])


class ReleaseForm(Form):
    reason = TextAreaField(_("Reason"), validators=[Length(max=4000)])


class ExtensionForm(Form):
    item_key = SelectField(_("For what"))
    day = DateField(_("New day"), validators=[InputRequired(_("Give a date."))])
    reason = TextAreaField(
        _("Why more time is needed"), validators=[InputRequired(_("Write a reason.")), Length(max=4000)]
    )


class ExtensionAnswerForm(Form):
    day = DateField(_("New day"), validators=[Optional()])
    answer = TextAreaField(_("Reason"), validators=[InputRequired(_("Write a reason.")), Length(max=4000)])
