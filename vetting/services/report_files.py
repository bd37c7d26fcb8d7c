"""Reports handed out as files: workbook, PDF, or a page of its own."""

from collections.abc import Sequence

from vetting.domain.errors import Refused
from vetting.gateways import letters, report_files
from vetting.gateways.report_files import BookSheet, ReportPage

__all__ = ["BookSheet", "ReportPage", "document", "has_pdf", "pdf", "workbook"]


def has_pdf() -> bool:
    """Whether a PDF can be made here."""
    return letters.pdf_available()


def workbook(sheets: Sequence[BookSheet], *, title: str) -> bytes:
    """The sheets as one XLSX."""
    return report_files.book_of(sheets, title=title)


def document(page: ReportPage) -> bytes:
    """The report as an HTML file of its own, in UTF-8."""
    return report_files.document_of(page).encode()


def pdf(page: ReportPage) -> bytes:
    """The report as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    return report_files.pdf_of(page)
