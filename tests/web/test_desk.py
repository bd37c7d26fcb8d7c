"""My day in the browser, for each role and in both languages."""

import pytest

from tests.makers import an_officer, sign_in
from tests.makers_decisions import a_decided_case, a_proposed_case, a_refusal, two_officers
from vetting.domain.terms import Role

HEADINGS = {
    Role.CULTURE_SECRETARY: ("My cases", "Mina ärenden"),
    Role.UNIT_HEAD: ("To decide", "Att besluta"),
    Role.COORDINATOR: ("Sources that call for somebody", "Källor som behöver någon"),
    Role.REGISTRAR: ("Board decisions to record", "Nämndbeslut att registrera"),
    Role.AUDITOR: ("Latest decisions", "Senaste besluten"),
    Role.ADMINISTRATOR: ("Accounts with a one-time password", "Konton med engångslösenord"),
}


@pytest.mark.parametrize("role", HEADINGS)
@pytest.mark.parametrize("language", [0, 1])
def test_each_role_has_its_day(client, role, language):
    secretary, head = two_officers()
    a_decided_case(secretary, head, number=1)
    a_proposed_case(secretary, a_refusal(), number=2)
    an_officer(
        role, username="nagon", everywhere=role in (Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR)
    )
    client.set_cookie("lang", ("en", "sv")[language])
    sign_in(client, "nagon")
    page = client.get("/min-dag")
    assert page.status_code == 200
    assert HEADINGS[role][language] in page.text
    others = {words[language] for other, words in HEADINGS.items() if other is not role}
    assert len([words for words in others if f">{words} <" in page.text]) <= 1


def test_the_way_home_leads_to_my_day(client):
    assert client.get("/").location == "/min-dag"
