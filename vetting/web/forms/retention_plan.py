"""A row of the retention plan, an exception for the archive, and what verified a lead."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from vetting.domain.retention_plan import CARRIED_OUT, LONGEST_DAYS, OF_BOARDS
from vetting.domain.terms_disposal import Reliability
from vetting.web.forms.base import Form
from vetting.web.wording import word

DAY = _("Give a date.")


class AdoptionForm(Form):
    """That the municipality adopted something: which body, when, in which case of its own."""

    adopted_by = StringField(
        _("Adopted by"),
        validators=[DataRequired(_("Write which body, and where it stands.")), Length(max=120)],
    )
    adopted_on = DateField(_("Adopted on"), validators=[InputRequired(DAY)])
    diary_number = StringField(
        _("Diary number"), validators=[DataRequired(_("Write the diary number.")), Length(max=60)]
    )


class PlanRowForm(AdoptionForm):
    """What the municipality adopted for a kind of record."""

    kind = SelectField(_("Kind of record"), choices=[])
    days = IntegerField(
        _("Kept for so many days"), validators=[Optional(), NumberRange(min=1, max=LONGEST_DAYS)]
    )
    in_force_on = DateField(_("In force from"), validators=[InputRequired(DAY)])

    def with_choices(self) -> "PlanRowForm":
        """The kinds that the clock removes."""
        self.kind.choices = [(kind.value, word(kind)) for kind in CARRIED_OUT]
        return self


class ExceptionForm(Form):
    """A board keeps a kind for the archive."""

    board_id = SelectField(_("Board"), choices=[])
    exception_kind = SelectField(_("Kind of record"), choices=[])
    ground = TextAreaField(
        _("Ground for the exception"),
        validators=[DataRequired(_("Write the ground.")), Length(max=4000)],
    )

    def with_choices(self, boards: Sequence[tuple[str, str]]) -> "ExceptionForm":
        """The boards, and the kinds that the clock removes."""
        self.board_id.choices = list(boards)
        self.exception_kind.choices = [(kind.value, word(kind)) for kind in OF_BOARDS]
        return self


class VerifyForm(Form):
    """By what a lead was found to hold."""

    verified = TextAreaField(
        _("Verified by"), validators=[DataRequired(_("Write by what it was verified.")), Length(max=4000)]
    )
    reliability = SelectField(_("Reliability"), choices=[])

    def with_choices(self) -> "VerifyForm":
        """How far it is trusted."""
        self.reliability.choices = [(one.value, word(one)) for one in Reliability]
        return self
