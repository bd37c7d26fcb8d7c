"""The retention plan, its exceptions and what has gone; the leads of a case and when each expires."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.answers import STRONG_LEVELS
from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.retention_plan import CARRIED_OUT, PlanRow, not_adopted, plan_on
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_disposal import LeadSource, RecordKind, Reliability
from vetting.reading.checks import case_heading
from vetting.records.applications import Case
from vetting.records.assessments import Evidence
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers
from vetting.records.officers import Board
from vetting.records.premises import Premises
from vetting.records.retention_plan import ArchiveException, Disposal, Lead, adopted_rows


@dataclass(frozen=True)
class ShownException:
    """An exception for the archive; `ended_at` None while it stands."""

    id: str
    board: str
    kind: RecordKind
    ground: str
    made_by: str
    made_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True)
class Gone:
    """How much of a kind went from a board's cases or rooms, and when last."""

    board: str
    kind: RecordKind
    count: int
    last_at: dt.datetime


@dataclass(frozen=True)
class PlanPage:
    """`rows`: what holds today, or is suggested; `coming`: rows adopted for later days; `waiting`: kinds that
    nothing is removed of until the municipality has adopted a row. `may_change`: the administrator."""

    rows: tuple[PlanRow, ...]
    coming: tuple[PlanRow, ...]
    exceptions: tuple[ShownException, ...]
    gone: tuple[Gone, ...]
    boards: tuple[tuple[str, str], ...]
    may_change: bool
    waiting: tuple[RecordKind, ...] = ()


@dataclass(frozen=True)
class ShownLead:
    """A lead of a case. `expires_on` None when verified, or when leads are kept for good."""

    id: str
    question_id: str
    level: int
    description: str
    source: str
    source_kind: LeadSource | None
    reliability: Reliability
    added_at: dt.datetime
    expires_on: dt.date | None
    verified: str
    verified_by: str
    verified_at: dt.datetime | None


@dataclass(frozen=True)
class LeadsPage:
    """Leads of a case, and what has gone from it by the plan."""

    case_id: str
    case_number: str
    association: str
    leads: tuple[ShownLead, ...]
    gone: tuple[Disposal, ...]
    may_verify: bool


def plan_page(actor: Actor, today: dt.date) -> PlanPage:
    """The plan as it holds and will hold; in six questions. Raises NotAllowed."""
    require(actor, Act.SEE_DESK)
    adopted = adopted_rows()
    plan = plan_on(today, adopted)
    boards = db.session.execute(select(Board.id, Board.name).where(Board.is_active).order_by(Board.name))
    return PlanPage(
        rows=tuple(plan[kind] for kind in RecordKind),
        coming=tuple(row for row in adopted if row.in_force_on > today),
        exceptions=_exceptions(),
        gone=_gone(),
        boards=tuple((board_id, name) for board_id, name in boards),
        may_change=may(actor, Act.ADMINISTER),
        waiting=not_adopted(plan),
    )


def leads_page(case_id: str, *, actor: Actor, today: dt.date) -> LeadsPage:
    """The leads of a case, the newest first. Raises NotFound."""
    case = case_heading(case_id, actor=actor)
    rule = plan_on(today, adopted_rows())[RecordKind.LEAD]
    days = rule.days if rule.is_adopted else None  # what nobody has adopted removes nothing
    rows = db.session.execute(
        select(Evidence, Lead)
        .outerjoin(Lead, Lead.evidence_id == Evidence.id)
        .where(Evidence.case_id == case_id, Evidence.level > max(STRONG_LEVELS))
        .order_by(Evidence.added_at.desc(), Evidence.id)
    ).all()
    names = names_of_officers({lead.verified_by for _, lead in rows if lead is not None and lead.verified_by})
    gone = db.session.scalars(
        select(Disposal).where(Disposal.case_id == case_id).order_by(Disposal.disposed_at, Disposal.item)
    )
    return LeadsPage(
        case_id=case.id,
        case_number=case.case_number,
        association=case.association,
        leads=tuple(_shown(row, lead, days, names) for row, lead in rows),
        gone=tuple(gone),
        may_verify=case.stage in UNDER_PREPARATION and may(actor, Act.PREPARE_CASE, case.board_id),
    )


def _shown(row: Evidence, lead: Lead | None, days: int | None, names: Mapping[str, str]) -> ShownLead:
    verified_at = None if lead is None else lead.verified_at
    kept = days is None or verified_at is not None
    return ShownLead(
        id=row.id,
        question_id=row.question_id,
        level=row.level,
        description=row.description,
        source=row.source,
        source_kind=None if lead is None else lead.source_kind,
        reliability=Reliability.UNKNOWN if lead is None else lead.reliability,
        added_at=row.added_at,
        expires_on=None if kept or days is None else swedish_day(row.added_at) + dt.timedelta(days=days),
        verified="" if lead is None else lead.verified,
        verified_by="" if lead is None else names.get(lead.verified_by or "", lead.verified_by or ""),
        verified_at=verified_at,
    )


def _exceptions() -> tuple[ShownException, ...]:
    rows = db.session.execute(
        select(ArchiveException, Board.name)
        .join(Board, Board.id == ArchiveException.board_id)
        .order_by(ArchiveException.ended_at.is_not(None), ArchiveException.made_at.desc())
    ).all()
    names = names_of_officers({row.made_by for row, _ in rows})
    return tuple(
        ShownException(
            row.id,
            board,
            row.kind,
            row.ground,
            names.get(row.made_by, row.made_by),
            row.made_at,
            row.ended_at,
        )
        for row, board in rows
    )


def _gone() -> tuple[Gone, ...]:
    rows = db.session.execute(
        select(Board.name, Disposal.kind, func.count(), func.max(Disposal.disposed_at))
        .join(Case, Case.id == Disposal.case_id)
        .join(Board, Board.id == Case.board_id)
        .where(Disposal.kind.in_(CARRIED_OUT))
        .group_by(Board.name, Disposal.kind)
        .order_by(Board.name, Disposal.kind)
    )
    contacts = db.session.execute(
        select(Board.name, func.count(), func.max(BookingRequest.contacts_gone_at))
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .join(Board, Board.id == Premises.board_id)
        .where(BookingRequest.contacts_gone_at.is_not(None))
        .group_by(Board.name)
        .order_by(Board.name)
    )
    rooms = (
        Gone(board, RecordKind.BOOKING_CONTACT, count, last)
        for board, count, last in contacts
        if last is not None
    )
    return (*(Gone(*row) for row in rows), *rooms)
