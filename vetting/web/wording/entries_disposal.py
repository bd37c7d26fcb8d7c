"""What the journal tells of leads, of the retention plan and what went by it, and of refused attempts."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_disposal as t
from vetting.domain.misuse import GuardedDeed
from vetting.domain.terms_court import CourtOutcome

ENTRIES: dict[str, LazyString] = {
    "LeadVerified": _("Lead verified"),
    "MaterialDisposed": _("Removed by the retention plan"),
    "RetentionRuleRecorded": _("Row of the retention plan recorded"),
    "ArchiveExceptionMade": _("Exception for the archive made"),
    "ArchiveExceptionEnded": _("Exception for the archive ended"),
}
FACTS: dict[str, LazyString] = {
    "court": _("court"),
    "court_outcome": _("what the court did"),
    "judgment": _("the court's case number"),
    "days": _("days"),
    "has_number": _("has a staff number"),
    "same_person": _("other accounts of the same person"),
    "deed": _("what was tried"),
    "codes": _("refused because of"),
    "record_kind": _("kind of record"),
    "reliability": _("reliability"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "deed": (GuardedDeed,),
    "court_outcome": (CourtOutcome,),
    "record_kind": (t.RecordKind,),
    "reliability": (t.Reliability,),
}
