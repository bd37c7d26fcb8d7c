"""An API set up field by field, with the tax agency's profile: keys, headers, and what did not arrive."""

import datetime as dt

import pytest

from tests.hostile import Source
from tests.makers_apis import (
    NUMBER,
    TODAY,
    Agency,
    link_to,
    settings_of,
)
from vetting.domain.answer_facts import Fact, FactKind, FactState
from vetting.domain.errors import Refused, UnusableFile
from vetting.gateways import askers
from vetting.gateways.registries import oauth_api

FIELDS = {
    "f_tax": {
        "path": "skatt.f.status",
        "values": {"godkand": "yes", "ej_godkand": "no"},
        "error_path": "skatt.f.fel",
        "date_path": "skatt.f.fran",
    },
    "vat": {"path": "skatt.moms.0.registrerad", "values": {"true": "yes", "false": "no"}},
    "name": {"path": "namn"},
}
TAX = {
    "namn": "Exempelbygdens Kulturförening",
    "skatt": {"f": {"status": "ej_godkand", "fran": "2020-01-01"}, "moms": [{"registrerad": False}]},
}


pytestmark = pytest.mark.usefixtures("no_pace")


@pytest.fixture
def agency() -> Agency:
    return Agency(correlation_header="skv_client_correlation_id")


def tax(there: Source, **more: object):
    settings = settings_of(
        there, profile="skatteverket", url=there.url + "/v1/{org_number_12}", fields=FIELDS, **more
    )
    link = link_to(there, oauth_api.ADAPTER, settings)
    return oauth_api.ask(NUMBER, link, settings=settings, correlation_id="c" * 36, today=TODAY)


def test_both_pairs_of_keys_go_where_they_belong(agency: Agency, there: Source) -> None:
    agency.required = {"Client_Id": "gate", "Client_Secret": "keeper"}
    agency.answers[NUMBER] = TAX
    told = tax(there)
    assert told.facts == (
        Fact(FactKind.F_TAX, FactState.NO, on=dt.date(2020, 1, 1)),
        Fact(FactKind.VAT, FactState.NO),
        Fact(FactKind.NAME, text="Exempelbygdens Kulturförening"),
    )
    assert (told.missing, there.asked[-1].path) == ((), "/v1/168899999018")


def test_a_right_that_is_lacking_is_not_asked_for_again(agency: Agency, there: Source) -> None:
    agency.required = {"Client_Id": "somebody else"}
    with pytest.raises(UnusableFile) as problem:
        tax(there)
    assert (problem.value.code, len(agency.issued), len(there.asked)) == ("source_refused", 1, 2)


@pytest.mark.parametrize(
    ("status", "missing"),
    [("*", ("f_tax",)), (None, ("f_tax",)), ("nytt_ord", ("f_tax",)), ("godkand", ())],
)
def test_what_did_not_arrive_is_missing(
    agency: Agency, there: Source, status: str | None, missing: tuple[str, ...]
) -> None:
    agency.answers[NUMBER] = {**TAX, "skatt": {**TAX["skatt"], "f": {"status": status}}}  # type: ignore[dict-item]
    assert tax(there).missing == missing


def test_a_fact_with_an_error_beside_it_is_missing(agency: Agency, there: Source) -> None:
    wrong = {"f": {"status": "godkand", "fel": {"kod": 1}}, "moms": [{"registrerad": True}]}
    agency.answers[NUMBER] = {**TAX, "skatt": wrong}
    assert tax(there).missing == ("f_tax",)


def test_a_status_may_say_that_the_number_is_not_known(agency: Agency, there: Source) -> None:
    agency.answers[NUMBER], agency.statuses[NUMBER] = {"message": "Felaktigt anrop"}, 404
    assert tax(there, not_found_status=404).is_found is False
    with pytest.raises(UnusableFile) as problem:
        tax(there)
    assert problem.value.facts["problem"] == "Felaktigt anrop"


@pytest.mark.parametrize(
    ("more", "setting"),
    [
        ({"url": ""}, "url"),
        ({"profile": "other"}, "profile"),
        ({"method": "DELETE"}, "method"),
        ({"fields": {}}, "fields"),
        ({"fields": {"colour": {"path": "a"}}}, "fields.colour"),
        ({"fields": {"f_tax": {"path": "a"}}}, "fields.f_tax"),
        ({"fields": {"f_tax": {"path": "a", "values": {"x": "paid"}}}}, "fields.f_tax"),
        ({"fields": {"name": {"path": "a", "colour": "b"}}}, "fields.name"),
        ({"scope": 3}, "scope"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_name(more: dict[str, object], setting: str) -> None:
    sound = {"url": "https://example.org/{org_number}", "fields": FIELDS}
    with pytest.raises(Refused) as problem:
        askers.link_of("skv-1", oauth_api.ADAPTER, settings={**sound, **more}, secrets={}, inside=frozenset())
    assert (problem.value.code, problem.value.facts) == ("source_setting", {"setting": setting})


def test_the_secrets_a_source_needs_can_be_told_before() -> None:
    assert askers.secrets_needed("skv-1", oauth_api.ADAPTER, {"profile": "skatteverket"}) == (
        "VETTING_SOURCE_SKV_1_CLIENT_ID",
        "VETTING_SOURCE_SKV_1_CLIENT_SECRET",
        "VETTING_SOURCE_SKV_1_GATEWAY_ID",
        "VETTING_SOURCE_SKV_1_GATEWAY_SECRET",
    )
