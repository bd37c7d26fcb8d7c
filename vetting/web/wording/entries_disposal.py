"""What the journal tells of leads, of the retention plan and what went by it, and of refused attempts."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_disposal as t
from vetting.domain.misuse import GuardedDeed, RowChange
from vetting.domain.terms_court import CourtOutcome

ENTRIES: dict[str, LazyString] = {
    "LeadVerified": _("Lead verified"),
    "MaterialDisposed": _("Removed by the retention plan"),
    "BackupStarted": _("Backup of everything started"),
    "BackupRestored": _("Everything restored from a backup"),
    "RetentionRuleRecorded": _("Row of the retention plan recorded"),
    "ArchiveExceptionMade": _("Exception for the archive made"),
    "DecisionReceived": _("Decision received by the association"),
    "ChangeRefused": _("A change of what is kept as written was refused by the tables"),
    "DigestDiffered": _("A kept text no longer matches its digest"),
    "RetentionPlanAdopted": _("Retention plan adopted"),
    "ArchiveExceptionEnded": _("Exception for the archive ended"),
}
FACTS: dict[str, LazyString] = {
    "court": _("court"),
    "court_outcome": _("what the court did"),
    "judgment": _("the court's case number"),
    "days": _("days"),
    "made_at": _("made at"),
    "table": _("table"),
    "diary_number": _("diary number"),
    "record_kinds": _("kinds of record"),
    "row_change": _("what was tried"),
    "has_number": _("has a staff number"),
    "same_person": _("other accounts of the same person"),
    "deed": _("what was tried"),
    "codes": _("refused because of"),
    "record_kind": _("kind of record"),
    "reliability": _("reliability"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "deed": (GuardedDeed,),
    "row_change": (RowChange,),
    "court_outcome": (CourtOutcome,),
    "record_kind": (t.RecordKind,),
    "record_kinds": (t.RecordKind,),
    "reliability": (t.Reliability,),
}
