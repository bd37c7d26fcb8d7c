"""The pages of application lists: sent in, previewed, opened, discarded."""

import io

import pytest

from tests.makers import a_board, csrf, sign_in
from tests.makers_applications import GOOD_ROW as GOOD
from tests.makers_applications import UNKNOWN_ROW as UNKNOWN
from tests.makers_applications import a_list, a_scheme, a_secretary, an_association
from vetting.jobs.long_work import do_waiting_work
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.imports import ListImport
from vetting.records.officers import Officer

PATH = "/arenden/import"


@pytest.fixture
def browser(client):
    an_association()
    a_scheme()
    by = a_secretary()
    signed = sign_in(client, db.session.get(Officer, by.id).username)
    signed.set_cookie("lang", "en")
    return signed


def send(browser, data: bytes, name: str = "lista.xlsx"):
    sent = {"csrf_token": csrf(browser, PATH), "board": a_board().id, "file": (io.BytesIO(data), name)}
    return browser.post(PATH, data=sent)


def test_a_list_is_previewed_before_anything_is_opened(browser):
    answer = send(browser, a_list([GOOD, UNKNOWN]))
    assert answer.status_code == 302
    assert "/arbete/" in answer.location
    assert do_waiting_work() == 1
    onward = browser.get(answer.location)
    page = browser.get(onward.location)
    for words in (
        "Nothing is opened yet",
        "Open 1 case",
        "Okända klubben",
        "No association in the directory",
    ):
        assert words in page.text, words
    assert db.session.query(Case).count() == 0
    path = onward.location
    opened = browser.post(f"{path}/oppna", data={"csrf_token": csrf(browser, path)})
    assert opened.status_code == 302
    page = browser.get(path + "?visa=all").text
    assert "1 case is opened" in page
    assert "NOR-2026-0001" in page
    again = send(browser, a_list([GOOD, UNKNOWN]))
    assert again.status_code == 302


def test_the_same_file_leads_to_what_it_became(browser):
    data = a_list([GOOD])
    send(browser, data)
    do_waiting_work()
    answer = send(browser, data)
    found = db.session.query(ListImport).one()
    assert answer.location == f"{PATH}/{found.id}"
    assert (
        browser.post(f"{answer.location}/kasta", data={"csrf_token": csrf(browser, PATH)}).status_code == 302
    )
    db.session.rollback()
    assert db.session.get(ListImport, found.id).state.value == "discarded"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "lista.xlsx", "is empty"),
        (b"a;b\n1;2", "lista.xlsx", "its content is csv"),
        (b"%PDF-1.4 x", "lista.pdf", "cannot be used here"),
    ],
)
def test_a_bad_file_is_told_at_the_field(browser, data, name, words):
    answer = send(browser, data, name)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_rejected_list_says_which_column_it_lacks(browser):
    answer = send(browser, a_list([], header=["Förening", "Telefon"]))
    do_waiting_work()
    found = db.session.query(ListImport).one()
    page = browser.get(f"{PATH}/{found.id}").text
    assert "The list cannot be used" in page
    assert "amount" in page
    assert (
        "failed" in browser.get(answer.location).text
        or "could not be done" in browser.get(answer.location).text
    )


def test_forged_ids_are_404(browser):
    assert browser.get(f"{PATH}/{'0' * 16}").status_code == 404
