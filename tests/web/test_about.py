"""What the service says about itself, to anybody."""

import pytest

from tests.makers import an_officer, sign_in
from vetting.domain.terms import Role


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/om/tillganglighet", ("2018:1937", "WCAG 2.1", "delvis förenlig", "Digg", "Nordköpstad")),
        ("/om/personuppgifter", ("6.1 e", "2018:218", "Inget åsiktsregister", "Ännu inte bestämt", "IMY")),
    ],
)
def test_anybody_may_read_it(client, path, words):
    page = client.get(path)
    assert page.status_code == 200
    assert not [word for word in words if word not in page.text]
    assert path in client.get("/inloggning").text


def test_it_reads_in_english_too(client):
    client.set_cookie("lang", "en")
    assert "partly compliant" in client.get("/om/tillganglighet").text
    assert "No register of opinions" in client.get("/om/personuppgifter").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PARTNER_AGENT])
def test_whoever_is_signed_in_finds_the_published_checklists(client, role):
    assert "/checklistor" not in client.get("/inloggning").text
    an_officer(role, username="nagon")
    sign_in(client, "nagon")
    assert 'href="/checklistor"' in client.get("/konto/").text
    assert client.get("/checklistor").status_code == 200
