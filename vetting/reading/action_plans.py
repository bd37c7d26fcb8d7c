"""Action plans to look up: one version as it stands, its status reports, and the city board by board."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.action_plans import row_standing, standing_of
from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.plan_status import PlanStatus, StatusRow, status_from
from vetting.domain.terms_action_plans import PlanStanding, PlanState, RowStanding
from vetting.domain.working_days import Days
from vetting.records import action_plans
from vetting.records.action_plans import ActionPlan, ActionPlanRow, ActivityWord, PlanStatusReport
from vetting.records.db import db
from vetting.records.officers import Board, Officer
from vetting.records.plan_evidence import status_now

IN_FORCE = (PlanState.ADOPTED, PlanState.APPROVED)


@dataclass(frozen=True)
class PlanHead:
    """One version: where it stands, and when the board and the executive board said what."""

    id: str
    board_id: str
    board: str
    year: int
    version: int
    edition: int
    state: PlanState
    introduction: str
    adopted_on: dt.date | None
    adopted_at_meeting: str
    answered_on: dt.date | None
    answered_at_meeting: str
    answer_words: str
    is_carried: bool

    @property
    def is_draft(self) -> bool:
        return self.state is PlanState.DRAFT

    @property
    def is_in_force(self) -> bool:
        """Whether people tell how its activities go."""
        return self.state in IN_FORCE


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of all of a board's plans."""

    id: str
    year: int
    version: int
    state: PlanState


@dataclass(frozen=True)
class StatusLine:
    """A status report as it was taken. `is_whole`: its digest still is that of its text."""

    id: str
    number: int
    digest: str
    by: str
    at: dt.datetime
    is_whole: bool


@dataclass(frozen=True)
class PlanPage:
    """A version with how each activity stands. `shown`: the status report it is read from, if one."""

    head: PlanHead
    status: PlanStatus
    versions: tuple[VersionLine, ...]
    reports: tuple[StatusLine, ...]
    shown: StatusLine | None
    may_write: bool
    may_adopt: bool
    may_answer: bool

    @property
    def goals(self) -> dict[str, list[StatusRow]]:
        """The activities under their goals, in the order of the plan."""
        found: dict[str, list[StatusRow]] = {}
        for one in self.status.rows:
            found.setdefault(one.row.goal, []).append(one)
        return found


@dataclass(frozen=True)
class CityRow:
    """A board and how it stands with its plan of a year. `plan_id` None: it has none."""

    board_id: str
    board: str
    standing: PlanStanding
    plan_id: str | None
    version: int | None
    on: dt.date | None  # adopted or answered
    rows: int
    done: int
    late: int


def plan_page(plan_id: str, *, actor: Actor, days: Days, status_id: str | None = None) -> PlanPage:
    """A version as it stands today, or as a status report has it. Raises NotAllowed, NotFound."""
    plan, board = _plan(plan_id, actor)
    reports = _reports(plan_id)
    shown = next((line for line, _row in reports if line.id == status_id), None)
    if status_id is not None and shown is None:
        raise NotFound("not_found")
    if shown is None:
        status = status_now(plan, board, days)
    else:
        status = next(status_from(row.document) for line, row in reports if line is shown)
    return PlanPage(
        _head(plan, board),
        status,
        _versions(plan.board_id),
        tuple(line for line, _row in reports),
        shown,
        may_write=may(actor, Act.WRITE_ACTION_PLANS, plan.board_id),
        may_adopt=may(actor, Act.ADOPT_ACTION_PLANS, plan.board_id),
        may_answer=may(actor, Act.APPROVE_ACTION_PLANS, plan.board_id),
    )


def plan_head(plan_id: str, *, actor: Actor) -> PlanHead:
    """A version without its activities. Raises NotAllowed, NotFound."""
    return _head(*_plan(plan_id, actor))


def activity(plan_id: str, row_id: str, *, actor: Actor) -> tuple[PlanHead, ActionPlanRow]:
    """One activity of a version. Raises NotAllowed, NotFound."""
    head = plan_head(plan_id, actor=actor)
    return head, action_plans.row_of_plan(plan_id, row_id)


def city(year: int, *, actor: Actor, today: dt.date) -> tuple[CityRow, ...]:
    """Boards in use within reach, by name, each with its newest plan of the year. Raises NotAllowed."""
    require(actor, Act.SEE_ACTION_PLANS)
    mine = boards_for(actor, Act.SEE_ACTION_PLANS)
    query = select(Board).where(Board.is_active).order_by(Board.name)
    boards = db.session.scalars(query if mine is None else query.where(Board.id.in_(sorted(mine)))).all()
    newest: dict[str, ActionPlan] = {}
    for plan in db.session.scalars(
        select(ActionPlan).where(ActionPlan.year == year).order_by(ActionPlan.version)
    ):
        newest[plan.board_id] = plan
    counts = _row_counts(year, today)
    return tuple(_city_row(board, newest.get(board.id), counts) for board in boards)


def plans_to_write_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Boards for which the actor may begin a plan: id and name."""
    mine = boards_for(actor, Act.WRITE_ACTION_PLANS)
    query = select(Board.id, Board.name).where(Board.is_active).order_by(Board.name)
    rows = db.session.execute(query if mine is None else query.where(Board.id.in_(sorted(mine))))
    return tuple((board_id, name) for board_id, name in rows)


def _plan(plan_id: str, actor: Actor) -> tuple[ActionPlan, str]:
    require(actor, Act.SEE_ACTION_PLANS)
    found = db.session.execute(
        select(ActionPlan, Board.name)
        .join(Board, Board.id == ActionPlan.board_id)
        .where(ActionPlan.id == plan_id)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    require(actor, Act.SEE_ACTION_PLANS, found[0].board_id)
    return found[0], found[1]


def _head(plan: ActionPlan, board: str) -> PlanHead:
    return PlanHead(
        plan.id,
        plan.board_id,
        board,
        plan.year,
        plan.version,
        plan.edition,
        plan.state,
        plan.introduction,
        plan.adopted_on,
        plan.adopted_at_meeting,
        plan.answered_on,
        plan.answered_at_meeting,
        plan.answer_words,
        plan.based_on_id is not None,
    )


def _versions(board_id: str) -> tuple[VersionLine, ...]:
    rows = db.session.execute(
        select(ActionPlan.id, ActionPlan.year, ActionPlan.version, ActionPlan.state)
        .where(ActionPlan.board_id == board_id)
        .order_by(ActionPlan.year.desc(), ActionPlan.version.desc())
        .limit(60)
    )
    return tuple(VersionLine(*row) for row in rows)


def _reports(plan_id: str) -> list[tuple[StatusLine, PlanStatusReport]]:
    rows = db.session.execute(
        select(PlanStatusReport, Officer.display_name)
        .outerjoin(Officer, Officer.id == PlanStatusReport.taken_by)
        .where(PlanStatusReport.plan_id == plan_id)
        .order_by(PlanStatusReport.number.desc())
    )
    return [
        (
            StatusLine(
                row.id,
                row.number,
                row.digest,
                name or row.taken_by,
                row.taken_at,
                hashlib.sha256(row.document.encode()).hexdigest() == row.digest,
            ),
            row,
        )
        for row, name in rows
    ]


def _row_counts(year: int, today: dt.date) -> dict[str, Counter[str]]:
    """How the activities of every plan of the year stand, by plan: two questions whatever the boards."""
    last: dict[str, ActivityWord] = {}
    for word in db.session.scalars(
        select(ActivityWord)
        .join(ActionPlanRow, ActionPlanRow.id == ActivityWord.row_id)
        .join(ActionPlan, ActionPlan.id == ActionPlanRow.plan_id)
        .where(ActionPlan.year == year)
        .order_by(ActivityWord.number)
    ):
        last[word.row_id] = word
    found: dict[str, Counter[str]] = {}
    for row_id, plan_id, due_on in db.session.execute(
        select(ActionPlanRow.id, ActionPlanRow.plan_id, ActionPlanRow.due_on)
        .join(ActionPlan, ActionPlan.id == ActionPlanRow.plan_id)
        .where(ActionPlan.year == year)
    ):
        said = last[row_id].progress if row_id in last else None
        counter = found.setdefault(plan_id, Counter())
        counter["rows"] += 1
        counter[row_standing(said, due_on, today).value] += 1
    return found


def _city_row(board: Board, plan: ActionPlan | None, counts: dict[str, Counter[str]]) -> CityRow:
    counted = counts.get(plan.id, Counter()) if plan else Counter()
    return CityRow(
        board.id,
        board.name,
        standing_of(
            plan.state if plan else None, is_carried=plan is not None and plan.based_on_id is not None
        ),
        plan.id if plan else None,
        plan.version if plan else None,
        (plan.answered_on or plan.adopted_on) if plan else None,
        counted["rows"],
        counted[RowStanding.DONE.value],
        counted[RowStanding.LATE.value] if plan and plan.state in IN_FORCE else 0,
    )
