"""Post by e-mail: a message tried again, and an association's address."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from vetting.web.forms.base import Form


class AgainForm(Form):
    """Nothing but its token."""


class PostAddressForm(Form):
    email = StringField(_("E-mail address for post"), validators=[Length(max=254)])
