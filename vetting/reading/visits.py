"""Visits: those the plans ask for and those made, and one with what was added to it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.errors import NotFound
from vetting.domain.plain_questions import PlainQuestion, questions_from
from vetting.domain.terms import FollowUpKind
from vetting.domain.terms_association_reports import VisitWay
from vetting.reading.case_filter import visible
from vetting.records import follow_ups, visits
from vetting.records.applications import Application, Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers, possible_owners
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.officers import Officer
from vetting.records.visits import Visit

MOST = 50  # of each list


@dataclass(frozen=True)
class PlannedVisit:
    """An undone item of a plan that asks for a visit."""

    id: str
    case_id: str
    case_number: str
    association: str
    title: str
    owner: str
    due_on: dt.date


@dataclass(frozen=True)
class VisitLine:
    """A visit in a list."""

    id: str
    case_id: str
    case_number: str
    association: str
    visited_on: dt.date
    is_announced: bool
    participants: int
    by: str


@dataclass(frozen=True)
class VisitsPage:
    """What is planned, the soonest first, and what was made, the latest first; no more than MOST of each."""

    planned: tuple[PlannedVisit, ...]
    planned_total: int
    made: tuple[VisitLine, ...]
    made_total: int


@dataclass(frozen=True)
class VisitCase:
    """What stands above the form of a visit. `items`: the plan's undone visits by id."""

    case_id: str
    case_number: str
    board_id: str
    association: str
    purpose: str
    items: Mapping[str, str]
    companions: Mapping[str, str]


@dataclass(frozen=True)
class Added:
    """Something said afterwards."""

    text: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class VisitPage:
    """One visit. `item`: what of the plan it was made for."""

    id: str
    case_id: str
    case_number: str
    board_id: str
    association: str
    visited_on: dt.date
    is_announced: bool
    way: VisitWay
    visited_by: str
    companion: str
    participants: int
    leaders: int | None
    item: str
    asked: tuple[PlainQuestion, ...]
    answers: Mapping[str, str]
    recorded_at: dt.datetime
    added: tuple[Added, ...]
    may_add: bool


def visits_page(*, actor: Actor) -> VisitsPage:
    """The visits of the boards where the actor follows up."""
    reach = boards_for(actor, Act.FOLLOW_UP)
    newest = (
        select(func.max(FollowUpPlan.version))
        .where(FollowUpPlan.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    planned = (
        select(FollowUp.id, Case.id, Case.case_number, Association.name, FollowUp.title, Officer.display_name)
        .add_columns(FollowUp.due_on)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(Case, Case.id == FollowUpPlan.case_id)
        .join(Association, Association.id == Case.association_id)
        .join(Officer, Officer.id == FollowUp.owner_id)
        .where(
            FollowUpPlan.version == newest, FollowUp.kind == FollowUpKind.VISIT, FollowUp.done_at.is_(None)
        )
    )
    made = (
        select(Visit.id, Case.id, Case.case_number, Association.name, Visit.visited_on)
        .add_columns(Visit.is_announced, Visit.participants, Officer.display_name)
        .join(Case, Case.id == Visit.case_id)
        .join(Association, Association.id == Case.association_id)
        .join(Officer, Officer.id == Visit.visited_by)
    )
    if reach is not None:
        planned, made = (query.where(Case.board_id.in_(sorted(reach))) for query in (planned, made))
    soonest = planned.order_by(FollowUp.due_on, FollowUp.id).limit(MOST)
    latest = made.order_by(Visit.visited_on.desc(), Visit.id).limit(MOST)
    return VisitsPage(
        planned=tuple(PlannedVisit(*row) for row in db.session.execute(soonest)),
        planned_total=db.session.scalar(select(func.count()).select_from(planned.subquery())) or 0,
        made=tuple(VisitLine(*row) for row in db.session.execute(latest)),
        made_total=db.session.scalar(select(func.count()).select_from(made.subquery())) or 0,
    )


def visit_case(case_id: str, *, actor: Actor) -> VisitCase:
    """The case a visit is made in. Raises NotFound where it has no plan."""
    row = db.session.execute(
        select(Case, Association.name, Application.purpose)
        .join(Association, Association.id == Case.association_id)
        .join(Application, Application.case_id == Case.id)
        .where(Case.id == case_id, visible(actor))
        .order_by(Application.version.desc())
        .limit(1)
    ).one_or_none()
    plan = None if row is None else follow_ups.plan_in_force(case_id)
    if row is None or plan is None:
        raise NotFound("not_found")
    case, association, purpose = row
    return VisitCase(
        case_id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        association=association,
        purpose=purpose or "",
        items={
            one.id: one.title
            for one in follow_ups.items_of(plan.id)
            if one.kind is FollowUpKind.VISIT and one.done_at is None
        },
        companions={key: name for key, name in possible_owners(case.board_id).items() if key != actor.id},
    )


def visits_in_case(case_id: str) -> tuple[VisitLine, ...]:
    """The visits of one case that the reader may see already."""
    rows = visits.visits_of(case_id)
    names = names_of_officers({one.visited_by for one in rows})
    return tuple(
        VisitLine(
            one.id,
            case_id,
            "",
            "",
            one.visited_on,
            one.is_announced,
            one.participants,
            names.get(one.visited_by, ""),
        )
        for one in rows
    )


def visit_page(case_id: str, visit_id: str, *, actor: Actor) -> VisitPage:
    """One visit with what was added. Raises NotFound."""
    row = db.session.execute(
        select(Case, Association.name)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    case, association = row
    visit = visits.visit_of_case(case.id, visit_id)
    added = visits.addenda_of(visit.id)
    people = {visit.visited_by, *(one.added_by for one in added)}
    names = names_of_officers({*people, visit.companion_id} if visit.companion_id else people)
    item = db.session.get(FollowUp, visit.follow_up_id) if visit.follow_up_id else None
    return VisitPage(
        id=visit.id,
        case_id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        association=association,
        visited_on=visit.visited_on,
        is_announced=visit.is_announced,
        way=visit.way,
        visited_by=names.get(visit.visited_by, ""),
        companion=names.get(visit.companion_id or "", ""),
        participants=visit.participants,
        leaders=visit.leaders,
        item=item.title if item else "",
        asked=questions_from(visit.asked),
        answers=visit.answers,
        recorded_at=visit.recorded_at,
        added=tuple(Added(one.text, names.get(one.added_by, ""), one.added_at) for one in added),
        may_add=may(actor, Act.FOLLOW_UP, case.board_id),
    )
