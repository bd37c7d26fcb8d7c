"""The association's own view of its case: what is missing, what is used, its replies, decision and plan."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.errors import NotFound
from vetting.domain.hearing_letter import ListedItem, may_open
from vetting.domain.hearings import awaited_until, print_of
from vetting.domain.supplement import Point
from vetting.domain.terms import FollowUpKind, Outcome, Stage
from vetting.domain.terms_decisions import StatementTiming
from vetting.records import case_codes, hearings, secrecy_marks, supplements
from vetting.records.announcements import Announcement
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association, Paper
from vetting.records.case_codes import OwnCase
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.hearings import Statement
from vetting.records.material import material_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Board

OWN_LETTERS = (NoticeKind.DECISION, NoticeKind.SUPPLEMENT, NoticeKind.HEARING)


@dataclass(frozen=True)
class UsedItem:
    """An item of the case as the association may read it; `shown_on` when a letter told of it. `is_later`:
    there is one that is told of only with the decision, for a reason that stands in the case. `file`: the
    evidence whose file it may open, or ""."""

    item: ListedItem
    shown_on: dt.datetime | None
    is_later: bool = False
    file: str = ""


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


@dataclass(frozen=True)
class Missing:
    """What the association has been asked to complete."""

    points: tuple[Point, ...]
    due_on: dt.date
    notice_id: str


@dataclass(frozen=True)
class OwnCasePage:
    """The whole of it. `reply_due_on`: the last day to answer a letter that waits for an answer."""

    case_number: str
    association: str
    board: str
    scheme: str
    year: int
    stage: Stage
    missing: Missing | None
    reply_due_on: dt.date | None
    used: tuple[UsedItem, ...]
    statements: tuple[OwnStatement, ...]
    papers: tuple[str, ...]
    letters: tuple[OwnLetterLine, ...]
    decision: OwnDecision | None
    plan: tuple[OwnPlanLine, ...]


def case_of_session(token: str, now: dt.datetime) -> OwnCase | None:
    """The one case that the session opens, or None when it has ended."""
    return case_codes.own_case_of(hashlib.sha256(token.encode()).hexdigest(), now)


def own_case_page(own: OwnCase, *, today: dt.date) -> OwnCasePage:
    """The case of the session as its association may see it."""
    case, scheme, board, association = _head(own.case_id)
    said = hearings.statements_of(case.id)
    used, reply_due_on = _used(case, said, today)
    return OwnCasePage(
        case_number=case.case_number,
        association=association,
        board=board,
        scheme=scheme,
        year=case.year,
        stage=case.stage,
        missing=_missing(case),
        reply_due_on=reply_due_on,
        used=used,
        statements=tuple(
            OwnStatement(row.timing, row.received_on, row.text, row.file_name, row.considered) for row in said
        ),
        papers=_papers(case.id),
        letters=_letters(case.id),
        decision=_decision(case.id) if case.stage is Stage.DECIDED else None,
        plan=_plan(case.id) if case.stage is Stage.DECIDED else (),
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


def _used(
    case: Case, said: Sequence[Statement], today: dt.date
) -> tuple[tuple[UsedItem, ...], dt.date | None]:
    """Everything in the case; what would frustrate the decision waits until it is taken."""
    rows, shown = hearings.hearings_of(case.id), hearings.shown_in(case.id)
    material, marks = material_of(case.id), secrecy_marks.standing(case.id)
    told = {one.print: row.made_at for row in rows if row.notice_id for one in shown.get(row.id, ())}
    kept = hearings.kept_until_decision(case.stage, rows, shown)
    against = hearings.marks_against(marks)
    used = tuple(
        UsedItem(
            item,
            told.get(print_of(one)),
            is_later=print_of(one) in kept,
            file=one.id if may_open(one, against) and print_of(one) not in kept else "",
        )
        for one, item in zip(material, hearings.listed_for_association(material, marks), strict=True)
    )
    standing = hearings.standing_from(material, rows, shown, said, marked=())
    return used, None if case.stage is Stage.DECIDED else awaited_until(standing, today)


def _missing(case: Case) -> Missing | None:
    if case.stage is not Stage.AWAITING_SUPPLEMENT:
        return None
    request = supplements.open_request(case.id)
    return Missing(supplements.points_of(request), request.due_on, request.notice_id)


def _papers(case_id: str) -> tuple[str, ...]:
    names = select(Paper.file_name).where(Paper.case_id == case_id).order_by(Paper.received_at, Paper.id)
    return tuple(db.session.scalars(names))


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


def _plan(case_id: str) -> tuple[OwnPlanLine, ...]:
    """The items of the newest version of the plan, in the order of their days."""
    newest = select(func.max(FollowUpPlan.version)).where(FollowUpPlan.case_id == case_id).scalar_subquery()
    rows = db.session.scalars(
        select(FollowUp)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .where(FollowUpPlan.case_id == case_id, FollowUpPlan.version == newest)
        .order_by(FollowUp.due_on, FollowUp.position)
    )
    return tuple(
        OwnPlanLine(row.kind, row.title, row.evidence, row.due_on, row.done_at is not None) for row in rows
    )
