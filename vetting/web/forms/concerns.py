"""The form of a concern without identity, what the coordinator says of one, and the signpost's lines."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from vetting.domain.concerns import LONGEST, WHOLE_CITY, ConcernSaid
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.reading.concerns import Choices
from vetting.services.concerns import LONGEST_LINES, SignpostLines
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.concerns import month_word

CHOOSE = _("Choose one of them.")


class ConcernForm(Form):
    kind = RadioField(_("What was done?"), validators=[InputRequired(CHOOSE)])
    setting = SelectField(_("In what kind of place?"), validators=[InputRequired(CHOOSE)])
    district = SelectField(_("In which part of the city?"), validators=[InputRequired(CHOOSE)])
    month = SelectField(_("In which month?"), validators=[InputRequired(CHOOSE)])
    text = TextAreaField(
        _("What was seen or heard"),
        validators=[DataRequired(_("Write what was seen or heard.")), Length(max=LONGEST)],
    )

    def fill_choices(self, found: Choices) -> "ConcernForm":
        """Acts and kinds of places, districts and months."""
        self.kind.choices = [(kind.value, word(kind)) for kind in ConcernKind]
        self.setting.choices = [_nothing(), *((one.value, word(one)) for one in ConcernSetting)]
        self.district.choices = [
            _nothing(),
            *(
                (name, str(_("On the net, or in no special part")) if name == WHOLE_CITY else name)
                for name in found.districts
            ),
        ]
        self.month.choices = [_nothing(), *((month, month_word(month)) for month in found.months)]
        return self

    @property
    def said(self) -> ConcernSaid:
        """As written; there once the form is sound."""
        return ConcernSaid(
            ConcernKind(self.kind.data),
            ConcernSetting(self.setting.data),
            self.district.data or "",
            self.month.data or "",
            self.text.data or "",
        )


def _nothing() -> tuple[str, str]:
    """So that no place or month is told by somebody who only passed it by."""
    return "", gettext("Choose")


class HandledForm(Form):
    words = TextAreaField(
        _("What was done with it"),
        validators=[DataRequired(_("Write what was done with it.")), Length(max=LONGEST)],
    )


class SignpostForm(Form):
    social_services = TextAreaField(
        _("The social services in office hours"), validators=[Length(max=LONGEST_LINES)]
    )
    out_of_hours = TextAreaField(
        _("The social services at other times"), validators=[Length(max=LONGEST_LINES)]
    )
    coordinator = TextAreaField(_("Who gives advice to staff"), validators=[Length(max=LONGEST_LINES)])

    @property
    def lines(self) -> SignpostLines:
        """As written."""
        return SignpostLines(
            self.social_services.data or "", self.out_of_hours.data or "", self.coordinator.data or ""
        )
