"""Forms of a special review: what happened, payment that waits, and a proposal to let stand or to revoke."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, FormField, RadioField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import AnyOf, InputRequired, Optional

from vetting.domain.decisions import Draft
from vetting.domain.regimes import rules_of
from vetting.domain.revocation import OF_REVIEW, REVOKING, Period, Revocation
from vetting.domain.revocation_rules import Hold
from vetting.domain.terms import ActorRole, Outcome, Regime
from vetting.domain.terms_revocations import RevocationGround
from vetting.web.forms.applications import DayField, WholeField
from vetting.web.forms.base import Form, Rows
from vetting.web.forms.decisions import LONG, ProposalForm
from vetting.web.forms.evidence import ActForm
from vetting.web.wording import word

NEEDED = _("Fill this in.")
ORDER = (Outcome.CONTINUED, Outcome.PARTLY_REVOKED, Outcome.REVOKED, Outcome.CLOSED)


class OpenReviewForm(ActForm):
    """The act that a review is opened for, and the officer's word on a conflict of interest."""

    no_conflict = BooleanField(_("I have no conflict of interest in this case"))

    def with_choices(self) -> "OpenReviewForm":
        """Roles in the reader's language."""
        self.actor_role.choices = [("", gettext("Choose a role"))]
        self.actor_role.choices += [(role.value, word(role)) for role in ActorRole]
        return self


class HoldForm(Form):
    """How much waits, until when, why, and how it is put right."""

    reason = TextAreaField(_("Why payment waits"), validators=[InputRequired(NEEDED), LONG])
    undoing = TextAreaField(
        _("How it is put right if the hold was wrong"), validators=[InputRequired(NEEDED), LONG]
    )
    amount = WholeField(_("Part that waits, kronor"), validators=[Optional()])
    ends_on = DateField(_("Last day payment waits"), validators=[InputRequired(_("Give a date."))])
    no_conflict = BooleanField(_("I have no conflict of interest in this case"))

    def hold(self) -> Hold:
        """The hold as written; its day is there once the form is sound."""
        ends_on: dt.date = self.ends_on.data or dt.date.min
        return Hold(self.reason.data or "", self.undoing.data or "", ends_on, self.amount.data)


class ResumeForm(Form):
    end_reason = TextAreaField(
        _("Why payment goes on"), validators=[InputRequired(_("Write a reason.")), LONG]
    )


class PeriodRow(PlainForm):  # type: ignore[misc]
    """Days and kronor; a row without anything is left out."""

    starts_on = DayField(_("From"), validators=[Optional()])
    ends_on = DayField(_("To"), validators=[Optional()])
    amount = WholeField(_("Kronor"), validators=[Optional()])

    @property
    def is_blank(self) -> bool:
        return not any(self.data.values()) and not any(self.errors.values())

    def period(self) -> Period:
        """The row as a period; its days are there once the form is sound."""
        return Period(
            self.starts_on.data or dt.date.min, self.ends_on.data or dt.date.min, self.amount.data or 0
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        is_sound = bool(super().validate(extra_validators))
        if self.is_blank:
            return is_sound
        for day in (self.starts_on, self.ends_on):
            if day.data is None and not day.errors:
                day.errors = [gettext("Give a date.")]
                is_sound = False
        return is_sound


class ReviewProposalForm(ProposalForm):
    """A proposal in a special review. What a revocation alone needs is left out of any other."""

    answers = OF_REVIEW
    ground = RadioField(
        _("Ground for changing the decision"),
        validators=[Optional(), AnyOf([one.value for one in RevocationGround])],
        validate_choice=False,
    )
    ground_why = TextAreaField(_("How the ground is met"), validators=[LONG])
    can_be_undone = RadioField(
        _("Can it be undone if a court annuls the decision?"),
        validators=[Optional(), AnyOf(["yes", "no"])],
        validate_choice=False,
    )
    undoing = TextAreaField(_("How, or why it cannot wait"), validators=[LONG])
    periods = Rows(FormField(PeriodRow))
    again = TextAreaField(_("Conditions for new support, one on each line"), validators=[LONG])
    again_from_on = DateField(_("New support at the earliest"), validators=[Optional()])

    def fill_choices(self, owners: Mapping[str, str], regime: Regime) -> "ReviewProposalForm":
        """Words in the reader's language."""
        possible = rules_of(regime).outcomes & OF_REVIEW
        self.outcome.choices = [(one.value, word(one)) for one in ORDER if one in possible]
        self.ground.choices = [(one.value, word(one)) for one in RevocationGround]
        self.can_be_undone.choices = [("yes", gettext("Yes")), ("no", gettext("No"))]
        return self

    def draft(self) -> Draft:
        """The proposal as written."""
        made = super().draft()
        return replace(made, revocation=self._revocation() if made.outcome in REVOKING else None)

    def put_periods(self, periods: Sequence[Period]) -> None:
        """Draws the form with these periods, and one empty row."""
        while len(self.periods):
            self.periods.pop_entry()
        for one in periods:
            self.periods.append_entry(
                {"starts_on": one.starts_on, "ends_on": one.ends_on, "amount": one.amount}
            )
        self.periods.append_entry({})

    def period_faults(self) -> list[tuple[str, str]]:
        """Address and words of each fault within the rows, for the summary."""
        return [
            (f"#{field.id}", f"{gettext('Row %(row)s', row=n)}, {str(field.label.text).lower()}: {error}")
            for n, entry in enumerate(self.periods, start=1)
            for field in entry.form
            for error in field.errors
        ]

    def _revocation(self) -> Revocation | None:
        if not self.ground.data:
            return None
        said = self.can_be_undone.data
        lines = (line.strip() for line in (self.again.data or "").splitlines())
        return Revocation(
            ground=RevocationGround(self.ground.data),
            why=self.ground_why.data or "",
            can_be_undone=None if not said else said == "yes",
            undoing=self.undoing.data or "",
            periods=tuple(entry.form.period() for entry in self.periods if not entry.form.is_blank),
            again=tuple(line for line in lines if line),
            again_from_on=self.again_from_on.data,
        )
