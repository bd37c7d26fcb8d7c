"""What can be chosen when a round is opened, a seed recorded or a programme set."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.round_terms import DrawTerms, terms_from
from vetting.domain.seasons import half_year_of
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import CheckScope, RoundStage
from vetting.records.db import db
from vetting.records.officers import Appointment, Board, Officer
from vetting.records.rounds import Programme, RoundClaim, SpotCheckRound

AHEAD = 2  # half-years that can be opened beforehand


@dataclass(frozen=True)
class Choices:
    """Half-years from the present one on; boards the reader may run rounds in, id and name; and what is
    suggested: the first half-year with a board that no round draws from, and the terms of last time."""

    half_years: tuple[str, ...]
    boards: tuple[tuple[str, str], ...]
    half_year: str
    free: tuple[str, ...]
    scope: CheckScope
    terms: DrawTerms


@dataclass(frozen=True)
class PossibleWitness:
    """An officer who may have seen the dice: id, name, roles, and boards (none: every board)."""

    id: str
    name: str
    roles: tuple[Role, ...]
    boards: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeLine:
    """What the clock opens by itself. No boards: every board in use."""

    id: str
    scope: CheckScope
    boards: tuple[str, ...]
    board_ids: tuple[str, ...]
    terms: DrawTerms
    is_active: bool
    set_by: str
    set_at: dt.datetime


def choices_for_round(actor: Actor, *, today: dt.date) -> Choices:
    """What a new round can be, everything suggested, in three queries. Raises NotAllowed."""
    boards = boards_to_run(actor)
    half_years = [str(half_year_of(today).back(-ahead)) for ahead in range(AHEAD + 1)]
    last = db.session.scalar(
        select(SpotCheckRound)
        .where(SpotCheckRound.stage != RoundStage.VOIDED)
        .order_by(SpotCheckRound.half_year.desc(), SpotCheckRound.opened_at.desc())
        .limit(1)
    )
    claims = db.session.execute(
        select(RoundClaim.half_year, RoundClaim.board_id, RoundClaim.part).where(
            RoundClaim.half_year.in_(half_years)
        )
    )
    taken = {tuple(claim) for claim in claims}
    scope = CheckScope.GRANTS if last is None else last.scope
    part = CheckScope.PREMISES if scope is CheckScope.PREMISES else CheckScope.GRANTS
    free = {
        name: tuple(board_id for board_id, _ in boards if (name, board_id, part) not in taken)
        for name in half_years
    }
    suggested = next((name for name in half_years if free[name]), half_years[0])
    return Choices(
        half_years=tuple(half_years),
        boards=boards,
        half_year=suggested,
        free=free[suggested],
        scope=scope,
        terms=DrawTerms() if last is None else as_next_time(terms_from(last.terms)),
    )


def as_next_time(terms: DrawTerms) -> DrawTerms:
    """The terms again, without the day of a public value that has passed by then."""
    return DrawTerms(**{**terms.__dict__, "public_on": None})


def boards_to_run(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Id and name of each board in use that the reader may run rounds in. Raises NotAllowed."""
    require(actor, Act.RUN_SPOT_CHECKS)
    run_in = boards_for(actor, Act.RUN_SPOT_CHECKS)
    rows = db.session.execute(select(Board.id, Board.name).where(Board.is_active).order_by(Board.name))
    return tuple((board_id, name) for board_id, name in rows if run_in is None or board_id in run_in)


def possible_witnesses(actor: Actor) -> tuple[PossibleWitness, ...]:
    """Every active officer with an appointment, by name. Raises NotAllowed."""
    require(actor, Act.RUN_SPOT_CHECKS)
    rows = db.session.execute(
        select(Officer.id, Officer.display_name, Appointment.role, Board.name)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .outerjoin(Board, Board.id == Appointment.board_id)
        .where(Officer.is_active, Appointment.role != Role.PARTNER_AGENT)
        .order_by(Officer.display_name, Officer.id, Appointment.role, Board.name)
    )
    found: dict[str, tuple[str, dict[Role, None], dict[str, None]]] = {}
    for officer_id, name, role, board in rows:
        _, roles, boards = found.setdefault(officer_id, (name, {}, {}))
        roles[role] = None
        if board is not None:
            boards[board] = None
    return tuple(
        PossibleWitness(officer_id, name, tuple(roles), tuple(boards))
        for officer_id, (name, roles, boards) in found.items()
    )


def programmes(actor: Actor) -> tuple[ProgrammeLine, ...]:
    """What the clock opens by itself, the oldest first. Raises NotAllowed."""
    require(actor, Act.SEE_SPOT_CHECKS)
    names = {board_id: name for board_id, name in db.session.execute(select(Board.id, Board.name))}
    rows = db.session.execute(
        select(Programme, Officer.display_name)
        .outerjoin(Officer, Officer.id == Programme.set_by)
        .order_by(Programme.set_at, Programme.id)
    )
    return tuple(
        ProgrammeLine(
            id=row.id,
            scope=row.scope,
            boards=tuple(sorted(names.get(board_id, board_id) for board_id in row.board_ids)),
            board_ids=tuple(row.board_ids),
            terms=terms_from(row.terms),
            is_active=row.is_active,
            set_by=name or row.set_by,
            set_at=row.set_at,
        )
        for row, name in rows
    )


def programme(programme_id: str, actor: Actor) -> ProgrammeLine:
    """One programme, for whoever runs rounds. Raises NotAllowed, or NotFound."""
    require(actor, Act.RUN_SPOT_CHECKS)
    found = next((line for line in programmes(actor) if line.id == programme_id), None)
    if found is None or not may_set(found, actor):
        raise NotFound("programme_not_found")
    return found


def may_set(line: ProgrammeLine, actor: Actor) -> bool:
    """Whether the reader runs rounds in every board of the programme."""
    run_in = boards_for(actor, Act.RUN_SPOT_CHECKS)
    return run_in is None or (bool(line.board_ids) and set(line.board_ids) <= run_in)
