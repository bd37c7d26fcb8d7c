"""A court's judgment on a decision."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from vetting.domain.terms_court import CourtOutcome
from vetting.web.forms.base import Form
from vetting.web.wording import word

NEEDED = _("Fill this in.")


class FindingForm(Form):
    """Which court, when, with what outcome, and what it says that binds later decisions."""

    court = StringField(_("Court"), validators=[DataRequired(NEEDED), Length(max=120)])
    number = StringField(_("The court's case number"), validators=[DataRequired(NEEDED), Length(max=60)])
    judged_on = DateField(_("Day of the judgment"), validators=[InputRequired(_("Give a date."))])
    outcome = SelectField(_("What the court did"), validators=[InputRequired(_("Choose one."))])
    finding = TextAreaField(_("What the court found"), validators=[DataRequired(NEEDED), Length(max=4000)])

    def with_choices(self) -> "FindingForm":
        """The outcomes."""
        self.outcome.choices = [
            ("", _("Choose an outcome")),
            *((one.value, word(one)) for one in CourtOutcome),
        ]
        return self
