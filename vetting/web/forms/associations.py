"""What people write of associations: facts, seats, merges, a search."""

import re

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from vetting.domain.association import Written
from vetting.domain.giro import Giro, format_giro
from vetting.domain.known_as import WrittenName, WrittenNumber
from vetting.domain.terms import NumberClass, OfficeRole, RowState
from vetting.domain.terms_associations import GiroKind, NameKind, NumberRelation
from vetting.reading.association import Identity
from vetting.web.forms.base import Form
from vetting.web.wording import word

REASON = _("Write why, so that others understand it later.")


class AssociationForm(Form):
    name = StringField(
        _("Name"), validators=[DataRequired(_("Write the association's name.")), Length(max=200)]
    )
    org_number = StringField(_("Organisation number"), validators=[Length(max=60)])
    types = StringField(_("Type of association"), validators=[Length(max=400)])
    activities = StringField(_("Activities"), validators=[Length(max=800)])
    district = StringField(_("City district"), validators=[Length(max=120)])
    postal_code = StringField(_("Postal code"), validators=[Length(max=12)])
    city = StringField(_("Town"), validators=[Length(max=80)])

    def written(self) -> Written:
        """What the person wrote, several values parted by semicolon."""
        return Written(
            name=self.name.data or "",
            org_number=self.org_number.data or "",
            types=_several(self.types.data),
            activities=_several(self.activities.data),
            district=self.district.data or "",
            postal_code=self.postal_code.data or "",
            city=self.city.data or "",
        )


class NewAssociationForm(AssociationForm):
    although_alike = BooleanField(_("This is another association: add it all the same"))


class CorrectionForm(AssociationForm):
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    reason = TextAreaField(_("Reason"), validators=[DataRequired(REASON), Length(max=4000)])

    def fill(self, identity: Identity) -> "CorrectionForm":
        """Puts the present facts into the fields."""
        self.name.data = identity.name
        self.org_number.data = identity.org_number or ""
        self.types.data = "; ".join(identity.types)
        self.activities.data = "; ".join(identity.activities)
        self.district.data = identity.district or ""
        self.postal_code.data = identity.postal_code or ""
        self.city.data = identity.city or ""
        self.version.data = identity.version
        return self


class SeatForm(Form):
    role = SelectField(_("Role"))
    term_from_on = DateField(
        _("Elected from"), validators=[InputRequired(_("Write the first day of the term."))]
    )
    term_until_on = DateField(_("Elected until"), validators=[Optional()])
    proof = StringField(_("Minutes that show it"), validators=[Length(max=200)])

    def fill_choices(self) -> "SeatForm":
        """The roles in the reader's language."""
        self.role.choices = [(role.value, word(role)) for role in OfficeRole]
        return self


class EndSeatForm(Form):
    ended_on = DateField(_("Last day"), validators=[InputRequired(_("Write the last day of the term."))])


class OtherNameForm(Form):
    name = StringField(_("Name"), validators=[DataRequired(_("Write the name.")), Length(max=200)])
    kind = RadioField(_("What it is"), default=NameKind.FORMER.value)
    from_on = DateField(_("From"), validators=[Optional()])
    until_on = DateField(_("Until"), validators=[Optional()])
    source = StringField(_("Where it is known from"), validators=[Length(max=200)])

    def fill_choices(self) -> "OtherNameForm":
        """The kinds in the reader's language."""
        self.kind.choices = [(kind.value, word(kind)) for kind in NameKind]
        return self

    def written(self) -> WrittenName:
        """What the person wrote."""
        return WrittenName(
            self.name.data or "",
            NameKind(self.kind.data),
            self.from_on.data,
            self.until_on.data,
            self.source.data or "",
        )


class OtherNumberForm(Form):
    org_number = StringField(
        _("Organisation number"),
        validators=[DataRequired(_("Write the organisation number.")), Length(max=60)],
    )
    relation = RadioField(_("Whose it is"), default=NumberRelation.PREDECESSOR.value)
    since_on = DateField(_("When the one took over from the other"), validators=[Optional()])
    source = StringField(_("Where it is known from"), validators=[Length(max=200)])

    def fill_choices(self) -> "OtherNumberForm":
        """The relations in the reader's language."""
        self.relation.choices = [(one.value, word(one)) for one in NumberRelation]
        return self

    def written(self) -> WrittenNumber:
        """What the person wrote."""
        return WrittenNumber(
            self.org_number.data or "",
            NumberRelation(self.relation.data),
            self.since_on.data,
            self.source.data or "",
        )


class GiroForm(Form):
    kind = RadioField(_("Type of account"), default=GiroKind.BANKGIRO.value)
    number = StringField(_("Account number"), validators=[Length(max=40)])
    reason = StringField(_("Reason"), validators=[DataRequired(REASON), Length(max=400)])

    def fill_choices(self) -> "GiroForm":
        """The kinds in the reader's language."""
        self.kind.choices = [(kind.value, word(kind)) for kind in GiroKind]
        return self

    def fill(self, account: Giro | None) -> None:
        """Puts the present account into the fields."""
        if account is not None:
            self.kind.data, self.number.data = account.kind.value, format_giro(account)


class TakeAwayForm(Form):
    reason = StringField(_("Reason"), validators=[DataRequired(REASON), Length(max=400)])


class MergeForm(Form):
    absorbed_id = HiddenField(validators=[DataRequired(), Length(max=16)])
    reason = TextAreaField(
        _("Why they are the same association"), validators=[DataRequired(REASON), Length(max=4000)]
    )


class SearchForm(Form):
    """The filters above the list; sent with the address, so without a token."""

    class Meta:
        csrf = False

    sok = StringField(_("Name, organisation number or case number"))
    lage = SelectField(_("State"))
    omrade = SelectField(_("City district"))
    nummer = SelectField(_("Number"))

    def fill_choices(self, districts: tuple[str, ...]) -> "SearchForm":
        """Every filter begins with all."""
        every = [("", str(_("All")))]
        self.lage.choices = every + [
            (state.value, word(state).capitalize()) for state in RowState if state is not RowState.DUPLICATE
        ]
        self.omrade.choices = every + [(name, name) for name in districts]
        self.nummer.choices = every + [(cls.value, word(cls)) for cls in NumberClass]
        return self


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in re.split(r"[;|]", text or "") if piece.strip())
