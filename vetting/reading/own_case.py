"""The association's own view of its case: what is missing, what is used, its replies, decision and plan."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.errors import NotFound
from vetting.domain.hearings import awaited_until, ended_on
from vetting.domain.secrecy import Withholding
from vetting.domain.supplement import Point
from vetting.domain.terms import FollowUpKind, Outcome, Stage
from vetting.domain.terms_decisions import StatementTiming
from vetting.reading.own_reports import OwnReportLine, own_report_line
from vetting.records import case_codes, hearings, supplements
from vetting.records.announcements import Announcement
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.case_codes import OwnCase
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.extensions import extensions_of
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Board
from vetting.records.own_material import OwnItem, own_material

OWN_LETTERS = (
    NoticeKind.DECISION,
    NoticeKind.SUPPLEMENT,
    NoticeKind.HEARING,
    NoticeKind.PAYMENT_HOLD,
    NoticeKind.PLAN_LETTER,
)


@dataclass(frozen=True)
class OwnStatement:
    """What the association said, and the officer's word on it."""

    timing: StatementTiming
    received_on: dt.date
    text: str
    file_name: str
    considered: str


@dataclass(frozen=True)
class OwnLetterLine:
    """A letter to the association."""

    id: str
    kind: NoticeKind
    written_at: dt.datetime


@dataclass(frozen=True)
class OwnDecision:
    """What was decided; `appeal_until_on` once it has been announced."""

    outcome: Outcome
    amount: int
    decided_on: dt.date
    appeal_until_on: dt.date | None


@dataclass(frozen=True)
class OwnPlanLine:
    """A dated item of the follow-up plan that holds."""

    kind: FollowUpKind
    title: str
    evidence: str
    due_on: dt.date
    is_done: bool
    key: str = ""


@dataclass(frozen=True)
class OwnExtension:
    """A later day that was asked for; `is_granted` None until it is answered."""

    title: str
    due_on: dt.date
    wanted_on: dt.date
    is_granted: bool | None
    granted_on: dt.date | None
    answer: str


@dataclass(frozen=True)
class Missing:
    """What the association has been asked to complete."""

    points: tuple[Point, ...]
    due_on: dt.date
    notice_id: str


@dataclass(frozen=True)
class OwnCasePage:
    """The whole of it. `reply_due_on`: the last day to answer a letter that waits for an answer;
    `reply_ended_on`: the last day there was, where it has passed and nothing is decided yet."""

    case_number: str
    association: str
    board: str
    scheme: str
    year: int
    stage: Stage
    missing: Missing | None
    reply_due_on: dt.date | None
    reply_ended_on: dt.date | None
    used: tuple[OwnItem, ...]
    statements: tuple[OwnStatement, ...]
    papers: tuple[str, ...]
    letters: tuple[OwnLetterLine, ...]
    decision: OwnDecision | None
    plan: tuple[OwnPlanLine, ...]
    extensions: tuple[OwnExtension, ...] = ()
    report: OwnReportLine | None = None


def case_of_session(token: str, now: dt.datetime) -> OwnCase | None:
    """The one case that the session opens, or None when it has ended."""
    return case_codes.own_case_of(hashlib.sha256(token.encode()).hexdigest(), now)


def own_case_page(own: OwnCase, *, today: dt.date) -> OwnCasePage:
    """The case of the session as its association may see it."""
    case, scheme, board, association = _head(own.case_id)
    said = hearings.statements_of(case.id)
    found = own_material(case, said)
    waits = case.stage is not Stage.DECIDED
    plan = () if waits else _plan(case.id, found.hidden)
    return OwnCasePage(
        case_number=case.case_number,
        association=association,
        board=board,
        scheme=scheme,
        year=case.year,
        stage=case.stage,
        missing=_missing(case, found.hidden),
        reply_due_on=awaited_until(found.standing, today) if waits else None,
        reply_ended_on=ended_on(found.standing, today) if waits else None,
        used=found.items,
        statements=tuple(
            OwnStatement(
                row.timing, row.received_on, row.text, row.file_name, found.hidden.text(row.considered)
            )
            for row in said
        ),
        papers=found.papers,
        letters=_letters(case.id),
        decision=_decision(case.id) if case.stage is Stage.DECIDED else None,
        plan=plan,
        extensions=() if waits else _extensions(case.id, found.hidden),
        report=own_report_line(case.id, planned=_report_due(plan)) if plan else None,
    )


def _report_due(plan: tuple[OwnPlanLine, ...]) -> dt.date | None:
    return next((one.due_on for one in plan if one.kind is FollowUpKind.REPORT and not one.is_done), None)


def _extensions(case_id: str, hidden: Withholding) -> tuple[OwnExtension, ...]:
    return tuple(
        OwnExtension(
            hidden.text(row.title),
            row.due_on,
            row.wanted_on,
            row.is_granted,
            row.granted_on,
            hidden.text(row.answer),
        )
        for row in extensions_of(case_id)
    )


def _head(case_id: str) -> tuple[Case, str, str, str]:
    row = db.session.execute(
        select(Case, Scheme.name, Board.name, Association.name)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Board, Board.id == Case.board_id)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row[0], row[1], row[2], row[3]


def _missing(case: Case, hidden: Withholding) -> Missing | None:
    if case.stage is not Stage.AWAITING_SUPPLEMENT:
        return None
    request = supplements.open_request(case.id)
    points = tuple(Point(p.kind, p.key, hidden.text(p.note)) for p in supplements.points_of(request))
    return Missing(points, request.due_on, request.notice_id)


def _letters(case_id: str) -> tuple[OwnLetterLine, ...]:
    rows = db.session.execute(
        select(Notice.id, Notice.kind, Notice.written_at)
        .where(Notice.case_id == case_id, Notice.kind.in_(OWN_LETTERS))
        .order_by(Notice.written_at.desc(), Notice.id)
    )
    return tuple(OwnLetterLine(*row) for row in rows)


def _decision(case_id: str) -> OwnDecision | None:
    row = db.session.execute(
        select(Decision.outcome, Decision.amount, Decision.decided_on, Announcement.appeal_until_on)
        .outerjoin(Announcement, Announcement.decision_id == Decision.id)
        .where(Decision.case_id == case_id)
    ).one_or_none()
    return None if row is None else OwnDecision(*row)


def _plan(case_id: str, hidden: Withholding) -> tuple[OwnPlanLine, ...]:
    """The items of the newest version of the plan, in the order of their days."""
    newest = select(func.max(FollowUpPlan.version)).where(FollowUpPlan.case_id == case_id).scalar_subquery()
    rows = db.session.scalars(
        select(FollowUp)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .where(FollowUpPlan.case_id == case_id, FollowUpPlan.version == newest)
        .order_by(FollowUp.due_on, FollowUp.position)
    )
    return tuple(
        OwnPlanLine(
            row.kind,
            hidden.text(row.title),
            hidden.text(row.evidence),
            row.due_on,
            row.done_at is not None,
            row.item_key,
        )
        for row in rows
    )
