"""What the tables hold of a case's checklist, fetched in two queries whatever the rows."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    func,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy import cast as sql_cast

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound
from vetting.domain.prefill import KnownPaper
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import ActorRole, NumberClass, PaperKind, Stage
from vetting.reading.case_filter import visible
from vetting.records.applications import Application, Case
from vetting.records.assessments import Answer, Evidence, LocalParameter, RecordedAct
from vetting.records.associations import Association, Paper
from vetting.records.db import db
from vetting.records.officers import Board, Officer

_CASE_ID: BindParameter[str] = bindparam("case_id")


@dataclass(frozen=True)
class Pinned:
    """Which checklist a case is judged by."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True)
class CaseRow:
    """What the sheet tells of its case, and what is known before anybody answers."""

    id: str
    case_number: str
    board_id: str
    board: str
    year: int
    stage: Stage
    sheet_version: int
    association: str
    number_class: NumberClass
    in_directory: bool
    confirmed_on: dt.date | None
    members_total: int | None


@dataclass(frozen=True)
class ShownAnswer:
    value: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class ShownEvidence:
    """Level 1 (own admission) to 8 (linked by a third party); contrary evidence speaks against the ground."""

    id: str
    kind: str
    level: int
    description: str
    source: str
    act_on: dt.date | None
    is_contrary: bool
    paper_id: str
    has_file: bool
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class ShownAct:
    id: str
    what: str
    act_on: dt.date
    place: str
    actor_role: ActorRole
    source: str
    by: str
    at: dt.datetime


@dataclass
class Kept:
    """Answers and evidence by question id, acts and papers, oldest first."""

    answers: dict[str, ShownAnswer] = field(default_factory=dict)
    evidence: dict[str, list[ShownEvidence]] = field(default_factory=dict)
    acts: list[ShownAct] = field(default_factory=list)
    papers: list[KnownPaper] = field(default_factory=list)


def pinned(case_id: str, actor: Actor) -> Pinned:
    """The checklist version of a case within the actor's reach. Raises NotFound."""
    row = db.session.execute(_pin_query(actor), {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound("not_found")
    name, version, digest = row
    return Pinned(name, version, digest)


def case_and_parameters(case_id: str, actor: Actor) -> tuple[CaseRow, dict[str, str]]:
    """The case with what its board set for its year, by parameter name. Raises NotFound."""
    rows = db.session.execute(_case_query(actor), {"case_id": case_id}).all()
    if not rows:
        raise NotFound("not_found")
    case, board, association, total, *_ = rows[0]
    row = CaseRow(
        id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        board=board,
        year=case.year,
        stage=case.stage,
        sheet_version=case.sheet_version,
        association=association.name,
        number_class=association.number_class,
        in_directory=bool(association.municipal_id or association.source_system),
        confirmed_on=association.confirmed_on,
        members_total=total,
    )
    if case.local_rules is not None:
        return row, dict(case.local_rules)
    return row, {name: value for *_, name, value in rows if name is not None}


def kept_of(case_id: str) -> Kept:
    """Current answers, evidence, acts and papers of the case, as one query."""
    kept = Kept()
    for row in db.session.execute(_kept_query(), {"case_id": case_id}):
        _take(kept, row)
    return kept


def answers_as_of(case_id: str, sheet_version: int) -> dict[str, tuple[str, str]]:
    """Value and reason by question as they stood when the sheet had that version."""
    rows = db.session.execute(
        select(Answer.question_id, Answer.value, Answer.reason)
        .where(Answer.case_id == case_id, Answer.sheet_version <= sheet_version)
        .order_by(Answer.sheet_version)
    )
    return {question_id: (value, reason) for question_id, value, reason in rows}


@lru_cache(maxsize=256)  # building a query takes longer than running it
def _pin_query(actor: Actor) -> Any:
    query = select(Case.checklist_name, Case.checklist_version, Case.checklist_digest)
    return query.where(Case.id == _CASE_ID, visible(actor))


@lru_cache(maxsize=256)
def _case_query(actor: Actor) -> Any:
    members = (
        select(Application.members_total)
        .where(Application.case_id == Case.id)
        .order_by(Application.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    local = and_(
        LocalParameter.board_id == Case.board_id,
        LocalParameter.year == Case.year,
        LocalParameter.checklist_name == Case.checklist_name,
    )
    return (
        select(Case, Board.name, Association, members, LocalParameter.name, LocalParameter.value)
        .join(Board, Board.id == Case.board_id)
        .join(Association, Association.id == Case.association_id)
        .outerjoin(LocalParameter, local)
        .where(Case.id == _CASE_ID, visible(actor))
    )


@cache
def _kept_query() -> Any:
    union = _answers().union_all(_evidence(), _acts(), _papers()).subquery()
    by = func.coalesce(Officer.display_name, union.c.who).label("by")
    return select(union, by).outerjoin(Officer, Officer.id == union.c.who).order_by(union.c.at, union.c.id)


def _answers() -> Any:
    return select(
        literal("answer").label("kind"),
        Answer.id.label("id"),
        Answer.question_id.label("key"),
        Answer.value.label("value"),
        Answer.reason.label("text"),
        literal("").label("source"),
        sql_cast(null(), Date).label("day"),
        sql_cast(null(), Integer).label("number"),
        sql_cast(null(), Boolean).label("flag"),
        sql_cast(null(), String).label("paper"),
        sql_cast(null(), String).label("file"),
        Answer.answered_by.label("who"),
        Answer.answered_at.label("at"),
    ).where(Answer.case_id == _CASE_ID, Answer.is_current)


def _evidence() -> Any:
    return select(
        literal("evidence"),
        Evidence.id,
        Evidence.question_id,
        Evidence.kind,
        Evidence.description,
        Evidence.source,
        Evidence.act_on,
        Evidence.level,
        Evidence.is_contrary,
        Evidence.paper_id,
        Evidence.file_digest,
        Evidence.added_by,
        Evidence.added_at,
    ).where(Evidence.case_id == _CASE_ID)


def _acts() -> Any:
    return select(
        literal("act"),
        RecordedAct.id,
        literal(""),
        RecordedAct.actor_role,
        RecordedAct.what,
        RecordedAct.source,
        RecordedAct.act_on,
        sql_cast(null(), Integer),
        sql_cast(null(), Boolean),
        RecordedAct.place,
        sql_cast(null(), String),
        RecordedAct.recorded_by,
        RecordedAct.recorded_at,
    ).where(RecordedAct.case_id == _CASE_ID)


def _papers() -> Any:
    """Papers of the case, and those of its association that belong to no case."""
    own = select(Case.association_id).where(Case.id == _CASE_ID).scalar_subquery()
    return select(
        literal("paper"),
        Paper.id,
        literal(""),
        type_coerce(Paper.kind, String),
        literal(""),
        literal(""),
        sql_cast(null(), Date),
        Paper.year,
        sql_cast(null(), Boolean),
        sql_cast(null(), String),
        sql_cast(null(), String),
        Paper.received_by,
        Paper.received_at,
    ).where((Paper.case_id == _CASE_ID) | (Paper.case_id.is_(None) & (Paper.association_id == own)))


def _take(kept: Kept, row: Any) -> None:
    if row.kind == "answer":
        kept.answers[row.key] = ShownAnswer(row.value, row.text, row.by, row.at)
    elif row.kind == "evidence":
        kept.evidence.setdefault(row.key, []).append(
            ShownEvidence(
                id=row.id,
                kind=row.value,
                level=row.number,
                description=row.text,
                source=row.source,
                act_on=row.day,
                is_contrary=bool(row.flag),
                paper_id=row.paper or "",
                has_file=bool(row.file),
                by=row.by,
                at=row.at,
            )
        )
    elif row.kind == "act":
        role = ActorRole(row.value)
        kept.acts.append(ShownAct(row.id, row.text, row.day, row.paper, role, row.source, row.by, row.at))
    else:
        kept.papers.append(KnownPaper(row.id, PaperKind(row.value), row.number, swedish_day(row.at)))
