"""Questions asked for a roster: who can make checks, who takes part, and what each round has in hand."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select

from vetting.domain.authority import TABLE, Act
from vetting.domain.errors import NotFound
from vetting.domain.roster import Checker, weeks_away
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import OPEN_STATES, RoundStage
from vetting.records.absences import absences_between
from vetting.records.db import db
from vetting.records.officers import Appointment, Officer
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import RoundChecker, SpotCheck

CHECKING_ROLES = tuple(role for role in Role if Act.MAKE_SPOT_CHECK in TABLE[role])
FRIDAY = dt.timedelta(days=4)


@dataclass(frozen=True)
class PossibleChecker:
    """An active officer who may make spot checks, and where (None: every board)."""

    officer_id: str
    name: str
    roles: frozenset[Role]
    board_ids: frozenset[str | None]


def possible_checkers() -> dict[str, PossibleChecker]:
    """Everybody who may make spot checks, by id in the order of names."""
    rows = db.session.execute(
        select(Officer.id, Officer.display_name, Appointment.role, Appointment.board_id)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .where(Officer.is_active, Appointment.role.in_(CHECKING_ROLES))
        .order_by(Officer.display_name, Officer.id)
    )
    found: dict[str, PossibleChecker] = {}
    for officer_id, name, role, board_id in rows:
        known = found.get(officer_id, PossibleChecker(officer_id, name, frozenset(), frozenset()))
        found[officer_id] = PossibleChecker(
            officer_id, name, known.roles | {role}, known.board_ids | {board_id}
        )
    return found


def hold_officers(officer_ids: Collection[str]) -> frozenset[str]:
    """Those of the officers who are active and may make checks, held so that nobody closes their accounts
    before the deed is done."""
    held = db.session.scalars(
        select(Officer.id)
        .where(
            Officer.id.in_(officer_ids),
            Officer.is_active,
            Officer.id.in_(select(Appointment.officer_id).where(Appointment.role.in_(CHECKING_ROLES))),
        )
        .order_by(Officer.id)
        .with_for_update(read=True, key_share=True)
    )
    return frozenset(held)


def capacities_of(round_id: str) -> dict[str, int]:
    """Who takes part in the round's checks, and how many each can make in a week."""
    rows = db.session.execute(
        select(RoundChecker.officer_id, RoundChecker.capacity_per_week)
        .where(RoundChecker.round_id == round_id)
        .order_by(RoundChecker.officer_id)
    )
    return {officer_id: capacity for officer_id, capacity in rows}


def keep_capacities(round_id: str, capacities: Mapping[str, int]) -> None:
    """Keeps who takes part in the round from now on, in place of who did."""
    db.session.execute(delete(RoundChecker).where(RoundChecker.round_id == round_id))
    rows = [
        {"round_id": round_id, "officer_id": officer_id, "capacity_per_week": capacity}
        for officer_id, capacity in capacities.items()
    ]
    if rows:
        db.session.execute(insert(RoundChecker), rows)


def checks_in_hand(round_id: str) -> Sequence[SpotCheck]:
    """Every check of the round, locked, by case number."""
    return db.session.scalars(
        select(SpotCheck)
        .where(SpotCheck.round_id == round_id)
        .order_by(SpotCheck.item)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def rounds_of_officer(officer_id: str) -> tuple[str, ...]:
    """Drawn rounds in which the officer has an open check to make or to read a second time, by id."""
    rows = (
        select(SpotCheck.round_id)
        .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
        .where(
            SpotCheckRound.stage == RoundStage.DRAWN,
            SpotCheck.state.in_(OPEN_STATES),
            or_(SpotCheck.officer_id == officer_id, SpotCheck.second_officer_id == officer_id),
        )
        .distinct()
        .order_by(SpotCheck.round_id)
    )
    return tuple(db.session.scalars(rows))


def boards_of_officer(officer_id: str) -> frozenset[str | None]:
    """The boards the officer has any appointment in; None among them stands for every board."""
    rows = select(Appointment.board_id).where(Appointment.officer_id == officer_id)
    return frozenset(db.session.scalars(rows))


def days_away(
    officer_ids: Collection[str], weeks: Collection[dt.date]
) -> dict[str, list[tuple[dt.date, dt.date]]]:
    """First and last day of each absence that touches the weeks, by officer."""
    found: dict[str, list[tuple[dt.date, dt.date]]] = {officer_id: [] for officer_id in officer_ids}
    if weeks:
        for row in absences_between(officer_ids, min(weeks), max(weeks) + FRIDAY):
            found[row.officer_id].append((row.from_on, row.until_on))
    return found


def as_checkers(
    capacities: Mapping[str, int], weeks: Collection[dt.date], holidays: Collection[dt.date]
) -> tuple[Checker, ...]:
    """Those who take part as the roster's rules see them, with the weeks they are away."""
    away = days_away(capacities, weeks)
    return tuple(
        Checker(officer_id, capacity, weeks_away(away[officer_id], weeks, holidays))
        for officer_id, capacity in capacities.items()
    )


def round_of_check(check_id: str) -> str:
    """The id of a check's round. Raises NotFound."""
    found = db.session.scalar(select(SpotCheck.round_id).where(SpotCheck.id == check_id))
    if found is None:
        raise NotFound("spot_check_not_found")
    return found


def planned_checks(officer_id: str, from_on: dt.date) -> Sequence[SpotCheck]:
    """Open checks of drawn rounds that the officer is to make in that day's week or later."""
    return db.session.scalars(
        select(SpotCheck)
        .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
        .where(
            SpotCheckRound.stage == RoundStage.DRAWN,
            SpotCheck.state.in_(OPEN_STATES),
            SpotCheck.officer_id == officer_id,
            SpotCheck.week_on > from_on - dt.timedelta(days=7),
        )
        .order_by(SpotCheck.item)
    ).all()
