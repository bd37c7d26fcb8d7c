"""The ledger of a claim: demand, repayment, respite, instalments, letting go; and reference rates."""

import datetime as dt
from decimal import Decimal

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, DecimalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from vetting.domain.terms_revocations import ReliefKind
from vetting.services.claims import Demand
from vetting.web.forms.applications import WholeField
from vetting.web.forms.base import Form
from vetting.web.wording import word

WHY = _("Write why.")
DATE = _("Give a date.")
KRONOR = _("Write whole kronor.")


class ClaimFilter(Form):
    """Which claims are shown; sent with the address, so without a token."""

    class Meta:
        csrf = False

    visa = SelectField(_("Claims"))
    namnd = SelectField(_("Board"))

    def fill_choices(self, boards: tuple[tuple[str, str], ...]) -> "ClaimFilter":
        """The kinds of lists, and the boards within reach."""
        self.visa.choices = [
            ("open", str(_("Not settled"))),
            ("calls", str(_("Calling for somebody"))),
            ("settled", str(_("Settled in full"))),
            ("all", str(_("All"))),
        ]
        self.namnd.choices = [("", str(_("All boards"))), *boards]
        return self


class DemandForm(Form):
    due_on = DateField(_("Last day to pay"), validators=[Optional()])
    pay_to = StringField(
        _("Where to pay"),
        validators=[DataRequired(_("Write the account and the reference.")), Length(max=200)],
    )
    tells_interest = BooleanField(_("The letter tells that interest will run"), default=True)

    @property
    def demand(self) -> Demand:
        """As written; there once the form is sound."""
        return Demand(self.due_on.data, bool(self.tells_interest.data), self.pay_to.data or "")


class RepaymentForm(Form):
    amount = WholeField(_("Amount in kronor"), validators=[InputRequired(KRONOR)])
    on = DateField(_("Paid on"), validators=[InputRequired(DATE)])
    voucher = StringField(_("Voucher number"), validators=[Length(max=60)])


class ReasonForm(Form):
    reason = TextAreaField(_("Reason"), validators=[DataRequired(WHY), Length(max=2000)])


class AcknowledgementForm(ReasonForm):
    on = DateField(_("Acknowledged on"), validators=[InputRequired(DATE)])


class RespiteForm(ReasonForm):
    until_on = DateField(_("Until and including"), validators=[InputRequired(DATE)])


class InstalmentsForm(ReasonForm):
    count = WholeField(_("Number of parts"), validators=[InputRequired(_("Write a whole number."))])
    first_on = DateField(_("First part to be paid on"), validators=[InputRequired(DATE)])


class ReliefForm(ReasonForm):
    kind = RadioField(_("What is proposed?"))
    amount = WholeField(_("Amount in kronor"), validators=[InputRequired(KRONOR)])

    def fill_choices(self) -> "ReliefForm":
        """Waive or write off."""
        self.kind.choices = [(kind.value, word(kind)) for kind in ReliefKind]
        self.kind.validators = [InputRequired(_("Choose one of them."))]
        return self


class DeclineForm(Form):
    answer = TextAreaField(_("Why it is not followed"), validators=[Length(max=2000)])


class RateForm(Form):
    """The rate as the central bank writes it, in per cent with at most two decimals."""

    from_on = DateField(_("First day of the half-year"), validators=[InputRequired(DATE)])
    percent = DecimalField(
        _("Reference rate in per cent"),
        validators=[InputRequired(_("Write the rate in per cent.")), NumberRange(-5, 30)],
    )
    source = StringField(
        _("Where it was read"), validators=[DataRequired(_("Write where it was read.")), Length(max=200)]
    )

    def rate(self) -> tuple[dt.date, int, str]:
        """The half-year, the rate in hundredths of a percentage point and the source; there once sound."""
        from_on = dt.date.fromisoformat(str(self.from_on.data))
        return from_on, round((self.percent.data or Decimal(0)) * 100), self.source.data or ""
