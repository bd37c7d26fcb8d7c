"""What is taken out of a list is what stands on its page: the same columns and rows, filtered and sorted alike."""

import csv
import datetime as dt
import io
import re
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from tests.conftest import Browser
from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_effects import everything_held
from tests.makers_objects import everything_of
from vetting.domain.exports import ACT_OF
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.officers import Appointment
from vetting.records.premises import Premises
from vetting.web.filters import day, kronor, moment, number
from vetting.web.list_tables.files import TABLES

PAGES = {
    "arenden": ("/arenden", ["", "stage=open", "sort=association&order=asc", "q=NOR", "only=unassigned"]),
    "beslut": ("/beslut", ["", "visa=beslutade", "visa=beslutade&utfall=granted"]),
    "uppfoljning": ("/uppfoljning", ["visa=later", "visa=done", "visa=later&mina=1"]),
    "redovisningar": ("/redovisningar", ["", "visa=alla"]),
    "foreningar": ("/foreningar/", ["", "sort=number&order=desc", "sok=förening", "lage=ok"]),
    "aterkallelser": ("/aterkallelser", ["", "visa=oppna", "visa=avslutade"]),
    "aterkrav": ("/aterkrav", ["visa=all", "visa=settled"]),
    "leveranser": ("/leveranser", [""]),
    "journal": ("/journal", ["entry=ApplicationReceived", "entry=SupportRevoked"]),
    "bokningar": ("/bokningar/", ["", "{room}&alla=1", "{room}&alla=1&visa=godkanda"]),
    "ikvall": ("/ikvall", ["", "{room}&alla=1"]),
}
# Words between the values of a cell that say nothing by themselves.
BETWEEN = re.compile(
    r"Anteckna iakttagelse|Försenade|också|ingen|inget|upphörda|behållna|inbetalt|återstår|kvar|efterskänkt|avskrivet|[–·,;:().]"
)
TITLES = {"ikvall": {"Iakttaget på plats"}}  # a link and no value


class Tables(HTMLParser):
    """The first table of a page: headings that are seen, and of each row its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings, self.rows, self.cell, self.ended = [], [], None, False
        self.hidden = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if self.ended:
            return
        if tag in ("th", "td"):
            self.cell = ""
        elif tag == "tr":
            self.rows.append([])
        elif self.cell is not None:
            self.cell += " "

    def handle_endtag(self, tag):
        if self.ended or (self.cell is None and tag != "table"):
            return
        if tag == "th":
            self.headings.append(" ".join(self.cell.split()))
        if tag == "td":
            self.rows[-1].append(" ".join(self.cell.split()))
        if tag in ("th", "td"):
            self.cell = None
        self.ended = tag == "table"

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def seen_on(client, path):
    page = client.get(path).text
    main = page[page.index("<main") :]
    if "<table" not in main:
        return [], []
    found = Tables(main[main.index("<table") :])
    return found.headings, [row for row in found.rows if row]


def taken_from(client, name, query, ending="xlsx"):
    answer = client.post(f"/uttag/lista/{name}?{query}", data={"ending": ending})
    assert answer.status_code == 200, f"{name}?{query} leads to {answer.location}"
    return answer.data


def sheet_of(data):
    header, *rows = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return list(header), [list(row) for row in rows]


def forms_of(value):
    """How a page may write a value of a cell."""
    if isinstance(value, dt.datetime):
        return {moment(value.replace(tzinfo=SWEDEN)), day(value.date())}
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int):
        return {kronor(value), number(value), str(value)}
    return {value, value.replace(": ", " ")}  # the facts of an entry are a list on the page


def told(value):
    found = {" ".join(str(one).split()) for one in forms_of(value)}
    return {one for one in found if one and one != "–"}


@pytest.fixture
def client(app, monkeypatch):
    """Somebody with every role in every board, and something in every list."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    everything_of(a_board("VAS", "Västra stadsdelsnämnden"), 1)
    everything_held(dates=2)
    by = an_officer(Role.UNIT_HEAD, username="allt.i.allo", everywhere=True)
    others = [role for role in Role if role not in (Role.UNIT_HEAD, Role.PARTNER_AGENT)]
    db.session.add_all([Appointment(officer_id=by.id, role=role) for role in others])
    db.session.commit()
    browser = Browser(app, use_cookies=True)
    browser.post("/inloggning", data={"username": "allt.i.allo", "password": PASSWORD})
    return browser


def room_and_day():
    """The board and the day of a date that is booked."""
    found = db.session.query(Premises.board_id, Booking.starts_at)
    found = found.join(Booking, Booking.premises_id == Premises.id)
    board_id, starts_at = found.filter(Booking.state == BookingState.APPROVED).first()
    return f"namnd={board_id}&dag={starts_at.astimezone(SWEDEN).date()}"


def test_every_list_is_tried_and_needs_the_authority_of_its_page(app):
    assert {table.name for table in TABLES.values()} == set(PAGES)
    for kind, table in TABLES.items():
        path = PAGES[table.name][0]
        endpoint = next(rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == path)
        taking = app.view_functions[f"exports.{kind.value}"]
        assert app.view_functions[endpoint].access == taking.access == ACT_OF[kind].value


def test_the_file_is_the_page_whatever_the_filter(app, client):
    full = set()
    for name, (path, queries) in PAGES.items():
        for query in (one.format(room=room_and_day()) for one in queries):
            headings, rows = seen_on(client, f"{path}?{query}")
            columns, lines = sheet_of(taken_from(client, name, query))
            where = f"{path}?{query}"
            assert len(lines) == len(rows), where
            if not rows:
                continue
            full.add(name)
            shown = [one for one in headings if one not in TITLES.get(name, ())]
            assert [one for one in columns if one in shown] == shown, where
            with app.test_request_context(headers={"Accept-Language": "sv"}):
                for row, line in zip(rows, lines, strict=True):
                    compare(" ".join(row), line, where)
    assert full == set(PAGES), "a list that is empty proves nothing"


def compare(text, line, where):
    """Every value stands in the row, and the row has nothing besides."""
    for value in sorted(line, key=lambda one: -len(str(one))):
        forms = told(value)
        found = next((one for one in sorted(forms, key=len, reverse=True) if one in text), None)
        if forms and found is None:
            pieces = [part for one in forms for part in one.split("; ")]
            raise AssertionError(f"{where}: {pieces} is not in {text!r}")
        if found:
            text = text.replace(found, " ", 1)
    left = BETWEEN.sub(" ", text)
    assert not re.search(r"\w", left), f"{where}: the file lacks {left.strip()!r}"


def test_all_pages_of_a_list_are_taken_in_their_order(client):
    for at in range(60):
        an_association(f"Påhittad {at % 7} förening {at}", None)
    pages = [seen_on(client, f"/foreningar/?sort=name&order=desc&page={at}")[1] for at in (1, 2, 3)]
    _, lines = sheet_of(taken_from(client, "foreningar", "sort=name&order=desc&page=2"))
    assert len(lines) > 60
    assert [row[0].split(" också ")[0] for page in pages for row in page] == [line[0] for line in lines]


def test_text_and_workbook_have_the_same_cells(client):
    header, lines = sheet_of(taken_from(client, "beslut", "visa=beslutade"))
    data = taken_from(client, "beslut", "visa=beslutade", "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    first, *rest = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert first == header
    assert len(rest) == len(lines)
    amount = header.index("Belopp")
    assert [row[amount] for row in rest] == [str(line[amount] or "") for line in lines]
    decided = header.index("Beslutad")
    assert [row[decided] for row in rest] == [line[decided].date().isoformat() for line in lines]


def test_the_same_rows_give_the_same_bytes_in_each_language(client):
    one, two = (taken_from(client, "aterkallelser", "visa=oppna") for _ in range(2))
    assert one == two
    client.set_cookie("lang", "en")
    header, _ = sheet_of(taken_from(client, "aterkallelser", "visa=oppna"))
    assert header[0] == "Association"


def test_what_a_spreadsheet_would_take_for_a_formula_stays_text(client):
    an_association("=2+2 Förening", None)
    data = taken_from(client, "foreningar", "sok=2+2")
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
