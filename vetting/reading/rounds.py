"""Every round of spot checks by half-year: how far it has come, and what waits for the reader."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.round_steps import next_step
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, RoundStep
from vetting.reading.round_rows import Counts, RoundBoardName, boards_by_round, counts_of
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.rounds import SpotCheckRound


@dataclass(frozen=True)
class RoundLine:
    """One round. `next_step` is None when nothing waits; `is_mine`: the reader may take it."""

    id: str
    half_year: str
    scope: CheckScope
    stage: RoundStage
    boards: tuple[RoundBoardName, ...]
    is_whole: bool
    counts: Counts
    seal_digest: str | None
    sealed_at: dt.datetime | None
    drawn_at: dt.datetime | None
    is_published: bool
    next_step: RoundStep | None
    is_mine: bool
    void_proposed: bool
    void_reason: str
    replaces_id: str | None


@dataclass(frozen=True)
class RoundsPage:
    """Rounds by half-year, the latest first; voided ones stay among the others."""

    half_years: tuple[tuple[str, tuple[RoundLine, ...]], ...]
    may_open: bool

    @property
    def waiting(self) -> tuple[RoundLine, ...]:
        """Rounds with a step that the reader may take."""
        return tuple(line for _, lines in self.half_years for line in lines if line.is_mine)


def rounds_page(actor: Actor) -> RoundsPage:
    """Every round, in five queries. Raises NotAllowed."""
    require(actor, Act.SEE_SPOT_CHECKS)
    rows = db.session.scalars(
        select(SpotCheckRound).order_by(SpotCheckRound.half_year.desc(), SpotCheckRound.opened_at.desc())
    ).all()
    ids = [row.id for row in rows]
    boards, counts = boards_by_round(ids), counts_of(ids)
    in_use = db.session.scalar(select(func.count()).select_from(Board).where(Board.is_active)) or 0
    found: dict[str, list[RoundLine]] = {}
    for row in rows:
        line = _line(row, tuple(boards.get(row.id, ())), counts[row.id], actor, in_use)
        found.setdefault(row.half_year, []).append(line)
    return RoundsPage(
        tuple((half_year, tuple(lines)) for half_year, lines in found.items()),
        may(actor, Act.RUN_SPOT_CHECKS),
    )


def _line(
    row: SpotCheckRound, boards: tuple[RoundBoardName, ...], counts: Counts, actor: Actor, in_use: int
) -> RoundLine:
    step = next_step(counts.standing(row))
    return RoundLine(
        id=row.id,
        half_year=row.half_year,
        scope=row.scope,
        stage=row.stage,
        boards=boards,
        is_whole=in_use > 1 and len(boards) >= in_use,
        counts=counts,
        seal_digest=row.seal_digest,
        sealed_at=row.sealed_at,
        drawn_at=row.drawn_at,
        is_published=row.published_at is not None,
        next_step=step,
        is_mine=_is_mine(row, step, boards, actor),
        void_proposed=row.void_proposed_by is not None and row.stage is not RoundStage.VOIDED,
        void_reason=row.void_reason,
        replaces_id=row.replaces_id,
    )


def _is_mine(
    row: SpotCheckRound, step: RoundStep | None, boards: tuple[RoundBoardName, ...], actor: Actor
) -> bool:
    if step is None:
        return False
    if step is RoundStep.CONFIRM_SEED:
        return may(actor, Act.MAKE_SPOT_CHECK) and row.seed_recorded_by != actor.id
    run_in = boards_for(actor, Act.RUN_SPOT_CHECKS)
    return run_in is None or {board.id for board in boards} <= run_in


def round_id_of(text: str, actor: Actor) -> str:
    """The round of that id, or of that half-year when only one fits; a voided one only when named by id.

    Raises NotFound `round_not_found`, or `round_ambiguous` with the ids that fit.
    """
    require(actor, Act.SEE_SPOT_CHECKS)
    wanted = text.strip()
    rows = db.session.scalars(
        select(SpotCheckRound.id)
        .where(
            (SpotCheckRound.id == wanted)
            | ((SpotCheckRound.half_year == wanted.upper()) & (SpotCheckRound.stage != RoundStage.VOIDED))
        )
        .order_by(SpotCheckRound.opened_at)
    ).all()
    if not rows:
        raise NotFound("round_not_found", round=wanted)
    if len(rows) > 1:
        raise NotFound("round_ambiguous", rounds=tuple(rows))
    return rows[0]
