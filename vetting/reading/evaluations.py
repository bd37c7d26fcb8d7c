"""Evaluations: one being written, those of an association as facts, and what boards learnt."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.errors import NotFound
from vetting.domain.evaluations import Goal, Learnt, goals_from, may_sign
from vetting.domain.names import search_key
from vetting.domain.terms_association_reports import Activity, Again, ReadingKind
from vetting.reading.case_filter import visible
from vetting.records import association_reports, evaluations, follow_ups
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers
from vetting.records.decisions import Decision
from vetting.records.evaluations import Evaluation
from vetting.records.officers import Board
from vetting.records.report_arrivals import goals_of

PER_PAGE = 20
MOST_FACTS = 10


@dataclass(frozen=True)
class Experience:
    """What a board learnt, as other boards read it: text and figures, no papers of the case."""

    id: str
    board: str
    association: str
    year: int
    amount: int
    activity: Activity
    is_targeted: bool
    goals: tuple[Goal, ...]
    goals_met: int
    worked: str
    learnt: str
    again: Again
    again_why: str
    contact: str
    signed_at: dt.datetime


@dataclass(frozen=True)
class ExperienceFilter:
    """`activity` None means every kind."""

    activity: Activity | None = None
    is_targeted: bool = False
    text: str = ""
    page: int = 1


@dataclass(frozen=True)
class Experiences:
    lines: tuple[Experience, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class EvaluationPage:
    """The evaluation of a case. `draft` with `version` while it is written, `signed` afterwards;
    `is_ready`: the report is approved, so that it can be written; `may_sign` as the reader's powers say."""

    case_id: str
    case_number: str
    board_id: str
    association: str
    amount: int
    is_ready: bool
    goals: tuple[Goal, ...]
    draft: Learnt | None
    version: int
    drafted_by: str
    signed: Experience | None
    signed_by: str
    may_write: bool
    may_sign: bool


def evaluation_page(case_id: str, *, actor: Actor) -> EvaluationPage:
    """The evaluation of a case. Raises NotFound where it has no plan."""
    row = db.session.execute(
        select(Case, Association.name, Decision.amount)
        .join(Association, Association.id == Case.association_id)
        .join(Decision, Decision.case_id == Case.id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    plan = None if row is None else follow_ups.plan_in_force(case_id)
    if row is None or plan is None:
        raise NotFound("not_found")
    case, association, amount = row
    signed, draft = evaluations.evaluation_of(case_id), evaluations.draft_of(case_id)
    report, is_ready = _report(case_id)
    people = {one for one in (draft and draft.saved_by, signed and signed.signed_by) if one}
    names = names_of_officers(people) if people else {}
    follows = may(actor, Act.FOLLOW_UP, case.board_id)
    decides = may(actor, Act.DECIDE, case.board_id)
    return EvaluationPage(
        case_id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        association=association,
        amount=amount,
        is_ready=is_ready,
        goals=goals_from(signed.goals) if signed else goals_of(plan.id, report),
        draft=Learnt.from_kept(draft.content) if draft else None,
        version=draft.version if draft else 0,
        drafted_by=names.get(draft.saved_by, "") if draft else "",
        signed=next(iter(_experiences(Evaluation.case_id == case_id)), None) if signed else None,
        signed_by=names.get(signed.signed_by, "") if signed else "",
        may_write=follows and is_ready and signed is None,
        may_sign=follows and draft is not None and may_sign(plan.tier, may_decide=decides),
    )


def experiences(wanted: ExperienceFilter, *, actor: Actor) -> Experiences:
    """What boards learnt, the latest first. Every board reads it, for it holds no case papers."""
    require(actor, Act.SEE_DIRECTORY)
    conditions = _conditions(wanted)
    total = db.session.scalar(select(func.count(Evaluation.id)).where(*conditions)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(wanted.page, 1), pages)
    return Experiences(
        _experiences(*conditions, limit=PER_PAGE, offset=(page - 1) * PER_PAGE), total, page, pages
    )


def earlier_evaluations(association_id: str, *, but_case: str = "") -> tuple[Experience, ...]:
    """What boards said when earlier grants to the association were over: facts with date and board, from
    which nothing follows by itself."""
    wanted = [Evaluation.association_id == association_id, Evaluation.case_id != but_case]
    return _experiences(*wanted, limit=MOST_FACTS)


def _experiences(*conditions: Any, limit: int = 1, offset: int = 0) -> tuple[Experience, ...]:
    rows = db.session.execute(
        select(Evaluation, Board.name, Association.name, Case.year, Decision.amount)
        .join(Board, Board.id == Evaluation.board_id)
        .join(Association, Association.id == Evaluation.association_id)
        .join(Case, Case.id == Evaluation.case_id)
        .join(Decision, Decision.case_id == Case.id)
        .where(*conditions)
        .order_by(Evaluation.signed_at.desc(), Evaluation.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        Experience(
            id=row.id,
            board=board,
            association=association,
            year=year,
            amount=amount,
            activity=row.activity,
            is_targeted=row.is_targeted,
            goals=goals_from(row.goals),
            goals_met=row.goals_met,
            worked=row.worked,
            learnt=row.learnt,
            again=row.again,
            again_why=row.again_why,
            contact=row.contact,
            signed_at=row.signed_at,
        )
        for row, board, association, year, amount in rows
    )


def _conditions(wanted: ExperienceFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.activity is not None:
        conditions.append(Evaluation.activity == wanted.activity)
    if wanted.is_targeted:
        conditions.append(Evaluation.is_targeted.is_(True))
    words: Sequence[str] = search_key(wanted.text.strip()).split()[:5]
    conditions += [Evaluation.search_key.contains(word, autoescape=True) for word in words]
    return conditions


def _report(case_id: str) -> tuple[AssociationReport | None, bool]:
    """The latest report, and whether it is approved."""
    reports = association_reports.reports_of(case_id)
    reading = association_reports.reading_of(reports[0].id) if reports else None
    is_approved = reading is not None and reading.kind is ReadingKind.APPROVED
    return (reports[0] if reports else None), is_approved
