"""A text added to the reasons of a decision."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from vetting.web.forms.base import Form
from vetting.web.forms.decisions import LONG


class AddendumForm(Form):
    """One text; when it was written, and by whom, is not for the form to say."""

    text = TextAreaField(_("Text"), validators=[InputRequired(_("Write the text.")), LONG])
