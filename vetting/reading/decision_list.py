"""Proposals that wait for a decision, and decisions made, as a list with filters."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Actor
from vetting.domain.names import search_key
from vetting.domain.terms import Outcome, Regime, Signature, Stage
from vetting.reading.case_filter import visible
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.officers import Board, Officer

PER_PAGE = 25


@dataclass(frozen=True)
class DecisionFilter:
    """Blank asks for nothing. `only` is "waiting" or "made"."""

    only: str = "waiting"
    board_id: str = ""
    outcome: str = ""
    text: str = ""
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class DecisionLine:
    """A proposal with its decision, if made. Amounts in whole kronor."""

    case_id: str
    case_number: str
    association: str
    scheme: str
    scheme_id: str
    regime: Regime
    board_id: str
    board: str
    outcome: Outcome
    amount: int
    proposed_by: str
    proposed_by_id: str
    proposed_at: dt.datetime
    decided_on: dt.date | None
    decided_by: str | None
    signature: Signature | None


@dataclass(frozen=True)
class DecisionList:
    lines: tuple[DecisionLine, ...]
    total: int
    page: int
    pages: int
    boards: tuple[tuple[str, str], ...]


def decision_list(wanted: DecisionFilter, *, actor: Actor) -> DecisionList:
    """A page of the list: waiting ones oldest first, made ones newest first."""
    query = _narrowed(list_query(wanted.only == "made"), wanted, actor)
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, -(-total // wanted.per_page))
    page = min(max(wanted.page, 1), pages)
    rows = db.session.execute(query.limit(wanted.per_page).offset((page - 1) * wanted.per_page))
    boards = db.session.execute(
        select(Board.id, Board.name).where(Board.id.in_(select(Case.board_id).where(visible(actor))))
        .order_by(Board.name)
    )  # fmt: skip
    return DecisionList(
        tuple(_line(row) for row in rows),
        total,
        page,
        pages,
        tuple((board_id, name) for board_id, name in boards),
    )


def list_query(is_made: bool) -> Any:
    """Proposals with case and names; decided ones newest first, else those that wait, oldest first."""
    proposer, decider = aliased(Officer), aliased(Officer)
    query = (
        select(
            Case.id.label("case_id"),
            Case.case_number,
            Association.name.label("association"),
            Scheme.name.label("scheme"),
            Case.scheme_id,
            Case.regime,
            Case.board_id,
            Board.name.label("board"),
            Proposal.outcome,
            Proposal.amount,
            proposer.display_name.label("proposed_by"),
            Proposal.proposed_by.label("proposed_by_id"),
            Proposal.proposed_at,
            Decision.decided_on,
            decider.display_name.label("decided_by"),
            Decision.signature,
        )
        .join(Proposal, Proposal.case_id == Case.id)
        .join(Association, Association.id == Case.association_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Board, Board.id == Case.board_id)
        .join(proposer, proposer.id == Proposal.proposed_by)
    )
    made = and_(Decision.case_id == Case.id, Decision.proposal_id == Proposal.id)
    if is_made:
        query = query.join(Decision, made).join(decider, decider.id == Decision.decided_by)
        return query.order_by(Decision.decided_at.desc(), Case.id)
    query = query.outerjoin(Decision, made).outerjoin(decider, decider.id == Decision.decided_by)
    return query.where(Case.stage == Stage.PROPOSED, Proposal.is_open).order_by(Proposal.proposed_at, Case.id)


def _narrowed(query: Any, wanted: DecisionFilter, actor: Actor) -> Any:
    query = query.where(visible(actor))
    if wanted.board_id:
        query = query.where(Case.board_id == wanted.board_id)
    if wanted.outcome in set(Outcome):
        query = query.where(Proposal.outcome == Outcome(wanted.outcome))
    if key := search_key(wanted.text.strip()):
        named = Association.search_key.contains(key, autoescape=True)
        query = query.where(named | Case.case_number.icontains(wanted.text.strip(), autoescape=True))
    return query


def _line(row: Any) -> DecisionLine:
    return DecisionLine(**row._mapping)
