"""Marking items, passages and officers' names; lifting is a press."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from vetting.web.forms.base import Form


class MarkForm(Form):
    """Items and what is said of them; a ground only where they are not to be given out."""

    items = SelectMultipleField(_("Items"), validators=[InputRequired(_("Choose at least one item."))])
    ground = SelectField(_("Ground for secrecy"), choices=[])

    def fill_choices(self, grounds: Sequence[str], items: Iterable[str]) -> "MarkForm":
        """The municipality's grounds, and the items of the case."""
        self.ground.choices = [(one, one) for one in grounds]
        self.items.choices = [(one, one) for one in items]
        return self


class PassageForm(Form):
    passage = StringField(
        _("Words"), validators=[InputRequired(_("Write the words to mask.")), Length(max=1000)]
    )
    passage_ground = SelectField(_("Ground for secrecy"), choices=[])

    def fill_choices(self, grounds: Sequence[str]) -> "PassageForm":
        """The municipality's grounds."""
        self.passage_ground.choices = [(one, one) for one in grounds]
        return self


class ThreatForm(Form):
    threat_ground = SelectField(_("Ground for secrecy"), choices=[])

    def fill_choices(self, grounds: Sequence[str]) -> "ThreatForm":
        """The municipality's grounds."""
        self.threat_ground.choices = [(one, one) for one in grounds]
        return self
