"""Words for the reporting chain."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_reports import BoardReportKind, ReportArea

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    BoardReportKind: {
        BoardReportKind.T1: _("tertial report 1"),
        BoardReportKind.T2: _("tertial report 2"),
        BoardReportKind.VB: _("annual report"),
        BoardReportKind.KS: _("yearly follow-up to the executive board"),
    },
    ReportArea: {
        ReportArea.CHECKLIST: _("control from a democracy perspective, by checklist"),
        ReportArea.CROSS_CHECK: _("cooperation with other agencies"),
        ReportArea.FOLLOW_UP: _("follow-up of grants"),
        ReportArea.SPOT_CHECKS: _("spot checks"),
        ReportArea.PREMISES: _("letting of premises"),
        ReportArea.STOPS: _("holds, revocations and repayment"),
        ReportArea.ROUTINES: _("routines and training"),
        ReportArea.TRIALS: _("complaints, the Ombudsman and courts"),
    },
}
