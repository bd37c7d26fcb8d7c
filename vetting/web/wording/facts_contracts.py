"""What the facts of journal entries about contracts and stop marks are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_contracts as t
from vetting.domain import terms_revocations as r

FACTS: dict[str, LazyString] = {
    "accepted_how": _("how it was accepted"),
    "accepted_on": _("accepted on"),
    "breach": _("breach"),
    "breach_end": _("how it was settled"),
    "edition": _("version of the terms"),
    "happened_on": _("happened on"),
    "is_every_board": _("in every board"),
    "known_on": _("known on"),
    "move": _("what is proposed"),
    "reach": _("what it stops"),
    "renewed_as": _("renewed as"),
    "request": _("booking request"),
    "review_on": _("review on"),
    "step": _("step"),
    "way": _("how it ends"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "accepted_how": (t.TermsAcceptance,),
    "breach": (t.BreachKind,),
    "breach_end": (t.BreachEnd,),
    "move": (t.BarMoveKind,),
    "reach": (r.BarReach,),
    "step": (t.BreachStepKind,),
    "way": (t.TerminationWay,),
}
