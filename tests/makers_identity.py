"""An identity provider on this machine: it hands out codes and signs tokens as OpenID Connect asks."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey

from tests.hostile import Asked, Source, answer, source
from vetting.domain.identity_provider import Provider

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
STRANGERS_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
CLIENT, SECRET = "vetting", "a secret of the two & no others"


@dataclass
class Municipality:
    """The provider. `changed` overrides claims of the token (None leaves one out); `key` signs it; `metadata`
    overrides what is told of the provider; `broken` answers 500 to that path."""

    subject: str = "person-0001"
    changed: dict[str, object] = field(default_factory=dict)
    metadata: dict[str, object] = field(default_factory=dict)
    key: Key = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    broken: str = ""
    url: str = ""
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)

    def __call__(self, door: BaseHTTPRequestHandler, asked: Asked) -> None:
        if self.broken and asked.path.startswith(self.broken):
            return answer(door, b"{}", 500)
        if asked.path == "/.well-known/openid-configuration":
            return self._say(door, self._configuration())
        if asked.path == "/keys":
            return self._say(door, KeySet([KEY]).as_dict(private=False))
        return self._token(door, asked)

    def signs_in(self, url: str) -> str:
        """What a person does there: the address that the provider then sends the browser back to."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (told["response_type"], told["client_id"], told["scope"]) == ("code", CLIENT, "openid")
        assert told["code_challenge_method"] == "S256"
        code = f"code-{len(self.waiting) + 1}"
        self.waiting[code] = told
        back = urlsplit(told["redirect_uri"])
        return f"{back.path}?code={code}&state={told['state']}"

    def _configuration(self) -> dict[str, object]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        } | self.metadata

    def _token(self, door: BaseHTTPRequestHandler, asked: Asked) -> None:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        told = self.waiting.pop(form.get("code", ""), None)
        fits = told is not None and (
            form["client_id"],
            form["client_secret"],
            form["redirect_uri"],
            create_s256_code_challenge(form["code_verifier"]),
        ) == (CLIENT, SECRET, told["redirect_uri"], told["code_challenge"])
        if told is None or not fits:
            return answer(door, b'{"error": "invalid_grant"}', 400)
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.subject,
            "oid": f"oid-{self.subject}",
            "iat": now,
            "exp": now + 300,
            "nonce": told["nonce"],
        } | self.changed
        kept = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode(
            {"alg": self.algorithm, "kid": "one"}, kept, self.key, algorithms=[self.algorithm]
        )
        return self._say(door, {"access_token": "x", "token_type": "Bearer", "id_token": signed})

    @staticmethod
    def _say(door: BaseHTTPRequestHandler, told: object) -> None:
        answer(door, json.dumps(told).encode())


@contextmanager
def municipality() -> Iterator[tuple[Municipality, Source]]:
    """A running provider."""
    provider = Municipality()
    with source(provider) as running:
        provider.url = running.url
        yield provider, running


def provider_of(running: Source, subject_claim: str = "sub") -> Provider:
    """How the service would be set up for it."""
    return Provider(running.url, CLIENT, SECRET, subject_claim)
