"""Signing in and choosing a password."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from vetting.web.forms.base import Form


class SignInForm(Form):
    username = StringField(
        _("User name"), validators=[InputRequired(_("Write your user name.")), Length(max=80)]
    )
    password = PasswordField(
        _("Password"), validators=[InputRequired(_("Write your password.")), Length(max=200)]
    )


class PasswordForm(Form):
    old = PasswordField(_("Present password"), validators=[InputRequired(_("Write your present password."))])
    new = PasswordField(
        _("New password"), validators=[InputRequired(_("Write a new password.")), Length(max=200)]
    )
    again = PasswordField(
        _("New password again"),
        validators=[InputRequired(_("Repeat it.")), EqualTo("new", _("The two are not alike."))],
    )
