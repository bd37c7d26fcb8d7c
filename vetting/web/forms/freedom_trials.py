"""The freedoms ticked one by one, and what was found."""

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length

from vetting.domain.terms_lettings import FreedomRight
from vetting.web.forms.base import Form
from vetting.web.wording import word


class FreedomForm(Form):
    """Every freedom is ticked, or nothing is recorded."""

    rights = SelectMultipleField(_("Gone through: the refusal does not limit it because of outlook"))
    finding = TextAreaField(
        _("What was found"), validators=[DataRequired(_("Fill this in.")), Length(max=4000)]
    )

    def with_choices(self) -> "FreedomForm":
        """The freedoms."""
        self.rights.choices = [(one.value, word(one)) for one in FreedomRight]
        return self
