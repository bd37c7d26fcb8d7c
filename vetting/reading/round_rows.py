"""What the pages of rounds share: a round's head, who may do what in it, and how far it has come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.round_stages import require_stage
from vetting.domain.round_steps import Standing
from vetting.domain.round_terms import DrawTerms, terms_from
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SpotCheckState
from vetting.records.db import db
from vetting.records.officers import Board, Officer
from vetting.records.rounds import FrameItem, RoundBoard, SpotCheckRound
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class RoundBoardName:
    """A board of a round."""

    id: str
    prefix: str
    name: str


@dataclass(frozen=True)
class Rights:
    """What the reader may do in the round; `is_recorder`: it was the reader who wrote the seed."""

    may_run: bool
    may_judge: bool
    may_confirm: bool
    is_recorder: bool
    proposed_void: bool


@dataclass(frozen=True)
class RoundHead:
    """What every page of a round shows above. The seed is not here: it is shown when it is confirmed."""

    id: str
    half_year: str
    scope: CheckScope
    stage: RoundStage
    boards: tuple[RoundBoardName, ...]
    from_on: dt.date
    until_on: dt.date
    terms: DrawTerms
    checklist: tuple[str, str]  # name, version
    opened_at: dt.datetime
    sealed_at: dt.datetime | None
    rights: Rights

    @property
    def board_names(self) -> Mapping[str, str]:
        """Names by prefix."""
        return {board.prefix: board.name for board in self.boards}


@dataclass(frozen=True)
class Counts:
    """Rows of a round. `drawn` counts what was drawn, not the reserves that came in later."""

    items: int = 0
    drawn: int = 0
    closed: int = 0
    unshared: int = 0
    without_letter: int = 0

    def standing(self, row: SpotCheckRound) -> Standing:
        """As the rule of the steps sees it."""
        return Standing(row.stage, self.unshared, self.without_letter, row.published_at is not None)


def round_row(round_id: str, actor: Actor) -> SpotCheckRound:
    """The round for somebody who may look at rounds. Raises NotAllowed or NotFound."""
    require(actor, Act.SEE_SPOT_CHECKS)
    found = db.session.get(SpotCheckRound, round_id)
    if found is None:
        raise NotFound("round_not_found")
    return found


def head_of(row: SpotCheckRound, actor: Actor) -> RoundHead:
    """The head, with one query for the boards."""
    boards = tuple(boards_by_round([row.id]).get(row.id, ()))
    return RoundHead(
        id=row.id,
        half_year=row.half_year,
        scope=row.scope,
        stage=row.stage,
        boards=boards,
        from_on=row.period_from_on,
        until_on=row.period_until_on,
        terms=terms_from(row.terms),
        checklist=(row.checklist_name, row.checklist_version),
        opened_at=row.opened_at,
        sealed_at=row.sealed_at,
        rights=_rights(row, [board.id for board in boards], actor),
    )


def round_head(round_id: str, *, actor: Actor) -> RoundHead:
    """The head of a round. Raises NotAllowed or NotFound."""
    return head_of(round_row(round_id, actor), actor)


def round_to_run(round_id: str, stage: RoundStage | None = None, *, actor: Actor) -> RoundHead:
    """The head, for whoever runs the round and takes the step from that stage.

    Raises NotAllowed or NotFound, and Refused with what comes first when the round stands elsewhere.
    """
    require(actor, Act.RUN_SPOT_CHECKS)
    head = round_head(round_id, actor=actor)
    if not head.rights.may_run:
        raise NotFound("round_not_found")
    if stage is not None:
        require_stage(head.stage, stage)
    return head


def round_to_judge(round_id: str, *, actor: Actor) -> RoundHead:
    """The head, for whoever runs rounds in one of its boards at least. Raises NotAllowed or NotFound."""
    require(actor, Act.RUN_SPOT_CHECKS)
    head = round_head(round_id, actor=actor)
    if not head.rights.may_judge:
        raise NotFound("round_not_found")
    return head


def round_to_confirm(round_id: str, *, actor: Actor) -> RoundHead:
    """The head, for a second person who reads the seed. Raises NotAllowed, NotFound or Refused."""
    require(actor, Act.MAKE_SPOT_CHECK)
    head = round_head(round_id, actor=actor)
    require_stage(head.stage, RoundStage.SEED_RECORDED)
    return head


def _rights(row: SpotCheckRound, board_ids: Collection[str], actor: Actor) -> Rights:
    run_in = boards_for(actor, Act.RUN_SPOT_CHECKS)
    within = set(board_ids) if run_in is None else run_in & set(board_ids)
    is_recorder = row.seed_recorded_by == actor.id
    return Rights(
        may_run=bool(board_ids) and within == set(board_ids),
        may_judge=bool(within),
        may_confirm=may(actor, Act.MAKE_SPOT_CHECK) and not is_recorder,
        is_recorder=is_recorder,
        proposed_void=actor.is_person(row.void_proposed_by),
    )


def counts_of(round_ids: Collection[str]) -> dict[str, Counts]:
    """Rows by round, in two queries whatever the number of rounds."""
    items = dict(
        db.session.execute(
            select(FrameItem.round_id, func.count())
            .where(FrameItem.round_id.in_(round_ids))
            .group_by(FrameItem.round_id)
        ).all()
    )
    open_check = SpotCheck.state != SpotCheckState.LEFT_POPULATION
    rows = db.session.execute(
        select(
            SpotCheck.round_id,
            func.count().filter(SpotCheck.replaces_id.is_(None)),
            func.count().filter(SpotCheck.state == SpotCheckState.CLOSED),
            func.count().filter(open_check, SpotCheck.officer_id.is_(None)),
            func.count().filter(open_check, SpotCheck.asked_at.is_(None)),
        )
        .where(SpotCheck.round_id.in_(round_ids))
        .group_by(SpotCheck.round_id)
    )
    checks = {row[0]: row[1:] for row in rows}
    return {
        round_id: Counts(items.get(round_id, 0), *checks.get(round_id, (0, 0, 0, 0)))
        for round_id in round_ids
    }


def names_of(officer_ids: Collection[str | None]) -> Mapping[str | None, str]:
    """Display names by id; the id itself for whoever is no officer, blank for None."""
    wanted = {one for one in officer_ids if one}
    rows = db.session.execute(select(Officer.id, Officer.display_name).where(Officer.id.in_(wanted)))
    found: dict[str | None, str] = {one: one for one in wanted}
    found[None] = ""
    found.update((officer_id, name) for officer_id, name in rows)
    return found


def boards_by_round(round_ids: Collection[str]) -> dict[str, list[RoundBoardName]]:
    """The boards of each round, by name."""
    rows = db.session.execute(
        select(RoundBoard.round_id, Board.id, Board.prefix, Board.name)
        .join(Board, Board.id == RoundBoard.board_id)
        .where(RoundBoard.round_id.in_(round_ids))
        .order_by(Board.name)
    )
    found: defaultdict[str, list[RoundBoardName]] = defaultdict(list)
    for round_id, *board in rows:
        found[round_id].append(RoundBoardName(*board))
    return found
