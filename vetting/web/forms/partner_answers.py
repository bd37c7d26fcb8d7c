"""A partner's answer: what its own form at the desk shares with the one an officer records it in."""

from typing import Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from vetting.domain.partner_answers import CODES, may_attach
from vetting.domain.terms import Partner
from vetting.reading.partner_desk import DeskQuestion
from vetting.reading.partner_questions import QuestionLine
from vetting.web.forms.base import Form
from vetting.web.wording import word

KEPT = ("answered_on", "function", "diary_number", "valid_until_on", "text")


class PartnerAnswerForm(Form):
    """The fields stand in each form, in its own order and words."""

    code: RadioField
    attachment: FileField

    def fill_choices(self, partner: Partner) -> Self:
        """The few answers such a partner gives; nothing is attached to those of the police."""
        if not may_attach(partner):
            del self.attachment
        self.code.choices = [(one.value, word(one)) for one in CODES[partner]]
        self.code.validators = [InputRequired(gettext("Choose the answer."))]
        return self


class CorrectedAnswerForm(PartnerAnswerForm):
    """The same for an answer that is corrected; each such form asks `why`."""

    def fill_from(self, question: DeskQuestion | QuestionLine) -> Self:
        """The answer as it stands, to be changed."""
        self.fill_choices(question.partner)
        if not self.is_submitted():
            self.code.data = question.answer
            for name in KEPT:
                if name in self:
                    self[name].data = getattr(question, name)
        return self


def why_corrected() -> TextAreaField:
    """The field that asks why an answer is corrected."""
    return TextAreaField(
        _("Why the answer is corrected"),
        validators=[DataRequired(_("Write why the answer is corrected.")), Length(max=2000)],
    )
