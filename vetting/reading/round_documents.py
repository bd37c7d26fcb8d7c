"""The sealed document and the protocol of a round, byte for byte, and the round redone from them."""

from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.draw import draw
from vetting.domain.errors import Refused, UnusableFile
from vetting.domain.protocol import Protocol, read_protocol
from vetting.domain.sampling import digest_of_sorted
from vetting.domain.seal import Seal
from vetting.domain.sealed_document import digest_of, read_seal
from vetting.reading.round_rows import RoundHead, head_of, round_row
from vetting.records import rounds
from vetting.records.db import db
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class Document:
    """A document as it is kept, with its digest and a name for the file."""

    body: bytes
    digest: str
    file_name: str


@dataclass(frozen=True)
class Point:
    """One thing that is redone. `holds` is None while the round has not come that far."""

    code: str
    holds: bool | None


@dataclass(frozen=True)
class AuditPage:
    """The round redone: every point with whether it holds."""

    head: RoundHead
    points: tuple[Point, ...]

    @property
    def all_hold(self) -> bool:
        """Whether nothing fails."""
        return all(point.holds is not False for point in self.points)


def document_of(round_id: str, kind: str, *, actor: Actor) -> Document:
    """The `seal` or the `protocol`. Raises NotFound, and Refused `document_not_there`."""
    row = round_row(round_id, actor)
    kept = rounds.document(row.id, kind)
    return Document(kept.body.encode(), kept.digest, f"{kind}-{row.half_year}-{row.id}.json")


def sealed_round(round_id: str, *, actor: Actor) -> tuple[RoundHead, Seal, str]:
    """Head, seal and the seal's digest. Raises NotFound, and Refused `document_not_there`."""
    row = round_row(round_id, actor)
    kept = rounds.document(row.id, "seal")
    return head_of(row, actor), read_seal(kept.body.encode()), kept.digest


def protocol_of(round_id: str, *, actor: Actor) -> tuple[RoundHead, Protocol, str]:
    """Head, protocol and the protocol's digest. Raises NotFound, and Refused `document_not_there`."""
    row = round_row(round_id, actor)
    kept = rounds.document(row.id, "protocol")
    return head_of(row, actor), read_protocol(kept.body.encode()), kept.digest


def audit_page(round_id: str, *, actor: Actor) -> AuditPage:
    """Redoes seal, list and draw from what is kept. Raises NotAllowed or NotFound."""
    row = round_row(round_id, actor)
    seal, seal_bytes_hold = _kept_seal(row)
    protocol, protocol_holds = _kept_protocol(row)
    return AuditPage(
        head_of(row, actor),
        (
            Point("seal_bytes", seal_bytes_hold),
            Point("frame_digest", None if seal is None else _frame_holds(row, seal)),
            Point("frame_rows", None if seal is None else _rows_hold(row, seal)),
            Point("seed_after_seal", _seed_after_seal(row)),
            Point("protocol_bytes", protocol_holds),
            Point("redrawn", None if protocol is None else _redrawn(row, seal, protocol)),
            Point("checks_as_drawn", None if protocol is None else _as_drawn(row, protocol)),
        ),
    )


def _body(row: SpotCheckRound, kind: str) -> bytes | None:
    try:
        return rounds.document(row.id, kind).body.encode()
    except Refused:
        return None


def _kept_seal(row: SpotCheckRound) -> tuple[Seal | None, bool | None]:
    body = _body(row, "seal")
    if body is None:
        return None, None if row.sealed_at is None else False
    try:
        return read_seal(body), digest_of(body) == row.seal_digest
    except UnusableFile:
        return None, False


def _kept_protocol(row: SpotCheckRound) -> tuple[Protocol | None, bool | None]:
    body = _body(row, "protocol")
    if body is None:
        return None, None if row.drawn_at is None else False
    try:
        return read_protocol(body), digest_of(body) == row.protocol_digest
    except UnusableFile:
        return None, False


def _frame_holds(row: SpotCheckRound, seal: Seal) -> bool:
    found = digest_of_sorted([line.item for line in seal.items])
    return found == seal.frame_digest == row.frame_digest


def _rows_hold(row: SpotCheckRound, seal: Seal) -> bool:
    rows = db.session.execute(
        select(FrameItem.item, FrameItem.stratum, FrameItem.weight).where(FrameItem.round_id == row.id)
    )
    return {tuple(one) for one in rows} == {(line.item, line.stratum, line.weight) for line in seal.items}


def _seed_after_seal(row: SpotCheckRound) -> bool | None:
    if row.seed_recorded_at is None:
        return None
    return row.sealed_at is not None and row.sealed_at <= row.seed_recorded_at


def _redrawn(row: SpotCheckRound, seal: Seal | None, protocol: Protocol) -> bool:
    """The protocol rests on the seal that was published, and its seed gives what it says."""
    is_same_seed = protocol.drawn.seed == row.seed
    return seal == protocol.seal and is_same_seed and draw(protocol.seal, row.seed or "") == protocol.drawn


def _as_drawn(row: SpotCheckRound, protocol: Protocol) -> bool:
    """Every drawn item is checked in its stream, and whatever else is checked came in place of another."""
    rows = db.session.execute(
        select(SpotCheck.item, SpotCheck.stream).where(
            SpotCheck.round_id == row.id, SpotCheck.replaces_id.is_(None)
        )
    )
    return {item: stream for item, stream in rows} == protocol.drawn.streams
