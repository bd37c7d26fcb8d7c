"""What the journal tells of concerns without names, of open data, and of lists taken out."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_exports import ExportEnding, ExportKind

ENTRIES: dict[str, LazyString] = {
    "ConcernReceived": _("Concern without names came in"),
    "ConcernViewed": _("Concern without names read"),
    "ConcernHandled": _("Concern without names handled"),
    "SignpostWritten": _("Contact lines of the signpost written"),
    "OpenGrantsPublished": _("List of decided grants published"),
    "ListTakenOut": _("List taken out"),
    "ExportAsked": _("Long list asked for as a file"),
}
FACTS: dict[str, LazyString] = {
    "ending": _("file format"),
    "export": _("list"),
    "filter": _("filtered by"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {"export": (ExportKind,), "ending": (ExportEnding,)}
SUBJECTS: dict[str, LazyString] = {
    "concern": _("concern without names"),
    "concerns": _("concerns without names"),
    "export": _("file"),
    "list": _("list"),
    "open_list": _("list of decided grants"),
    "signpost": _("signpost"),
}
