"""Sending in a draft of the rules, and publishing what was adopted."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from vetting.web.forms.base import Form


class DraftForm(Form):
    file = FileField(_("File with the draft"), validators=[FileRequired(_("Choose a file."))])


class PublishForm(Form):
    """`digest` is of the draft as it was shown."""

    adopted_by = StringField(
        _("Adopted by"),
        validators=[DataRequired(_("Write who adopted the rules.")), Length(max=200)],
    )
    adopted_on = DateField(_("Adopted on"), validators=[InputRequired(_("Write the day as 2026-11-20."))])
    is_tried = BooleanField(
        _("I have read what the draft changes and what it would have meant for closed cases"),
        validators=[InputRequired(_("Read both before you publish."))],
    )
    digest = HiddenField(validators=[Length(max=64)])
