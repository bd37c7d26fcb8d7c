"""The journal's pages."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_applications import a_case
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed
from vetting.domain.terms import Role
from vetting.reading.journal import PER_PAGE, Wanted, journal_page
from vetting.reading.journal_check import head_mark
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.services.boards import change_board
from vetting.web.wording.facts import FACTS, value_word


@pytest.fixture
def auditor(client):
    actor = an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    sign_in(client, "revisor")
    return actor


def some_entries(count):
    admin = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    board_id = a_board().id
    for number in range(count):
        change_board(board_id, f"Nämnd {number}", district=None, is_active=True, by=admin, now=NOW)
    return admin


def test_entries_are_told_in_words(client, auditor):
    some_entries(1)
    page = client.get("/journal").text
    assert "Nämnd ändrad" in page
    assert "Inloggad" in page
    assert "<dt>används</dt><dd>ja</dd>" in page
    assert "BoardChanged" not in page.split("<tbody>")[1]


def test_filters_narrow_and_survive_in_the_address(client, auditor):
    admin = some_entries(2)
    secretary = an_officer()
    case = db.session.get(Case, a_case(by=secretary))
    number = case.case_number
    for wanted, names in (
        (Wanted(officer=admin.id), {"BoardChanged"}),
        (Wanted(entry="BoardChanged"), {"BoardChanged"}),
        (Wanted(case="XXX 2026-1"), set()),
    ):
        assert {line.name for line in journal_page(wanted, auditor).lines} == names
    of_case = journal_page(Wanted(case=number.lower()), auditor).lines
    assert of_case
    assert {line.case_number for line in of_case} == {number}
    page = client.get("/journal", query_string={"entry": "BoardChanged"}).text
    assert '<option selected value="BoardChanged">' in page
    assert client.get("/journal", query_string={"case": "XXX 2026-1"}).text.count("<tbody>") == 0


def test_a_day_is_a_swedish_day(app):
    actor = an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    some_entries(1)
    today = NOW.date()
    tomorrow = today.replace(day=today.day + 1)
    assert journal_page(Wanted(from_on=today, until_on=today), actor).total > 0
    assert journal_page(Wanted(from_on=tomorrow), actor).total == 0


def test_pages_are_turned_with_the_same_number_of_queries(app):
    actor = an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    some_entries(PER_PAGE + 5)
    with count_queries() as sent:
        second = journal_page(Wanted(), actor, page=2)
    assert len(sent) == 4
    assert (second.pages, second.page) == (2, 2)
    assert 0 < len(second.lines) < PER_PAGE
    assert journal_page(Wanted(), actor, page=99).page == 2


@pytest.mark.parametrize("query", ["page=x", "from_on=igår", "until_on=2026-02-31", "officer=x", "page=-3"])
def test_odd_addresses_break_nothing(client, auditor, query):
    assert client.get(f"/journal?{query}").status_code == 200


def test_disposed_facts_are_said_to_be_so(client, auditor):
    db.session.execute(text("DELETE FROM journal_payloads"))
    db.session.commit()
    assert "gallrade" in client.get("/journal").text


def test_the_chain_is_checked_on_its_page(client, auditor):
    page = client.get("/journal/kontroll")
    assert "Kedjan är hel" in page.text
    assert head_mark().hash in page.text
    db.session.execute(text("UPDATE journal_head SET seq = seq + 1"))
    db.session.commit()
    assert "saknas" in client.get("/journal/kontroll").text


def test_only_those_who_may_read_it(app):
    with pytest.raises(NotAllowed):
        journal_page(Wanted(), an_officer(Role.UNIT_HEAD))


def test_every_fact_that_is_noted_has_words():
    """The keys are read from the deeds themselves."""
    noted = set()
    for room in ("services", "records"):
        for path in (Path(__file__).parents[2] / "vetting" / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note":
                    noted |= {keyword.arg for keyword in node.keywords if keyword.arg}
    assert noted - {"by", "now", "subject", "case_id"} - set(FACTS) == set()


@pytest.mark.parametrize(
    ("value", "key", "words"),
    [
        ("culture_secretary", "role", "kultursekreterare"),
        ("in_review", "after", "Under prövning"),
        ("something", "kind", "something"),
        ([1, 2, 3, 4, 5, 6, 7, 8], "rows", "1, 2, 3, 4, 5, 6 och 2 till"),
        ({"board": "Norrdal", "ok": False}, "", "nämnd: Norrdal, gick bra: nej"),
    ],
)
def test_values_are_told_in_the_words_of_the_trade(app, value, key, words):
    with app.test_request_context():
        assert value_word(value, key) == words
