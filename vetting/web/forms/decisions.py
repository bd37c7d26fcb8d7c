"""Proposing, returning, deciding: the shape of what is written. What an outcome needs, the rules say."""

import datetime as dt
from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from vetting.domain.decisions import Draft, Reason
from vetting.domain.payouts import Payout
from vetting.domain.regimes import rules_of
from vetting.domain.revocation import OF_APPLICATION
from vetting.domain.terms import GRANTING, Outcome, Regime
from vetting.web.forms.applications import WholeField
from vetting.web.forms.base import Form, Rows
from vetting.web.forms.follow_ups import PlanForm
from vetting.web.wording import word

PLAN_ROWS = frozenset({"plan", "indicators", "instalments"})
LONG = Length(max=4000, message=_("At most 4,000 characters."))


class ReasonRow(PlainForm):  # type: ignore[misc]
    """One answered question that may be a ground; ticked when it is."""

    is_ground = BooleanField(_("Use as a ground"))
    question_id = HiddenField()
    value = HiddenField()
    reason = TextAreaField(_("Why this decides"), validators=[LONG])
    no_contrary = TextAreaField(_("If nothing speaks against it: where you looked"), validators=[LONG])


class ProposalForm(PlanForm):
    """A proposal. No outcome is chosen beforehand; `answers` are those that an application can come to."""

    answers = OF_APPLICATION
    outcome = RadioField(_("Proposed outcome"), validators=[InputRequired(_("Choose an outcome."))])
    amount = WholeField(_("Amount, kronor"), validators=[Optional()])
    summary = TextAreaField(_("Summary of the reasons"), validators=[LONG])
    reasons = Rows(FormField(ReasonRow))
    proportionality = TextAreaField(_("Proportionality"), validators=[LONG])
    conditions = TextAreaField(_("Conditions, one on each line"), validators=[LONG])
    reservation = TextAreaField(_("Reservation on change, stop and repayment"), validators=[LONG])
    payout_can_be_undone = RadioField(
        _("Can the payment be undone if a court annuls the decision?"),
        validators=[Optional(), AnyOf(["yes", "no"])],
        validate_choice=False,
    )
    payout_undoing = TextAreaField(_("How, or why the payment cannot wait"), validators=[LONG])
    acknowledgement = TextAreaField(_("Why the incomplete cross-check must do"), validators=[LONG])
    wording_why = TextAreaField(_("Why these words are needed"), validators=[LONG])
    no_conflict = BooleanField(_("I have no conflict of interest in this case"))

    def fill_choices(self, owners: Mapping[str, str], regime: Regime) -> "ProposalForm":
        """Words in the reader's language; `owners` by officer id. Only what the board may decide at all."""
        possible = rules_of(regime).outcomes & self.answers
        self.outcome.choices = [(outcome.value, word(outcome)) for outcome in Outcome if outcome in possible]
        self.payout_can_be_undone.choices = [("yes", gettext("Yes")), ("no", gettext("No"))]
        self.fill_owners(owners)
        return self

    def mark_ground(self, question_id: object, text: str) -> None:
        """Says at that ground's own row what is to be written there."""
        for row in (entry.form for entry in self.reasons):
            if row.question_id.data == question_id:
                row.no_contrary.errors = [text]

    @property
    def condition_lines(self) -> tuple[str, ...]:
        """The conditions, empty lines left out."""
        return tuple(line.strip() for line in (self.conditions.data or "").splitlines() if line.strip())

    def draft(self) -> Draft:
        """The proposal as written; what the outcome has no use for is left out."""
        outcome = Outcome(self.outcome.data)
        grants = outcome in GRANTING
        return Draft(
            outcome=outcome,
            amount=(self.amount.data or 0) if grants else 0,
            summary=self.summary.data or "",
            reasons=tuple(
                Reason(
                    row.question_id.data or "",
                    row.value.data or "",
                    row.reason.data or "",
                    row.no_contrary.data or "",
                )
                for row in (entry.form for entry in self.reasons)
                if row.is_ground.data and outcome is not Outcome.GRANTED
            ),
            conditions=self.condition_lines if grants else (),
            reservation=(self.reservation.data or "") if grants else "",
            proportionality="" if grants else (self.proportionality.data or ""),
            plan=self.items() if grants else (),
            payout=self.payout() if grants else None,
            indicators=self.measures() if grants else (),
            instalments=self.parts() if grants else (),
        )

    def payout(self) -> Payout:
        """What is said of a payment before the time for appeal has run out."""
        said = self.payout_can_be_undone.data
        return Payout(said == "yes" if said else None, self.payout_undoing.data or "")

    def put_payout(self, payout: Payout) -> None:
        """Draws what was said of it before."""
        self.payout_can_be_undone.data = "yes" if payout.can_be_undone else "no"
        self.payout_undoing.data = payout.undoing

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """A plan need not be in order where nothing is granted."""
        is_sound = bool(super().validate(extra_validators))
        outcome = self.outcome.data
        if outcome in set(Outcome) and Outcome(outcome) not in GRANTING and not set(self.errors) - PLAN_ROWS:
            for name in PLAN_ROWS:
                self[name].errors = []
            return True
        return is_sound


class ConflictForm(Form):
    """What an officer says of their own interest in a case."""

    has_conflict = RadioField(
        _("Do you have a conflict of interest in this case?"),
        validators=[AnyOf(["yes", "no"], message=_("Say whether you have a conflict of interest."))],
        validate_choice=False,
    )
    note = TextAreaField(_("What the conflict of interest is"), validators=[LONG])

    def with_choices(self) -> "ConflictForm":
        """The form with its answers in the reader's language, where they are drawn."""
        self.has_conflict.choices = [("yes", gettext("Yes")), ("no", gettext("No"))]
        return self

    def validate_note(self, note: TextAreaField) -> None:
        """Words are not dropped in silence: of whoever has none, nothing is kept."""
        if self.has_conflict.data == "no" and (note.data or "").strip():
            raise ValidationError(
                gettext(
                    "You answered that you have none, so this would not be kept. Clear it, or answer yes."
                )
            )


class ReturnForm(Form):
    proposal_id = HiddenField()
    reason = TextAreaField(
        _("What needs to be done"),
        validators=[
            InputRequired(_("Write what needs to be done before the proposal is returned.")),
            LONG,
        ],
    )


class DecideForm(Form):
    proposal_id = HiddenField()


class UrgentForm(Form):
    proposal_id = HiddenField()
    why = TextAreaField(
        _("Why it cannot await the board"), validators=[InputRequired(_("Write a reason.")), LONG]
    )


class ReportedForm(Form):
    minutes = StringField(
        _("Minutes and paragraph"),
        validators=[InputRequired(_("Write which minutes and paragraph.")), Length(max=120)],
    )
    reported_on = DateField(_("Day of the meeting"), validators=[InputRequired(_("Give a date."))])

    @property
    def day(self) -> dt.date:
        """The meeting's day; there once the form is sound."""
        return dt.date.fromisoformat(str(self.reported_on.data))


class BoardDecisionForm(Form):
    proposal_id = HiddenField()
    minutes = StringField(
        _("Minutes and paragraph"),
        validators=[InputRequired(_("Write which minutes and paragraph.")), Length(max=120)],
    )
    decided_on = DateField(_("Date of the decision"), validators=[InputRequired(_("Give a date."))])

    @property
    def day(self) -> dt.date:
        """The day the board decided; there once the form is sound."""
        return dt.date.fromisoformat(str(self.decided_on.data))
