"""What the clock says of reports: to whom, once, and no more when the report is handed in."""

import datetime as dt

import pytest

from tests.makers import a_board, an_officer, sign_in
from vetting.domain.board_report import ReportTerm
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.domain.terms_reports import BoardReportKind
from vetting.reading.reminders import reminders_of
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.services import board_reports
from vetting.services.report_clock import remind_of_reports

T1 = ReportTerm(BoardReportKind.T1, 2027)


def run(day):
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(7), dt.UTC)
    return remind_of_reports(Turn("remind-reports", day, now), now)["count"]


def kinds(actor):
    return [line.kind for line in reminders_of(actor)]


def hand_in(board_id, by, day):
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), dt.UTC)
    board_reports.write_report_texts(board_id, T1, {"summary": "Lugnt."}, seen_version=0, by=by, now=now)
    board_reports.hand_in_report(board_id, T1, by=by, now=now)


@pytest.fixture
def coordinator(app):
    return an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True)


def test_the_unit_head_first_and_the_coordinator_when_it_is_late(coordinator):
    head, board_id = an_officer(Role.UNIT_HEAD, username="chefen"), a_board().id
    assert [run("2027-04-30"), run("2027-05-01"), run("2027-05-31"), run("2027-06-01")] == [0, 1, 0, 2]
    assert kinds(head) == ["report_to_hand_in", "report_late"]
    assert kinds(coordinator) == ["report_late"]
    hand_in(board_id, head, "2027-06-02")
    assert (kinds(head), kinds(coordinator)) == ([], [])
    assert run("2027-06-03") == 0


def test_a_board_without_a_unit_head_is_the_coordinators_from_the_first_day(coordinator):
    a_board()
    assert run("2027-05-01") == 1
    assert kinds(coordinator) == ["report_to_hand_in"]


def test_a_report_already_handed_in_is_not_asked_for(coordinator):
    hand_in(a_board().id, coordinator, "2027-05-01")
    a_board("SOD", "Södra nämnden")
    assert run("2027-05-02") == 1


def test_the_reminder_leads_to_the_report(coordinator, client):
    board_id = a_board().id
    run("2027-05-01")
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, coordinator.id).username)
    page = client.get("/min-dag").text
    assert "The report up to 30 Apr 2027 can be handed in: Norrdals stadsdelsnämnd" in page
    address = f"/rapporter/{board_id}/t1-2027"
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in page
