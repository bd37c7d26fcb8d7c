"""Words of lists taken out as files."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.web.wording import concerns

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    **concerns.TERMS,
    ExportKind: {
        ExportKind.CASES: _("cases"),
        ExportKind.DECISIONS: _("decisions"),
        ExportKind.FOLLOW_UPS: _("follow-ups"),
        ExportKind.REPORTS: _("associations’ reports"),
        ExportKind.DIRECTORY: _("associations"),
        ExportKind.REVOCATIONS: _("revocations"),
        ExportKind.CLAIMS: _("claims for repayment"),
        ExportKind.SOURCES: _("sources"),
        ExportKind.JOURNAL: _("the journal"),
        ExportKind.LETTINGS: _("requests for rooms"),
        ExportKind.TONIGHT: _("tonight's dates"),
    },
    ExportEnding: {ExportEnding.XLSX: _("workbook (XLSX)"), ExportEnding.CSV: _("text (CSV)")},
    ExportState: {
        ExportState.WAITING: _("waits for its turn"),
        ExportState.RUNNING: _("is being made"),
        ExportState.READY: _("ready"),
        ExportState.FAILED: _("could not be made"),
        ExportState.REMOVED: _("removed after seven days"),
    },
}
