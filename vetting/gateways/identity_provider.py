"""The door to the municipality's identity provider: the authorization code flow with PKCE.

OpenID Connect Core 1.0 section 3.1, Discovery 1.0, RFC 7636. The token is trusted only when its signature,
issuer, audience, time and nonce hold; its algorithm must be one of ALGORITHMS, whatever it says itself.
"""

import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from vetting.domain.errors import Refused, UnusableFile
from vetting.domain.identity_provider import Identity, Journey, Provider
from vetting.gateways.apis.told import document_of
from vetting.gateways.fetch import Door, Question, ask, host_of

ALGORITHMS = ["RS256", "PS256", "ES256"]
CLOCKS_APART_S = 60
LIMITS = Door(connect_s=4, read_s=8, total_s=12, max_bytes=512 * 1024)
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def begun(provider: Provider, return_to: str, door: Door) -> Journey:
    """Where to send the browser. Raises Refused `provider_unreachable` or `provider_unsound`."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    url = prepare_grant_uri(
        str(_metadata(provider, door)["authorization_endpoint"]),
        provider.client_id,
        "code",
        redirect_uri=return_to,
        scope="openid",
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),  # type: ignore[no-untyped-call]
        code_challenge_method="S256",
    )
    return Journey(url, state, nonce, verifier, return_to)


def came_back(provider: Provider, query: str, kept: Mapping[str, str], door: Door) -> Identity:
    """Who comes back with that query, to the browser that kept `kept` (`Journey.as_kept`).

    Raises Refused `sign_in_interrupted` (another browser's answer, or the person turned back),
    `provider_unreachable` or `provider_unsound` with `found`: what did not hold.
    """
    told = {name: values[0] for name, values in parse_qs(query).items()}
    if not kept or not secrets.compare_digest(told.get("state", "").encode(), kept["state"].encode()):
        raise Refused("sign_in_interrupted")
    if "code" not in told:
        raise Refused("sign_in_interrupted")
    metadata = _metadata(provider, door)
    body = prepare_token_request(
        "authorization_code",
        redirect_uri=kept["return_to"],
        code=told["code"],
        code_verifier=kept["verifier"],
        client_id=provider.client_id,
        client_secret=provider.client_secret,
    )
    token = _told(Question(str(metadata["token_endpoint"]), "POST", body.encode(), FORM), door).get(
        "id_token"
    )
    keys = _told(Question(str(metadata["jwks_uri"])), door)
    return _vouched(provider, str(token or ""), keys, kept["nonce"])


def _metadata(provider: Provider, door: Door) -> Mapping[str, object]:
    found = _told(Question(get_well_known_url(provider.issuer, external=True)), door)
    if found.get("issuer") != provider.issuer:  # Discovery 1.0 section 4.3
        raise Refused("provider_unsound", host=host_of(provider.issuer), found="issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if urlsplit(str(found.get(name, ""))).scheme not in ("https", "http"):
            raise Refused("provider_unsound", host=host_of(provider.issuer), found=name)
    return found


def _vouched(provider: Provider, token: str, keys: Mapping[str, object], nonce: str) -> Identity:
    host = host_of(provider.issuer)
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            {"nonce": nonce, "client_id": provider.client_id},
        )
        claims.validate(leeway=CLOCKS_APART_S)
        subject = claims[provider.subject_claim]
    except (JoseError, KeyError, ValueError, TypeError) as error:
        found = str(getattr(error, "claim", "") or getattr(error, "claim_name", "") or type(error).__name__)
        raise Refused("provider_unsound", host=host, found=found[:60]) from error
    if not isinstance(subject, str) or not subject:
        raise Refused("provider_unsound", host=host, found=provider.subject_claim)
    return Identity(provider.issuer, subject)


def _told(question: Question, door: Door) -> Mapping[str, object]:
    host = host_of(question.url)
    try:
        return document_of(ask(question, door), host)
    except UnusableFile as problem:
        raise Refused("provider_unreachable", host=host) from problem
