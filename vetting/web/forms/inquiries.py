"""Asking a register by file: which numbers, on what ground; and the file that came back."""

import re

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from vetting.web.forms.base import Form


class QuestionsForm(Form):
    numbers = TextAreaField(_("Organisation numbers"), validators=[Optional(), Length(max=400_000)])
    ground = StringField(_("Purpose and legal route"), validators=[Optional(), Length(max=300)])

    only_queued = BooleanField(_("Only what officers have asked about in their cases"))

    def given(self) -> list[str]:
        """The numbers as they were written, one a line or parted by commas or semicolons."""
        return [one.strip() for one in re.split(r"[\n,;]+", self.numbers.data or "") if one.strip()]


class ReplyFileForm(Form):
    file = FileField(_("Receipt or answer"), validators=[FileRequired(_("Choose a file."))])
