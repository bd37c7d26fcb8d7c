"""A lawyer's word on a wording that the rules stop."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from vetting.web.forms.base import Form
from vetting.web.forms.decisions import LONG


class WordingForm(Form):
    """Let it stand, or say how to write it; nothing is chosen beforehand."""

    is_allowed = RadioField(_("Your word"), validators=[InputRequired(_("Choose one."))])
    answer = TextAreaField(
        _("Why, and how it can be written"),
        validators=[InputRequired(_("Write a reason.")), LONG],
    )

    def fill_choices(self) -> "WordingForm":
        """Words in the reader's language."""
        self.is_allowed.choices = [
            ("yes", gettext("The wording may stand, word for word")),
            ("no", gettext("It must be written otherwise")),
        ]
        return self
