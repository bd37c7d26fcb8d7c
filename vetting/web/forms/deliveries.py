"""Declaring a source, and sending in a delivery."""

import datetime as dt

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from vetting.domain.screening import ADAPTERS
from vetting.domain.sources import COLUMNS, Declaration
from vetting.domain.terms import Partner, PartyKind
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.terms_screening import COLUMNS as COLUMN_WORDS
from vetting.web.wording.terms_screening import adapter_word

DAYS = [Optional(), NumberRange(0, 3650, _("Write a number of days, 0–3650."))]


class SourceForm(Form):
    """`column_…` fields: which heading the partner uses for each canonical column."""

    key = StringField(_("Key"), validators=[InputRequired(_("Write a key.")), Length(max=60)])
    name = StringField(_("Name"), validators=[InputRequired(_("Write a name.")), Length(max=120)])
    adapter = SelectField(_("How it is read"), choices=[])
    partner = SelectField(_("Partner"), choices=[])
    kind = SelectField(_("What it lists"), choices=[])
    warn_days = IntegerField(_("Ageing after (days)"), validators=DAYS)
    max_days = IntegerField(_("Too old after (days)"), validators=DAYS)
    min_rows = IntegerField(
        _("Least number of rows"), default=1, validators=[InputRequired(_("Write a number."))]
    )
    max_shrink = IntegerField(
        _("Largest shrinking (percent)"), validators=[Optional(), NumberRange(0, 99, _("Write 0–99."))]
    )
    sample = FileField(_("A sample to try"))
    column_id = StringField(COLUMN_WORDS["id"], validators=[Length(max=120)])
    column_name = StringField(COLUMN_WORDS["name"], validators=[Length(max=120)])
    column_org_number = StringField(COLUMN_WORDS["org_number"], validators=[Length(max=120)])
    column_seat = StringField(COLUMN_WORDS["seat"], validators=[Length(max=120)])
    column_birth_date = StringField(COLUMN_WORDS["birth_date"], validators=[Length(max=120)])
    column_alias = StringField(COLUMN_WORDS["alias"], validators=[Length(max=120)])
    column_giro = StringField(COLUMN_WORDS["giro"], validators=[Length(max=120)])
    column_status = StringField(COLUMN_WORDS["status"], validators=[Length(max=120)])
    column_listed_on = StringField(COLUMN_WORDS["listed_on"], validators=[Length(max=120)])

    def fill_choices(self) -> "SourceForm":
        """The words of the terms in the reader's language."""
        self.adapter.choices = [(name, adapter_word(name)) for name in ADAPTERS]
        self.partner.choices = [(partner.value, word(partner)) for partner in Partner]
        self.kind.choices = [(kind.value, word(kind)) for kind in PartyKind]
        return self

    @property
    def column_fields(self) -> list[StringField]:
        """The fields of the map, in order."""
        return [self[f"column_{name}"] for name in COLUMNS]

    def declaration(self) -> Declaration:
        """What was said of the source."""
        found = {name: (self[f"column_{name}"].data or "").strip() for name in COLUMNS}
        return Declaration(
            key=(self.key.data or "").strip(),
            adapter=self.adapter.data,
            partner=Partner(self.partner.data),
            name=(self.name.data or "").strip(),
            kind=PartyKind(self.kind.data),
            column_map={name: heading for name, heading in found.items() if heading},
            warn_days=self.warn_days.data,
            max_days=self.max_days.data,
            min_rows=self.min_rows.data or 0,
            max_shrink=self.max_shrink.data,
        )


class DeliveryForm(Form):
    file = FileField(_("The delivery's file"), validators=[FileRequired(_("Choose a file."))])
    as_of = DateField(_("The list stands for the day"), validators=[Optional()])

    def day(self) -> dt.date | None:
        """The day told, if any."""
        found: dt.date | None = self.as_of.data
        return found
