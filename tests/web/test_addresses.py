"""Addresses that leave the service: a letter never leads to a host that only the request names."""

import datetime as dt

import pytest

from vetting.domain.report_post import code_mail
from vetting.web.addresses import address_in_post

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


def test_a_path_alone_is_told_as_a_page_of_the_municipality():
    facts = dict.fromkeys(("association", "case_number", "role", "code", "municipality"), "x")
    _subject, text = code_mail({**facts, "address": PAGE}, until=dt.date(2026, 12, 1))
    assert f"Gå till kommunens tjänst för föreningar, sidan {PAGE}" in text
