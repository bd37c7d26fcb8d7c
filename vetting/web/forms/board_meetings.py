"""A day on which a board meets."""

import datetime as dt

from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.validators import InputRequired

from vetting.web.forms.base import Form


class MeetingForm(Form):
    """The day that is planned or cancelled."""

    held_on = DateField(_("Day of the meeting"), validators=[InputRequired(_("Give a date."))])

    @property
    def day(self) -> dt.date:
        """The meeting's day; there once the form is sound."""
        return dt.date.fromisoformat(str(self.held_on.data))
