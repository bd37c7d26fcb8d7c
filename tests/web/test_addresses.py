"""Addresses that leave the service: a letter never leads to a host that only the request names."""

import datetime as dt
from pathlib import Path

import pytest

import vetting.web
from vetting.domain import case_codes
from vetting.domain.report_post import code_mail
from vetting.web.addresses import address_in_post, address_on_paper

PAGE = "/skriv-under-redovisning"


@pytest.mark.parametrize(
    ("trusted", "asked", "told"),
    [
        (None, "http://other.example", PAGE),
        (None, "http://localhost:8000", f"http://localhost:8000{PAGE}"),
        (["stod.kommun.example"], "https://stod.kommun.example", f"https://stod.kommun.example{PAGE}"),
    ],
)
def test_a_letter_leads_to_the_service_and_nowhere_else(empty_app, monkeypatch, trusted, asked, told):
    monkeypatch.setitem(empty_app.config, "TRUSTED_HOSTS", trusted)
    with empty_app.test_request_context(base_url=asked):
        assert address_in_post("report_signing.enter") == told
        on_paper = address_on_paper("report_signing.enter")
        assert on_paper == (told if told != PAGE else f"kommunens egen tjänst, sidan {PAGE}")


def test_only_what_comes_back_to_the_same_person_names_the_host_of_the_request():
    """The officer's own calendar, and the way back from the municipality's sign-in."""
    pages = (Path(vetting.web.__file__).parent / "pages").glob("*.py")
    naming = {page.stem for page in pages if "_external=True" in page.read_text()}
    assert naming == {"my_deadlines", "outside_sign_in"}


def test_a_path_alone_is_told_as_a_page_of_the_municipality():
    facts = dict.fromkeys(("association", "case_number", "role", "code", "municipality"), "x")
    _subject, text = code_mail({**facts, "address": PAGE}, until=dt.date(2026, 12, 1))
    assert f"Gå till kommunens tjänst för föreningar, sidan {PAGE}" in text


def test_the_code_to_the_own_case_is_told_with_a_path_alone_too():
    facts = dict.fromkeys(("association", "case_number", "code", "municipality", "until"), "x")
    _subject, text = case_codes.code_mail({**facts, "address": "/foreningens-arende"})
    assert "Gå till kommunens tjänst för föreningar, sidan /foreningens-arende" in text
