"""Which board's months, and how many of them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from wtforms import SelectField

from vetting.domain.trends import SPANS, USUAL
from vetting.web.forms.base import Form


class TrendsFilter(Form):
    """Read from the address, so that the view can be passed on; it changes nothing."""

    namnd = SelectField(_("Board"), validate_choice=False)
    manader = SelectField(_("How far back"), coerce=int, validate_choice=False, default=USUAL)

    def fill_choices(self, boards: Iterable[tuple[str, str]], *, is_whole: bool) -> None:
        """The boards within reach, and whether they are all there are; and the spans."""
        self.namnd.choices = [("", str(_("All boards") if is_whole else _("My boards"))), *boards]
        self.manader.choices = [
            (span, ngettext("%(num)s year", "%(num)s years", span // 12)) for span in SPANS
        ]
