"""One who signs for an association, taken down from a paper of the case."""

import datetime as dt

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from vetting.domain.signatories import FUNCTIONS, LONGEST_NAME, Declared, gives_away
from vetting.domain.terms import OfficeRole
from vetting.reading.signatories import CaseSignatories
from vetting.web.forms.base import Form
from vetting.web.wording import word


def _no_personal_number(form: Form, field: Field) -> None:
    """A personal number is refused, and not even shown again."""
    if gives_away(str(field.data or "")):
        field.data = ""
        told = gettext(
            "The text holds a personal number. Write the birth date alone, without the last four digits. "
            "Nothing was saved."
        )
        raise StopValidation(told)


class SignatoryForm(Form):
    name = StringField(
        _("Name"),
        validators=[_no_personal_number, DataRequired(_("Write the name.")), Length(max=LONGEST_NAME)],
    )
    birth_date = StringField(
        _("Birth date"),
        validators=[_no_personal_number, DataRequired(_("Write the birth date.")), Length(max=40)],
    )
    function = SelectField(_("Function"), choices=[])
    declared_on = DateField(_("Declared on"), validators=[InputRequired(_("Write the day it was declared."))])
    paper = SelectField(_("In which paper"), choices=[])

    def fill_choices(self, page: CaseSignatories) -> "SignatoryForm":
        """The functions that sign, and the papers of the case."""
        self.function.choices = [(one.value, word(one)) for one in FUNCTIONS]
        papers = [(one, f"{word(kind)} {year}: {name}") for one, kind, year, name in page.papers]
        self.paper.choices = [("", gettext("The application itself")), *papers]
        return self

    def declared(self) -> Declared:
        """What is declared, as the deed takes it."""
        return Declared(
            name=self.name.data or "",
            birth_date=self.birth_date.data or "",
            function=OfficeRole(self.function.data),
            declared_on=self.declared_on.data or dt.date.max,
            paper_id=self.paper.data or None,
        )
