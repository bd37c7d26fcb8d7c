"""What officers and administrators do for partner agencies: accounts, keys, answers that came by letter."""

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_partners import a_partner_source, a_question
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.terms import Partner, Role
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.officers import ApiToken, Appointment, Officer
from vetting.services import partner_questions
from vetting.services.partner_questions import Reply


def send(client, path, form_at=None, **fields):
    return client.post(path, data={"csrf_token": csrf(client, form_at or path), **fields})


def test_an_answer_recorded_by_an_officer_is_told_as_such(client, app):
    question = a_question()
    by = an_officer(Role.CULTURE_SECRETARY, username="antecknar")
    reply = Reply(AnswerCode.NONE, NOW.date(), "Registrator")
    partner_questions.record_answer(question, reply, by=by, now=NOW)
    sign_in(client, "antecknar")
    case_id = db.session.get(PartnerQuestion, question).case_id
    assert "antecknat av en handläggare" in client.get(f"/arenden/{case_id}/fragor/{question}").text


def test_the_administrator_adds_an_agent_and_a_key(client, app):
    an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    sign_in(client, "admin")
    path = "/administration/handlaggare/ny"
    fields = {"username": "ombud", "display_name": "Ombud", "role": "partner_agent", "board": a_board().id}
    assert send(client, path, **fields).status_code == 409
    added = send(client, path, **fields, partner="tax_agency")
    assert added.status_code == 200, added.text
    officer = db.session.query(Officer).filter_by(username="ombud").one()
    held = db.session.query(Appointment).filter_by(officer_id=officer.id).one()
    assert (held.board_id, held.partner) == (None, "tax_agency")
    page = client.get(f"/administration/handlaggare/{officer.id}").text
    assert "Skatteverket" in page
    assert "franvaro" not in page
    both = send(
        client,
        f"/administration/handlaggare/{officer.id}/uppdrag",
        f"/administration/handlaggare/{officer.id}",
        role="auditor",
        board="every",
        partner="",
    )
    assert both.status_code == 409
    assert "aldrig båda" in both.text
    path = "/administration/nycklar/partner/ny"
    issued = send(client, path, name="Systemet", partner="tax_agency", scopes=["deliveries:write"])
    assert "vet_" in issued.text
    assert db.session.query(ApiToken.partner).scalar() == "tax_agency"
    assert send(client, path, name="Systemet", partner="tax_agency", scopes=["cases:read"]).status_code == 200
    assert db.session.query(ApiToken).count() == 1
    overview = client.get("/administration").text
    a_partner_source(partner=Partner.TAX_AGENCY)
    assert "1 ombud, 1 system" in client.get("/leveranser/skuldlista").text
    assert "Systemet" in overview
    assert "Leverera filer" in overview


def test_the_police_cannot_be_declared_with_a_list(client, app):
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    sign_in(client, "samordnare")
    fields = {"key": "polisen", "name": "Polisen", "adapter": "spreadsheet_drop", "kind": "person"}
    more = {"partner": "police", "min_rows": "1", "action": "declare"}
    answer = send(client, "/leveranser/ny", **fields, **more)
    assert answer.status_code == 409
    assert "Polisen levererar inga listor" in answer.text
