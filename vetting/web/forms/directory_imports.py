"""Sending in a register, and settling a row of it."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from vetting.domain.terms import RowState
from vetting.domain.terms_imports import Settlement
from vetting.web.forms.associations import REASON
from vetting.web.forms.base import Form
from vetting.web.wording import word


class RegisterForm(Form):
    file = FileField(_("The register's file"), validators=[FileRequired(_("Choose a file."))])
    source_system = StringField(_("System the file comes from"), validators=[Length(max=40)])


class RowFilter(Form):
    """Which rows are shown; sent with the address, so without a token."""

    class Meta:
        csrf = False

    visa = SelectField(_("Rows"))

    def fill_choices(self) -> "RowFilter":
        """Kinds of rows in the order they matter."""
        self.visa.choices = [
            ("problems", str(_("Rows with something to tell"))),
            ("waiting", str(_("Rows that wait for you"))),
            *((state.value, word(state).capitalize()) for state in RowState),
            ("all", str(_("All rows"))),
        ]
        return self


class SettlingForm(Form):
    settlement = RadioField(_("What is to be done with the row?"))
    name = StringField(_("Name"), validators=[Length(max=200)])
    number = StringField(_("Organisation number"), validators=[Length(max=60)])
    reason = TextAreaField(_("Reason"), validators=[DataRequired(REASON), Length(max=4000)])

    def fill_choices(self) -> "SettlingForm":
        """The three ways out."""
        self.settlement.choices = [(choice.value, word(choice)) for choice in Settlement]
        self.settlement.validators = [InputRequired(_("Choose one of the ways."))]
        return self
