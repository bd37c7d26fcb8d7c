"""What the journal's entries about associations' reports, visits and evaluations are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "OwnReportStarted": _("Association began its report"),
    "OwnReportCopied": _("Last year's answers copied into a report"),
    "OwnReportHandedOver": _("Report handed over to be signed"),
    "OwnReportRecalled": _("Report taken back before it was signed"),
    "OwnReportReturned": _("Report sent back by its signer"),
    "ReportSignerMade": _("Code to sign a report by made"),
    "ReportSigningOpened": _("Report opened to be signed"),
    "AssociationReportReceived": _("Association's report received"),
    "AssociationReportApproved": _("Association's report approved"),
    "AssociationReportReturned": _("Completion of a report asked for"),
    "ComparisonSignClosed": _("Question of a comparison closed"),
    "VisitRecorded": _("Visit recorded"),
    "VisitAmended": _("Record of a visit added to"),
    "EvaluationWritten": _("Evaluation written"),
    "EvaluationSigned": _("Evaluation signed"),
}
