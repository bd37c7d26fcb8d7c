"""What an association is known as, on its page: recorded, taken away, shown to those who may see it."""

import pytest

from tests.makers import NOW, an_officer, sign_in
from tests.makers_associations import a_secretary, an_association
from tests.makers_decisions import a_proposed_case, a_ready_case, two_officers
from tests.makers_sources import a_list, a_source, delivered
from tests.queries import count_queries
from tests.web.test_associations import send
from vetting.domain.known_as import WrittenName, WrittenNumber
from vetting.domain.terms import Partner, Role
from vetting.domain.terms_associations import GiroKind, NameKind, NumberRelation
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.services import known_as, proposals, screening

NUMBER = "829999-9014"


@pytest.fixture
def secretary(client):
    officer = a_secretary()
    sign_in(client, "anna")
    return officer


@pytest.fixture
def page(secretary):
    return f"/foreningar/{an_association('Skutans Teater', org_number='889999-9018', by=secretary)}"


def test_a_name_a_number_and_an_account_are_recorded_and_taken_away(client, page):
    shown = send(
        client,
        f"{page}/namn/nytt",
        name="Gamla Skutan",
        kind="former",
        from_on="2001-01-01",
        until_on="2014-03-12",
        source="Stadgar",
    ).text
    assert "Gamla Skutan" in shown
    assert "Tidigare namn, 1 jan. 2001 – 12 mars 2014" in " ".join(shown.split())
    shown = send(client, f"{page}/nummer/nytt", org_number=NUMBER, relation="predecessor").text
    assert NUMBER in shown
    assert "Föregångarens nummer" in shown
    account = f"{page}/konto"
    assert ">123-4566<" in send(client, account, kind="bankgiro", number="1234566", reason="Intyg").text
    assert 'value="123-4566"' in client.get(account).text
    shown = send(client, account, kind="bankgiro", number="", reason="Avslutat").text
    assert "inget konto" in shown
    for kind in ("namn", "nummer"):
        path = next(one for one in shown.split('"') if one.endswith("/ta-bort") and kind in one)
        assert "Skriv varför" in send(client, path, page, reason="").text
        shown = send(client, path, page, reason="Det var en annan förening").text
    assert "Inga andra namn eller nummer" in shown


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("namn/nytt", {"name": "skutans teater", "kind": "other"}, "har redan det namnet"),
        ("namn/nytt", {"name": "Test 81 12 28 98 74", "kind": "other"}, "innehåller ett personnummer"),
        ("nummer/nytt", {"org_number": "829999-9015", "relation": "successor"}, "Det är inte ett organisationsnummer"),
        ("nummer/nytt", {"org_number": "889999-9018", "relation": "successor"}, "föreningens eget nummer"),
        ("konto", {"kind": "bankgiro", "number": "123-4567", "reason": "Intyg"}, "Det är inte ett sådant konto"),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_field_and_keeps_what_was_written(client, page, path, fields, words):
    answer = send(client, f"{page}/{path}", **fields)
    assert answer.status_code == 409
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_another_association_s_rows_are_not_there(client, page, secretary):
    other = an_association("En annan", by=secretary)
    name_id = known_as.record_name(other, WrittenName("Andra", NameKind.OTHER), by=secretary, now=NOW)
    number = WrittenNumber(NUMBER, NumberRelation.SUCCESSOR)
    number_id = known_as.record_number(other, number, by=secretary, now=NOW)
    for path in (f"{page}/namn/{name_id}/ta-bort", f"{page}/nummer/{number_id}/ta-bort"):
        assert send(client, path, page, reason="Fel förening").status_code == 404
    assert "Andra" in client.get(f"/foreningar/{other}").text


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.PREMISES_MANAGER, False), (Role.UNIT_HEAD, True), (Role.AUDITOR, True), (Role.COORDINATOR, True)],
)
def test_the_account_is_shown_to_those_who_may_see_it(client, page, secretary, role, sees):
    key = page.rpartition("/")[2]
    known_as.record_giro(key, GiroKind.BANKGIRO, "123-4566", "Intyg", by=secretary, now=NOW)
    known_as.record_name(key, WrittenName("Gamla Skutan", NameKind.FORMER), by=secretary, now=NOW)
    an_officer(role, username="bea")
    client.delete_cookie("vetting")
    sign_in(client, "bea")
    shown = client.get(page).text
    assert "Gamla Skutan" in shown
    assert ("123-4566" in shown) is sees
    assert ("Anteckna ett annat namn" in shown) is (role is Role.COORDINATOR)


def test_either_number_leads_to_the_other_association(client, page, secretary):
    before = an_association("Gamla Skutans Teater", org_number=NUMBER, by=secretary)
    send(client, f"{page}/nummer/nytt", org_number=NUMBER, relation="predecessor")
    with count_queries() as asked:
        shown = client.get(page).text
    assert f"/foreningar/{before}" in shown
    assert len(asked) <= 15


def test_the_case_and_its_certificate_tell_why_a_source_was_not_asked(client, secretary):
    case_id = a_ready_case(check=None)
    a_source("samfund", "spreadsheet_drop", partner=Partner.FAITH_COMMUNITIES, is_mandatory=True)
    delivered("samfund", a_list([("Ljusets församling", "252999-9019", "", "")]))
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    for path in (f"/arenden/{case_id}", f"/arenden/{case_id}/kontroller/{check_id}/intyg"):
        shown = client.get(path).text
        assert "Inte tillfrågad: en förteckning över trossamfund" in shown
        assert "kan inte föreslås förrän" not in shown


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.REGISTRAR])
def test_the_decision_page_says_that_facts_changed_under_the_proposal(client, role):
    by, _ = two_officers()
    case_id, _ = a_proposed_case(by)
    reader = an_officer(role, username="beslutar")
    if role is Role.UNIT_HEAD:
        proposals.declare_no_conflict(case_id, by=reader, now=NOW)
    sign_in(client, "beslutar")
    client.set_cookie("lang", "en")
    deed = "Sign: decide as proposed" if role is Role.UNIT_HEAD else "/beslut/namnd"
    assert deed in client.get(f"/arenden/{case_id}/beslut").text
    owner = db.session.get_one(Case, case_id).association_id
    known_as.record_name(owner, WrittenName("Gamla Skutan", NameKind.FORMER), by=by, now=NOW)
    page = " ".join(client.get(f"/arenden/{case_id}/beslut").text.split())
    assert "Return the proposal, so that the check is run again." in page
    assert (deed in page) is (role is Role.REGISTRAR)
    assert ("What the board has already decided" in page) is (role is Role.REGISTRAR)
