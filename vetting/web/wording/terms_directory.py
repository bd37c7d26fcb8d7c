"""The directory's words, per enum."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_associations import GiroKind, NameKind, NumberRelation
from vetting.domain.terms_imports import ImportState, ListKind, Settlement

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    ListKind: {
        ListKind.DIRECTORY: _("Association register"),
        ListKind.APPLICATIONS: _("Application list"),
        ListKind.BOOKINGS: _("List of bookings"),
        ListKind.PREMISES: _("List of premises"),
        ListKind.PAYMENTS: _("List of payments"),
        ListKind.OPEN_GRANTS: _("Open grant file"),
    },
    ImportState: {
        ImportState.STAGING: _("Being read"),
        ImportState.PREVIEW: _("Waits for you"),
        ImportState.APPLIED: _("Imported"),
        ImportState.DISCARDED: _("Discarded"),
        ImportState.REJECTED: _("Could not be used"),
    },
    NameKind: {
        NameKind.FORMER: _("Former name"),
        NameKind.OTHER: _("Other name"),
    },
    NumberRelation: {
        NumberRelation.PREDECESSOR: _("Predecessor's number"),
        NumberRelation.SUCCESSOR: _("Number of the successor"),
    },
    GiroKind: {
        GiroKind.BANKGIRO: _("Bankgiro"),
        GiroKind.PLUSGIRO: _("Plusgiro"),
    },
    Settlement: {
        Settlement.NUMBER_GIVEN: _("Give the right organisation number"),
        Settlement.ACCEPTED: _("Accept the row as it stands"),
        Settlement.SET_ASIDE: _("Leave it set aside: it is not an association in use"),
    },
}
