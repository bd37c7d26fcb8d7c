"""Referring a case to CVE, and the day it went."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from vetting.domain.referrals import USUAL_DAYS
from vetting.web.forms.base import Form
from vetting.web.forms.decisions import LONG


class ReferralForm(Form):
    reason = TextAreaField(
        _("Reason to assume"), validators=[DataRequired(_("Write which circumstances there are.")), LONG]
    )
    items = SelectMultipleField(
        _("Goes along"), choices=[], validators=[InputRequired(_("Choose what goes along."))]
    )
    due_on = DateField(_("Opinion wanted by"), validators=[InputRequired(_("Write a day."))])

    def fill_choices(
        self, items: Iterable[tuple[str, str]], *, chosen: Iterable[str], today: dt.date
    ) -> "ReferralForm":
        """What can go along, and what always does; a day that leaves the usual time."""
        self.items.choices = list(items)
        if not self.is_submitted():
            self.items.data = list(chosen)
            self.due_on.data = today + dt.timedelta(days=USUAL_DAYS)
        return self


class SentForm(Form):
    sent_on = DateField(_("Sent on"), validators=[InputRequired(_("Write the day it went."))])

    def fill_day(self, today: dt.date) -> "SentForm":
        """Today, unless another day is sent."""
        if not self.is_submitted():
            self.sent_on.data = today
        return self
