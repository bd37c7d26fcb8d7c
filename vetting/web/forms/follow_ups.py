"""A follow-up plan as dated rows, and the outcome of one item."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional

from vetting.domain.follow_up import PlanItem
from vetting.domain.terms import FollowUpKind
from vetting.web.forms.base import Form, Rows
from vetting.web.wording import word

TITLE = Length(max=300, message=_("At most 300 characters."))


class PlanRow(PlainForm):  # type: ignore[misc]
    """One dated item; a row without title and evidence is left out."""

    kind = SelectField(_("Kind"))
    title = StringField(_("What"), validators=[TITLE])
    evidence = StringField(_("Shown by"), validators=[TITLE])
    owner_id = SelectField(_("Responsible"))
    due_on = DateField(_("At the latest"), validators=[Optional()])

    @property
    def is_blank(self) -> bool:
        return not (self.title.data or "").strip() and not (self.evidence.data or "").strip()

    def item(self) -> PlanItem:
        """The row as a plan item. Its date is there once the form is sound."""
        due_on: dt.date = self.due_on.data or dt.date.min
        return PlanItem(
            kind=FollowUpKind(self.kind.data),
            title=(self.title.data or "").strip(),
            evidence=(self.evidence.data or "").strip(),
            owner_id=self.owner_id.data or "",
            due_on=due_on,
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        is_sound = bool(super().validate(extra_validators))
        if self.is_blank:
            return is_sound
        if self.due_on.data is None and not self.due_on.errors:
            self.due_on.errors = [gettext("Give a date.")]
            is_sound = False
        return is_sound


class PlanForm(Form):
    """A form that holds a plan. Rows are added and taken away by submit buttons, without script."""

    plan = Rows(FormField(PlanRow))

    def fill_owners(self, owners: Mapping[str, str]) -> None:
        """Words in the reader's language for each row."""
        for entry in self.plan:
            entry.form.kind.choices = [(kind.value, word(kind)) for kind in FollowUpKind]
            entry.form.owner_id.choices = list(owners.items())

    def items(self) -> tuple[PlanItem, ...]:
        """The plan as written, blank rows left out."""
        return tuple(entry.form.item() for entry in self.plan if not entry.form.is_blank)

    def put_items(self, items: Sequence[PlanItem]) -> None:
        """Draws the form with these rows instead of its own."""
        while len(self.plan):
            self.plan.pop_entry()
        for item in items:
            self.plan.append_entry(_as_data(item))

    def add_row(self, owner_id: str) -> None:
        """One more, empty row."""
        self.plan.append_entry({"kind": FollowUpKind.VISIT.value, "owner_id": owner_id})

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
            for n, entry in enumerate(self.plan, start=1)
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
    }
