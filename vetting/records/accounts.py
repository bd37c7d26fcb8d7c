"""Questions asked of accounts: who administers, what an officer still has in hand, which tokens there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.stages import OPEN
from vetting.domain.terms import Role
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import ConflictDeclaration, Proposal
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.officers import ApiToken, Appointment, Officer, actor_of


@dataclass(frozen=True)
class WorkInHand:
    """What would be left without anybody: open cases, open follow-ups, items planned in open proposals."""

    cases: Sequence[Case]
    follow_ups: Sequence[tuple[FollowUp, Case]]
    planned: Sequence[tuple[Proposal, Case]]

    @property
    def is_any(self) -> bool:
        return bool(self.cases or self.follow_ups or self.planned)

    @property
    def follow_up_count(self) -> int:
        return len(self.follow_ups) + len(self.planned)

    @property
    def needs(self) -> list[tuple[Act, str]]:
        """The authority that each piece needs of whoever has it, with the board."""
        needs = [(Act.PREPARE_CASE, case.board_id) for case in self.cases]
        return needs + [(Act.FOLLOW_UP, case.board_id) for _, case in (*self.follow_ups, *self.planned)]


def lock_administrators() -> frozenset[str]:
    """Ids of the active administrators, locked: two deeds at once cannot remove the last two."""
    rows = db.session.scalars(
        select(Officer)
        .where(
            Officer.is_active,
            Officer.id.in_(select(Appointment.officer_id).where(Appointment.role == Role.ADMINISTRATOR)),
        )
        .order_by(Officer.id)
        .with_for_update()
    )
    return frozenset(row.id for row in rows)


def locked_officer(officer_id: str) -> Officer:
    """The officer, locked until the deed is done. Raises NotFound."""
    found = db.session.get(Officer, officer_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("officer_not_found")
    return found


def appointment(appointment_id: str) -> Appointment:
    """The appointment of that id. Raises NotFound."""
    found = db.session.get(Appointment, appointment_id)
    if found is None:
        raise NotFound("appointment_not_found")
    return found


def holds(officer_id: str, role: Role, board_id: str | None) -> bool:
    """Whether the officer has that very appointment already; to the constraint, two NULLs differ."""
    same_board = Appointment.board_id.is_(None) if board_id is None else Appointment.board_id == board_id
    found = db.session.scalar(
        select(Appointment.id).where(
            Appointment.officer_id == officer_id, Appointment.role == role, same_board
        )
    )
    return found is not None


def open_cases_of(officer_id: str) -> Sequence[Case]:
    """Cases the officer prepares that are not ended, locked."""
    return db.session.scalars(
        select(Case)
        .where(Case.assigned_to == officer_id, Case.stage.in_(OPEN))
        .order_by(Case.case_number)
        .with_for_update()
    ).all()


def open_follow_ups_of(officer_id: str) -> Sequence[tuple[FollowUp, Case]]:
    """What the officer still has to follow up in the latest plan of each case, with the case."""
    newest = (
        select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
        .group_by(FollowUpPlan.case_id)
        .subquery()
    )
    rows = db.session.execute(
        select(FollowUp, Case)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(newest, (newest.c.case_id == FollowUpPlan.case_id) & (newest.c.version == FollowUpPlan.version))
        .join(Case, Case.id == FollowUpPlan.case_id)
        .where(FollowUp.owner_id == officer_id, FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    return [(follow_up, case) for follow_up, case in rows]


def open_proposals_of_owner(officer_id: str) -> Sequence[tuple[Proposal, Case]]:
    """Proposals awaiting a decision whose plan names the officer as owner of an item, with the case."""
    rows = db.session.execute(
        select(Proposal, Case).join(Case, Case.id == Proposal.case_id).where(Proposal.is_open)
    )
    return [
        (proposal, case)
        for proposal, case in rows
        if any(item.get("owner_id") == officer_id for item in proposal.plan)
    ]


def conflicted_cases(officer_id: str, case_ids: Sequence[str]) -> frozenset[str]:
    """Those of the cases in which the officer's latest word is that they have a conflict of interest."""
    rows = db.session.execute(
        select(ConflictDeclaration.case_id, ConflictDeclaration.has_conflict)
        .where(ConflictDeclaration.officer_id == officer_id, ConflictDeclaration.case_id.in_(case_ids))
        .order_by(ConflictDeclaration.declared_at)
    )
    latest = {case_id: has_conflict for case_id, has_conflict in rows}
    return frozenset(case_id for case_id, has_conflict in latest.items() if has_conflict)


def api_token(token_id: str) -> ApiToken:
    """The token of that id. Raises NotFound."""
    found = db.session.get(ApiToken, token_id)
    if found is None:
        raise NotFound("token_not_found")
    return found


def as_it_stands(actor: Actor) -> Actor:
    """The actor with what it may do by now, for a deed that began long ago.

    The clock and the operator have no account that could be closed.

    Raises NotAllowed `authority_ended` for a revoked key and a closed account.
    """
    if actor.is_token:
        token = db.session.get(ApiToken, actor.id.removeprefix("token:"))
        if token is None or token.revoked_at is not None:
            raise NotAllowed("authority_ended")
        return actor
    officer = db.session.get(Officer, actor.id)
    if officer is None:
        return actor
    if not officer.is_active:
        raise NotAllowed("authority_ended")
    return actor_of(officer)


def work_in_hand(officer_id: str) -> WorkInHand:
    """All that the officer has in hand."""
    return WorkInHand(
        cases=open_cases_of(officer_id),
        follow_ups=open_follow_ups_of(officer_id),
        planned=open_proposals_of_owner(officer_id),
    )
