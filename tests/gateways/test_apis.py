"""Tokens, keys and pace of APIs, against an agency that checks them."""

import pytest

from tests.hostile import Source
from tests.makers_apis import (
    NUMBER,
    Agency,
    ask_bv,
    link_to,
    settings_of,
)
from vetting.domain.errors import Refused, UnusableFile
from vetting.gateways.apis.oauth import Access, Link, Tokens
from vetting.gateways.apis.pace import Pace
from vetting.gateways.fetch import Door, Question
from vetting.gateways.registries import bv_vdm_api

pytestmark = pytest.mark.usefixtures("no_pace")


def test_a_token_serves_until_it_is_refused_and_is_renewed_once(agency: Agency, there: Source) -> None:
    agency.answers[NUMBER] = {}
    link = Link(
        Door(inside=frozenset({there.host})),
        Access(there.url + "/token", "registers:read", "X-Request-Id"),
        link_to(there, bv_vdm_api.ADAPTER, settings_of(there)).keys,
        Tokens(),
    )
    for _ in range(2):
        link.call(Question(there.url), "one")
    assert agency.issued == ["token-1"]
    agency.revoked.add("token-1")
    link.call(Question(there.url), "two")
    assert agency.issued == ["token-1", "token-2"]
    agency.revoked = {"token-2", "token-3"}
    with pytest.raises(UnusableFile) as problem:
        link.call(Question(there.url), "three")
    assert (problem.value.code, problem.value.facts["status"]) == ("source_refused", 401)
    assert len(agency.issued) == 3


def test_a_token_is_renewed_a_minute_before_it_ends(there: Source) -> None:
    now = [0.0]
    tokens = Tokens(clock=lambda: now[0])
    keys = link_to(there, bv_vdm_api.ADAPTER, settings_of(there)).keys
    access, door = Access(there.url + "/token", "registers:read"), Door(inside=frozenset({there.host}))
    assert tokens.token(access, keys, door) == "token-1"
    now[0] = 3539
    assert tokens.token(access, keys, door) == "token-1"
    now[0] = 3540
    assert tokens.token(access, keys, door) == "token-2"


def test_wrong_keys_are_a_matter_for_a_person(there: Source) -> None:
    with pytest.raises(UnusableFile) as problem:
        ask_bv(there, VETTING_SOURCE_SKV_1_CLIENT_SECRET="wrong")
    assert (problem.value.code, "wrong" in str(problem.value.facts)) == ("source_refused", False)


@pytest.mark.parametrize("name", ["CLIENT_ID", "CLIENT_SECRET"])
def test_a_missing_secret_is_named(there: Source, name: str) -> None:
    with pytest.raises(Refused) as problem:
        ask_bv(there, **{f"VETTING_SOURCE_SKV_1_{name}": " "})
    assert problem.value.code == "source_secret_missing"
    assert problem.value.facts == {"setting": f"VETTING_SOURCE_SKV_1_{name}"}


def test_a_certificate_that_is_not_there_is_named(there: Source) -> None:
    with pytest.raises(Refused) as problem:
        link_to(
            there,
            bv_vdm_api.ADAPTER,
            settings_of(there, needs_certificate=True),
            VETTING_SOURCE_SKV_1_CERT="/nowhere.pem",
        )
    assert (problem.value.code, problem.value.facts) == (
        "source_certificate_missing",
        {"setting": "VETTING_SOURCE_SKV_1_CERT"},
    )


def test_a_source_is_not_asked_faster_than_it_likes() -> None:
    now, waits = [10.0], []
    pace = Pace(1.0, clock=lambda: now[0], sleep=waits.append)
    for _ in range(3):
        pace.keep("one")
    pace.keep("other")
    now[0] = 13.5
    pace.keep("one")
    assert waits == [1.0, 2.0]
