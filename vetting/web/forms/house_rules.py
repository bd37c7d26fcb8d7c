"""A board's own rules of procedure: adopting a version, and doing away with one."""

import datetime as dt

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from vetting.domain.house_rules import LONGEST_NAME, LONGEST_TEXT, HouseRule
from vetting.domain.terms_decisions import HouseRuleKey
from vetting.web.forms.base import Form


class EndRuleForm(Form):
    """That the board did away with a rule."""

    adopted_by = StringField(
        _("Adopted by"),
        validators=[DataRequired(_("Write which body, and where it stands.")), Length(max=LONGEST_NAME)],
    )
    adopted_on = DateField(_("Adopted on"), validators=[InputRequired(_("Give a date."))])
    in_force_from = DateField(_("No longer in force from"), validators=[InputRequired(_("Give a date."))])

    def rule(self, key: HouseRuleKey) -> HouseRule:
        """What ends it; there once the form is sound."""
        return HouseRule(
            key,
            "",
            self.adopted_by.data or "",
            _day(self.adopted_on.data),
            _day(self.in_force_from.data),
        )


class WaitingRuleForm(Form):
    """Which version is confirmed or taken back: the one that was read, and no other that came since."""

    waiting_id = HiddenField()


class HouseRuleForm(Form):
    """A version of a rule as the board has adopted it."""

    text = TextAreaField(
        _("The rule"), validators=[DataRequired(_("Write the rule.")), Length(max=LONGEST_TEXT)]
    )
    adopted_by = StringField(
        _("Adopted by"),
        validators=[DataRequired(_("Write which body, and where it stands.")), Length(max=LONGEST_NAME)],
    )
    adopted_on = DateField(_("Adopted on"), validators=[InputRequired(_("Give a date."))])
    in_force_from = DateField(_("In force from"), validators=[InputRequired(_("Give a date."))])
    in_force_to = DateField(_("Last day, if the board set one"), validators=[Optional()])

    def rule(self, key: HouseRuleKey) -> HouseRule:
        """The version as written; there once the form is sound."""
        return HouseRule(
            key,
            self.text.data or "",
            self.adopted_by.data or "",
            _day(self.adopted_on.data),
            _day(self.in_force_from.data),
            self.in_force_to.data,
        )


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
