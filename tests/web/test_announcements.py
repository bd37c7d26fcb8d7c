"""The pages of an urgent decision and of the announcement, as registrar and chair walk them."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer, sign_in
from tests.makers_decisions import a_decided_case, a_proposed_case, two_officers
from tests.web.test_decisions import fields_of
from vetting.domain.delegation import Power
from vetting.domain.terms import Role, Signature
from vetting.records.announcements import Announcement
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.officers import Officer
from vetting.records.urgent_decisions import UrgentDecision
from vetting.services import boards


def enter(client, actor):
    client.delete_cookie("vetting")
    client.set_cookie("lang", "en")
    return sign_in(client, db.session.get_one(Officer, actor.id).username)


@pytest.fixture
def registrar(app):
    return an_officer(Role.REGISTRAR)


def test_from_my_day_to_the_last_day_for_review(client, registrar):
    case_id, _ = a_decided_case(*two_officers())
    enter(client, registrar)
    path = f"/arenden/{case_id}/tillkannagivande"
    assert path in client.get("/min-dag").text
    assert "the time for review does not run" in client.get(f"/arenden/{case_id}").text
    page = client.get(path).text
    today = dt.datetime.now(dt.UTC).date()
    sent = fields_of(page, path)
    assert client.post(path, data=sent).status_code == 422
    early = {**sent, "adjusted_on": "2026-11-21", "announced_on": "2026-11-20"}
    assert "not before they are" in client.post(path, data=early).text
    days = {"adjusted_on": NOW.date().isoformat(), "announced_on": NOW.date().isoformat()}
    assert client.post(path, data={**sent, **days}).status_code == 302
    assert db.session.query(Announcement).one().appeal_until_on == dt.date(2026, 12, 11)
    assert "Can be tried until" in client.get(f"/arenden/{case_id}").text
    down = {"csrf_token": sent["csrf_token"], "taken_down_on": min(today, dt.date(2026, 12, 1)).isoformat()}
    refused = client.post(f"{path}/nedtaget", data=down)
    assert refused.status_code == 409
    assert "announce the decision anew" in refused.text


def test_the_chair_decides_and_the_registrar_tells_the_board(client, registrar):
    secretary = an_officer(Role.CULTURE_SECRETARY)
    case_id, proposal_id = a_proposed_case(secretary)
    chair = an_officer(Role.CHAIR)
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True)
    board_id = next(iter(chair.appointments))[1]
    boards.record_delegation(board_id, Power(Role.CHAIR, 0, dt.date(2026, 1, 1), "1.1"), by=admin, now=NOW)
    enter(client, chair)
    path = f"/arenden/{case_id}/beslut"
    declared = fields_of(client.get(path).text, f"/arenden/{case_id}/jav")
    client.post(f"/arenden/{case_id}/jav", data={**declared, "has_conflict": "no"})
    page = client.get(path).text
    assert "only what cannot await" in page
    sent = fields_of(page, f"{path}/ordforande")
    assert client.post(f"{path}/ordforande", data=sent).status_code == 422
    why = "Festivalen öppnar redan i morgon."
    gone = client.post(f"{path}/ordforande", data={**sent, "proposal_id": "0" * 16, "why": why})
    assert (gone.status_code, f"{why}</textarea>" in gone.text) == (409, True)
    assert db.session.query(Decision).count() == 0
    answer = client.post(f"{path}/ordforande", data={**sent, "why": "Festivalen öppnar i morgon."})
    assert answer.location == f"/arenden/{case_id}/brev"
    assert db.session.query(Decision).one().signature is Signature.CHAIR
    assert "6 kap. 39 § kommunallagen" in client.get(f"/arenden/{case_id}/brev").text
    enter(client, registrar)
    assert "Urgent decisions to report to the board" in client.get("/min-dag").text
    shown = client.get(path).text
    told = fields_of(shown, f"{path}/anmald")
    day = db.session.query(Decision).one().decided_on.isoformat()
    told["minutes"] = "protokoll § 4"
    for wrong, status in (("", 422), ("2026-01-01", 409)):
        refused = client.post(f"{path}/anmald", data={**told, "reported_on": wrong})
        assert (refused.status_code, 'value="protokoll § 4"' in refused.text) == (status, True)
        assert 'href="#reported_on"' in refused.text
    assert client.post(f"{path}/anmald", data={**told, "reported_on": day}).location == path
    assert db.session.query(UrgentDecision).one().minutes == "protokoll § 4"
    assert "protokoll § 4" in client.get(path).text
    assert proposal_id
