"""Referring a case to CVE through the browser: the threshold in words, the letter, that it went."""

from tests.makers import sign_in
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_referrals import ACT, REASON, with_act
from vetting.domain.swedish_time import swedish_day
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.referrals import Referral


def opened(client):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    return case_id, f"/arenden/{case_id}/cve"


def sent(client, url, **fields):
    token = client.get(url).text.split('name="csrf_token" value="')[1].split('"')[0]
    return {"csrf_token": token, **fields}


def test_without_a_recorded_act_there_is_nothing_to_refer(client, app):
    _, url = opened(client)
    page = client.get(url).text
    assert "concrete circumstances" in page
    assert "nothing to refer it on" in page


def test_the_form_for_questions_leads_to_the_referral_instead(client, app):
    case_id, url = opened(client)
    path = f"/arenden/{case_id}/fragor/ny"
    page = client.get(path).text
    assert 'value="police"' in page
    assert 'value="cve"' not in page
    assert f'href="{url}"' in page
    forged = sent(client, path, partner="cve", question="Vad vet ni?", ground="Prövning", channel="letter")
    client.post(path, data=forged)
    assert db.session.query(PartnerQuestion).count() == 0


def test_from_the_case_to_the_letter_and_back(client, app):
    case_id, url = opened(client)
    with_act(case_id)
    assert url in client.get(f"/arenden/{case_id}").text
    short = client.post(url, data=sent(client, url, reason="Hot.", items=[ACT], due_on="2099-01-31"))
    assert short.status_code == 409
    assert "at least 60 characters" in short.text
    outlook = sent(client, url, reason=f"Han är nazist. {REASON}", items=[ACT], due_on="2099-01-31")
    assert client.post(url, data=outlook).status_code == 409
    form = sent(client, url, reason=REASON, items=[ACT], due_on="2099-01-31")
    page = client.post(url, data=form, follow_redirects=True).text
    assert "Remiss om Granlunda" in page
    assert "Written, not yet sent" in client.get(url).text
    referral = db.session.query(Referral).one()
    today = swedish_day(db.session.query(Referral.made_at).scalar()).isoformat()
    gone = client.post(f"{url}/{referral.id}/skickad", data=sent(client, url, sent_on="2020-01-01"))
    assert gone.status_code == 409
    page = client.post(
        f"{url}/{referral.id}/skickad", data=sent(client, url, sent_on=today), follow_redirects=True
    ).text
    assert "Sent, opinion awaited" in page
    assert f"/arenden/{case_id}/fragor/{referral.question_id}" in page


def test_another_boards_case_has_no_referral(client, app):
    _, url = opened(client)
    assert client.get(url.replace(url.split("/")[2], "0" * 16)).status_code == 404
