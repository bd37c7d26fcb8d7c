"""Declaring a source, and sending in a delivery."""

import datetime as dt
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from vetting.domain.screening import ADAPTERS
from vetting.domain.source_settings import read_settings, settings_text
from vetting.domain.sources import COLUMNS, Declaration
from vetting.domain.terms import Partner, PartyKind, SourcePurpose
from vetting.reading.deliveries import SourceLine, SourcePage
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.terms_screening import COLUMNS as COLUMN_WORDS
from vetting.web.wording.terms_screening import adapter_word

FIELD_OF = {
    "source_key": "key",
    "source_key_taken": "key",
    "unknown_adapter": "adapter",
    "age_limits": "warn_days",
    "min_rows": "min_rows",
    "max_shrink": "max_shrink",
    "max_growth": "max_growth",
    "ground_too_long": "ground",
    "owner_too_long": "owner",
    "owner_contact": "owner_contact",
    "interval_days": "interval_days",
    "keep_days": "keep_days",
    "map_without_sheet": "adapter",
    "source_takes_no_files": "sample",
    "bad_setting": "settings_text",
    "source_setting": "settings_text",
    "layout_missing": "settings_text",
    "layout_unusable": "settings_text",
    "secret_setting": "settings_text",
}
DAYS = [Optional(), NumberRange(0, 3650, _("Write a number of days, 0–3650."))]


class _DeclarationForm(Form):
    """What may be said of a source, first and again. `column_…`: the partner's heading of each column."""

    name = StringField(_("Name"), validators=[InputRequired(_("Write a name.")), Length(max=120)])
    purpose = SelectField(_("What standing in it means"), choices=[], default="")
    is_mandatory = BooleanField(_("Mandatory: no decision is proposed while it is too old or silent"))
    ground = StringField(_("Purpose and legal route"), validators=[Optional(), Length(max=300)])
    owner = StringField(_("Function that answers for the list"), validators=[Optional(), Length(max=120)])
    owner_contact = StringField(_("The function's mailbox"), validators=[Optional(), Length(max=200)])
    interval_days = IntegerField(
        _("Expected every (days)"), validators=[Optional(), NumberRange(1, 3650, _("Write 1–3650 days."))]
    )
    keep_days = IntegerField(
        _("Kept for (days)"), validators=[Optional(), NumberRange(1, 36_500, _("Write 1–36,500 days."))]
    )
    warn_days = IntegerField(_("Ageing after (days)"), validators=DAYS)
    max_days = IntegerField(_("Too old after (days)"), validators=DAYS)
    min_rows = IntegerField(
        _("Least number of rows"), default=1, validators=[InputRequired(_("Write a number."))]
    )
    max_shrink = IntegerField(
        _("Largest shrinking (percent)"), validators=[Optional(), NumberRange(0, 99, _("Write 0–99."))]
    )
    max_growth = IntegerField(
        _("Largest growth (percent)"), validators=[Optional(), NumberRange(0, 10_000, _("Write 0–10,000."))]
    )
    settings_text = TextAreaField(_("Settings of the format"), validators=[Optional(), Length(max=4000)])
    column_id = StringField(COLUMN_WORDS["id"], validators=[Length(max=120)])
    column_name = StringField(COLUMN_WORDS["name"], validators=[Length(max=120)])
    column_org_number = StringField(COLUMN_WORDS["org_number"], validators=[Length(max=120)])
    column_seat = StringField(COLUMN_WORDS["seat"], validators=[Length(max=120)])
    column_birth_date = StringField(COLUMN_WORDS["birth_date"], validators=[Length(max=120)])
    column_alias = StringField(COLUMN_WORDS["alias"], validators=[Length(max=120)])
    column_giro = StringField(COLUMN_WORDS["giro"], validators=[Length(max=120)])
    column_status = StringField(COLUMN_WORDS["status"], validators=[Length(max=120)])
    column_listed_on = StringField(COLUMN_WORDS["listed_on"], validators=[Length(max=120)])

    @property
    def column_fields(self) -> list[StringField]:
        """The fields of the map, in order."""
        return [self[f"column_{name}"] for name in COLUMNS]

    def told(self) -> dict[str, Any]:
        """What was said, by the names of a Declaration. Raises UnreadableRow `bad_settings`."""
        found = {name: (self[f"column_{name}"].data or "").strip() for name in COLUMNS}
        return {
            "name": (self.name.data or "").strip(),
            "purpose": SourcePurpose(self.purpose.data) if self.purpose.data else None,
            "is_mandatory": bool(self.is_mandatory.data),
            "ground": (self.ground.data or "").strip(),
            "owner": (self.owner.data or "").strip(),
            "owner_contact": (self.owner_contact.data or "").strip(),
            "interval_days": self.interval_days.data,
            "keep_days": self.keep_days.data,
            "column_map": {name: heading for name, heading in found.items() if heading},
            "warn_days": self.warn_days.data,
            "max_days": self.max_days.data,
            "min_rows": self.min_rows.data or 0,
            "max_shrink": self.max_shrink.data,
            "max_growth": self.max_growth.data,
            "settings": read_settings(self.settings_text.data or ""),
        }


class SourceForm(_DeclarationForm):
    """A source declared for the first time; a sample of its files can be tried."""

    key = StringField(_("Key"), validators=[InputRequired(_("Write a key.")), Length(max=60)])
    adapter = SelectField(_("How it is read"), choices=[])
    partner = SelectField(_("Partner"), choices=[])
    kind = SelectField(_("What it lists"), choices=[])
    sample = FileField(_("A sample to try"))

    def fill_choices(self) -> "SourceForm":
        """The words of the terms in the reader's language."""
        self.adapter.choices = [(name, adapter_word(name)) for name in ADAPTERS]
        self.partner.choices = [(partner.value, word(partner)) for partner in Partner]
        self.kind.choices = [(kind.value, word(kind)) for kind in PartyKind]
        usual = ("", gettext("as usual for such a partner"))
        self.purpose.choices = [usual, *((one.value, word(one)) for one in SourcePurpose)]
        return self

    def declaration(self) -> Declaration:
        """What was said of the source. Raises UnreadableRow `bad_settings`."""
        return Declaration(
            key=(self.key.data or "").strip(),
            adapter=self.adapter.data,
            partner=Partner(self.partner.data),
            kind=PartyKind(self.kind.data),
            **self.told(),
        )


class ChangeForm(_DeclarationForm):
    """A source declared anew: key, adapter, partner and kind stay."""

    def fill(self, page: SourcePage) -> "ChangeForm":
        """As it is declared now, where nothing was sent."""
        self.purpose.choices = [(one.value, word(one)) for one in SourcePurpose]
        if self.is_submitted():
            return self
        self.name.data, self.ground.data = page.line.name, page.ground
        self.purpose.data, self.is_mandatory.data = page.line.purpose.value, page.line.is_mandatory
        self.warn_days.data, self.max_days.data = page.warn_days, page.max_days
        self.min_rows.data, self.max_shrink.data = page.min_rows, page.max_shrink
        self.max_growth.data = page.max_growth
        self.owner.data, self.owner_contact.data = page.owner, page.owner_contact
        self.interval_days.data, self.keep_days.data = page.interval_days, page.keep_days
        self.settings_text.data = settings_text(page.settings)
        for name in COLUMNS:
            self[f"column_{name}"].data = page.column_map.get(name, "")
        return self

    def declaration(self, line: SourceLine) -> Declaration:
        """What is said now. Raises UnreadableRow `bad_settings`."""
        return Declaration(
            key=line.key, adapter=line.adapter, partner=line.partner, kind=line.kind, **self.told()
        )


class WhyForm(Form):
    """A reason for what is done to a source or a delivery."""

    reason = TextAreaField(_("Reason"), validators=[Length(max=1000)])


class DeliveryForm(Form):
    file = FileField(_("The delivery's file"), validators=[FileRequired(_("Choose a file."))])
    as_of = DateField(_("The list stands for the day"), validators=[Optional()])

    def day(self) -> dt.date | None:
        """The day told, if any."""
        found: dt.date | None = self.as_of.data
        return found
