"""A conflict of interest declared in words: what is refused of them is not lost."""

from tests.makers import sign_in
from tests.makers_decisions import a_proposed_case, two_officers
from tests.web.test_decisions import fields_of


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
