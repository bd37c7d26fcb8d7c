"""What anybody may read of the draws: seals, seeds and protocols, and never the name of an association."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from vetting.domain.errors import NotFound
from vetting.domain.round_terms import terms_from
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SeedKind
from vetting.reading.round_documents import Document
from vetting.reading.round_page import SeedSetAside, seeds_set_aside
from vetting.reading.round_rows import boards_by_round
from vetting.records import rounds
from vetting.records.db import db
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class PublicDraw:
    """One round for everybody. `seed` is blank until it is confirmed; `drawn` is None until the draw.

    `public_source` and `public_on` say which published value will be the seed.
    """

    id: str
    half_year: str
    scope: CheckScope
    stage: RoundStage
    boards: tuple[str, ...]
    items: int
    sealed_at: dt.datetime | None
    seal_digest: str
    frame_digest: str
    seed_kind: SeedKind
    public_source: str
    public_on: dt.date | None
    seed: str
    seed_confirmed_at: dt.datetime | None
    set_aside: tuple[SeedSetAside, ...]
    drawn: int | None
    drawn_at: dt.datetime | None
    protocol_digest: str
    published_at: dt.datetime | None
    void_reason: str
    voided_at: dt.datetime | None

    @property
    def has_open_protocol(self) -> bool:
        """Once published; of a voided draw at once: its result stays visible (D-05)."""
        return self.published_at is not None or (self.voided_at is not None and self.drawn_at is not None)


def public_draws() -> tuple[PublicDraw, ...]:
    """Every round from its seal on, and those that were voided, the latest first; four queries."""
    rows = db.session.scalars(
        select(SpotCheckRound)
        .where(or_(SpotCheckRound.sealed_at.is_not(None), SpotCheckRound.stage == RoundStage.VOIDED))
        .order_by(SpotCheckRound.half_year.desc(), SpotCheckRound.opened_at.desc())
    ).all()
    ids = [row.id for row in rows]
    boards = boards_by_round(ids)
    items, drawn = _count(FrameItem.round_id, ids), _count(SpotCheck.round_id, ids)
    return tuple(
        _public(row, tuple(board.name for board in boards.get(row.id, ())), items, drawn) for row in rows
    )


def _count(column: object, ids: list[str]) -> dict[str, int]:
    query = select(column, func.count()).where(column.in_(ids)).group_by(column)  # type: ignore[attr-defined, call-overload]
    if column is SpotCheck.round_id:
        query = query.where(SpotCheck.replaces_id.is_(None))
    return {round_id: count for round_id, count in db.session.execute(query)}


def _public(
    row: SpotCheckRound, boards: tuple[str, ...], items: dict[str, int], drawn: dict[str, int]
) -> PublicDraw:
    terms, is_confirmed = terms_from(row.terms), row.seed_confirmed_at is not None
    is_voided = row.stage is RoundStage.VOIDED
    return PublicDraw(
        id=row.id,
        half_year=row.half_year,
        scope=row.scope,
        stage=row.stage,
        boards=boards,
        items=items.get(row.id, 0),
        sealed_at=row.sealed_at,
        seal_digest=row.seal_digest or "",
        frame_digest=row.frame_digest or "",
        seed_kind=terms.seed_kind,
        public_source=terms.public_source,
        public_on=terms.public_on,
        seed=(row.seed or "") if is_confirmed else "",
        seed_confirmed_at=row.seed_confirmed_at,
        set_aside=seeds_set_aside(row),
        drawn=drawn.get(row.id, 0) if row.drawn_at is not None else None,
        drawn_at=row.drawn_at,
        protocol_digest=row.protocol_digest or "",
        published_at=row.published_at,
        void_reason=row.void_reason if is_voided else "",
        voided_at=row.voided_at,
    )


def published_protocol(round_id: str) -> Document:
    """The protocol, once it is published or its draw is voided. Raises NotFound before that."""
    row = db.session.get(SpotCheckRound, round_id)
    is_open = row is not None and (row.published_at or (row.voided_at and row.drawn_at))
    if row is None or not is_open:
        raise NotFound("protocol_not_published")
    kept = rounds.document(row.id, "protocol")
    return Document(kept.body.encode(), kept.digest, f"protokoll-{row.half_year}-{row.id}.json")
