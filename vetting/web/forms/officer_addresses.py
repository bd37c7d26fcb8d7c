"""Where an officer's reminders go by e-mail."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length, Optional

from vetting.web.forms.base import Form


class OfficerAddressForm(Form):
    """Left blank, reminders lie on My day alone."""

    email = StringField(_("E-mail address for reminders"), validators=[Optional(), Length(max=254)])
