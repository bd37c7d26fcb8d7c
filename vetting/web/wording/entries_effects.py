"""What the journal's entries about effect lists, and their facts, are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "EffectsListed": _("Effects of a revocation listed"),
    "EffectsJoined": _("Something new joined a list of effects"),
    "EffectsReopened": _("List of effects open again"),
    "EffectDecided": _("Effect of a revocation decided"),
    "EffectEndProposed": _("End of a booking or tariff proposed"),
    "LawyerAsked": _("Effect of a revocation put to a lawyer"),
    "EffectsClosed": _("List of effects closed"),
}
FACTS: dict[str, LazyString] = {
    "boards": _("boards concerned"),
    "effect": _("kind of effect"),
    "effect_state": _("what became of it"),
}
