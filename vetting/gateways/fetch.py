"""The one door to sources on the network: checked addresses, and answers bounded in time and size."""

import random
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as TimedOut

from vetting.domain.errors import UnusableFile
from vetting.gateways.addresses import CheckedAdapter, Deadline

CHUNK = 64 * 1024
MOST_REDIRECTS = 3
MOST_TRIES = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
REFUSING = frozenset({401, 403})
USUAL_HEADERS = {"User-Agent": "vetting", "Accept-Encoding": "gzip"}
USUAL_WAIT = 1.0  # seconds before the second try where the source says nothing
JITTER = 0.25  # share of the wait that chance adds: many who were sent away shall not come back at once

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Door:
    """What may be reached and how long it may take.

    `inside`: hosts, as `name` or `name:port`, that may lie on the municipality's own network and be spoken
    to without TLS. Seconds: to connect, for one read, for one asking with its redirects, and the longest
    wait that a busy source is granted. `max_bytes` counts after decoding. `certificate`: PEM with key.
    """

    inside: frozenset[str] = frozenset()
    connect_s: float = 5
    read_s: float = 20
    total_s: float = 60
    longest_wait_s: float = 30
    max_bytes: int = 8 * 1024 * 1024
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One request. `secret_headers` are never sent on to another host; `accepts` are the statuses whose
    answer the caller reads itself."""

    url: str
    method: str = "GET"
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    secret_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    accepts: frozenset[int] = frozenset({200})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back whole: `body` decoded, header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        """Content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def ask(question: Question, door: Door, *, sleep: Sleep = time.sleep) -> Answer:
    """Asks, follows at most three redirects, and comes back to a busy source when it says to.

    Raises UnusableFile, each with `host`: source_address, source_down, source_not_trusted, source_timeout,
    source_answered_500, source_answered_oddly, source_redirected, source_too_large, source_cut_short,
    source_refused (wrong keys or no right: asking again does not help), source_busy.
    """
    wait = 0.0
    for attempt in range(1, MOST_TRIES + 1):
        answer = _follow(question, door)
        if answer.status in question.accepts or answer.status not in BUSY:
            return _accepted(answer, question)
        wait = _wait_told(answer, attempt)
        if attempt == MOST_TRIES or wait > door.longest_wait_s:
            break
        sleep(wait * (1 + JITTER * random.random()))
    raise UnusableFile("source_busy", host=host_of(question.url), seconds=round(wait))


def host_of(url: str) -> str:
    """The host of an address, as a fact to tell; never the path, which may hold a number."""
    return urlsplit(url).hostname or ""


def _accepted(answer: Answer, question: Question) -> Answer:
    if answer.status in question.accepts:
        return answer
    host = host_of(question.url)
    if answer.status in REFUSING:
        raise UnusableFile("source_refused", host=host, status=answer.status)
    code = "source_answered_500" if answer.status >= 500 else "source_answered_oddly"
    raise UnusableFile(code, host=host, status=answer.status)


def _wait_told(answer: Answer, attempt: int) -> float:
    """Seconds as the source asks; a date instead of seconds, or nothing, is met by growing waits."""
    told = answer.headers.get("retry-after", "").strip()
    return float(told[:9]) if told.isascii() and told.isdigit() else USUAL_WAIT * 2 ** (attempt - 1)


def _follow(question: Question, door: Door) -> Answer:
    """Follows redirects by hand: each new place passes the same checks as the first."""
    asked, deadline = question, Deadline(door.total_s)
    with deadline.running():
        for _hop in range(MOST_REDIRECTS + 1):
            try:
                answer = _once(asked, door, deadline)
            except UnusableFile as problem:
                if problem.code == "source_address" and asked is not question:
                    raise _redirect_refused(question.url, asked.url) from problem
                raise
            if answer.status not in REDIRECTS:
                return answer
            asked = _redirected(asked, answer)
            if host_of(asked.url) != host_of(question.url):
                door = replace(door, certificate=None)
    raise _redirect_refused(question.url, asked.url)


def _redirected(asked: Question, answer: Answer) -> Question:
    """The question at its new place: one with a body stays at its host, and secrets never leave theirs."""
    target = urljoin(asked.url, answer.headers.get("location", ""))
    old, new = urlsplit(asked.url), urlsplit(target)
    moved = (old.scheme, old.netloc) != (new.scheme, new.netloc)
    body_goes_astray = asked.method != "GET" and (moved or answer.status not in (307, 308))
    if body_goes_astray or (old.scheme == "https" and new.scheme != "https"):
        raise _redirect_refused(asked.url, target)
    return replace(asked, url=target, secret_headers={} if moved else asked.secret_headers)


def _redirect_refused(url: str, target: str) -> UnusableFile:
    return UnusableFile("source_redirected", host=host_of(url), to=host_of(target))


def _once(asked: Question, door: Door, deadline: Deadline) -> Answer:
    """One request without redirects, cookies, proxies or anything else the environment may say."""
    _require_scheme(asked.url, door.inside)
    with _told_as_problem(asked.url, deadline), requests.Session() as session:
        session.trust_env = False
        session.headers.clear()
        adapter = CheckedAdapter(door.inside, deadline)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        reply = session.request(
            asked.method,
            asked.url,
            data=asked.body,
            headers={
                "User-Agent": "vetting",
                "Accept-Encoding": "gzip",
                **asked.headers,
                **asked.secret_headers,
            },
            timeout=(door.connect_s, door.read_s),
            allow_redirects=False,
            stream=True,
            cert=door.certificate,
        )
        with reply:
            headers = {name.lower(): value for name, value in reply.headers.items()}
            body = b"" if reply.status_code in REDIRECTS else _body(reply, headers, door.max_bytes)
            if deadline.is_over:  # an answer without a length ends like a whole one when it is shut
                raise UnusableFile("source_timeout", host=host_of(asked.url))
            return Answer(reply.status_code, headers, body)


def _require_scheme(url: str, inside: frozenset[str]) -> None:
    found = urlsplit(url)
    if found.scheme == "https" and found.hostname:
        return
    if found.scheme == "http" and {found.hostname, found.netloc} & inside:
        return
    raise UnusableFile("source_address", host=found.hostname or "")


def _body(reply: requests.Response, headers: Mapping[str, str], limit: int) -> bytes:
    """The body, decoded piece by piece: a small packed one may not fill the memory."""
    host, encoding = host_of(reply.url), headers.get("content-encoding", "identity").lower()
    if encoding not in ("identity", "gzip"):
        raise UnusableFile("source_answered_oddly", host=host, status=reply.status_code)
    unpacked = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
    body = bytearray()
    for piece in reply.raw.stream(CHUNK, decode_content=False):
        body += unpacked.decompress(piece, limit + 1 - len(body)) if unpacked else piece
        if len(body) > limit:
            raise UnusableFile("source_too_large", host=host, limit=limit)
    if unpacked is not None and not unpacked.eof:
        raise UnusableFile("source_cut_short", host=host)
    return bytes(body)


@contextmanager
def _told_as_problem(url: str, deadline: Deadline) -> Iterator[None]:
    """Turns whatever the network does into one of the codes of `ask`."""
    host = host_of(url)
    try:
        yield
    except (requests.RequestException, HTTPError, OSError, zlib.error, ValueError) as error:
        raise UnusableFile(_code_of(error, deadline), host=host) from error


def _code_of(error: Exception, deadline: Deadline) -> str:
    if deadline.is_over or isinstance(error, (requests.Timeout, TimedOut, TimeoutError)):
        return "source_timeout"
    if isinstance(error, requests.exceptions.SSLError):
        return "source_not_trusted"
    if isinstance(error, (requests.ConnectionError, requests.exceptions.InvalidURL, OSError)):
        return "source_down"
    return "source_cut_short"
