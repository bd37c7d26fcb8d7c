"""A conflict of interest declared in words: what is refused of them is not lost."""

from tests.makers import sign_in
from tests.makers_decisions import a_proposed_case, two_officers
from tests.web.test_decisions import fields_of
from vetting.records.db import db
from vetting.records.decisions import ConflictDeclaration


def test_a_conflict_is_declared_in_words(client):
    secretary, _ = two_officers()
    case_id, _ = a_proposed_case(secretary)
    client.set_cookie("lang", "en")
    sign_in(client, "unit_head.nor")
    page = client.get(f"/arenden/{case_id}/beslut").text
    token = fields_of(page, f"/arenden/{case_id}/jav")["csrf_token"]
    url = f"/arenden/{case_id}/beslut"
    data = {"csrf_token": token, "has_conflict": "yes", "note": "Min syster är ordförande.", "next": url}
    kept = client.post(f"/arenden/{case_id}/jav", data={**data, "note": "Min syster 19811228-9874."})
    assert kept.status_code == 409
    assert "Min syster 19811228-9874.</textarea>" in kept.text
    assert fields_of(kept.text, f"/arenden/{case_id}/jav")["next"] == url
    assert client.post(f"/arenden/{case_id}/jav", data=data).location == url
    assert "You have declared a conflict of interest in this case." in client.get(url).text


def test_a_declaration_without_a_choice_is_refused_at_its_field_and_its_words_kept(client):
    secretary, head = two_officers()
    case_id, _ = a_proposed_case(secretary)
    client.set_cookie("lang", "en")
    sign_in(client, "unit_head.nor")
    page, url = client.get(f"/arenden/{case_id}/beslut").text, f"/arenden/{case_id}/jav"
    token, back = fields_of(page, url)["csrf_token"], f"/arenden/{case_id}/beslut"
    words = "Min syster är ordförande."
    for choice in ({}, {"has_conflict": ""}, {"has_conflict": "maybe"}):
        unchosen = client.post(url, data={"csrf_token": token, "note": words, "next": back, **choice})
        assert unchosen.status_code == 422
        kept = fields_of(unchosen.text, url)
        assert (kept["note"], kept["next"], kept.get("has_conflict")) == (words, back, None)
        assert unchosen.text.count("Say whether you have a conflict of interest.") == 2, "on top and at it"
    denied = client.post(url, data={**kept, "has_conflict": "no"})
    assert denied.status_code == 422, "what is written would be lost"
    assert fields_of(denied.text, url)["note"] == words
    assert db.session.query(ConflictDeclaration).filter_by(officer_id=head.id).count() == 0
    assert client.post(url, data={**kept, "has_conflict": "yes"}).location == back
    assert "You have declared a conflict of interest in this case." in client.get(back).text
