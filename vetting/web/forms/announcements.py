"""Days of an announcement on the notice board."""

import datetime as dt

from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.validators import InputRequired

from vetting.web.forms.base import Form


class AnnouncementForm(Form):
    adjusted_on = DateField(_("Minutes adjusted on"), validators=[InputRequired(_("Give a date."))])
    announced_on = DateField(
        _("Announced on the notice board on"), validators=[InputRequired(_("Give a date."))]
    )

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Adjusted and announced; there once the form is sound."""
        return _day(self.adjusted_on.data), _day(self.announced_on.data)


class TakenDownForm(Form):
    taken_down_on = DateField(_("Taken down on"), validators=[InputRequired(_("Give a date."))])

    @property
    def day(self) -> dt.date:
        """The day; there once the form is sound."""
        return _day(self.taken_down_on.data)


class ReceivedForm(Form):
    """When the association received a decision that it may appeal."""

    received_on = DateField(_("Received on"), validators=[InputRequired(_("Give a date."))])

    @property
    def day(self) -> dt.date:
        """The day; there once the form is sound."""
        return _day(self.received_on.data)


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
