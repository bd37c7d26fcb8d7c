"""What has happened with one association: papers per year, support, cases, checks, merges."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, func, or_, select, true
from sqlalchemy.orm import aliased

from vetting.domain.terms import CheckOutcome, Outcome, PaperKind, Stage, SupportKind
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association, Merge, Paper
from vetting.records.cross_checks import CheckedSource, CrossCheck
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.officers import Board, Officer
from vetting.records.snapshots import Source

Boards = frozenset[str] | None


@dataclass(frozen=True)
class PapersOfYear:
    """How many papers of each kind there are for a year."""

    year: int
    counts: dict[PaperKind, int]


@dataclass(frozen=True)
class PlanState:
    """How far the follow-up of a grant has come. `next_on`: the first day of what is not done."""

    done: int
    total: int
    next_on: dt.date | None

    def is_late(self, today: dt.date) -> bool:
        """Whether something should have been done by now."""
        return self.next_on is not None and self.next_on < today


@dataclass(frozen=True)
class SupportLine:
    """Support granted by any board; `case_id` and `plan` only when the actor may see the case."""

    board: str
    kind: SupportKind
    amount: int
    starts_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None
    case_number: str
    case_id: str | None
    plan: PlanState | None = None  # None too where nothing is followed


@dataclass(frozen=True)
class CaseLine:
    id: str
    case_number: str
    board: str
    scheme: str
    year: int
    stage: Stage
    outcome: Outcome | None
    opened_at: dt.datetime


@dataclass(frozen=True)
class CheckLine:
    """One cross-check: what it came to, which sources of which dates, how many hits."""

    run_at: dt.datetime
    outcome: CheckOutcome
    case_id: str | None
    case_number: str | None
    hits: int
    sources: tuple[tuple[str, dt.date | None], ...]


@dataclass(frozen=True)
class MergeLine:
    """A merge in which the association was kept or absorbed."""

    id: str
    kept_id: str
    kept_name: str
    absorbed_id: str
    absorbed_name: str
    reason: str
    merged_by: str
    merged_at: dt.datetime
    undone_at: dt.datetime | None
    moved: dict[str, int]

    @property
    def is_in_force(self) -> bool:
        return self.undone_at is None


def papers_of(association_id: str) -> tuple[PapersOfYear, ...]:
    """Latest year first."""
    rows = db.session.execute(_PAPERS, {"association_id": association_id})
    years: defaultdict[int, Counter[PaperKind]] = defaultdict(Counter)
    for year, kind in rows:
        years[year][kind] += 1
    return tuple(PapersOfYear(year, dict(years[year])) for year in sorted(years, reverse=True))


def supports_of(association_id: str, boards: Boards) -> tuple[SupportLine, ...]:
    """All support ever, latest first."""
    rows = db.session.execute(_SUPPORTS, {"association_id": association_id})
    return tuple(
        SupportLine(
            plan=PlanState(*plan) if plan[1] and (boards is None or board_id in boards) else None,
            board=board,
            kind=row.kind,
            amount=row.amount,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            ended_on=row.ended_on,
            case_number=number,
            case_id=row.case_id if boards is None or board_id in boards else None,
        )
        for row, board, number, board_id, *plan in rows
    )


def cases_of(association_id: str, boards: Boards) -> tuple[CaseLine, ...]:
    """The cases the actor may see, latest first."""
    rows = db.session.execute(_cases(boards), {"association_id": association_id})
    return tuple(
        CaseLine(row.id, row.case_number, board, scheme, row.year, row.stage, outcome, row.opened_at)
        for row, board, scheme, outcome in rows
    )


def checks_of(association_id: str, boards: Boards) -> tuple[CheckLine, ...]:
    """The cross-checks of visible cases and those of no case, latest first."""
    rows = db.session.execute(_checks(boards), {"association_id": association_id})
    lines: dict[str, tuple[CrossCheck, str | None, list[tuple[str, dt.date | None]], int]] = {}
    for check, number, source, as_of, hits in rows:
        _, _, sources, found = lines.get(check.id, (check, number, [], 0))
        if source:
            sources.append((source, as_of))
        lines[check.id] = (check, number, sources, found + (hits or 0))
    return tuple(
        CheckLine(check.run_at, check.outcome, check.case_id, number, found, tuple(sources))
        for check, number, sources, found in lines.values()
    )


def merges_of(association_id: str) -> tuple[MergeLine, ...]:
    """Merges the association had a part in, latest first, undone ones too."""
    rows = db.session.execute(_MERGES, {"association_id": association_id})
    return tuple(
        MergeLine(
            id=row.id,
            kept_id=row.kept_id,
            kept_name=kept_name,
            absorbed_id=row.absorbed_id,
            absorbed_name=absorbed_name,
            reason=row.reason,
            merged_by=officer or row.merged_by,
            merged_at=row.merged_at,
            undone_at=row.undone_at,
            moved={table: len(ids) for table, ids in row.moved.items()},
        )
        for row, kept_name, absorbed_name, officer in rows
    )


def _of_plan(told: Any) -> Any:
    """Of the items of the case's plan in force."""
    newer = aliased(FollowUpPlan)
    version = (
        select(func.max(newer.version)).where(newer.case_id == Case.id).correlate(Case).scalar_subquery()
    )
    items = select(told).join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
    items = items.where(FollowUpPlan.case_id == Case.id, FollowUpPlan.version == version)
    return items.correlate(Case).scalar_subquery()


# Queries are built once: building one takes longer than running it.
_MEANT: BindParameter[str] = bindparam("association_id")
_kept, _absorbed = aliased(Association), aliased(Association)
_PAPERS = select(Paper.year, Paper.kind).where(Paper.association_id == _MEANT)
_SUPPORTS = (
    select(
        Support,
        Board.name,
        Case.case_number,
        Case.board_id,
        _of_plan(func.count(FollowUp.done_at)),
        _of_plan(func.count(FollowUp.id)),
        _of_plan(func.min(case((FollowUp.done_at.is_(None), FollowUp.due_on)))),
    )
    .join(Board, Board.id == Support.board_id)
    .join(Case, Case.id == Support.case_id)
    .where(Support.association_id == _MEANT)
    .order_by(Support.starts_on.desc(), Support.id)
)
_MERGES = (
    select(Merge, _kept.name, _absorbed.name, Officer.display_name)
    .join(_kept, _kept.id == Merge.kept_id)
    .join(_absorbed, _absorbed.id == Merge.absorbed_id)
    .outerjoin(Officer, Officer.id == Merge.merged_by)
    .where(or_(Merge.kept_id == _MEANT, Merge.absorbed_id == _MEANT))
    .order_by(Merge.merged_at.desc(), Merge.id)
)


@lru_cache(maxsize=256)
def _cases(boards: Boards) -> Any:
    return (
        select(Case, Board.name, Scheme.name, Decision.outcome)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .outerjoin(Decision, Decision.case_id == Case.id)
        .where(Case.association_id == _MEANT, _visible(boards))
        .order_by(Case.opened_at.desc(), Case.id)
    )


@lru_cache(maxsize=256)
def _checks(boards: Boards) -> Any:
    return (
        select(CrossCheck, Case.case_number, Source.name, CheckedSource.as_of, CheckedSource.hits)
        .outerjoin(Case, Case.id == CrossCheck.case_id)
        .outerjoin(CheckedSource, CheckedSource.check_id == CrossCheck.id)
        .outerjoin(Source, Source.id == CheckedSource.source_id)
        .where(CrossCheck.association_id == _MEANT, or_(CrossCheck.case_id.is_(None), _visible(boards)))
        .order_by(CrossCheck.run_at.desc(), CrossCheck.id, Source.name)
    )


def _visible(boards: Boards) -> ColumnElement[bool]:
    return true() if boards is None else Case.board_id.in_(boards)
