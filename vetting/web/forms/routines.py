"""Routines and guidelines: publishing a version, since when a board holds to it, and training."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.routines import LONGEST_TEXT, LONGEST_TITLE, READERS, RoutineText
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import RoutineKind
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.report_cells import capital


class RoutineForm(Form):
    """A version of a routine or guideline."""

    kind = RadioField(_("Kind"), validators=[InputRequired(_("Choose a kind."))])
    title = StringField(_("Title"), validators=[DataRequired(_("Write a title.")), Length(max=LONGEST_TITLE)])
    text = TextAreaField(_("Text"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    file = FileField(_("The text as a PDF"))
    in_force_from = DateField(_("In force from"), validators=[InputRequired(_("Give a date."))])
    in_force_to = DateField(_("Last day, if it has one"), validators=[Optional()])
    roles = SelectMultipleField(_("Must be read by"))
    boards = SelectMultipleField(_("Applies to"))

    def fill_choices(self, boards: Sequence[tuple[str, str]]) -> "RoutineForm":
        """Kinds, roles and boards to choose from."""
        self.kind.choices = [(one.value, capital(word(one))) for one in RoutineKind]
        self.roles.choices = [(role.value, capital(word(role))) for role in READERS]
        self.boards.choices = list(boards)
        return self

    def version(self) -> RoutineText:
        """The version as written; there once the form is sound."""
        return RoutineText(
            self.title.data or "",
            self.text.data or "",
            dt.date.fromisoformat(str(self.in_force_from.data)),
            self.in_force_to.data,
            tuple(Role(one) for one in self.roles.data or ()),
            tuple(self.boards.data or ()),
        )


class InUseForm(Form):
    """Since when a board holds to a version."""

    board_id = HiddenField(validators=[InputRequired()])
    in_use_from = DateField(_("In force with us from"), validators=[InputRequired(_("Give a date."))])


class TrainingForm(Form):
    """Whether somebody has taken the basic course."""

    officer_id = HiddenField(validators=[InputRequired()])
    taken = RadioField(_("Has taken the basic course"), validators=[InputRequired(_("Choose yes or no."))])
    taken_on = DateField(_("Day"), validators=[Optional()])

    def fill_choices(self) -> "TrainingForm":
        """Yes and no."""
        self.taken.choices = [("yes", _("Yes")), ("no", _("No"))]
        return self
