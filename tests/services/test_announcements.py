"""Announcing a decision: who may, what follows, and what needs none."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Regime, Role
from vetting.domain.terms_decisions import DeadlineKind
from vetting.gateways.calendar import days_of
from vetting.reading.decisions import decision_of_case
from vetting.reading.desk import desk_of
from vetting.reading.my_deadlines import my_deadlines
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.officers import Officer
from vetting.services import announcements

TODAY = NOW.date()
LATER = NOW + dt.timedelta(days=40)


@pytest.fixture
def decided(app):
    return a_decided_case(*two_officers())


@pytest.fixture
def registrar(decided):
    return an_officer(Role.REGISTRAR)


def announce(decision_id, by, *, adjusted_on=TODAY, announced_on=TODAY, now=NOW):
    announcements.announce_decision(
        decision_id, adjusted_on=adjusted_on, announced_on=announced_on, by=by, now=now
    )


def shown(case_id, registrar):
    return decision_of_case(case_id, actor=registrar).decision.announced


def test_the_time_for_review_runs_from_the_announcement(decided, registrar):
    case_id, decision_id = decided
    assert shown(case_id, registrar) is None
    assert desk_of(registrar, today=TODAY).to_announce.total == 1
    announce(decision_id, registrar)
    assert shown(case_id, registrar).appeal_until_on == TODAY + dt.timedelta(weeks=3)
    assert desk_of(registrar, today=TODAY).to_announce is None
    entry = db.session.query(JournalEntry).filter_by(name="DecisionAnnounced").one()
    assert entry.case_id == case_id


def test_announced_anew_the_time_runs_anew(decided, registrar):
    case_id, decision_id = decided
    announce(decision_id, registrar)
    announce(decision_id, registrar, announced_on=TODAY + dt.timedelta(days=30), now=LATER)
    found = shown(case_id, registrar)
    assert (found.announced_on, found.is_late) == (TODAY + dt.timedelta(days=30), True)
    assert db.session.query(JournalEntry).filter_by(name="DecisionAnnounced").count() == 2


def test_it_is_taken_down_only_when_the_time_has_run_out(decided, registrar):
    case_id, decision_id = decided

    def down(days):
        announcements.take_announcement_down(
            decision_id, taken_down_on=TODAY + dt.timedelta(days=days), by=registrar, now=LATER
        )

    with pytest.raises(Refused, match="not_announced"):
        down(30)
    announce(decision_id, registrar)
    with pytest.raises(Refused, match="taken_down_early") as refusal:
        down(21)
    assert refusal.value.facts["until"] == "2026-12-11"
    down(22)
    assert shown(case_id, registrar).taken_down_on == TODAY + dt.timedelta(days=22)


def test_who_may_not(decided, registrar):
    _, decision_id = decided
    stranger = an_officer(Role.REGISTRAR, board=a_board("SOD", "Södra nämnden"))
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    for by, error in ((stranger, NotFound), (auditor, NotAllowed)):
        with pytest.raises(error):
            announce(decision_id, by)
    with pytest.raises(NotFound):
        announce("nothing", registrar)


@pytest.mark.parametrize("regime", list(Regime))
def test_what_is_not_the_boards_to_decide_is_not_announced(decided, registrar, regime):
    case_id, decision_id = decided
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).regime = regime
    waiting = desk_of(registrar, today=TODAY).to_announce
    if regime in (Regime.LEGALITY_REVIEW, Regime.CIVIL_LAW):
        assert waiting.total == 1
        announce(decision_id, registrar)
        assert shown(case_id, registrar).announced_on == TODAY
        return
    assert waiting is None
    with pytest.raises(Refused, match="not_reviewed_so"):
        announce(decision_id, registrar)


def of_appeal(decided):
    with transaction(is_piece=True):
        db.session.get_one(Case, decided[0]).regime = Regime.ADMINISTRATIVE_APPEAL
    return decided[1]


def test_fl_44_the_time_to_appeal_runs_from_the_day_the_association_received_the_decision(decided, registrar):
    """State grants passed on: nothing is announced, and the notice board's clock is not used."""
    decision_id = of_appeal(decided)
    with pytest.raises(Refused, match="not_reviewed_so"):
        announce(decision_id, registrar)
    got = TODAY + dt.timedelta(days=5)
    for day, code in ((TODAY - dt.timedelta(days=1), "received_before_decision"), (got, "receipt_ahead")):
        with pytest.raises(Refused, match=code):
            announcements.record_receipt(decision_id, received_on=day, by=registrar, now=NOW)
    announcements.record_receipt(decision_id, received_on=got, by=registrar, now=LATER)
    found = shown(decided[0], registrar)
    assert (found.announced_on, found.appeal_until_on) == (got, dt.date(2026, 12, 16))
    assert not found.is_late
    with pytest.raises(Refused, match="not_announced"):
        announcements.take_announcement_down(decision_id, taken_down_on=LATER.date(), by=registrar, now=LATER)
    entry = db.session.query(JournalEntry).filter_by(name="DecisionReceived").one()
    assert (entry.case_id, entry.actor) == (decided[0], registrar.id)


def test_fl_44_a_receipt_that_is_not_recorded_waits_on_my_day_and_among_deadlines(decided, registrar, client):
    """The letter is sent, and no clock runs until somebody has asked when it came."""
    decision_id, holidays = of_appeal(decided), days_of(NOW)

    def due():
        return [(one.kind, one.due_on) for one in my_deadlines(registrar, holidays)]

    assert desk_of(registrar, today=TODAY).to_receive.total == 1
    assert due() == [(DeadlineKind.PARTY_APPEAL, None)]
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, registrar.id).username)
    assert f'href="/arenden/{decided[0]}/mottaget"' in client.get("/min-dag").text
    assert "when the association has received it" in client.get("/mina-frister").text
    announcements.record_receipt(decision_id, received_on=TODAY, by=registrar, now=NOW)
    assert desk_of(registrar, today=TODAY).to_receive is None
    assert due() == [(DeadlineKind.PARTY_APPEAL, dt.date(2026, 12, 11))]


def test_no_receipt_starts_the_clock_of_a_decision_tried_by_legality_review(decided, registrar):
    with pytest.raises(Refused, match="not_reviewed_so"):
        announcements.record_receipt(decided[1], received_on=TODAY, by=registrar, now=NOW)


def test_the_page_records_the_day_and_shows_the_last_to_appeal(decided, registrar, client):
    of_appeal(decided)
    client.set_cookie("lang", "en")
    officer = db.session.get_one(Officer, registrar.id).username
    page, address = sign_in(client, officer), f"/arenden/{decided[0]}/mottaget"
    assert address in page.get(f"/arenden/{decided[0]}/beslut").text
    token = csrf(page, address)
    early = {"csrf_token": token, "received_on": "2020-01-01"}
    assert page.post(address, data=early).status_code == 409
    assert page.post(address, data={"csrf_token": token, "received_on": ""}).status_code == 422
    assert page.post(address, data={"csrf_token": token, "received_on": TODAY.isoformat()}).status_code == 302
    assert "Can be appealed until" in page.get(address).text
