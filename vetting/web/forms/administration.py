"""Boards, schemes, delegation, officers and tokens: the shape of what the administrator sends in."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from vetting.domain.authority import PARTNER_SCOPES, SCOPES, may_hold_power
from vetting.domain.delegation import Power, Scope
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import BoardKind, PaperKind, Partner, Regime, Role, SupportKind
from vetting.domain.terms_decisions import DelegatedAct
from vetting.web.forms.base import Form
from vetting.web.wording import word
from vetting.web.wording.scopes import scope_word

EVERY_BOARD = "every"
Choices = Iterable[tuple[str, str]]


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))


class BoardForm(Form):
    prefix = StringField(
        _("Prefix of case numbers"), validators=[DataRequired(_("Write a prefix.")), Length(max=12)]
    )
    name = StringField(_("Name"), validators=[DataRequired(_("Write the board's name.")), Length(max=120)])
    kind = SelectField(_("Kind"))
    district = StringField(_("City district"), validators=[Length(max=120)])

    def fill_choices(self) -> "BoardForm":
        """Words in the reader's language."""
        self.kind.choices = {kind.value: word(kind) for kind in BoardKind}
        return self


class BoardChangeForm(Form):
    name = StringField(_("Name"), validators=[DataRequired(_("Write the board's name.")), Length(max=120)])
    district = StringField(_("City district"), validators=[Length(max=120)])
    is_active = BooleanField(_("The board is in use"))


class SchemeForm(Form):
    name = StringField(_("Name"), validators=[DataRequired(_("Write the scheme's name.")), Length(max=120)])
    kind = SelectField(_("Kind of support"))
    regime = RadioField(_("Legal regime"), default=Regime.LEGALITY_REVIEW.value)
    checklist = SelectField(_("Checklist"))
    papers = SelectMultipleField(_("Papers an application needs"))

    def fill_choices(self, checklists: Choices) -> "SchemeForm":
        """Words in the reader's language; `checklists` pairs name and title."""
        self.kind.choices = {kind.value: word(kind) for kind in SupportKind}
        self.regime.choices = {regime.value: word(regime) for regime in Regime}
        self.papers.choices = {paper.value: word(paper) for paper in PaperKind if paper != PaperKind.OTHER}
        self.checklist.choices = dict(checklists)
        return self


class DelegationForm(Form):
    role = SelectField(_("Role"))
    max_amount = IntegerField(
        _("Highest amount, kronor"),
        validators=[
            InputRequired(_("Write an amount in whole kronor.")),
            NumberRange(0, 2_000_000_000, _("Between 0 and 2,000,000,000 kronor.")),
        ],
    )
    item = StringField(
        _("Point of the delegation order"),
        validators=[DataRequired(_("Write the point, for example 4.2.")), Length(max=40)],
    )
    in_force_on = DateField(_("In force from"), validators=[InputRequired(_("Give a date."))], default=_today)

    scheme = SelectField(_("Grant scheme"), default="")
    regime = SelectField(_("Legal regime"), default="")
    act = SelectField(_("What it lets one do"), default=DelegatedAct.DECISION.value)

    def fill_choices(self, schemes: Choices) -> "DelegationForm":
        """Only roles that may decide at all; `schemes` pairs id and name."""
        self.role.choices = {role.value: word(role) for role in Role if may_hold_power(role)}
        self.scheme.choices = {"": str(_("Every scheme")), **dict(schemes)}
        self.regime.choices = {"": str(_("Every regime")), **{one.value: word(one) for one in Regime}}
        self.act.choices = {act.value: word(act) for act in DelegatedAct}
        return self

    def power(self, today: dt.date) -> Power:
        """The point as written; in force from today where no day was given."""
        regime = Regime(self.regime.data) if self.regime.data else None
        return Power(
            Role(self.role.data),
            self.max_amount.data or 0,
            self.in_force_on.data or today,
            self.item.data or "",
            Scope(self.scheme.data or None, regime, DelegatedAct(self.act.data)),
        )


class AppointmentForm(Form):
    role = SelectField(_("Role"))
    board = SelectField(_("Board"))
    partner = SelectField(_("Partner"), default="")

    def fill_choices(self, boards: Choices) -> "AppointmentForm":
        """Every role; each board in use, or every board; each partner, for its agents."""
        self.role.choices = {role.value: word(role) for role in Role}
        self.partner.choices = {"": str(_("None")), **{one.value: word(one) for one in Partner}}
        self.board.choices = {**dict(boards), EVERY_BOARD: str(_("Every board"))}
        return self

    @property
    def board_id(self) -> str | None:
        """The board chosen; None for every board, and for a partner's agent whatever stands there."""
        is_agent = self.role.data == Role.PARTNER_AGENT.value
        return None if is_agent or self.board.data == EVERY_BOARD else self.board.data

    @property
    def partner_chosen(self) -> Partner | None:
        """Whose agent it is, if anybody's."""
        return Partner(self.partner.data) if self.partner.data else None


class OfficerForm(AppointmentForm):
    username = StringField(
        _("User name"), validators=[DataRequired(_("Write a user name.")), Length(min=2, max=80)]
    )
    display_name = StringField(
        _("Name"), validators=[DataRequired(_("Write the officer's name.")), Length(max=120)]
    )
    email = StringField(_("E-mail address for reminders"), validators=[Length(max=254)])


class DeactivationForm(Form):
    successor = SelectField(_("Who takes over"), validate_choice=True)

    def fill_choices(self, successors: Choices) -> "DeactivationForm":
        """Nobody, or another active officer."""
        self.successor.choices = {"": str(_("Choose an officer")), **dict(successors)}
        return self


class TokenForm(Form):
    name = StringField(
        _("The other system"), validators=[DataRequired(_("Write which system it is for.")), Length(max=80)]
    )
    board = SelectField(_("Board"))
    scopes = SelectMultipleField(
        _("What it may do"), validators=[DataRequired(_("Choose at least one thing it may do."))]
    )

    def fill_choices(self, boards: Choices) -> "TokenForm":
        """Each board in use; each scope with its words."""
        self.board.choices = dict(boards)
        self.scopes.choices = {scope: scope_word(scope) for scope in SCOPES}
        return self


class PartnerTokenForm(Form):
    name = StringField(
        _("The other system"), validators=[DataRequired(_("Write which system it is for.")), Length(max=80)]
    )
    partner = SelectField(_("Partner"))
    scopes = SelectMultipleField(
        _("What it may do"), validators=[DataRequired(_("Choose at least one thing it may do."))]
    )

    def fill_choices(self) -> "PartnerTokenForm":
        """Each partner; what a partner's own system may do."""
        self.partner.choices = {one.value: word(one) for one in Partner}
        self.scopes.choices = {scope: scope_word(scope) for scope in PARTNER_SCOPES}
        return self
