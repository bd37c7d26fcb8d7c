"""What the facts of journal entries about deciding on rooms are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_lettings as t

FACTS: dict[str, LazyString] = {
    "as_booked": _("as booked"),
    "booking": _("date"),
    "dates": _("dates"),
    "decision": _("decision"),
    "letting_ground": _("ground of refusal"),
    "observation_word": _("what becomes of it"),
    "police_note": _("note of the contact"),
    "police_word": _("the police"),
    "questions_put": _("questions put"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "letting_ground": (t.LettingGround,),
    "observation_word": (t.ObservationWord,),
    "police_word": (t.PoliceWord,),
    "questions_put": (t.TenancyQuestion,),
}
