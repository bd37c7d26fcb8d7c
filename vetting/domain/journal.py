"""The hash chain of the journal: canonical bytes, payload digest, entry hash."""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

CHAIN_VERSION = 1
GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One entry as hashed: everything but the payload, which is bound by its digest."""

    seq: int
    at: str  # ISO 8601, UTC, microseconds: the very text that was hashed
    actor: str
    name: str
    subject: str
    case: str
    payload_digest: str
    prev: str


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no blanks, NFC, UTF-8, no NaN: the same bytes on every machine."""
    return unicodedata.normalize("NFC", _encode(value)).encode("utf-8")


def payload_digest(salt: str, facts: Mapping[str, object]) -> str:
    """SHA-256 over salt and facts, hex. Erasing salt and facts later leaves only this commitment."""
    return hashlib.sha256(b"payload\0" + salt.encode("ascii") + canonical(dict(facts))).hexdigest()


def link_hash(key: bytes, link: Link) -> str:
    """HMAC-SHA-256 over the canonical link, hex. The key is kept outside the database."""
    body = canonical(
        [
            CHAIN_VERSION,
            link.seq,
            link.at,
            link.actor,
            link.name,
            link.subject,
            link.case,
            link.payload_digest,
            link.prev,
        ]
    )
    return hmac.digest(key, b"event\0" + body, "sha256").hex()
