"""Why a case is treated otherwise than an earlier one."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from vetting.web.forms.base import Form
from vetting.web.forms.decisions import LONG

NONE = "none"


class DifferenceForm(Form):
    """Which case, or none, and one sentence; nothing is chosen beforehand."""

    comparator = RadioField(_("Compared with"), validators=[InputRequired(_("Choose one."))])
    explanation = TextAreaField(
        _("What makes the difference, in one sentence"),
        validators=[InputRequired(_("Write a sentence.")), LONG],
    )

    def fill_choices(self, cases: Sequence[tuple[str, str]]) -> "DifferenceForm":
        """The cases that can be named, by decision id and what they are called."""
        none = (NONE, gettext("None of them can be compared with this case"))
        self.comparator.choices = [*cases, none]
        return self

    @property
    def named(self) -> str | None:
        """The decision named, None where none can be compared."""
        return None if self.comparator.data == NONE else str(self.comparator.data)
