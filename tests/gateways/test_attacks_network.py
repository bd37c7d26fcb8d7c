"""The door to the network as a hostile source would have it: odd redirects, waits and numbers, nested JSON."""

import pytest

from tests.hostile import answer, source
from vetting.domain.errors import UnusableFile
from vetting.gateways.addresses import is_outside
from vetting.gateways.apis.keys import Keys
from vetting.gateways.apis.oauth import Access, Tokens
from vetting.gateways.apis.told import document_of
from vetting.gateways.fetch import Answer, Door, Question, ask


@pytest.mark.parametrize(
    "address",
    [
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "fec0::1",
        "5f00::1",
    ],
)
def test_no_other_way_of_writing_leads_inside(address):
    assert not is_outside(address)


def test_the_open_net_stays_open():
    assert is_outside("2a00:801::1")
    assert is_outside("192.36.148.17")


def refusal(behaviour, **more) -> UnusableFile:
    with source(behaviour) as running, pytest.raises(UnusableFile) as refused:
        ask(Question(running.url), Door(frozenset({running.host}), **more), sleep=lambda seconds: None)
    return refused.value


@pytest.mark.parametrize("place", ["http://[::1", "https://[", "//[x", "https://\u2100.example/"])
def test_a_redirect_to_no_address_is_refused(place):
    def behaviour(door, asked):
        answer(door, b"", 302, Location=place.encode().decode("latin-1"))

    assert refusal(behaviour).code in ("source_redirected", "source_cut_short")


@pytest.mark.parametrize("wait", ["9" * 400, "9" * 5000, "-1", "nan", "\u00b2"])
def test_a_busy_source_that_names_no_time_is_told_as_busy(wait):
    assert refusal(lambda door, asked: answer(door, b"", 503, Retry_After=wait)).code == "source_busy"


@pytest.mark.parametrize(
    "body",
    [
        b'{"access_token": "x", "expires_in": ' + b"9" * 400 + b"}",
        b"[" * 200_000,
        b'{"access_token": "a\\r\\nX-Evil: 1"}',
        b'{"access_token": "\\ud800"}',
        b'{"access_token": null}',
    ],
)
def test_a_token_that_is_none_is_told_as_unreadable(body):
    with source(lambda door, asked: answer(door, body)) as running, pytest.raises(UnusableFile) as refused:
        Tokens().token(Access(token_url=running.url), Keys(), Door(frozenset({running.host})))
    assert refused.value.code == "source_answer_unreadable"


def test_endless_nesting_is_told_as_unreadable():
    told = Answer(200, {"content-type": "application/json"}, b'{"a":' * 100_000)
    with pytest.raises(UnusableFile, match="source_answer_unreadable"):
        document_of(told, "exempel.example")
