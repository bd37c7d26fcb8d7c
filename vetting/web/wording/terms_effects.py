"""Words of the effects of a revocation: what a party holds, and what became of it."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_revocations as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.EffectKind: {
        t.EffectKind.GRANT: _("Grant"),
        t.EffectKind.INSTALMENT: _("Part of a grant not yet paid"),
        t.EffectKind.TARIFF: _("Free or reduced tariff"),
        t.EffectKind.BOOKING: _("Booked date"),
        t.EffectKind.BOOKING_REQUEST: _("Request for premises"),
        t.EffectKind.APPLICATION: _("Application"),
        t.EffectKind.LINKED_REQUEST: _("Another party's request with the same contact or account"),
    },
    t.EffectState: {
        t.EffectState.OPEN: _("Waiting for a decision"),
        t.EffectState.AWAITING_SECOND: _("Waiting for a second signature"),
        t.EffectState.KEPT: _("Kept"),
        t.EffectState.ENDED: _("Ended"),
        t.EffectState.LAWYER: _("With a lawyer"),
    },
}
