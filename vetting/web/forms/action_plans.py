"""Action plans: beginning one, its activities, and what the boards decided."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.action_plans import (
    LONGEST_INTRODUCTION,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    PlanRow,
)
from vetting.domain.terms_action_plans import RowProgress, ServiceTie
from vetting.services.plan_steps import LONGEST_WORDS
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.report_cells import capital


class NewPlanForm(Form):
    """Whose plan, and of which year."""

    board_id = SelectField(_("Board"), validators=[DataRequired(_("Choose a board."))])
    year = IntegerField(_("Year"), validators=[InputRequired(_("Give a year."))])

    def fill_choices(self, boards: Sequence[tuple[str, str]]) -> "NewPlanForm":
        """The boards to choose from."""
        self.board_id.choices = list(boards)
        return self


class SeenForm(Form):
    """Which edition of a draft was read."""

    seen = HiddenField()

    @property
    def seen_edition(self) -> int:
        """The edition; -1 when it is none."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1


class IntroductionForm(SeenForm):
    """What stands above the table."""

    introduction = TextAreaField(_("Introduction"), validators=[Optional(), Length(max=LONGEST_INTRODUCTION)])


class ActivityForm(SeenForm):
    """One activity."""

    goal = StringField(_("Goal"), validators=[DataRequired(_("Write the goal.")), Length(max=LONGEST_LINE)])
    activity = TextAreaField(
        _("Activity"), validators=[DataRequired(_("Write the activity.")), Length(max=LONGEST_TEXT)]
    )
    responsible = StringField(
        _("Responsible"), validators=[DataRequired(_("Write who is responsible.")), Length(max=LONGEST_LINE)]
    )
    timetable = StringField(
        _("Timetable"), validators=[DataRequired(_("Write when.")), Length(max=LONGEST_LINE)]
    )
    due_on = DateField(_("To be done by"), validators=[Optional()])
    follow_up = StringField(
        _("Follow-up"), validators=[DataRequired(_("Write how it is followed up.")), Length(max=LONGEST_LINE)]
    )
    tie = SelectField(_("Filled in from the service"), validators=[Optional()])

    def fill_choices(self) -> "ActivityForm":
        """The parts of the service."""
        ties = [(tie.value, capital(word(tie))) for tie in ServiceTie]
        self.tie.choices = [("", gettext("Nothing")), *ties]
        return self

    def row(self) -> PlanRow:
        """The activity as written; there once the form is sound."""
        return PlanRow(
            self.goal.data or "",
            self.activity.data or "",
            self.responsible.data or "",
            self.timetable.data or "",
            self.follow_up.data or "",
            self.due_on.data,
            ServiceTie(self.tie.data) if self.tie.data else None,
        )


class MeetingForm(SeenForm):
    """On which day, and at which meeting."""

    held_on = DateField(_("Date of the decision"), validators=[InputRequired(_("Give a date."))])
    meeting = StringField(
        _("Meeting and paragraph"),
        validators=[DataRequired(_("Write the meeting and the paragraph.")), Length(max=LONGEST_LINE)],
    )

    @property
    def day(self) -> dt.date:
        """The day; there once the form is sound."""
        return dt.date.fromisoformat(str(self.held_on.data))


class SentBackForm(MeetingForm):
    """As MeetingForm, with why."""

    reason = TextAreaField(
        _("Why it is sent back"), validators=[DataRequired(_("Write why.")), Length(max=LONGEST_REASON)]
    )


class ProgressForm(Form):
    """How an activity goes."""

    progress = RadioField(_("How it goes"), validators=[InputRequired(_("Choose how it goes."))])
    words = TextAreaField(_("In a few words"), validators=[Optional(), Length(max=LONGEST_WORDS)])

    def fill_choices(self) -> "ProgressForm":
        """What can be said."""
        self.progress.choices = [(one.value, capital(word(one))) for one in RowProgress]
        return self
