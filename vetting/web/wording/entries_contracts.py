"""What the journal's entries about contracts for premises and about stop marks are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "TermsAdopted": _("Terms of contract recorded"),
    "TermsAccepted": _("Terms of contract accepted by the tenant"),
    "BreachRecorded": _("Breach of contract recorded"),
    "BreachSettled": _("Breach of contract settled"),
    "BreachStepProposed": _("Step on a breach of contract proposed"),
    "BreachStepReturned": _("Step on a breach of contract returned"),
    "BreachStepMade": _("Step on a breach of contract taken"),
    "ContractTerminated": _("Contract for premises terminated"),
    "BarProposed": _("Stop mark proposed to be set, renewed or lifted"),
    "BarReturned": _("Proposal about a stop mark returned"),
    "BarSet": _("Stop mark set"),
    "BarLifted": _("Stop mark lifted"),
    "BarReviewed": _("Stop mark reviewed: it stands"),
    "BarEnded": _("Stop mark said to be over"),
    "BarEncountered": _("A stop mark was met by an application"),
}
