"""What a board's report tells of its action plan, its routines and who has taken the basic course."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select

from vetting.domain.report_figures import BoardFacts
from vetting.domain.report_plan import PlanLine, plan_lines
from vetting.domain.terms_action_plans import PlanState
from vetting.records.action_plans import ActionPlan, ActionPlanRow, plain, said_of
from vetting.records.db import db
from vetting.records.officers import boards_in_use
from vetting.records.report_days import Days
from vetting.records.routines import RoutineInUse, RoutineVersion, newest_by

IN_FORCE = (PlanState.ADOPTED, PlanState.APPROVED)


def plan_of(board_id: str | None, year: int, *, today: dt.date) -> tuple[PlanLine, ...]:
    """The newest plan of the year that the board has adopted, activity by activity; none of all boards."""
    if board_id is None:
        return ()
    rows = db.session.scalars(
        select(ActionPlanRow)
        .join(ActionPlan, ActionPlan.id == ActionPlanRow.plan_id)
        .where(ActionPlan.board_id == board_id, ActionPlan.year == year, ActionPlan.state.in_(IN_FORCE))
        .order_by(ActionPlan.version.desc(), ActionPlanRow.position, ActionPlanRow.id)
    ).all()
    if not rows:
        return ()
    plan_id = rows[0].plan_id
    newest = [(row.id, plain(row)) for row in rows if row.plan_id == plan_id]
    return plan_lines(newest, said_of(plan_id), today)


def with_routines(facts: BoardFacts, days: Days) -> BoardFacts:
    """The facts with the routines in force on the last day, once for each board in which they hold."""
    rows = db.session.execute(
        newest_by(days.last)
        .where(RoutineVersion.in_force_to.is_(None) | (RoutineVersion.in_force_to >= days.last))
        .outerjoin(RoutineInUse, RoutineInUse.version_id == RoutineVersion.id)
        .with_only_columns(
            RoutineVersion.id, RoutineVersion.boards, RoutineInUse.board_id, RoutineInUse.in_use_from
        )
        .order_by(RoutineInUse.number)
    ).all()
    if not rows:
        return facts
    every = {board.id for board in boards_in_use()} if days.board_id is None else {days.board_id}
    holds = {version_id: every & set(boards) if boards else every for version_id, boards, _, _ in rows}
    used: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for version_id, _, board_id, since in rows:
        if board_id in holds[version_id]:
            used[version_id][board_id] = since  # the latest word of a board counts
    begun = [since <= days.last for of_boards in used.values() for since in of_boards.values()]
    return replace(facts, routines=sum(map(len, holds.values())), routines_used=sum(begun))
