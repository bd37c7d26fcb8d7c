"""Questions on paper, attachments and corrected answers in the browser, on both sides of the desk."""

import datetime as dt
import io
import re

import pytest

from tests.makers import NOW, a_board, csrf, sign_in
from tests.makers_applications import PDF
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_partners import KFM, a_question, an_agent, decided_from
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.terms import Partner
from vetting.records.clearances import Signal
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.services import partner_questions
from vetting.services.partner_questions import Asking, Reply

LONG_AGO = NOW - dt.timedelta(days=60)


@pytest.fixture
def asked(app, client):
    """A question whose answer is long overdue; the officer who asked has signed in. Gives its page and id."""
    people = two_officers()
    case_id = a_ready_case(board=a_board())
    asking = Asking(KFM, "Finns skulder?", "Bidragsprövning", "letter", LONG_AGO.date())
    question_id = partner_questions.ask_partner(case_id, asking, by=people[0], now=LONG_AGO)
    sign_in(client, "culture_secretary.nor")
    return people, f"/arenden/{case_id}/fragor/{question_id}", question_id


def send(client, path, form_at, **fields):
    return client.post(path, data={"csrf_token": csrf(client, form_at), **fields})


def answer(**fields):
    today = dt.date.today().isoformat()
    return {"code": "none", "function": "Registrator", "answered_on": today, **fields}


def attachment(name: str = "svar.pdf", data: bytes = PDF):
    return (io.BytesIO(data), name)


def test_the_letter_and_the_reminder_are_written_shown_and_fetched(client, asked):
    _, page, question_id = asked
    assert f"{page.rsplit('/', 2)[0]}/fragor/{question_id}" in client.get("/min-dag").text
    for path, words in (("brev", "Kryssa för det svar som stämmer"), ("paminnelse", "Påminnelse: fråga om")):
        written = send(client, f"{page}/{path}", page)
        letter = written.headers["Location"]
        assert words in client.get(letter).text
        pdf = client.get(f"{letter}/pdf")
        assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    assert len(set(re.findall(rf"{page}/brev/\w+", client.get(page).text))) == 2
    assert "ingen påminnelse skickad" not in client.get("/min-dag").text


def test_a_reminder_is_not_offered_before_the_day(client, asked):
    _, page, question_id = asked
    with transaction(is_piece=True):
        db.session.get_one(PartnerQuestion, question_id).reply_due_on = dt.date(2099, 1, 1)
    assert f"{page}/paminnelse" not in client.get(page).text
    assert send(client, f"{page}/paminnelse", page).status_code == 409


def test_an_answer_by_letter_is_recorded_with_its_attachment(client, asked):
    _, page, question_id = asked
    refused = send(client, page, page, **answer(attachment=attachment("svar.docx")))
    assert (refused.status_code, 'href="#attachment"' in refused.text) == (422, True)
    assert send(client, page, page, **answer(attachment=attachment())).status_code == 302
    row = db.session.get_one(PartnerQuestion, question_id)
    shown = client.get(page).text
    assert row.attachment_digest in shown
    assert f"{page}/brev" not in shown  # nothing more to write
    fetched = client.get(f"{page}/bilaga/{row.attachment_digest}")
    assert fetched.data == PDF
    assert "attachment" in fetched.headers["Content-Disposition"]
    assert "sandbox" in fetched.headers["Content-Security-Policy"]
    assert client.get(f"{page}/bilaga/{'0' * 64}").status_code == 404


def test_the_police_page_has_no_place_for_an_attachment(client, asked):
    _, page, question_id = asked
    with transaction(is_piece=True):
        db.session.get_one(PartnerQuestion, question_id).partner = Partner.POLICE
    assert 'type="file"' not in client.get(page).text
    sent = send(client, page, page, **answer(code="nothing_to_note", attachment=attachment()))
    assert sent.status_code == 302
    assert db.session.get_one(PartnerQuestion, question_id).attachment_digest is None


def test_a_corrected_answer_stands_with_the_earlier_one_and_reopens_the_decision(client, asked):
    people, page, question_id = asked
    partner_questions.record_answer(
        question_id, Reply(AnswerCode.NONE, NOW.date(), "Registrator"), by=people[0], now=NOW
    )
    decided_from(page.split("/")[2], *people)
    form = f"{page}/ratta"
    same = send(client, form, form, **answer(answered_on="2026-11-20", why="Skrevs in fel"))
    assert (same.status_code, 'href="#code' in same.text) == (409, True)
    sent = send(client, form, form, **answer(code="public_claims", answered_on="2026-11-20", why="Nytt svar"))
    assert sent.headers["Location"] == page
    shown = client.get(page).text
    assert "Tidigare svar" in shown
    assert "Nytt svar" in shown
    signal_id = db.session.query(Signal.id).scalar()
    signal = f"/signaler/{signal_id}"
    for path in ("/min-dag", "/signaler", page.rsplit("/", 2)[0]):
        assert signal in client.get(path).text, path
    both = client.get(signal).text
    assert both.index("Inget registrerat") < both.index("Skulder i allmänna mål")
    assert 'name="judgement"' not in both
    settled = send(
        client, f"{signal}/avgor", signal, word="decision_stands", settle_reason="Skulden är betald"
    )
    assert settled.status_code == 302
    assert "Skulden är betald" in client.get(signal).text


def test_the_partners_own_answer_is_the_partners_to_correct(client, asked):
    _, page, question_id = asked
    reply = Reply(AnswerCode.NONE, NOW.date(), "Registrator")
    partner_questions.answer_as_partner(question_id, reply, by=an_agent(), now=NOW)
    shown = client.get(page).text
    assert "Be samverkansparten att rätta det där" in shown
    assert f"{page}/ratta" not in shown
    sent = send(client, f"{page}/ratta", page, **answer(code="public_claims", why="Skrevs in fel"))
    assert (sent.status_code, "Be samverkansparten att rätta det där" in sent.text) == (409, True)
    assert db.session.get_one(PartnerQuestion, question_id).answer_code == "none"


def test_the_partner_attaches_sees_what_is_overdue_and_corrects(client, app):
    question_id = a_question(due_on=LONG_AGO.date(), at=LONG_AGO)
    an_agent()
    sign_in(client, "ombud.enforcement_authority")
    assert "1 fråga borde ha besvarats" in client.get("/partner").text
    page = f"/partner/fragor/{question_id}"
    assert client.get(f"{page}/ratta").status_code == 404
    sent = {"code": "none", "function": "Registrator"}
    assert send(client, page, page, **sent, attachment=attachment()).status_code == 302
    digest = db.session.get_one(PartnerQuestion, question_id).attachment_digest
    assert digest in client.get(page).text
    assert client.get(f"{page}/bilaga/{digest}").data == PDF
    form = f"{page}/ratta"
    missing = send(client, form, form, **sent, why="")
    assert 'href="#why"' in missing.text
    assert send(client, form, form, **{**sent, "code": "public_claims"}, why="Fel svar").status_code == 302
    assert "Skulder i allmänna mål" in client.get(page).text
