"""The filters above the journal."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import DateField, Form, SelectField, StringField
from wtforms.validators import Length, Optional


class JournalFilter(Form):
    """Read from the address, so that a filtered view can be passed on; it changes nothing."""

    case = StringField(_("Case number"), validators=[Length(max=40)])
    officer = SelectField(_("Who"), validate_choice=False)
    entry = SelectField(_("What"), validate_choice=False)
    from_on = DateField(_("From"), validators=[Optional()])
    until_on = DateField(_("Until"), validators=[Optional()])

    def fill_choices(self, entries: Iterable[tuple[str, str]]) -> None:
        """Every kind of entry; officers follow when they are known."""
        self.entry.choices = {"": str(_("Everything")), **dict(entries)}
        self.officer.choices = {"": str(_("Everybody"))}
