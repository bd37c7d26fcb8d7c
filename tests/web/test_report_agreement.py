"""One figure, four places: counted row by row, on the page, in the workbook and on paper, it is the same."""

import datetime as dt
import html
import io
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from benchmarks.report_city import City, settle
from benchmarks.report_city_rooms import draw_rounds, let_rooms
from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_claims import a_claim, a_granted_case
from tests.makers_contracts import a_contract
from tests.makers_decisions import two_officers
from tests.makers_lettings import terminated
from tests.makers_report_facts import recounted
from tests.makers_reviews import a_revoked_support
from vetting.domain.board_report import ReportTerm, report_from
from vetting.domain.report_figures import SUMS
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_reports import BoardReportKind
from vetting.services import board_reports

TODAY = swedish_day(dt.datetime.now(dt.UTC))
YEAR = NOW.year
TOLD = {"complaints_count": "3", "ombudsman_count": "1"}
NONE = "–"


@pytest.fixture
def city(app):
    """A small city with something of everything, and what is seldom: revoked, claimed, terminated."""
    made = City(20_261_120, NOW.date())
    settle(made, associations=12)
    let_rooms(made, requests=80)
    draw_rounds(made)
    secretary, head = two_officers()
    _, support, _ = a_granted_case(7001, officers=(secretary, head))
    registrar = an_officer(Role.REGISTRAR)
    a_revoked_support(support.id, secretary, registrar)
    a_claim(a_granted_case(7002, officers=(secretary, head))[0], by=head)
    terminated(a_contract().id, an_officer(Role.PREMISES_MANAGER), head)
    return made


def reports(city):
    """Of each kind one, with the board it is of."""
    yield city.boards[0], ReportTerm(BoardReportKind.T1, YEAR)
    yield city.boards[1], ReportTerm(BoardReportKind.T2, YEAR)
    yield a_board().id, ReportTerm(BoardReportKind.VB, YEAR)
    yield None, ReportTerm(BoardReportKind.KS, YEAR)


def test_every_figure_agrees_with_the_rows_the_page_the_workbook_and_the_paper(city, client):
    client.set_cookie("lang", "en")
    coordinator = an_officer(Role.COORDINATOR, everywhere=True, username="samordnare")
    client = sign_in(client, "samordnare")
    told = 0
    for board_id, term in reports(city):
        texts = {"summary": "Året.", **TOLD}
        board_reports.write_report_texts(board_id, term, texts, seen_version=0, by=coordinator, now=NOW)
        counted = recounted(board_id, term.from_on, term.until_on, today=TODAY)
        address = f"/rapporter/{board_id or 'all'}/{term.name}"
        report = report_from(client.get(f"{address}.json").text)
        values = {(one.area, one.key): one.value for one in report.figures}
        by_people = {("trials", "complaints"): 3, ("trials", "ombudsman"): 1}
        escalated = {("checklist", "escalated"): values["checklist", "escalated"]}  # by its own test
        assert {**counted, **by_people, **escalated} == values
        for (area, whole), parts in SUMS.items():
            assert values[area, whole] == sum(values[area, part] for part in parts)
        require_same_everywhere(client, address, report)
        told += sum(1 for value in values.values() if value)
    assert told > 60  # an empty city agrees with anything


def require_same_everywhere(client, address, report):
    page = rows_of_page(client.get(address).text)
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").data))
    paper = text_of(client.get(f"{address}.pdf").data)
    sheet = [row for row in book["Figures"].iter_rows(min_row=2, max_col=5, values_only=True) if row[4]]
    assert [row[2] for row in sheet] == [one.value for one in report.figures]
    seen = 0
    for _activity, label, value, unit, what in sheet:
        shown = next(row[1] for row in page if len(row) == 3 and (row[0], row[2]) == (label, what))
        assert read(shown) == value
        assert unit in shown or value is None or unit in ("number", "percent", "kronor")
        at = paper.find(squeezed(label + shown + what), seen)  # in the same order
        assert at >= 0, (label, shown)
        seen = at + 1
    for title, rows in tables_of(book).items():
        for row in rows:
            cells = [cell if isinstance(cell, str) else written(cell) for cell in row]
            assert cells in page, title
            assert squeezed("".join(cells)) in paper, title


def tables_of(book):
    """The sheets after the figures, without headings and notes."""
    names = book.sheetnames[2:]
    width = {name: sum(cell.value is not None for cell in book[name][1]) for name in names}
    return {
        name: [
            row[: width[name]]
            for row in book[name].iter_rows(min_row=2, values_only=True)
            if row[1] is not None
        ]
        for name in names
    }


def rows_of_page(page):
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        found.append([html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells])
    return found


def read(shown):
    """A figure as people read it, as a number again."""
    return None if shown == NONE else float(re.sub(r"[^\d.]", "", shown))


def written(value):
    return NONE if value is None else f"{value:,}"


def squeezed(text):
    """Without blanks and hyphens: paper breaks lines where it wants."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def text_of(pdf):
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
