"""Follow-ups that fall due, and the plan of a case in all its versions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.errors import NotFound
from vetting.domain.follow_up import Grant, TierReason, days_late, reasons_for_plan
from vetting.domain.names import search_key
from vetting.domain.plan_changes import Changed, changes_between
from vetting.domain.terms import FollowUpKind, PlanTier
from vetting.reading.case_filter import visible
from vetting.reading.plan_lines import DEPUTY, PlanLine, plan_line
from vetting.reading.plan_parts import PlanParts, parts_of
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers, possible_owners
from vetting.records.decisions import Decision, Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.officers import Officer
from vetting.records.unread_reports import arrived_on

PER_PAGE = 25
STATES = ("due", "late", "later", "done")
_AWAY = aliased(Officer)  # the owner whom somebody stands in for
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class FollowUpFilter:
    """`state`: due (late or within a week), late, later (all undone), done; blank board means every one."""

    state: str = "due"
    is_mine: bool = False
    kind: FollowUpKind | None = None
    board_id: str = ""
    text: str = ""
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class DueLine:
    """One follow-up in a list."""

    id: str
    case_id: str
    case_number: str
    association: str
    kind: FollowUpKind
    title: str
    evidence: str
    owner: str
    owner_id: str
    due_on: dt.date
    done_at: dt.datetime | None
    outcome: str | None
    deputy: str | None = None
    stands_in_for: str | None = None

    arrived_on: dt.date | None = None  # a report that waits to be read

    def is_late(self, today: dt.date) -> bool:
        """Whether it is not done, and behind."""
        return self.done_at is None and self.days_late(today) > 0

    def days_late(self, today: dt.date) -> int:
        """How many days it is behind."""
        return days_late(self.due_on, today, arrived_on=self.arrived_on)


@dataclass(frozen=True)
class DueList:
    lines: tuple[DueLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class PlanVersion:
    """One version of a plan; `reason` why it replaced the one before."""

    version: int
    tier: PlanTier
    reason: str
    made_by: str
    made_at: dt.datetime
    items: tuple[PlanLine, ...]
    id: str = ""
    changes: tuple[Changed, ...] = ()  # since the version before it


@dataclass(frozen=True)
class PlanPage:
    """A case's plan, the version in force first. `owners` are those who can own a follow-up; `why_tier` tells
    why it is followed as closely as it is."""

    case_id: str
    case_number: str
    board_id: str
    association: str
    amount: int
    versions: tuple[PlanVersion, ...]
    owners: dict[str, str]
    may_follow_up: bool
    may_release_early: bool
    parts: PlanParts
    why_tier: tuple[TierReason, ...]

    @property
    def in_force(self) -> PlanVersion:
        return self.versions[0]


def due_query(actor: Actor) -> Any:
    """Follow-ups of plans in force that the actor may handle or see."""
    newer = (
        select(func.max(FollowUpPlan.version))
        .where(FollowUpPlan.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    reach = boards_for(actor, Act.FOLLOW_UP)
    query = (
        select(
            FollowUp.id,
            Case.id.label("case_id"),
            Case.case_number,
            Association.name.label("association"),
            FollowUp.kind,
            FollowUp.title,
            FollowUp.evidence,
            Officer.display_name.label("owner"),
            FollowUp.owner_id,
            FollowUp.due_on,
            FollowUp.done_at,
            FollowUp.outcome,
            DEPUTY.display_name.label("deputy"),
            _AWAY.display_name.label("stands_in_for"),
            arrived_on().label("arrived_on"),
        )
        .outerjoin(DEPUTY, DEPUTY.id == FollowUp.deputy_id)
        .outerjoin(_AWAY, _AWAY.id == FollowUp.stands_in_for_id)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(Case, Case.id == FollowUpPlan.case_id)
        .join(Association, Association.id == Case.association_id)
        .join(Officer, Officer.id == FollowUp.owner_id)
        .where(FollowUpPlan.version == newer)
    )
    return query if reach is None else query.where(Case.board_id.in_(sorted(reach)))


def due_list(wanted: FollowUpFilter, *, actor: Actor, today: dt.date) -> DueList:
    """A page of follow-ups, the most urgent first; done ones the latest first."""
    query = _narrowed(due_query(actor), wanted, actor, today)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // wanted.per_page))
    page = min(max(wanted.page, 1), pages)
    order = FollowUp.done_at.desc() if wanted.state == "done" else FollowUp.due_on
    rows = db.session.execute(
        query.order_by(order, FollowUp.id).limit(wanted.per_page).offset((page - 1) * wanted.per_page)
    )
    return DueList(tuple(DueLine(**row._mapping) for row in rows), total, page, pages)


def _narrowed(query: Any, wanted: FollowUpFilter, actor: Actor, today: dt.date) -> Any:
    if wanted.state == "done":
        query = query.where(FollowUp.done_at.is_not(None))
    else:
        query = query.where(FollowUp.done_at.is_(None))
    if wanted.state == "due":
        query = query.where(FollowUp.due_on <= today + SOON)
    elif wanted.state == "late":
        came = arrived_on()
        query = query.where(FollowUp.due_on < today, or_(came.is_(None), came > FollowUp.due_on))
    if wanted.is_mine:
        query = query.where(FollowUp.owner_id == actor.id)
    if wanted.kind is not None:
        query = query.where(FollowUp.kind == wanted.kind)
    if wanted.board_id:
        query = query.where(Case.board_id == wanted.board_id)
    if key := search_key(wanted.text.strip()):
        named = Association.search_key.contains(key, autoescape=True)
        query = query.where(named | Case.case_number.icontains(wanted.text.strip(), autoescape=True))
    return query


def plan_page(case_id: str, *, actor: Actor) -> PlanPage:
    """The plan in all its versions. Raises NotFound where there is none."""
    head = db.session.execute(
        select(Case, Association.name, Decision.amount, Support.starts_on, Support.ends_on)
        .join(Association, Association.id == Case.association_id)
        .join(Decision, Decision.case_id == Case.id)
        .outerjoin(Support, Support.decision_id == Decision.id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    versions = () if head is None else _versions(case_id)
    if head is None or not versions:
        raise NotFound("not_found")
    case, association, amount, *period = head
    return PlanPage(
        case_id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        association=association,
        amount=amount,
        versions=versions,
        owners=dict(possible_owners(case.board_id)),
        may_follow_up=may(actor, Act.FOLLOW_UP, case.board_id),
        may_release_early=may(actor, Act.KEEP_LEDGER, case.board_id),
        parts=_parts(case.id, versions[0]),
        why_tier=_why(versions[0].tier, amount, period),
    )


def _parts(case_id: str, in_force: PlanVersion) -> PlanParts:
    titles = {line.key: line.title for line in in_force.items}
    done = {line.key: line.done_at is not None for line in in_force.items}
    return parts_of(case_id, plan_id=in_force.id, titles=titles, done=done)


def _why(tier: PlanTier, amount: int, period: Sequence[dt.date | None]) -> tuple[TierReason, ...]:
    starts_on, ends_on = period
    if starts_on is None or ends_on is None:
        return ()
    return reasons_for_plan(tier, Grant(amount, starts_on, ends_on))


def _versions(case_id: str) -> tuple[PlanVersion, ...]:
    rows = db.session.execute(
        select(FollowUpPlan, FollowUp, Officer.display_name, DEPUTY.display_name, arrived_on())
        .join(FollowUp, FollowUp.plan_id == FollowUpPlan.id)
        .join(Officer, Officer.id == FollowUp.owner_id)
        .outerjoin(DEPUTY, DEPUTY.id == FollowUp.deputy_id)
        .where(FollowUpPlan.case_id == case_id)
        .order_by(FollowUpPlan.version.desc(), FollowUp.due_on, FollowUp.position)
    ).all()
    makers = names_of_officers({row[0].made_by for row in rows})
    items: dict[str, list[PlanLine]] = {}
    plans: dict[str, FollowUpPlan] = {}
    for plan, item, owner, deputy, arrived in rows:
        plans[plan.id] = plan
        items.setdefault(plan.id, []).append(plan_line(item, owner, deputy or "", arrived))
    older = {new.id: old.id for new, old in pairwise(plans.values())}
    return tuple(
        PlanVersion(
            id=plan.id,
            changes=changes_between(items[older[plan.id]], items[plan.id]) if plan.id in older else (),
            version=plan.version,
            tier=plan.tier,
            reason=plan.reason,
            made_by=makers.get(plan.made_by, plan.made_by),
            made_at=plan.made_at,
            items=tuple(items[plan.id]),
        )
        for plan in plans.values()
    )
