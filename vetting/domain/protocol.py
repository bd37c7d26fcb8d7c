"""The protocol of a draw: the sealed document, the seed and who saw it, and what came of it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.draw import Drawn, TakenItem
from vetting.domain.errors import UnusableFile
from vetting.domain.sampling import StratumDraw, WeightedPick
from vetting.domain.seal import Seal
from vetting.domain.sealed_document import (
    FAULTS,
    digest_of,
    document_bytes,
    seal_document,
    seal_from,
)
from vetting.domain.terms_spot_checks import SeedKind, TakeAllGround

FORMAT = "vetting-protocol-1"


@dataclass(frozen=True)
class Protocol:
    """All that an outsider needs to redo a draw. Times in UTC; `witnesses` are names."""

    seal: Seal
    drawn: Drawn
    sealed_at: dt.datetime
    seed_kind: SeedKind
    seed_recorded_at: dt.datetime
    witnesses: tuple[str, ...]
    drawn_at: dt.datetime
    software: str


def protocol_bytes(protocol: Protocol) -> bytes:
    """Canonical JSON; its SHA-256 is the protocol's digest."""
    sealed = seal_document(protocol.seal)
    drawn = protocol.drawn
    return document_bytes(
        {
            "format": FORMAT,
            "seal": sealed,
            "seal_digest": digest_of(document_bytes(sealed)),
            "sealed_at": _written(protocol.sealed_at),
            "seed": drawn.seed,
            "seed_kind": protocol.seed_kind,
            "seed_recorded_at": _written(protocol.seed_recorded_at),
            "witnesses": protocol.witnesses,
            "drawn_at": _written(protocol.drawn_at),
            "software": protocol.software,
            "random": [stratum._asdict() for stratum in drawn.random],
            "weighted": {
                "draw": len(drawn.weighted),
                "drawn": drawn.weighted,
                "reserves": drawn.weighted_reserves,
            },
            "take_all": drawn.take_all,
            "second_reading": drawn.second_reading,
        }
    )


def _written(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()


def read_protocol(data: bytes) -> Protocol:
    """The protocol from its bytes. Raises UnusableFile `protocol_unreadable` unless they give these bytes."""
    try:
        protocol = _from(json.loads(data))
    except FAULTS as error:
        raise UnusableFile("protocol_unreadable") from error
    if protocol_bytes(protocol) != data:
        raise UnusableFile("protocol_unreadable")
    return protocol


def _from(document: Mapping[str, Any]) -> Protocol:
    if document["format"] != FORMAT:
        raise ValueError(document["format"])
    return Protocol(
        seal=seal_from(document["seal"]),
        drawn=_drawn_from(document),
        sealed_at=dt.datetime.fromisoformat(document["sealed_at"]),
        seed_kind=SeedKind(document["seed_kind"]),
        seed_recorded_at=dt.datetime.fromisoformat(document["seed_recorded_at"]),
        witnesses=tuple(document["witnesses"]),
        drawn_at=dt.datetime.fromisoformat(document["drawn_at"]),
        software=document["software"],
    )


def _drawn_from(document: Mapping[str, Any]) -> Drawn:
    weighted = document["weighted"]
    return Drawn(
        seed=document["seed"],
        random=tuple(_stratum_from(one) for one in document["random"]),
        weighted=tuple(WeightedPick(*one) for one in weighted["drawn"]),
        weighted_reserves=tuple(weighted["reserves"]),
        take_all=tuple(
            TakenItem(item, tuple(map(TakeAllGround, grounds))) for item, grounds in document["take_all"]
        ),
        second_reading=tuple(document["second_reading"]),
    )


def _stratum_from(one: Mapping[str, Any]) -> StratumDraw:
    drawn = tuple((item, ticket) for item, ticket in one["drawn"])
    return StratumDraw(one["stratum"], one["items"], one["draw"], drawn, tuple(one["reserves"]))
