"""The matcher's thresholds as numbers between 0 and 1; the fields follow the settings themselves."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, DecimalField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from vetting.domain.match_settings import MatchSettings
from vetting.web.forms.base import Form
from vetting.web.wording.thresholds import SETTINGS

NAMES = tuple(one.name for one in fields(MatchSettings) if one.name != "version")


class ShareField(DecimalField):  # type: ignore[misc]
    """A share with comma or point, as people write it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads “0,62” and “0.62” alike."""
        super().process_formdata([one.replace(",", ".") for one in valuelist])
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(_("Write a number from 0 to 1."))


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
        ShareField(
            SETTINGS.get(_name, _name),
            places=2,
            validators=[
                InputRequired(_("Write a number from 0 to 1.")),
                NumberRange(0, 1, _("Write a number from 0 to 1.")),
            ],
        ),
    )
