"""The staff number of an account."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length, Optional

from vetting.web.forms.base import Form


class StaffNumberForm(Form):
    """Left blank, the account has none."""

    staff_number = StringField(_("Staff number"), validators=[Optional(), Length(max=40)])
