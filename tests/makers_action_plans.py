"""Action plans, local pictures and routines for tests, made through the deeds where a rule is tried."""

import datetime as dt

from tests.makers import NOW
from vetting.domain.action_plans import PlanRow
from vetting.domain.authority import Actor
from vetting.domain.local_pictures import Picture, Source
from vetting.domain.routines import RoutineText
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import PictureSource, PlanState, RoutineKind, ServiceTie
from vetting.records.action_plans import ActionPlan, ActionPlanRow
from vetting.records.db import db, transaction
from vetting.records.routines import Routine, RoutineVersion
from vetting.services import action_plans, plan_steps, routines

TODAY = NOW.date()
TEXT = "Under halvåret har klistermärken satts upp vid ett torg. Färre händelser än förra halvåret."


def a_row(**values) -> PlanRow:
    """A row as the cities' plans have them: spot checks, the culture secretary, twice a year, annual report."""
    written = {
        "goal": "Föreningsbidrag och upplåtelse av lokaler",
        "activity": "Stickprovskontroller av beviljade bidrag",
        "responsible": "Kultursekreterare",
        "timetable": "Löpande, två gånger om året",
        "follow_up": "Verksamhetsberättelse",
        "tie": ServiceTie.SPOT_CHECKS,
    }
    return PlanRow(**{**written, **values})


def a_drafted_plan(board_id: str, *rows: PlanRow, by: Actor, year: int = 2026) -> str:
    """A draft with these activities, or with one."""
    plan_id = action_plans.draft_plan(board_id, year, by=by, now=NOW)
    for seen, row in enumerate(rows or (a_row(),), 1):
        action_plans.add_activity(plan_id, row, seen=seen, by=by, now=NOW)
    return plan_id


def an_adopted_plan(board_id: str, *rows: PlanRow, by: Actor, year: int = 2026) -> str:
    """As a_drafted_plan, adopted by the board ten days ago; `by` may write and adopt."""
    plan_id = a_drafted_plan(board_id, *rows, by=by, year=year)
    seen = db.session.get_one(ActionPlan, plan_id).edition
    plan_steps.adopt_plan(
        plan_id, TODAY - dt.timedelta(days=10), "Protokoll 8 § 4", seen=seen, by=by, now=NOW
    )
    return plan_id


def a_picture(text: str = TEXT, **values) -> Picture:
    """A picture with a source."""
    source = Source(PictureSource.POLICE, TODAY - dt.timedelta(days=20), "kommunpolis")
    return Picture(text, values.get("sources", (source,)), values.get("places", ()))


def a_routine_text(**values) -> RoutineText:
    """The routine for grants, in force today, for culture secretaries everywhere."""
    written = {
        "title": "Rutin för föreningsbidrag",
        "text": "Checklistan besvaras i varje ärende.",
        "in_force_from": TODAY,
        "in_force_to": None,
        "roles": (Role.CULTURE_SECRETARY,),
    }
    return RoutineText(**{**written, **values})


def a_routine(by: Actor, *, routine_id: str | None = None, file=None, now=NOW, **values) -> str:
    """Published, and its version's id."""
    text = a_routine_text(**values)
    return routines.publish_routine(routine_id, RoutineKind.ROUTINE, text, file=file, by=by, now=now)


def plan_rows(board_id: str, digest: str) -> dict[str, str]:
    """A draft with one activity and a routine in force, as rows: ids by the names of addresses."""
    with transaction(is_piece=True):
        plan = ActionPlan(
            board_id=board_id,
            year=2026,
            version=1,
            state=PlanState.DRAFT,
            drafted_by="setup",
            drafted_at=NOW,
            changed_at=NOW,
        )
        routine = Routine(kind=RoutineKind.ROUTINE, begun_at=NOW)
        db.session.add_all([plan, routine])
        db.session.flush()
        row = ActionPlanRow(plan_id=plan.id, position=1, **vars(a_row()))
        version = RoutineVersion(
            routine_id=routine.id,
            number=1,
            title="Rutin för föreningsbidrag",
            text="Checklistan besvaras i varje ärende.",
            file_digest=digest,
            file_name="rutin.pdf",
            in_force_from=TODAY,
            roles=["culture_secretary"],
            boards=[board_id],
            published_by="setup",
            published_at=NOW,
        )
        db.session.add_all([row, version])
        db.session.flush()
        return {
            "handlingsplaner/plan_id": plan.id,
            "handlingsplaner/row_id": row.id,
            "handlingsplaner/ending": "xlsx",
            "version_id": version.id,
            "routine_id": routine.id,
            "lagesbilder/half_year": "2026-H2",
        }
