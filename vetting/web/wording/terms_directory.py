"""The directory's words, per enum."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.ListKind: {
        t.ListKind.DIRECTORY: _("Association register"),
        t.ListKind.APPLICATIONS: _("Application list"),
    },
    t.ImportState: {
        t.ImportState.STAGING: _("Being read"),
        t.ImportState.PREVIEW: _("Waits for you"),
        t.ImportState.APPLIED: _("Imported"),
        t.ImportState.DISCARDED: _("Discarded"),
        t.ImportState.REJECTED: _("Could not be used"),
    },
    t.Settlement: {
        t.Settlement.NUMBER_GIVEN: _("Give the right organisation number"),
        t.Settlement.ACCEPTED: _("Accept the row as it stands"),
        t.Settlement.SET_ASIDE: _("Leave it set aside: it is not an association in use"),
    },
}
