"""What leaves the house about a board's work (number 21)."""

import io

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.board_report import ReportTerm
from vetting.domain.terms import Role
from vetting.domain.terms_reports import BoardReportKind
from vetting.records.board_reports import known_names
from vetting.records.db import db
from vetting.records.officers import Officer


def test_21_no_report_holds_the_name_of_a_natural_person(app, client):
    """Of every kind, as page, workbook, PDF and document, with everybody the service knows by name."""
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    coordinator = an_officer(Role.COORDINATOR, everywhere=True)
    client = sign_in(client, db.session.get_one(Officer, coordinator.id).username)
    me = db.session.get_one(Officer, coordinator.id).display_name
    names = [name.casefold() for name in known_names() if name != me]
    assert names
    for kind in BoardReportKind:
        term = ReportTerm(kind, NOW.year)
        address = f"/rapporter/{'all' if kind is BoardReportKind.KS else a_board().id}/{term.name}"
        book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").data))
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        pdf = PdfReader(io.BytesIO(client.get(f"{address}.pdf").data))
        told = [
            client.get(address).text,
            " ".join(cells),
            " ".join(page.extract_text() for page in pdf.pages),
            client.get(f"{address}.json").text,
        ]
        assert [name for name in names for text in told if name in text.casefold()] == []
    trends = client.get("/trender").text.casefold()
    assert [name for name in names if name in trends] == []
