"""The receipt of an association's report as a tagged PDF, made from what was kept alone."""

from dataclasses import dataclass

from vetting.domain.swedish_time import swedish_day
from vetting.gateways import letters, report_receipts
from vetting.records import association_reports, cases, report_arrivals
from vetting.records.officers import board


@dataclass(frozen=True)
class ReceiptFile:
    """A receipt as PDF: the name it is saved under, and its bytes."""

    name: str
    data: bytes


def receipt_available() -> bool:
    """Whether PDFs can be made here."""
    return letters.pdf_available()


def receipt_pdf(case_id: str, report_id: str) -> ReceiptFile:
    """The receipt with the report itself. Raises NotFound, and Refused `pdf_not_installed`."""
    letters.require_pdf()
    report = association_reports.report_of_case(case_id, report_id)
    case = cases.case(case_id)
    content = {
        **report_arrivals.names_in_mail(case),
        "board": board(case.board_id).name,
        "version": report.version,
        "received_on": swedish_day(report.signed_at).isoformat(),
        "written_role": report.written_role,
        "signed_role": report.signed_role,
        "reason": report.reason,
        "digest": report.digest,
        "answers": [(str(one["sv"]), report.answers.get(str(one["id"]), "")) for one in report.asked],
    }
    number = case.case_number.replace("/", "-").replace(" ", "-")
    name = f"kvittens-{number}-{report.version}.pdf"
    return ReceiptFile(name, report_receipts.receipt_pdf(content, name=report.id))
