"""The delegation order as it stands in the tables: who may sign what, and whom to turn to."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import func, or_, select

from vetting.domain.authority import Actor
from vetting.domain.delegation import (
    Matter,
    Power,
    Scope,
    powers_in_force,
    require_power,
    require_power_of_chair,
    roles_that_may,
)
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Role
from vetting.domain.terms_decisions import DelegatedAct
from vetting.records import special_reviews
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import last_declaration
from vetting.records.officers import Appointment, Delegation, Officer


def power_of(row: Delegation) -> Power:
    """A row of the order as the rules see it."""
    return Power(
        row.role, row.max_amount, row.in_force_on, row.item, Scope(row.scheme_id, row.regime, row.act)
    )


def powers_of(board_id: str) -> tuple[Power, ...]:
    """The board's delegation order, every row of it whenever in force."""
    rows = db.session.scalars(select(Delegation).where(Delegation.board_id == board_id))
    return tuple(power_of(row) for row in rows)


def power_to_sign(
    case: Case, outcome: Outcome, amount: int, *, proposed_by: str, by: Actor, on: dt.date
) -> Power:
    """The row by which the actor may decide the case.

    Raises Refused as require_power; where other officers may, `…_ask` with their names as `who`: not whoever
    proposed it, nor those who said that they have a conflict of interest in the case. To review support
    takes as much power as it took to grant it.
    """
    sought = (outcome, special_reviews.granted_amount(case, outcome, amount))
    return _power(case, sought, DelegatedAct.DECISION, proposed_by=proposed_by, by=by, on=on)


def power_to_give_statement(case: Case, *, by: Actor, on: dt.date) -> Power:
    """The row by which the actor may tell the police what the municipality thinks: never one for deciding.

    Raises Refused `statement_not_delegated`, or `statement_not_delegated_ask` as power_to_sign.
    """
    try:
        closing = (Outcome.CLOSED, 0)  # a statement gives nobody anything: no amount bars it
        return _power(case, closing, DelegatedAct.PLACE_STATEMENT, proposed_by="", by=by, on=on)
    except Refused as refusal:
        code = "statement_not_delegated_ask" if "who" in refusal.facts else "statement_not_delegated"
        raise Refused(code, **refusal.facts) from None


def _power(
    case: Case, sought: tuple[Outcome, int], act: DelegatedAct, *, proposed_by: str, by: Actor, on: dt.date
) -> Power:
    matter, order = Matter(case.scheme_id, case.regime, act), powers_of(case.board_id)
    roles = {role for role, board_id in by.appointments if board_id in (None, case.board_id)}
    try:
        return require_power(powers_in_force(order, roles, on, matter), *sought)
    except Refused as refusal:
        able = roles_that_may(powers_in_force(order, frozenset(Role), on, matter), *sought)
        names = _names_of(able, case, proposed_by)
        if not names:
            raise
        raise Refused(f"{refusal.code}_ask", **{**refusal.facts, "who": names}) from None


def power_of_chair(case: Case, *, by: Actor, on: dt.date) -> Power:
    """The row by which the actor may decide as chair. Raises Refused `chair_not_empowered`."""
    roles = {role for role, board_id in by.appointments if board_id in (None, case.board_id)}
    matter = Matter(case.scheme_id, case.regime)
    return require_power_of_chair(powers_in_force(powers_of(case.board_id), roles, on, matter))


def _names_of(roles: Collection[Role], case: Case, proposed_by: str) -> list[str]:
    """Active officers with one of the roles in the board who are not barred from the case, by name."""
    if not roles:
        return []
    has_conflict = last_declaration(case.id, Officer.id).scalar_subquery()
    return list(
        db.session.scalars(
            select(Officer.display_name)
            .join(Appointment, Appointment.officer_id == Officer.id)
            .where(
                Officer.is_active,
                Officer.id != proposed_by,
                ~func.coalesce(has_conflict, False),
                Appointment.role.in_(roles),
                or_(Appointment.board_id.is_(None), Appointment.board_id == case.board_id),
            )
            .distinct()
            .order_by(Officer.display_name)
        )
    )
