"""One board as the administrator sees it: its schemes, its delegation order, its local values."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import BoardKind, PaperKind, Regime, Role, SupportKind
from vetting.domain.terms_decisions import DelegatedAct
from vetting.records.applications import Case, Scheme
from vetting.records.assessments import LocalParameter
from vetting.records.db import db
from vetting.records.officers import Board, Delegation


@dataclass(frozen=True)
class SchemeRow:
    id: str
    name: str
    kind: SupportKind
    regime: Regime
    checklist: str
    papers: tuple[PaperKind, ...]
    is_open: bool
    cases: int


@dataclass(frozen=True)
class DelegationRow:
    """`standing` is "coming", "in_force" or "replaced". `scheme`, `regime`: only such matters; None: all."""

    role: Role
    max_amount: int
    item: str
    in_force_on: dt.date
    standing: str
    scheme: str | None
    regime: Regime | None
    act: DelegatedAct


@dataclass(frozen=True)
class BoardFacts:
    id: str
    prefix: str
    name: str
    kind: BoardKind
    district: str | None
    is_active: bool


@dataclass(frozen=True)
class BoardPage:
    board: BoardFacts
    schemes: tuple[SchemeRow, ...]
    delegations: tuple[DelegationRow, ...]
    parameters: tuple[tuple[int, str, int], ...]  # year, checklist, how many values


def board_facts(board_id: str, actor: Actor) -> BoardFacts:
    """The board itself. Raises NotAllowed or NotFound."""
    require(actor, Act.ADMINISTER)
    board = db.session.get(Board, board_id)
    if board is None:
        raise NotFound("board_not_found")
    return BoardFacts(board.id, board.prefix, board.name, board.kind, board.district, board.is_active)


def board_page(board_id: str, actor: Actor, today: dt.date) -> BoardPage:
    """The board with what it has opened, delegated and set. Raises NotAllowed or NotFound."""
    board = board_facts(board_id, actor)
    counts = db.session.execute(
        select(LocalParameter.year, LocalParameter.checklist_name, func.count())
        .where(LocalParameter.board_id == board_id)
        .group_by(LocalParameter.year, LocalParameter.checklist_name)
        .order_by(LocalParameter.year.desc(), LocalParameter.checklist_name)
    )
    return BoardPage(
        board=board,
        schemes=_schemes(board_id),
        delegations=_delegations(board_id, today),
        parameters=tuple((year, checklist, count) for year, checklist, count in counts),
    )


def local_values(board_id: str, year: int, checklist: str, actor: Actor) -> dict[tuple[str, str], str]:
    """What the board has set for the year, by question id and parameter name."""
    require(actor, Act.ADMINISTER)
    rows = db.session.execute(
        select(LocalParameter.question_id, LocalParameter.name, LocalParameter.value).where(
            LocalParameter.board_id == board_id,
            LocalParameter.year == year,
            LocalParameter.checklist_name == checklist,
        )
    )
    return {(question_id, name): value for question_id, name, value in rows}


def _schemes(board_id: str) -> tuple[SchemeRow, ...]:
    counts = select(Case.scheme_id, func.count().label("n")).group_by(Case.scheme_id).subquery()
    rows = db.session.execute(
        select(Scheme, func.coalesce(counts.c.n, 0))
        .outerjoin(counts, counts.c.scheme_id == Scheme.id)
        .where(Scheme.board_id == board_id)
        .order_by(Scheme.is_open.desc(), Scheme.name)
    )
    return tuple(
        SchemeRow(
            id=scheme.id,
            name=scheme.name,
            kind=scheme.kind,
            regime=scheme.regime,
            checklist=scheme.checklist,
            papers=tuple(PaperKind(paper) for paper in scheme.papers),
            is_open=scheme.is_open,
            cases=cases,
        )
        for scheme, cases in rows
    )


def _delegations(board_id: str, today: dt.date) -> tuple[DelegationRow, ...]:
    rows = db.session.execute(
        select(Delegation, Scheme.name)
        .outerjoin(Scheme, Scheme.id == Delegation.scheme_id)
        .where(Delegation.board_id == board_id)
        .order_by(Delegation.in_force_on.desc(), Delegation.role, Delegation.id)
    )
    found, seen = [], set()
    for row, scheme in rows:
        about = (row.role, row.scheme_id, row.regime, row.act)
        standing = "coming" if row.in_force_on > today else "replaced" if about in seen else "in_force"
        if standing == "in_force":
            seen.add(about)
        found.append(
            DelegationRow(
                role=row.role,
                max_amount=row.max_amount,
                item=row.item,
                in_force_on=row.in_force_on,
                standing=standing,
                scheme=scheme,
                regime=row.regime,
                act=row.act,
            )
        )
    return tuple(found)
