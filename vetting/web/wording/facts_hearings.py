"""What the facts of journal entries about the right to reply are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_decisions as t

FACTS: dict[str, LazyString] = {
    "came_by": _("came in by"),
    "due_before": _("due before"),
    "exemption": _("exception"),
    "is_final": _("whole answer"),
    "material": _("material"),
    "received_on": _("came in on"),
    "timing": _("when it came"),
    "tries": _("wrong tries"),
    "withdrawn_codes": _("codes withdrawn"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "came_by": (t.StatementChannel, t.CodeChannel),
    "exemption": (t.HearingExemption,),
    "timing": (t.StatementTiming,),
}
