"""Rounds of spot checks: terms, frame, sealed documents, and what each round lays claim to."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound, Refused
from vetting.domain.round_terms import PARTS_OF
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SeedKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.officers import Board


class SpotCheckRound(Base):
    """One half-year's draw of one scope for some boards. A voided round stays, and another may replace it."""

    __tablename__ = "spot_check_rounds"
    __table_args__ = (
        CheckConstraint("(sealed_at IS NULL) = (seal_digest IS NULL)", name="seal_whole"),
        CheckConstraint("seed_recorded_at IS NULL OR seed_recorded_at >= sealed_at", name="seed_after_seal"),
        CheckConstraint("seed_recorded_at IS NULL OR seed <> ''", name="seed_written"),
        CheckConstraint(
            "seed_confirmed_by IS NULL OR seed_confirmed_by <> seed_recorded_by", name="seed_two_persons"
        ),
        CheckConstraint("drawn_at IS NULL OR seed_confirmed_at IS NOT NULL", name="drawn_after_seed"),
        CheckConstraint("voided_by IS NULL OR voided_by <> void_proposed_by", name="void_two_persons"),
        CheckConstraint("(stage = 'voided') = (voided_at IS NOT NULL)", name="void_whole"),
        CheckConstraint("voided_at IS NULL OR void_reason <> ''", name="void_with_reason"),
        Index("ix_spot_check_rounds_half_year", "half_year"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    half_year: Mapped[str] = mapped_column(String(7))  # "2026-H1"
    scope: Mapped[CheckScope] = mapped_column(Word(CheckScope))
    stage: Mapped[RoundStage] = mapped_column(Word(RoundStage), default=RoundStage.OPEN)
    period_from_on: Mapped[dt.date]
    period_until_on: Mapped[dt.date]
    terms: Mapped[dict[str, object]] = mapped_column(JSON)  # as domain/round_terms.py keeps them
    checklist_name: Mapped[str] = mapped_column(String(60))
    checklist_version: Mapped[str] = mapped_column(String(20))
    checklist_digest: Mapped[str] = mapped_column(String(64))
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    sealed_by: Mapped[str | None] = mapped_column(String(40))
    sealed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    frame_digest: Mapped[str | None] = mapped_column(String(64))
    seal_digest: Mapped[str | None] = mapped_column(String(64))
    seed: Mapped[str | None] = mapped_column(String(200))  # normal form
    seed_witnesses: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # id, name, role
    seeds_set_aside: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # seed, reason, at
    seed_recorded_by: Mapped[str | None] = mapped_column(String(40))
    seed_recorded_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    seed_confirmed_by: Mapped[str | None] = mapped_column(String(40))
    seed_confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    drawn_by: Mapped[str | None] = mapped_column(String(40))
    drawn_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    protocol_digest: Mapped[str | None] = mapped_column(String(64))
    published_by: Mapped[str | None] = mapped_column(String(40))
    published_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    void_reason: Mapped[str] = mapped_column(Text, default="")
    void_proposed_by: Mapped[str | None] = mapped_column(String(40))
    void_proposed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    voided_by: Mapped[str | None] = mapped_column(String(40))
    voided_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("spot_check_rounds.id"))

    @property
    def seed_kind(self) -> SeedKind:
        return SeedKind(str(self.terms["seed_kind"]))


class RoundBoard(Base):
    """A board whose support a round draws from; stays when the round is voided."""

    __tablename__ = "round_boards"

    round_id: Mapped[str] = mapped_column(ForeignKey("spot_check_rounds.id"), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), primary_key=True)


class RoundClaim(Base):
    """One half-year, board and part of the scope can belong to one round only, until that is voided."""

    __tablename__ = "round_claims"
    __table_args__ = (UniqueConstraint("half_year", "board_id", "part"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    half_year: Mapped[str] = mapped_column(String(7))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    part: Mapped[CheckScope] = mapped_column(Word(CheckScope))  # grants or premises, never both
    round_id: Mapped[str] = mapped_column(ForeignKey("spot_check_rounds.id"), index=True)


class FrameItem(Base):
    """One support of a sealed frame, with the facts the draw rests on. Written once, at sealing."""

    __tablename__ = "frame_items"
    __table_args__ = (Index("ix_frame_items_association", "association_id"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("spot_check_rounds.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)  # case number
    support_id: Mapped[str] = mapped_column(ForeignKey("supports.id"))
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    kind: Mapped[SupportKind] = mapped_column(Word(SupportKind))
    association_kind: Mapped[str] = mapped_column(String(20))  # a word of AssociationKind; never belief
    amount: Mapped[int]
    stratum: Mapped[str] = mapped_column(String(40))
    weight: Mapped[int]
    chance: Mapped[str] = mapped_column(String(12))  # of being drawn in any stream, as published


class RoundDocument(Base):
    """The sealed document and the protocol of a round, byte for byte; the tables refuse any change."""

    __tablename__ = "round_documents"
    __table_args__ = (CheckConstraint("kind IN ('seal', 'protocol')", name="kind_known"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("spot_check_rounds.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))


class Programme(Base):
    """What the clock opens each half-year by itself: scope, boards and terms."""

    __tablename__ = "spot_check_programmes"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    scope: Mapped[CheckScope] = mapped_column(Word(CheckScope))
    board_ids: Mapped[list[str]] = mapped_column(JSON)  # empty: every board in use
    terms: Mapped[dict[str, object]] = mapped_column(JSON)
    is_active: Mapped[bool] = mapped_column(default=True)
    set_by: Mapped[str] = mapped_column(String(40))
    set_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def round_in_hand(round_id: str) -> SpotCheckRound:
    """The round, locked until the deed ends. Raises NotFound."""
    found = db.session.get(SpotCheckRound, round_id, with_for_update=True)
    if found is None:
        raise NotFound("round_not_found")
    return found


def rounds_taken(
    half_year: str, board_ids: Collection[str], parts: Collection[CheckScope]
) -> tuple[str, ...]:
    """Names of the boards that some round of the half-year already draws from."""
    rows = (
        select(Board.name)
        .join(RoundClaim, RoundClaim.board_id == Board.id)
        .where(RoundClaim.half_year == half_year, Board.id.in_(board_ids), RoundClaim.part.in_(parts))
        .distinct()
        .order_by(Board.name)
    )
    return tuple(db.session.scalars(rows))


def voided_before(half_year: str, scope: CheckScope, board_ids: Collection[str]) -> str | None:
    """The last voided round of the half-year that drew the same from a board: the next one replaces it."""
    alike = [other for other, parts in PARTS_OF.items() if set(parts) & set(PARTS_OF[scope])]
    return db.session.scalar(
        select(SpotCheckRound.id)
        .join(RoundBoard, RoundBoard.round_id == SpotCheckRound.id)
        .where(
            SpotCheckRound.half_year == half_year,
            SpotCheckRound.stage == RoundStage.VOIDED,
            SpotCheckRound.scope.in_(alike),
            RoundBoard.board_id.in_(board_ids),
        )
        .order_by(SpotCheckRound.voided_at.desc())
        .limit(1)
    )


def programme_in_hand(programme_id: str) -> Programme:
    """The programme, locked. Raises NotFound."""
    found = db.session.get(Programme, programme_id, with_for_update=True)
    if found is None:
        raise NotFound("programme_not_found")
    return found


def board_ids_of(round_id: str) -> tuple[str, ...]:
    """The boards of a round, by id."""
    rows = select(RoundBoard.board_id).where(RoundBoard.round_id == round_id).order_by(RoundBoard.board_id)
    return tuple(db.session.scalars(rows))


def add_round(row: SpotCheckRound, board_ids: Collection[str], parts: Iterable[CheckScope]) -> SpotCheckRound:
    """Keeps a new round with its boards and claims; a half-year that is taken is refused by name."""
    db.session.add(row)
    db.session.flush()
    boards = sorted(board_ids)
    db.session.add_all(RoundBoard(round_id=row.id, board_id=board_id) for board_id in boards)
    db.session.add_all(
        RoundClaim(half_year=row.half_year, board_id=board_id, part=part, round_id=row.id)
        for board_id in boards
        for part in parts
    )
    db.session.flush()
    return row


def give_up_claims(round_id: str) -> None:
    """A voided round no longer stands in the way of another one."""
    db.session.execute(delete(RoundClaim).where(RoundClaim.round_id == round_id))


def keep_frame(rows: Sequence[Mapping[str, object]]) -> None:
    """Keeps every item of a sealed frame; each row has the columns of FrameItem."""
    if rows:
        db.session.execute(insert(FrameItem), [dict(row) for row in rows])


def keep_document(round_id: str, kind: str, body: str, digest: str) -> None:
    """Keeps a document of a round: `seal` or `protocol`."""
    db.session.add(RoundDocument(round_id=round_id, kind=kind, body=body, digest=digest))
    db.session.flush()


def document(round_id: str, kind: str) -> RoundDocument:
    """A document of a round. Raises Refused `document_not_there`."""
    found = db.session.get(RoundDocument, (round_id, kind))
    if found is None:
        raise Refused("document_not_there")
    return found
