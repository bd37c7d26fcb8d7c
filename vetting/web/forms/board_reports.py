"""The texts of a board's report."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from vetting.domain.report_texts import LONGEST, TEXT_KEYS
from vetting.web.forms.base import Form


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, validators=[Length(max=LONGEST)])


class HandInForm(Form):
    """What is handed in never changes, so it is asked for."""

    is_read = BooleanField(
        _("I have read the report as it stands; this version never changes"),
        validators=[InputRequired(_("Tick that you have read it."))],
    )


class ReportTextsForm(Form):
    """A field for each text; `version` is the one that was read."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    summary = _text(_("Summary"))
    complaints_count = StringField(_("Complaints received"), validators=[Length(max=8)])
    ombudsman_count = StringField(_("Matters before the Parliamentary Ombudsman"), validators=[Length(max=8)])
    complaints = _text(_("Complaints, and remarks of the Parliamentary Ombudsman"))
    checklist_deviation = _text(_("Deviation"))
    checklist_measure = _text(_("Measure"))
    cross_check_deviation = _text(_("Deviation"))
    cross_check_measure = _text(_("Measure"))
    follow_up_deviation = _text(_("Deviation"))
    follow_up_measure = _text(_("Measure"))
    spot_checks_deviation = _text(_("Deviation"))
    spot_checks_measure = _text(_("Measure"))
    premises_deviation = _text(_("Deviation"))
    premises_measure = _text(_("Measure"))
    stops_deviation = _text(_("Deviation"))
    stops_measure = _text(_("Measure"))
    routines_deviation = _text(_("Deviation"))
    routines_measure = _text(_("Measure"))
    trials_deviation = _text(_("Deviation"))
    trials_measure = _text(_("Measure"))

    def texts(self) -> dict[str, str]:
        """What is written, by key."""
        return {key: self[key].data or "" for key in TEXT_KEYS}

    def begin(self, texts: dict[str, str], version: int) -> None:
        """Fills the form with what was written so far."""
        self.version.data = version
        for key in TEXT_KEYS:
            self[key].data = texts.get(key, "")
