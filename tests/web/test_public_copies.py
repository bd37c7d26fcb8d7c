"""Marking, making the public copy, and the case without identity, through the browser."""

import json
import re

from tests.makers import sign_in
from tests.makers_public_copies import SAID, a_secret_case
from vetting.domain.secrecy import NEUTRAL_GROUNDS
from vetting.domain.terms import Outcome
from vetting.gateways import letters
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.public_copies import PublicCopy
from vetting.records.secrecy_marks import SecrecyMark

ACT = "act:" + "a" * 16
GROUND = NEUTRAL_GROUNDS[0]


def opened(client):
    case_id, secretary = a_secret_case()
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    return f"/arenden/{case_id}/offentlig-kopia", f"/arenden/{case_id}"


def sent(client, url, **fields):
    token = client.get(url.partition("?")[0]).text.split('name="csrf_token" value="')[1].split('"')[0]
    return {"csrf_token": token, **fields}


def test_items_are_marked_tried_and_lifted(client, app):
    url, case_url = opened(client)
    assert url in client.get(case_url).text
    page = client.get(url).text
    assert "Masked until tried" in page
    form = sent(client, url, items=[ACT], ground=GROUND, what="mark")
    page = client.post(f"{url}/markera", data=form, follow_redirects=True).text
    assert "1 item is marked." in page
    form = sent(client, url, items=[ACT, "answer:" + "c" * 16], what="tried", ground=GROUND)
    page = client.post(f"{url}/markera", data=form, follow_redirects=True).text
    assert "2 items are marked as tried" in page
    assert "Masked until tried" not in page
    assert client.post(f"{url}/markera", data=sent(client, url, ground=GROUND)).status_code == 422
    forged = sent(client, url, items=["act:" + "0" * 16], ground=GROUND, what="mark")
    assert client.post(f"{url}/markera", data=forged).status_code == 422


def test_words_and_officers_are_marked_and_lifted(client, app):
    url, _ = opened(client)
    form = sent(client, url, passage="Storgatan 5", passage_ground=GROUND)
    page = client.post(f"{url}/ord", data=form, follow_redirects=True).text
    assert "Storgatan 5" in page
    short = client.post(f"{url}/ord", data=sent(client, url, passage="a", passage_ground=GROUND))
    assert short.status_code == 409
    assert "at least 3 letters" in short.text
    page = client.post(
        f"{url}/tjansteman", data=sent(client, url, threat_ground=GROUND), follow_redirects=True
    ).text
    assert "No officer is named in the copy." in page
    for (mark_id,) in db.session.query(SecrecyMark.id).all():
        client.post(f"{url}/markering/{mark_id}/hav", data=sent(client, url))
    page = client.get(url).text
    assert "Storgatan 5" not in page
    assert "Officers are named in the copy." in page


def test_one_press_makes_the_copy(client, app, monkeypatch):
    monkeypatch.setattr(letters, "pdf_available", lambda: False)
    url, _ = opened(client)
    client.post(f"{url}/markera", data=sent(client, url, items=[ACT], ground=GROUND, what="mark"))
    answer = client.post(url, data=sent(client, url), follow_redirects=True)
    assert answer.status_code == 200
    assert "Maskeringslogg" in answer.text
    assert SAID[:20] not in answer.text
    copy_id = db.session.query(PublicCopy.id).scalar()
    assert f"{url}/{copy_id}" in client.get(url).text
    assert client.get(f"{url}/{copy_id}/pdf").status_code == 409


def test_the_case_without_identity_holds_words_of_lists_months_and_counts_alone(client, app):
    _, case_url = opened(client)
    page = client.get(f"{case_url}/avidentifierad")
    assert page.status_code == 200
    answer = client.get(f"{case_url}/avidentifierad/json")
    told = json.loads(answer.data)
    assert told["outcome"] == Outcome.REFUSED
    assert told["material"] == {"act": 1, "answer": 1, "evidence": 1}
    assert told["levels"] == {"4": 1}
    assert re.fullmatch(r"2026-\d\d", told["applied_in"])
    whole = answer.data.decode() + page.text.split("<main")[1].split('id="told"')[1]
    for word in ("Granlunda", "889999", "Norr", "NOR 2026", "60000", "60\u00a0000", "gården", "Påhittad"):
        assert word not in whole
    assert re.findall(r"\d{4}-\d\d-\d\d", answer.data.decode()) == []
    assert answer.headers["Content-Disposition"] == "attachment; filename=avidentifierat-arende.json"
