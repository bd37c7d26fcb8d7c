"""The statement to the police: a stance, and a text for each of the five interests and nothing else."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from vetting.domain.place_statements import LONGEST, LONGEST_NUMBER, PlaceStatement
from vetting.domain.terms_decisions import PlaceInterest, PlaceStance
from vetting.web.forms.base import Form
from vetting.web.wording import word

_SHORT = Length(max=LONGEST, message=_("At most 1,000 characters."))


class PlaceStatementForm(Form):
    """Named as the members of PlaceInterest; a test compares them."""

    stance = RadioField(_("Opinion"), validators=[InputRequired(_("Choose an opinion."))])
    care = TextAreaField(_("Care of the place"), validators=[_SHORT])
    land_use = TextAreaField(_("Land use"), validators=[_SHORT])
    cityscape = TextAreaField(_("Cityscape"), validators=[_SHORT])
    environment = TextAreaField(_("Environment"), validators=[_SHORT])
    traffic = TextAreaField(_("Traffic"), validators=[_SHORT])
    is_assembly = BooleanField(_("The place is sought for a public meeting or a demonstration"))
    police_number = StringField(_("The police's case number"), validators=[Length(max=LONGEST_NUMBER)])
    no_conflict = BooleanField(_("I have no conflict of interest in this case"))

    def fill_choices(self) -> "PlaceStatementForm":
        """Words in the reader's language."""
        self.stance.choices = [(stance.value, word(stance)) for stance in PlaceStance]
        return self

    @property
    def statement(self) -> PlaceStatement:
        """As written; there once the form is sound."""
        return PlaceStatement(
            PlaceStance(self.stance.data),
            {interest: self[interest.value].data or "" for interest in PlaceInterest},
            is_assembly=bool(self.is_assembly.data),
            police_number=self.police_number.data or "",
        )
