"""Reports of boards through the browser's door: read, written, handed in, taken along."""

import datetime as dt
import io
import json

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_mirror import a_refused_case
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.board_report import ReportTerm, document_of
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.domain.terms_reports import BoardReportKind, ReportArea
from vetting.reading.board_reports import report_page as page_of_report
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.services import board_reports
from vetting.services.assessments import pinned_checklist

T2 = ReportTerm(BoardReportKind.T2, NOW.year)
VB = ReportTerm(BoardReportKind.VB, NOW.year)
KS = ReportTerm(BoardReportKind.KS, NOW.year)
TEXTS = {"summary": "Ett lugnt halvår.", "stops_deviation": "Ingen avvikelse."}
AFTER = dt.datetime(NOW.year + 1, 1, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def people(app):
    return two_officers()


def report_page(board_id, term, *, today, **facts):
    now = dt.datetime.combine(today, dt.time(9), dt.UTC)
    return page_of_report(board_id, term, now=now, checklist_of=the_pinned, **facts)


def the_pinned(pin):
    return pinned_checklist(*pin[:2], digest=pin[2])


def entered(client, actor: Actor, language="sv"):
    client.set_cookie("lang", language)
    return sign_in(client, db.session.get_one(Officer, actor.id).username)


def figures(board_id, term, actor):
    page = report_page(board_id, term, actor=actor, today=AFTER.date())
    return {(one.area, one.key): one.value for one in page.report.figures}


def written(board_id, term, by, texts=TEXTS, seen=0):
    return board_reports.write_report_texts(board_id, term, texts, seen_version=seen, by=by, now=NOW)


def test_figures_count_what_was_decided_within_the_days(people):
    secretary, head = people
    board_id = a_board().id
    a_decided_case(secretary, head)
    found = figures(board_id, VB, head)
    assert found[ReportArea.CHECKLIST, "decided"] == 1
    assert found[ReportArea.CHECKLIST, "granted"] == 1
    assert found[ReportArea.CROSS_CHECK, "checked"] == 1
    # Decided in November: no part of the second tertial, and nothing of another board's.
    assert figures(board_id, T2, head)[ReportArea.CHECKLIST, "decided"] == 0
    other = a_board("SOD", "Söderdals stadsdelsnämnd")
    theirs = an_officer(Role.UNIT_HEAD, board=other)
    assert figures(other.id, VB, theirs)[ReportArea.CHECKLIST, "decided"] == 0


def test_items_of_plans_are_done_late_or_overdue(people):
    secretary, head = people
    a_decided_case(secretary, head)
    db.session.execute(text("UPDATE follow_ups SET due_on = '2026-12-01'"))
    first = db.session.scalar(text("SELECT id FROM follow_ups ORDER BY position LIMIT 1"))
    # Half past eleven in the evening of the day before in Greenwich is the day after in Sweden.
    db.session.execute(
        text("UPDATE follow_ups SET done_at = :at, done_by = 'x', outcome = 'x' WHERE id = :id"),
        {"at": "2026-12-01 23:30:00", "id": first},
    )
    count = db.session.scalar(text("SELECT count(*) FROM follow_ups"))
    found = figures(a_board().id, VB, head)
    told = [found[ReportArea.FOLLOW_UP, key] for key in ("due", "done", "late", "overdue")]
    assert told == [count, 1, 1, count - 1]


def test_criteria_of_refusals_are_counted(people):
    secretary, _ = people
    a_refused_case(secretary, number=1)
    report = report_page(a_board().id, VB, actor=secretary, today=AFTER.date()).report
    assert [count for _question, count in report.grounds] == [1]


def test_a_report_is_handed_in_once_its_days_are_over_and_never_changes(people):
    secretary, head = people
    board_id = a_board().id
    with pytest.raises(Refused, match="report_too_early"):
        board_reports.hand_in_report(board_id, VB, by=head, now=NOW)
    with pytest.raises(Refused, match="report_without_summary"):
        board_reports.hand_in_report(board_id, T2, by=head, now=NOW)
    written(board_id, T2, secretary)
    digest = board_reports.hand_in_report(board_id, T2, by=head, now=NOW)
    for day in (NOW, NOW + dt.timedelta(days=3)):
        with pytest.raises(Refused, match="report_same_as_before"):
            board_reports.hand_in_report(board_id, T2, by=head, now=day)
    written(board_id, T2, secretary, {"summary": "En rättelse."}, seen=1)
    board_reports.hand_in_report(board_id, T2, by=head, now=NOW)
    first = report_page(board_id, T2, actor=head, today=AFTER.date(), version=1)
    assert first.report.texts["summary"] == TEXTS["summary"]
    assert (first.shown.digest, first.shown.is_whole, len(first.versions)) == (digest, True, 2)
    with pytest.raises(Exception, match="kept_as_written"), db.session.begin_nested():
        db.session.execute(text("UPDATE handed_in_reports SET document = '{}'"))


def test_a_file_says_whether_and_when_it_was_handed_in(people, client):
    secretary, head = people
    client = entered(client, secretary)
    address = f"/rapporter/{a_board().id}/{T2.name}"

    def said(version=""):
        book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx{version}").data))
        return " ".join(str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True))

    written(a_board().id, T2, secretary)
    assert "Utkast: inte inlämnad." in said()
    digest = board_reports.hand_in_report(a_board().id, T2, by=head, now=NOW)
    assert "Version 1, inlämnad 20 nov. 2026" in said("?version=1")
    assert digest in said("?version=1")
    assert "Inte inlämnad så här. Version 1 lämnades in 20 nov. 2026" in said()


def test_handing_in_is_asked_for_and_ends_at_what_was_handed_in(people, client):
    secretary, head = people
    written(a_board().id, T2, secretary)
    client = entered(client, head)
    address = f"/rapporter/{a_board().id}/{T2.name}"
    sent = {"csrf_token": csrf(client, address)}
    unread = client.post(f"{address}/lamna-in", data=sent)
    assert unread.status_code == 422
    assert "Kryssa för att du har läst den." in unread.text
    done = client.post(f"{address}/lamna-in", data={**sent, "is_read": "y"})
    assert (done.status_code, done.location) == (302, f"{address}?version=1")
    assert f'href="{address}.pdf?version=1"' in client.get(done.location).text
    assert f'href="{address}?version=1"' in client.get(f"/rapporter?ar={T2.year}").text
    today = client.get(address).text
    assert "Läs det som lämnades in" in today
    again = client.post(f"{address}/lamna-in", data={**sent, "is_read": "y"})
    assert again.status_code == 409
    assert "ds-error-summary" in again.text


def test_somebody_else_who_saved_first_is_not_written_over(people):
    secretary, head = people
    written(a_board().id, T2, secretary)
    with pytest.raises(Refused, match="report_changed"):
        written(a_board().id, T2, head, {"summary": "Mina ord."})


def test_the_form_keeps_the_words_when_it_refuses(people, client):
    secretary, _ = people
    page = f"/rapporter/{a_board().id}/{T2.name}/texter"
    client = entered(client, secretary)
    name = db.session.get_one(Officer, secretary.id).display_name
    sent = {"csrf_token": csrf(client, page), "version": "0", "summary": f"{name} har gjort allt."}
    answer = client.post(page, data=sent)
    assert answer.status_code == 409
    assert "Texten nämner en person" in answer.text
    assert f"{name} har gjort allt." in answer.text
    sent["summary"] = "Allt är gjort."
    assert client.post(page, data=sent).status_code == 302
    assert "Allt är gjort." in client.get(f"/rapporter/{a_board().id}/{T2.name}").text


def test_page_workbook_and_document_hold_the_same_figures(people, client):
    secretary, head = people
    a_decided_case(secretary, head)
    client = entered(client, head, "en")
    address = f"/rapporter/{a_board().id}/{VB.name}"
    report = report_page(a_board().id, VB, actor=head, today=NOW.date()).report
    told = [one.value for one in report.figures]
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").data))
    sheet = book["Figures"]
    assert [row[2] for row in sheet.iter_rows(min_row=2, max_row=1 + len(told), values_only=True)] == told
    kept = json.loads(client.get(f"{address}.json").data)
    assert [one["value"] for one in kept["figures"]] == told
    assert "Cases decided: 1." in client.get(address).text


def test_the_executive_boards_report_is_of_every_board_for_who_sees_them_all(people, client):
    _, head = people
    coordinator = an_officer(Role.COORDINATOR, everywhere=True)
    assert entered(client, coordinator).get(f"/rapporter/all/{KS.name}").status_code == 200
    client.delete_cookie("vetting")
    head_client = entered(client, head)
    assert head_client.get(f"/rapporter/all/{KS.name}").status_code == 404
    assert head_client.get(f"/rapporter/{a_board().id}/{KS.name}").status_code == 404
    assert head_client.get(f"/rapporter/all/{VB.name}").status_code == 404
    other = a_board("SOD", "Söderdals stadsdelsnämnd")
    assert head_client.get(f"/rapporter/{other.id}/{VB.name}").status_code == 404


def test_a_report_asks_as_little_of_many_cases_as_of_one(people, client):
    secretary, head = people
    client = entered(client, head)
    a_decided_case(secretary, head)
    address = f"/rapporter/{a_board().id}/{VB.name}"
    with count_queries() as few:
        client.get(address)
    for number in range(2, 5):
        a_decided_case(secretary, head, number=number)
    with count_queries() as many:
        client.get(address)
    assert len(many) == len(few) <= 15


def test_a_report_of_a_tampered_row_says_so(own_app):
    with own_app.app_context():
        secretary, head = two_officers()
        written(a_board().id, T2, secretary)
        board_reports.hand_in_report(a_board().id, T2, by=head, now=NOW)
        found = report_page(a_board().id, T2, actor=head, today=AFTER.date(), version=1)
        assert found.shown.is_whole
        changed = document_of(found.report).replace("lugnt", "roligt")
        _write_past_the_trigger(changed)
        assert not report_page(a_board().id, T2, actor=head, today=AFTER.date(), version=1).shown.is_whole


def _write_past_the_trigger(document):
    off = "ALTER TABLE handed_in_reports DISABLE TRIGGER USER"
    if db.engine.dialect.name == "sqlite":
        off = "DROP TRIGGER handed_in_reports_no_update"
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(text(off))
        connection.execute(text("UPDATE handed_in_reports SET document = :d"), {"d": document})


def test_a_count_that_nobody_told_is_not_told_as_nothing(people, client):
    secretary, _head = people
    client, address = entered(client, secretary, "en"), f"/rapporter/{a_board().id}/{T2.name}"
    assert client.get(address).text.count("Not told by anybody.") == 1
    written(a_board().id, T2, secretary, {**TEXTS, "complaints_count": "2", "ombudsman_count": "0"})
    assert "Not told by anybody." not in client.get(address).text
