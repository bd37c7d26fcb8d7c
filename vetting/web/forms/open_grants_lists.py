"""Publishing the year's list of decided grants: which year, by whom, and why there is a new edition."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from vetting.services.open_grants_lists import LONGEST_REASON
from vetting.web.forms.base import Form


class ListChoiceForm(Form):
    """What is looked at before it is published; sent with the address, so without a token."""

    class Meta:
        csrf = False

    ar = SelectField(_("Year"))
    nummer = StringField(_("The municipality's organisation number"), validators=[Length(max=20)])

    def fill_choices(self, years: tuple[int, ...]) -> "ListChoiceForm":
        """The years with a grant decided."""
        self.ar.choices = [(str(year), str(year)) for year in years]
        return self


class PublishForm(Form):
    year = HiddenField(validators=[InputRequired()])
    funder_number = HiddenField(validators=[InputRequired()])
    digest = HiddenField(validators=[InputRequired()])  # of the list that was looked at
    reason = TextAreaField(_("Why there is a new edition"), validators=[Length(max=LONGEST_REASON)])
