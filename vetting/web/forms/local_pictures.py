"""The local picture: its text, its sources, and the names that may stand."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, FormField, SelectField, StringField, TextAreaField
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length, Optional

from vetting.domain.errors import Refused
from vetting.domain.local_pictures import LONGEST, LONGEST_FUNCTION, Picture, Source
from vetting.domain.terms_action_plans import PictureSource
from vetting.web.forms.action_plans import SeenForm
from vetting.web.forms.base import Rows
from vetting.web.wording import word
from vetting.web.wording.report_cells import capital

BLANK_ROWS = 3


class SourceForm(Part):
    """One source; a row left empty is none."""

    kind = SelectField(_("Kind of source"), validators=[Optional()], validate_choice=False)
    told_on = DateField(_("Day"), validators=[Optional()])
    function = StringField(_("Who, as a function"), validators=[Optional(), Length(max=LONGEST_FUNCTION)])


class PictureForm(SeenForm):
    """The picture as it is written."""

    text = TextAreaField(
        _("The picture"), validators=[DataRequired(_("Write the picture.")), Length(max=LONGEST)]
    )
    places = TextAreaField(_("Names that may stand"), validators=[Optional(), Length(max=2000)])
    sources = Rows(FormField(SourceForm))

    def fill_choices(self) -> "PictureForm":
        """The kinds of source, in every row."""
        kinds = [("", gettext("Choose")), *((one.value, capital(word(one))) for one in PictureSource)]
        for row in self.sources:
            row.form.kind.choices = kinds
        return self

    def fill(self, picture: Picture | None) -> "PictureForm":
        """What is written so far, and some rows more."""
        if picture is not None:
            self.text.data = picture.text
            self.places.data = "\n".join(picture.places)
        kept: Iterable[Source] = picture.sources if picture else ()
        for one in kept:
            about = {"kind": one.kind.value, "told_on": one.told_on, "function": one.function}
            self.sources.append_entry(about)
        for _number in range(BLANK_ROWS):
            self.sources.append_entry()
        return self.fill_choices()

    def picture(self) -> Picture:
        """The picture as sent. Raises Refused `source_incomplete`."""
        places = tuple(line for line in (self.places.data or "").splitlines() if line.strip())
        return Picture(self.text.data or "", tuple(self._sources()), places)

    def _sources(self) -> Iterable[Source]:
        for row in self.sources:
            kind, day, function = row.form.kind.data, row.form.told_on.data, row.form.function.data
            if not (kind or day or function):
                continue
            if kind not in set(PictureSource) or not day or not function:
                raise Refused("source_incomplete", field="sources")
            yield Source(PictureSource(kind), day, function)
