"""What the journal's entries about the preparing of decisions are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "AddendumWritten": _("Text added after the decision"),
    "CaseExported": _("Case exported as a capsule"),
    "DecisionAnnounced": _("Decision announced on the notice board"),
    "AnnouncementTakenDown": _("Announcement taken down"),
    "UrgentDecisionReported": _("Urgent decision reported to the board"),
    "WordingAsked": _("Wording put to a lawyer"),
    "WordingAllowed": _("Wording let through by a lawyer"),
    "WordingRefused": _("Wording stopped by a lawyer"),
}
