"""The sealed document: the seal in canonical bytes, and read back from them."""

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import starmap
from json.encoder import encode_basestring
from typing import Any

from vetting.domain.allocation import Stratum
from vetting.domain.chances import Chance
from vetting.domain.errors import UnusableFile
from vetting.domain.journal import canonical
from vetting.domain.seal import Seal, SealedChecklist, SealedItem, SealedRules, SealTerms, SeedRule
from vetting.domain.terms_spot_checks import (
    CheckScope,
    ExclusionReason,
    SeedKind,
    TakeAllGround,
    WeightGround,
)

FORMAT = "vetting-seal-1"
# What reading values of another shape raises.
FAULTS = (ValueError, TypeError, KeyError, AttributeError)


def seal_document(seal: Seal) -> dict[str, object]:
    """The sealed document as JSON values."""
    terms = seal.terms
    return {
        "format": FORMAT,
        "municipality": terms.municipality,
        "half_year": terms.half_year,
        "scope": terms.scope,
        "boards": sorted(terms.boards),
        "period": {"from": terms.from_on.isoformat(), "until": terms.until_on.isoformat()},
        "frame_digest": seal.frame_digest,
        "items": seal.items,
        "strata": [one._asdict() for one in seal.strata],
        "weighted_draw": seal.weighted_draw,
        "chances": [one._asdict() for one in seal.chances],
        "exclusions": seal.exclusions,
        "rules": {**asdict(terms.rules), "weight_points": dict(terms.rules.weight_points)},
        "checklist": asdict(terms.checklist),
        "seed_rule": {
            "kind": terms.seed_rule.kind,
            "source": terms.seed_rule.source,
            "known_from": terms.seed_rule.known_from and terms.seed_rule.known_from.isoformat(),
        },
    }


def document_bytes(document: object) -> bytes:
    """Canonical JSON: sorted keys, no blanks, NFC, UTF-8, one line break at the end."""
    return canonical(document) + b"\n"


def sealed_bytes(seal: Seal) -> bytes:
    """The bytes that are published and kept; their SHA-256 is the seal's digest."""
    document = document_bytes({**seal_document(seal), "items": []})
    # Nowhere else: within a text the quotation marks are escaped.
    before, after = document.split(b'"items":[]')
    return b"".join([before, b'"items":', _items_bytes(seal.items), after])


def _items_bytes(items: Iterable[SealedItem]) -> bytes:
    """As the encoder writes them, but what many lines have in common is encoded only once."""
    in_common: dict[tuple[object, ...], str] = {}
    lines = []
    for line in items:
        rest = line[1:]
        if rest not in in_common:
            in_common[rest] = canonical(rest).decode()[1:]
        lines.append(f"[{encode_basestring(line[0])},{in_common[rest]}")
    return unicodedata.normalize("NFC", f"[{','.join(lines)}]").encode()


def digest_of(document: bytes) -> str:
    """SHA-256, hex, of a sealed document or a protocol."""
    return hashlib.sha256(document).hexdigest()


def read_seal(data: bytes) -> Seal:
    """The seal from its bytes. Raises UnusableFile `sealed_document_unreadable` if it gives other bytes."""
    try:
        seal = seal_from(json.loads(data))
    except FAULTS as error:
        raise UnusableFile("sealed_document_unreadable") from error
    if sealed_bytes(seal) != data:
        raise UnusableFile("sealed_document_unreadable")
    return seal


def seal_from(document: Mapping[str, Any]) -> Seal:
    """The seal from its JSON values. Raises ValueError, TypeError or KeyError for anything else."""
    if document["format"] != FORMAT:
        raise ValueError(document["format"])
    return Seal(
        terms=_terms_from(document),
        frame_digest=document["frame_digest"],
        items=tuple(starmap(_item_from, document["items"])),
        strata=tuple(Stratum(**one) for one in document["strata"]),
        weighted_draw=document["weighted_draw"],
        chances=tuple(Chance(**one) for one in document["chances"]),
        exclusions=tuple((item, ExclusionReason(reason)) for item, reason in document["exclusions"]),
    )


def _terms_from(document: Mapping[str, Any]) -> SealTerms:
    rules, rule = document["rules"], document["seed_rule"]
    points = {WeightGround(ground): lots for ground, lots in rules["weight_points"].items()}
    known_from = rule["known_from"] and dt.date.fromisoformat(rule["known_from"])
    return SealTerms(
        municipality=document["municipality"],
        half_year=document["half_year"],
        scope=CheckScope(document["scope"]),
        boards=tuple(document["boards"]),
        from_on=dt.date.fromisoformat(document["period"]["from"]),
        until_on=dt.date.fromisoformat(document["period"]["until"]),
        rules=SealedRules(**{**rules, "weight_points": points}),
        checklist=SealedChecklist(**document["checklist"]),
        seed_rule=SeedRule(SeedKind(rule["kind"]), rule["source"], known_from),
    )


def _item_from(*values: Any) -> SealedItem:
    item, stratum, own_stratum, weight, grounds, take_all = values
    return SealedItem(
        item,
        stratum,
        own_stratum,
        weight,
        tuple(map(WeightGround, grounds)),
        tuple(map(TakeAllGround, take_all)),
    )
