"""Calls with a bearer token by client credentials (RFC 6749 section 4.4), with keys alone, or a certificate.

Skatteverket describes two pairs of keys: one for the token, another on each call, beside a correlation id of
at most 36 characters. Bolagsverket has one pair and the header X-Request-Id.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from vetting.domain.errors import Refused, UnusableFile
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.gateways.apis.keys import Keys, keys_of
from vetting.gateways.fetch import Answer, Door, Question, ask, host_of

EARLY_S = 60  # a token is renewed while it still holds
USUAL_LIFE_S = 300
_TOKEN = re.compile(r"[!-~]+")  # RFC 6750 section 2.1 and wider: what fits in a header
_UNREADABLE = (ValueError, TypeError, AttributeError, RecursionError)
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Access:
    """How a source lets one in. Empty: not used. `id_header` and `pass_header` carry the gateway's pair of
    keys, `key_header` a key alone, `correlation_header` the id by which both sides find a call again."""

    token_url: str = ""
    scope: str = ""
    correlation_header: str = ""
    id_header: str = ""
    pass_header: str = ""
    key_header: str = ""
    needs_certificate: bool = False

    @property
    def secrets(self) -> tuple[str, ...]:
        """Names of the secrets that must be there."""
        used = {
            "client_id": self.token_url,
            "client_secret": self.token_url,
            "gateway_id": self.id_header,
            "gateway_secret": self.pass_header,
            "api_key": self.key_header,
            "cert": self.needs_certificate,
        }
        return tuple(name for name, where in used.items() if where)


def access_of(settings: Mapping[str, object], *, usual: Access) -> Access:
    """How a source lets one in by its settings, `usual` where they are silent.

    Raises Refused `source_setting` when one of them is not a text.
    """
    told: dict[str, object] = {}
    for name in ("token_url", "scope", "correlation_header", "id_header", "pass_header", "key_header"):
        value = settings.get(name, getattr(usual, name))
        if not isinstance(value, str):
            raise Refused("source_setting", setting=name)
        told[name] = value
    certificate = bool(settings.get("needs_certificate", usual.needs_certificate))
    return Access(**told, needs_certificate=certificate)  # type: ignore[arg-type]


class Tokens:
    """Tokens by where and for whom they were issued; shared by every thread of the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str, str], tuple[str, float]] = {}

    def token(self, access: Access, keys: Keys, door: Door) -> str:
        """A token that holds for a while yet."""
        name = (access.token_url, access.scope, keys.client_id)
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and self._clock() < kept[1]:
                return kept[0]
            token, life = _new_token(access, keys, door)
            self._kept[name] = (token, self._clock() + life - min(EARLY_S, life / 2))
            return token

    def forget(self, access: Access, keys: Keys, token: str) -> None:
        """A token that was refused; unless another thread has renewed it meanwhile."""
        name = (access.token_url, access.scope, keys.client_id)
        with self._lock:
            if self._kept.get(name, ("", 0.0))[0] == token:
                del self._kept[name]


TOKENS = Tokens()


@dataclass(frozen=True, slots=True)
class Link:
    """A source that can be called."""

    door: Door
    access: Access
    keys: Keys
    tokens: Tokens = field(default=TOKENS, repr=False)

    def call(self, question: Question, correlation_id: str) -> Answer:
        """Calls with everything the source wants to see; a token it refuses is renewed once.

        Raises what `fetch.ask` raises; `source_refused` is a matter of keys and rights, for a person.
        """
        for is_last in (False, True):
            token = self.tokens.token(self.access, self.keys, self.door) if self.access.token_url else ""
            answer = ask(self._signed(question, token, correlation_id), self.door)
            if answer.status != 401:
                return _without_problem(answer, question)
            if is_last or not token:
                break
            self.tokens.forget(self.access, self.keys, token)
        raise UnusableFile("source_refused", host=host_of(question.url), status=401)

    def _signed(self, question: Question, token: str, correlation_id: str) -> Question:
        secret = {
            self.access.id_header: self.keys.gateway_id,
            self.access.pass_header: self.keys.gateway_secret,
            self.access.key_header: self.keys.api_key,
            "Authorization": f"Bearer {token}" if token else "",
        }
        told = {self.access.correlation_header: correlation_id[:36], "Accept": "application/json"}
        return replace(
            question,
            headers={**question.headers, **{name: value for name, value in told.items() if name}},
            secret_headers={name: value for name, value in secret.items() if name and value},
            accepts=question.accepts | {400, 401, 404, 500},
        )


def linked(
    source_key: str, access: Access, *, secrets: Mapping[str, str], inside: frozenset[str], limits: Door
) -> Link:
    """A link with the secrets of the environment. Raises Refused `source_secret_missing` and its like."""
    keys = keys_of(source_key, secrets, access.secrets)
    return Link(replace(limits, inside=inside, certificate=keys.cert or None), access, keys)


def _new_token(access: Access, keys: Keys, door: Door) -> tuple[str, float]:
    form = {
        "grant_type": "client_credentials",
        "client_id": keys.client_id,
        "client_secret": keys.client_secret,
        "scope": access.scope,
    }
    host = host_of(access.token_url)
    body = urlencode(form).encode()
    asked = Question(access.token_url, "POST", body, FORM, accepts=frozenset({200, 400}))
    answer = ask(asked, door)
    if answer.status == 400:  # invalid_client, invalid_scope: RFC 6749 section 5.2
        raise UnusableFile("source_refused", host=host, status=400)
    try:
        told = json.loads(answer.body)
        token, life = told["access_token"], float(told.get("expires_in", USUAL_LIFE_S))
        if not _TOKEN.fullmatch(token):
            raise ValueError("no token")
    except (*_UNREADABLE, KeyError, ArithmeticError) as error:
        raise UnusableFile("source_answer_unreadable", host=host, found="token") from error
    return token, life


def _without_problem(answer: Answer, question: Question) -> Answer:
    """Errors as RFC 7807 writes them are told by their type; a 404 may be an answer."""
    if answer.status in question.accepts:
        return answer
    facts: dict[str, object] = {"host": host_of(question.url), "status": answer.status}
    try:
        told = json.loads(answer.body)
        facts["problem"] = mask(tidy(str(told.get("type") or told.get("message") or "")))[:120]
    except _UNREADABLE:
        facts["problem"] = ""
    raise UnusableFile("source_answered_500" if answer.status >= 500 else "source_answered_oddly", **facts)
