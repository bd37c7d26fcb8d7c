"""Long lists made into files beside the requests: told, fetched by their owner alone, removed after seven days."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import Browser
from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_clock import a_turn
from tests.makers_open import an_export
from tests.makers_works import work_is_left
from vetting.domain import exports as rules
from vetting.domain.terms import Role
from vetting.domain.terms_exports import ExportState
from vetting.gateways import export_files
from vetting.jobs import long_work
from vetting.records.db import db, settings
from vetting.records.exports import Export
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Appointment
from vetting.records.works import Work, WorkState
from vetting.services import exports, works


@pytest.fixture
def browser(app, monkeypatch):
    """A culture secretary, before whom five rows are many."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setattr(rules, "HEAVY", 5)
    an_officer(Role.CULTURE_SECRETARY, board=a_board("NOR"))
    for at in range(8):
        an_association(f"Påhittad förening {at}", None)
    return signed_in(app, "culture_secretary.nor")


def signed_in(app, username):
    client = Browser(app, use_cookies=True)
    client.post("/inloggning", data={"username": username, "password": PASSWORD})
    return client


def asked(browser, query="sok=påhittad"):
    answer = browser.post(f"/uttag/lista/foreningar?{query}", data={"ending": "xlsx"})
    assert answer.location == "/uttag"
    return the_export()


def the_export():
    db.session.rollback()
    return db.session.scalars(select(Export).order_by(Export.asked_at.desc())).first()


def entries(name):
    found = select(JournalPayload.body).join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
    return db.session.scalars(found.where(JournalEntry.name == name)).all()


def test_from_the_button_to_the_file_with_a_notice_on_my_day(app, browser):
    row = asked(browser)
    assert (row.state, row.rows_total) == (ExportState.WAITING, 8)
    assert "väntar på sin tur" in browser.get("/uttag").text
    assert browser.post(f"/uttag/{row.id}/hamta").location == "/uttag"
    assert long_work.do_waiting_work() == 1
    row = the_export()
    assert (row.state, row.rows_done, row.boards) == (ExportState.READY, 8, None)
    day = browser.get("/min-dag").text
    assert "En fil som du har begärt är klar: 8 rader (XLSX)" in day
    assert 'href="/uttag"' in day
    answer = browser.post(f"/uttag/{row.id}/hamta")
    names = [line[0] for line in load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)]
    assert names == ["Namn", *(f"Påhittad förening {at}" for at in range(8))]
    assert "är klar" not in browser.get("/min-dag").text
    assert len(entries("ExportAsked")) == 1
    (body,) = entries("ListTakenOut")
    assert '"sok=påhittad"' in body
    assert '"export":"directory"' in body


def test_a_short_list_comes_at_once_and_is_journaled(app, browser, monkeypatch):
    monkeypatch.setattr(rules, "HEAVY", 500)
    answer = browser.post("/uttag/lista/foreningar?sok=påhittad&page=3", data={"ending": "csv"})
    assert answer.data.decode("utf-8-sig").count("Påhittad förening") == 8
    (body,) = entries("ListTakenOut")
    assert '"filter":["sok=påhittad"]' in body
    assert db.session.scalar(select(Export.id)) is None


def test_asked_for_twice_it_is_made_once_and_has_the_same_bytes_as_at_once(app, browser, monkeypatch):
    first = asked(browser).id
    assert asked(browser).id == first
    assert db.session.query(Work).filter_by(kind=exports.WORK).count() == 1
    long_work.do_waiting_work()
    made = browser.post(f"/uttag/{first}/hamta").data
    monkeypatch.setattr(rules, "HEAVY", 500)
    assert browser.post("/uttag/lista/foreningar?sok=påhittad", data={"ending": "xlsx"}).data == made


def test_nobody_else_finds_it(app, browser):
    row_id = asked(browser).id
    long_work.do_waiting_work()
    an_officer(Role.UNIT_HEAD, board=a_board("NOR"))
    other = signed_in(app, "unit_head.nor")
    assert other.post(f"/uttag/{row_id}/hamta").status_code == 404
    assert "Föreningar" not in other.get("/uttag").text.split("<main")[1].split("</main")[0]


def test_rights_are_asked_anew_when_it_is_fetched(app, browser):
    row = asked(browser)
    long_work.do_waiting_work()
    assert browser.post(f"/uttag/{row.id}/hamta").status_code == 200
    db.session.query(Appointment).filter(Appointment.role == Role.CULTURE_SECRETARY).delete()
    db.session.commit()
    assert browser.post(f"/uttag/{row.id}/hamta").status_code == 403


def test_rows_of_a_board_that_was_left_are_not_handed_out(app, browser):
    board, other = a_board("NOR"), a_board("SYD", "Sörlunda stadsdelsnämnd")
    owner_id = db.session.query(Appointment.officer_id).filter_by(role=Role.CULTURE_SECRETARY).scalar()
    digest = export_files.keep(settings().data_dir, b"rows")
    ready = {"state": ExportState.READY, "digest": digest, "size": 4, "finished_at": dt.datetime.now(dt.UTC)}
    kept, left = (
        an_export(owner_id, boards=boards, **ready) for boards in ([board.id], [board.id, other.id])
    )
    assert browser.post(f"/uttag/{kept}/hamta").data == b"rows"
    page = browser.post(f"/uttag/{left}/hamta", follow_redirects=True).text
    assert "nämnder som du inte längre arbetar för" in page


def test_what_a_killed_process_left_is_made_from_its_beginning(app, browser):
    row = asked(browser)
    taken = works.take_up_work(dt.datetime.now(dt.UTC))
    wanted = exports.begin_export(row.id, by=taken.by)
    exports.tell_rows(row.id, 3, 8, by=taken.by)
    assert wanted.args == {"sok": "påhittad"}
    db.session.rollback()
    assert work_is_left() == 1
    assert long_work.do_waiting_work() == 1
    assert the_export().rows_done == 8
    assert db.session.get_one(Work, taken.id).state is WorkState.DONE


def test_one_that_cannot_be_made_is_told(app, browser, monkeypatch):
    row = asked(browser)
    db.session.query(Appointment).filter(Appointment.officer_id == row.owner_id).delete()
    db.session.commit()
    long_work.do_waiting_work()
    row = the_export()
    assert (row.state, row.error_code) == (ExportState.FAILED, "not_allowed")


def test_after_seven_days_it_is_gone(app, browser, monkeypatch):
    row = asked(browser)
    long_work.do_waiting_work()
    row = the_export()
    path = export_files.file_store.path_of(settings().data_dir / export_files.FOLDER, row.digest)
    monkeypatch.setattr(export_files, "SETTLED", -1)
    early = row.finished_at + dt.timedelta(days=7, seconds=-1)
    exports.remove_old_exports(a_turn("2026-11-27", "remove-exports"), early)
    assert path.exists()
    late = row.finished_at + dt.timedelta(days=7)
    assert exports.remove_old_exports(a_turn("2026-11-28", "remove-exports"), late) == {"count": 1}
    assert the_export().state is ExportState.REMOVED
    assert not path.exists()
    assert "Ta ut listan på nytt" in browser.post(f"/uttag/{row.id}/hamta", follow_redirects=True).text
    assert "är klar" not in browser.get("/min-dag").text


@pytest.mark.parametrize(
    ("made_for", "now_held", "holds"),
    [
        (None, None, True),
        (["a"], None, True),
        (["a"], {"a", "b"}, True),
        (["a", "b"], {"a"}, False),
        (None, {"a"}, False),
        ([], set(), True),
    ],
)
def test_whose_reach_holds(made_for, now_held, holds):
    assert rules.reach_holds(made_for, now_held) is holds


def test_a_file_in_another_language_is_another_file(app, browser):
    first = asked(browser)
    browser.set_cookie("lang", "en")
    second = asked(browser)
    assert {first.language, second.language} == {"sv", "en"}
