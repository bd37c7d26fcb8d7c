"""The door to the network against sources that hang, cheat, break off or send one elsewhere."""

import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from tests.hostile import Asked, answer, source
from vetting.domain.errors import UnusableFile
from vetting.gateways import addresses
from vetting.gateways.fetch import Answer, Door, Question, ask

FAST = {"connect_s": 1.0, "read_s": 0.3, "total_s": 2.0}


def asked_of(behaviour, *, sleep=lambda seconds: None, door=None, **question) -> Answer:
    """Asks a source on this machine that behaves so."""
    with source(behaviour) as running:
        inside = Door(inside=frozenset({running.host}), **{**FAST, **(door or {})})
        return ask(Question(running.url + "/", **question), inside, sleep=sleep)


def refused_by(behaviour, **more) -> UnusableFile:
    with pytest.raises(UnusableFile) as problem:
        asked_of(behaviour, **more)
    return problem.value


def told(status: int, **headers: str):
    """A source that answers with a status."""
    return lambda door, asked: answer(door, b"{}", status, **headers)


def test_an_answer_comes_back_whole_with_its_headers() -> None:
    def kind(door: BaseHTTPRequestHandler, asked: Asked) -> None:
        answer(door, asked.body + b"!", 200, Content_Type="Application/JSON; charset=utf-8")

    found = asked_of(kind, method="POST", body=b"hello")
    assert (found.status, found.body, found.media_type) == (200, b"hello!", "application/json")


def test_a_packed_answer_is_unpacked() -> None:
    body = gzip.compress("Åsikt".encode())
    found = asked_of(lambda door, asked: answer(door, body, Content_Encoding="gzip"))
    assert found.body.decode() == "Åsikt"


def test_nothing_of_the_environment_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    seen: dict[str, str] = {}

    def biscuit(door: BaseHTTPRequestHandler, asked: Asked) -> None:
        seen.update(asked.headers)
        answer(door, b"{}", Set_Cookie="a=b")

    asked_of(biscuit, headers={"X-Request-Id": "one"}, secret_headers={"Authorization": "Bearer x"})
    assert seen["Authorization"] == "Bearer x"
    assert seen["X-Request-Id"] == "one"
    assert "Cookie" not in seen


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (500, "source_answered_500"),
        (502, "source_answered_500"),
        (401, "source_refused"),
        (403, "source_refused"),
        (404, "source_answered_oddly"),
        (204, "source_answered_oddly"),
    ],
)
def test_a_status_nobody_asked_for_has_a_code_of_its_own(status: int, code: str) -> None:
    problem = refused_by(told(status))
    assert (problem.code, problem.facts) == (code, {"host": "127.0.0.1", "status": status})


def test_a_status_the_caller_reads_itself_is_handed_over() -> None:
    assert asked_of(told(404), accepts=frozenset({200, 404})).status == 404


def test_a_source_that_hangs_is_given_up() -> None:
    with source(lambda door, asked: None) as running:

        def hang(door: BaseHTTPRequestHandler, asked: Asked) -> None:
            running.ending.wait(5)

        assert refused_by(hang).code == "source_timeout"


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_source_that_drips_is_cut_off_at_the_deadline(in_headers: bool) -> None:
    def drip(door: BaseHTTPRequestHandler, asked: Asked) -> None:
        door.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"X-Drip: " if in_headers else b"\r\n"))
        for _ in range(100):
            door.wfile.write(b"x")
            door.wfile.flush()
            if sleeping.wait(0.05):
                return

    sleeping = threading.Event()
    assert refused_by(drip, door={"read_s": 5.0, "total_s": 0.4}).code == "source_timeout"
    sleeping.set()


def test_half_an_answer_is_none() -> None:
    assert (
        refused_by(lambda door, asked: answer(door, b"{}", Content_Length="100")).code == "source_cut_short"
    )


def test_half_a_packed_answer_is_none() -> None:
    half = gzip.compress(bytes(range(256)) * 40)[:-20]
    problem = refused_by(lambda door, asked: answer(door, half, Content_Encoding="gzip"))
    assert problem.code == "source_cut_short"


def test_half_an_answer_in_chunks_is_none() -> None:
    def chunks(door: BaseHTTPRequestHandler, asked: Asked) -> None:
        door.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo")

    assert refused_by(chunks).code == "source_cut_short"


def test_what_is_packed_oddly_is_refused() -> None:
    problem = refused_by(lambda door, asked: answer(door, b"{}", Content_Encoding="br"))
    assert problem.code == "source_answered_oddly"


@pytest.mark.parametrize("packed", [True, False])
def test_an_answer_too_large_is_refused_while_it_comes(packed: bool) -> None:
    body = b"0" * 3_000_000
    headers = {"Content_Encoding": "gzip"} if packed else {}
    data = gzip.compress(body) if packed else body
    problem = refused_by(lambda door, asked: answer(door, data, **headers), door={"max_bytes": 1_000_000})
    assert (problem.code, problem.facts["limit"]) == ("source_too_large", 1_000_000)


def test_nobody_answers_at_all() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(UnusableFile) as problem:
        ask(Question(f"http://{host}/"), Door(inside=frozenset({host}), **FAST))
    assert problem.value.code == "source_down"


def test_a_source_without_tls_is_not_trusted() -> None:
    with source(told(200)) as running, pytest.raises(UnusableFile) as problem:
        ask(Question(running.url.replace("http", "https")), Door(inside=frozenset({running.host}), **FAST))
    assert problem.value.code == "source_not_trusted"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:1/",
        "https://[::1]:1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://192.168.1.1/",
        "https://224.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "https://localhost/",
        "http://example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https:///x",
    ],
)
def test_addresses_that_are_no_business_of_ours_are_never_spoken_to(url: str) -> None:
    with pytest.raises(UnusableFile) as problem:
        ask(Question(url), Door(**FAST))
    assert problem.value.code == "source_address"


def test_a_name_with_one_address_inside_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (one, 443)) for one in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **more: found)
    with pytest.raises(UnusableFile) as problem:
        ask(Question("https://two-faced.example/"), Door(**FAST))
    assert problem.value.code == "source_address"


def test_redirects_are_followed_and_counted() -> None:
    def further(door: BaseHTTPRequestHandler, asked: Asked) -> None:
        step = len(asked.path)
        if step < 4:
            answer(door, b"", 302, Location="/" + "x" * step)
        else:
            answer(door, b"there")

    assert asked_of(further).body == b"there"
    problem = refused_by(lambda door, asked: answer(door, b"", 302, Location=asked.path + "x"))
    assert problem.code == "source_redirected"


def test_a_redirect_into_the_house_is_not_followed() -> None:
    with source(told(200)) as within:
        problem = refused_by(told(302, Location=within.url + "/secret"))
        assert (problem.code, problem.facts["to"]) == ("source_redirected", "127.0.0.1")
        assert within.asked == []


def test_secrets_do_not_follow_to_another_host() -> None:
    with source(told(200)) as second, source(told(307, Location=second.url + "/next")) as first:
        door = Door(inside=frozenset({first.host, second.host}), **FAST)
        ask(Question(first.url, secret_headers={"Authorization": "Bearer x"}), door)
        assert "Authorization" in first.asked[0].headers
        assert "Authorization" not in second.asked[0].headers


def test_a_question_with_a_body_is_not_sent_on_to_another_host() -> None:
    with source(told(200)) as second, source(told(307, Location=second.url)) as first:
        door = Door(inside=frozenset({first.host, second.host}), **FAST)
        with pytest.raises(UnusableFile) as problem:
            ask(Question(first.url, method="POST", body=b"8899999018"), door)
        assert problem.value.code == "source_redirected"
        assert second.asked == []


def test_a_busy_source_is_asked_again_when_it_says() -> None:
    waits: list[float] = []

    def busy_once(door: BaseHTTPRequestHandler, asked: Asked) -> None:
        answer(door, b"{}", 200 if waits else 429, Retry_After="7")

    assert asked_of(busy_once, sleep=waits.append).status == 200
    assert len(waits) == 1
    assert 7 <= waits[0] <= 7 * 1.25


@pytest.mark.parametrize(("after", "tries"), [("3600", 0), ("Fri, 20 Nov 2026 10:00:00 GMT", 2), ("0", 2)])
def test_a_source_that_stays_busy_is_told_as_busy(after: str, tries: int) -> None:
    waits: list[float] = []
    problem = refused_by(told(503, Retry_After=after), sleep=waits.append)
    assert (problem.code, len(waits)) == ("source_busy", tries)
