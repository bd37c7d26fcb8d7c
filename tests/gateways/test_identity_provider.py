"""Signing in elsewhere: nobody is let in whose token does not hold in every part."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import OctKey

from tests.makers_identity import CLIENT, STRANGERS_KEY, municipality, provider_of
from vetting.domain.errors import Refused
from vetting.domain.identity_provider import Identity
from vetting.gateways.fetch import Door
from vetting.gateways.identity_provider import begun, came_back

BACK = "http://localhost/inloggning/kommunen/svar"


@pytest.fixture
def there():
    with municipality() as (provider, running):
        yield provider, running, Door(inside=frozenset({running.host}), read_s=1, total_s=2)


def gone_and_back(there, *, subject_claim="sub"):
    provider, running, door = there
    set_up = provider_of(running, subject_claim)
    journey = begun(set_up, BACK, door)
    query = urlsplit(provider.signs_in(journey.url)).query
    return came_back(set_up, query, journey.as_kept(), door)


@pytest.mark.parametrize(("claim", "subject"), [("sub", "person-0001"), ("oid", "oid-person-0001")])
def test_a_person_comes_back_by_the_number_the_municipality_gave_them(there, claim, subject):
    assert gone_and_back(there, subject_claim=claim) == Identity(there[1].url, subject)


def test_every_journey_has_its_own_state_nonce_and_proof(there):
    _, running, door = there
    first, second = (begun(provider_of(running), BACK, door) for _ in range(2))
    assert {first.state, first.nonce, first.verifier}.isdisjoint(
        {second.state, second.nonce, second.verifier}
    )
    told = parse_qs(urlsplit(first.url).query)
    assert first.verifier not in first.url
    assert told["redirect_uri"] == [BACK]


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another-service"},
        {"aud": [CLIENT, "another-service"]},  # for two, and nobody says for whom
        {"nonce": "of another journey"},
        {"nonce": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"azp": "another-service"},
    ],
)
def test_a_token_that_does_not_hold_in_one_part_is_refused(there, changed):
    there[0].changed = changed
    with pytest.raises(Refused) as refused:
        gone_and_back(there)
    assert refused.value.code == "provider_unsound"


def test_a_token_of_another_key_is_refused(there):
    there[0].key = STRANGERS_KEY
    with pytest.raises(Refused, match="provider_unsound"):
        gone_and_back(there)


def test_a_token_cannot_choose_its_own_algorithm(there):
    there[0].key, there[0].algorithm = OctKey.generate_key(256), "HS256"
    with pytest.raises(Refused, match="provider_unsound"):
        gone_and_back(there)


@pytest.mark.parametrize("metadata", [{"issuer": "https://elsewhere.example"}, {"token_endpoint": None}])
def test_a_provider_that_calls_itself_otherwise_is_not_trusted(there, metadata):
    there[0].metadata = metadata
    with pytest.raises(Refused, match="provider_unsound"):
        gone_and_back(there)


@pytest.mark.parametrize("broken", ["/.well-known", "/token", "/keys"])
def test_a_provider_that_fails_is_told_as_out_of_reach(there, broken):
    provider, running, door = there
    journey = begun(provider_of(running), BACK, door)
    query = urlsplit(provider.signs_in(journey.url)).query
    provider.broken = broken
    with pytest.raises(Refused) as refused:
        came_back(provider_of(running), query, journey.as_kept(), door)
    assert (refused.value.code, refused.value.facts) == ("provider_unreachable", {"host": "127.0.0.1"})


@pytest.mark.parametrize("query", ["", "code=x", "state=other&code=x", "error=access_denied&state={state}"])
def test_what_this_browser_did_not_begin_is_not_finished(there, query):
    _, running, door = there
    journey = begun(provider_of(running), BACK, door)
    asked = len(running.asked)
    with pytest.raises(Refused, match="sign_in_interrupted"):
        came_back(provider_of(running), query.format(state=journey.state), journey.as_kept(), door)
    with pytest.raises(Refused, match="sign_in_interrupted"):
        came_back(provider_of(running), f"code=x&state={journey.state}", {}, door)
    assert len(running.asked) == asked


def test_a_code_is_worth_nothing_to_another_browser(there):
    provider, running, door = there
    mine, theirs = (begun(provider_of(running), BACK, door) for _ in range(2))
    code = parse_qs(urlsplit(provider.signs_in(theirs.url)).query)["code"][0]
    with pytest.raises(Refused, match="provider_unreachable"):  # it refuses the code: wrong proof
        came_back(provider_of(running), f"code={code}&state={mine.state}", mine.as_kept(), door)
