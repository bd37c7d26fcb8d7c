"""What the facts of journal entries about rules of procedure and opinions to the police are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_decisions as td

FACTS: dict[str, LazyString] = {
    "adopted_by": _("adopted by"),
    "adopted_on": _("adopted on"),
    "delegated_act": _("what it lets one do"),
    "house_rule": _("own rule of procedure"),
    "in_force_to": _("in force to"),
    "interests": _("interests"),
    "stance": _("opinion"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "house_rule": (td.HouseRuleKey,),
    "interests": (td.PlaceInterest,),
    "stance": (td.PlaceStance,),
    "delegated_act": (td.DelegatedAct,),
}
