"""Whether a partner has somebody at its desk here: agents with an account, and systems with a key."""

from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.terms import Partner, Role
from vetting.records.db import db
from vetting.records.officers import ApiToken, Appointment, Officer


@dataclass(frozen=True)
class Presence:
    """How many active agents and valid keys a partner has; never who they are."""

    agents: int
    systems: int


def presence_of(partner: Partner) -> Presence:
    """For a page that has asked for authority itself."""
    agents = (
        select(func.count())
        .select_from(Appointment)
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Officer.is_active, Appointment.role == Role.PARTNER_AGENT, Appointment.partner == partner)
        .scalar_subquery()
    )
    systems = (
        select(func.count())
        .select_from(ApiToken)
        .where(ApiToken.partner == partner, ApiToken.revoked_at.is_(None))
        .scalar_subquery()
    )
    return Presence(*db.session.execute(select(agents, systems)).one())
