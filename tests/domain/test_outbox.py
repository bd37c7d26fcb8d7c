"""When post is tried again, when it is given up, and what an address may be."""

import datetime as dt

import pytest

from tests.makers import NOW
from vetting.domain.outbox import (
    IN_HAND,
    MOST_ATTEMPTS,
    is_address,
    is_mail_server,
    masked_address,
    message_id,
    next_try_at,
)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 240), (6, 720), (7, 1440)]
)
def test_each_pause_is_longer_than_the_one_before(attempts, minutes):
    assert next_try_at(attempts, NOW) == NOW + dt.timedelta(minutes=minutes)


def test_it_is_given_up_at_last():
    assert next_try_at(MOST_ATTEMPTS, NOW) is None
    assert next_try_at(MOST_ATTEMPTS - 1, NOW) is not None
    assert dt.timedelta(minutes=5) < IN_HAND


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("styrelsen@forening.example", True),
        ("a+b@x-y.se", True),
        ("", False),
        ("styrelsen", False),
        ("a@b", False),
        ("a@b.se, c@d.se", False),
        ("a@b.se\nBcc: c@d.se", False),
        ("a@b.se\n", False),
        ("å@b.se", False),
        ("x" * 65 + "@b.se", False),
    ],
)
def test_one_plain_address(text, is_one):
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("smtp://post.example:587", True),
        ("smtps://name:pass%40word@post.example", True),
        ("http://post.example", False),
        ("smtp://", False),
        ("smtp://post.example:many", False),
    ],
)
def test_a_mail_server(url, is_one):
    assert is_mail_server(url) is is_one


def test_a_list_shows_no_whole_address():
    assert masked_address("styrelsen@forening.se") == "s…@forening.se"
    assert masked_address("trasig") == "…"
    assert message_id("a1", "kommun.se") == message_id("a1", "kommun.se") == "<a1@kommun.se>"
