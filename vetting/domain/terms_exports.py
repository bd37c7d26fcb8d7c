"""Words of files taken out of lists."""

from enum import StrEnum


class ExportKind(StrEnum):
    """The lists whose rows can be taken along, each as it stands on its page."""

    CASES = "cases"
    DECISIONS = "decisions"
    FOLLOW_UPS = "follow_ups"
    REPORTS = "reports"
    DIRECTORY = "directory"
    REVOCATIONS = "revocations"
    CLAIMS = "claims"
    SOURCES = "sources"
    JOURNAL = "journal"
    LETTINGS = "lettings"
    TONIGHT = "tonight"


class ExportEnding(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


class ExportState(StrEnum):
    """A file that is made beside the requests."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    REMOVED = "removed"
