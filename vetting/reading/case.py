"""One case as its page shows it: facts, versions, papers, what is missing, timeline, neighbours."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, asc, bindparam, desc, literal, select, tuple_
from sqlalchemy.orm import aliased

from vetting.domain.application import Applied, Completeness, completeness
from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.domain.points import PointKind
from vetting.domain.terms import Channel, PaperKind, Regime, Stage
from vetting.reading.case_filter import CaseFilter, conditions, visible
from vetting.reading.sheet_rows import Pinned
from vetting.records.applications import Application, Case, Scheme, SupplementRequest
from vetting.records.associations import Association, Paper
from vetting.records.db import db
from vetting.records.files import StoredFile
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import ApiToken, Board, Officer
from vetting.records.openings import applied_of

TIMELINE_LENGTH = 200


@dataclass(frozen=True)
class Version:
    """One version of what was applied for."""

    number: int
    channel: Channel
    applied: Applied
    received_at: dt.datetime
    received_by: str


@dataclass(frozen=True)
class PaperLine:
    """A paper of the case. `size` in bytes; `digest` the SHA-256 of its bytes."""

    id: str
    kind: PaperKind
    year: int
    file_name: str
    size: int
    digest: str
    received_at: dt.datetime


@dataclass(frozen=True)
class AskedPoint:
    """A point of a request for completion, with what the officer wrote of it."""

    kind: PointKind
    key: str
    note: str


@dataclass(frozen=True)
class OpenRequest:
    """The request that awaits an answer. `notice_id` is its letter."""

    id: str
    points: tuple[AskedPoint, ...]
    due_on: dt.date
    is_late: bool
    requested_at: dt.datetime
    notice_id: str


@dataclass(frozen=True)
class Happening:
    """One entry of the journal: `name` a word of Entry, `facts` its particulars, `by` who did it."""

    at: dt.datetime
    name: str
    by: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class CaseHead:
    """What stands at the top of every page of a case."""

    id: str
    case_number: str
    stage: Stage
    regime: Regime
    year: int
    board_id: str
    board: str
    scheme: str
    scheme_papers: tuple[PaperKind, ...]
    association_id: str
    association: str
    org_number: str | None
    number_shown: str
    officer_id: str | None
    officer: str | None
    checklist: Pinned
    received_on: dt.date
    opened_at: dt.datetime
    withdrawal_reason: str | None
    is_review: bool  # of support given before


@dataclass(frozen=True)
class CaseFile:
    """Everything on the left of a case's page, and where to go from it. Newest version first."""

    head: CaseHead
    versions: tuple[Version, ...]
    papers: tuple[PaperLine, ...]
    completeness: Completeness
    request: OpenRequest | None
    timeline: tuple[Happening, ...]
    next_id: str | None
    previous_id: str | None
    may_prepare: bool

    @property
    def newest(self) -> Version:
        return self.versions[0]


_VERSIONS = (
    select(Application, Officer.display_name)
    .outerjoin(Officer, Officer.id == Application.received_by)
    .where(Application.case_id == bindparam("case_id"))
    .order_by(Application.version.desc())
)
_PAPERS = (
    select(Paper, StoredFile.size)
    .join(StoredFile, StoredFile.digest == Paper.file_digest)
    .where(Paper.case_id == bindparam("case_id"))
    .order_by(Paper.received_at, Paper.id)
)
_TIMELINE = (
    select(JournalEntry.at, JournalEntry.name, JournalEntry.actor)
    .add_columns(JournalPayload.body, Officer.display_name, ApiToken.name)
    .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
    .outerjoin(Officer, Officer.id == JournalEntry.actor)
    .outerjoin(ApiToken, literal("token:") + ApiToken.id == JournalEntry.actor)
    .where(JournalEntry.case_id == bindparam("case_id"))
    .order_by(JournalEntry.seq.desc())
    .limit(TIMELINE_LENGTH)
)


def case_file(case_id: str, *, actor: Actor, today: dt.date, within: CaseFilter | None = None) -> CaseFile:
    """The case in four queries. Next and previous walk `within`, oldest first. Raises NotFound."""
    wanted = within or CaseFilter(stage="open")
    row = db.session.execute(_case_query(wanted, actor, today), {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound("not_found")
    head = _head(row)
    versions = _versions(case_id)
    papers = _papers(case_id)
    held = {paper.kind for paper in papers}
    return CaseFile(
        head=head,
        versions=versions,
        papers=papers,
        completeness=completeness(versions[0].applied, year=head.year, needed=head.scheme_papers, held=held),
        request=_request(row.SupplementRequest, today),
        timeline=_timeline(case_id),
        next_id=row.next_id,
        previous_id=row.previous_id,
        may_prepare=may(actor, Act.PREPARE_CASE, head.board_id),
    )


@lru_cache(maxsize=256)  # building it takes longer than running it
def _case_query(wanted: CaseFilter, actor: Actor, today: dt.date) -> Any:
    return (
        select(Case, Association, Board.name, Scheme, Officer.display_name, SupplementRequest)
        .add_columns(
            _neighbour(wanted, actor, today, ahead=True).label("next_id"),
            _neighbour(wanted, actor, today, ahead=False).label("previous_id"),
        )
        .join(Association, Association.id == Case.association_id)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .outerjoin(Officer, Officer.id == Case.assigned_to)
        .outerjoin(
            SupplementRequest,
            and_(
                SupplementRequest.case_id == Case.id,
                SupplementRequest.answered_at.is_(None),
                Case.stage == Stage.AWAITING_SUPPLEMENT,
            ),
        )
        .where(Case.id == bindparam("case_id"), visible(actor))
        .limit(1)
    )


def _neighbour(wanted: CaseFilter, actor: Actor, today: dt.date, *, ahead: bool) -> Any:
    """The case next to this one by age, within the filter."""
    other = aliased(Case)
    place, here = tuple_(other.opened_at, other.case_number), tuple_(Case.opened_at, Case.case_number)
    beside = place > here if ahead else place < here
    turned = asc if ahead else desc
    return (
        select(other.id)
        .where(*conditions(wanted, actor, today=today, case=other), beside)
        .order_by(turned(other.opened_at), turned(other.case_number))
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )


def _head(row: Any) -> CaseHead:
    case, association, board, scheme, officer = row[0], row[1], row[2], row[3], row[4]
    return CaseHead(
        id=case.id,
        case_number=case.case_number,
        stage=case.stage,
        regime=case.regime,
        year=case.year,
        board_id=case.board_id,
        board=board,
        scheme=scheme.name,
        scheme_papers=tuple(PaperKind(kind) for kind in scheme.papers),
        association_id=association.id,
        association=association.name,
        org_number=association.org_number,
        number_shown=association.number_shown,
        officer_id=case.assigned_to,
        officer=officer,
        checklist=Pinned(case.checklist_name, case.checklist_version, case.checklist_digest),
        received_on=case.received_on,
        opened_at=case.opened_at,
        withdrawal_reason=case.withdrawal_reason,
        is_review=case.is_review,
    )


def _versions(case_id: str) -> tuple[Version, ...]:
    rows = db.session.execute(_VERSIONS, {"case_id": case_id})
    return tuple(
        Version(row.version, row.channel, applied_of(row), row.received_at, name or "") for row, name in rows
    )


def _papers(case_id: str) -> tuple[PaperLine, ...]:
    rows = db.session.execute(_PAPERS, {"case_id": case_id})
    return tuple(
        PaperLine(
            paper.id, paper.kind, paper.year, paper.file_name, size, paper.file_digest, paper.received_at
        )
        for paper, size in rows
    )


def _request(row: SupplementRequest | None, today: dt.date) -> OpenRequest | None:
    if row is None:
        return None
    points = tuple(
        AskedPoint(PointKind(point["kind"]), point["key"], point.get("note", "")) for point in row.points
    )
    return OpenRequest(row.id, points, row.due_on, row.due_on < today, row.requested_at, row.notice_id)


def _timeline(case_id: str) -> tuple[Happening, ...]:
    rows = db.session.execute(_TIMELINE, {"case_id": case_id})
    return tuple(
        Happening(
            dt.datetime.fromisoformat(at),
            name,
            officer or token or who,
            json.loads(body) if body else {},
        )
        for at, name, who, body, officer, token in rows
    )
