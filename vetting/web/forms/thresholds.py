"""The matcher's thresholds and weights as numbers; the fields follow the settings themselves."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import DateField, DecimalField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from vetting.domain.match_settings import MatchSettings, between
from vetting.web.forms.base import Form
from vetting.web.wording.thresholds import SETTINGS, number_text, wanted_text

NAMES = tuple(one.name for one in fields(MatchSettings) if one.name != "version")


class SettingField(DecimalField):  # type: ignore[misc]
    """A setting with comma or point, as people write it: browsers take no comma in a field for numbers."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads “0,62” and “0.62” alike."""
        try:
            super().process_formdata([one.replace(",", ".") for one in valuelist])
        except ValueError:
            self.data = None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else number_text(self.data)


def _within(_form: Form, field: Field) -> None:
    """The setting lies where it can lie."""
    least, most = between(field.name)
    if field.data is None or not field.data.is_finite() or not least <= field.data <= most:
        raise ValidationError(wanted_text(field.name))


class ThresholdsForm(Form):
    """One field for each setting; version, reason and date are asked for when proposing."""

    version = StringField(_("Name of the version"), validators=[Optional(), Length(max=40)])
    reason = TextAreaField(_("Why"), validators=[Optional(), Length(max=2000)])
    in_force_on = DateField(_("In force from"), validators=[Optional()])
    in_force: MatchSettings

    def fill(self, settings: MatchSettings) -> "ThresholdsForm":
        """The numbers of those settings, where nothing was sent."""
        self.in_force = settings
        for name in NAMES:
            if not self.is_submitted():
                self[name].data = Decimal(str(getattr(settings, name)))
        return self

    def values(self, version: str) -> dict[str, object]:
        """What was told, as the settings read it."""
        told: dict[str, Any] = {name: float(self[name].data) for name in NAMES}
        return {**self.in_force.to_dict(), "version": (self.version.data or "").strip() or version, **told}


for _name in NAMES:
    setattr(
        ThresholdsForm,
        _name,
        SettingField(
            SETTINGS.get(_name, _name),
            places=None,
            validators=[InputRequired(LazyString(wanted_text, _name)), _within],
        ),
    )
