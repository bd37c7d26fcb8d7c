"""The delegation order: up to which amount a role may decide for a board, and what only the board may."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Role

# Authority of greater weight toward a party is not delegated (KL 6:38 p. 3): a refusal rests on the criteria.
BOARD_ONLY = frozenset({Outcome.REFUSED})


@dataclass(frozen=True)
class Power:
    """One row of the order in a board. `max_amount` in whole kronor; `item` is the order's point."""

    role: Role
    max_amount: int
    in_force_on: dt.date
    item: str


def powers_in_force(powers: Iterable[Power], roles: Collection[Role], on: dt.date) -> tuple[Power, ...]:
    """Per role the row last in force that day: a newer order replaces an older one, also downwards."""
    latest: dict[Role, Power] = {}
    for power in sorted(powers, key=lambda power: (power.in_force_on, power.max_amount)):
        if power.in_force_on <= on and power.role in roles:
            latest[power.role] = power
    return tuple(latest.values())


def require_power(powers: Iterable[Power], outcome: Outcome, amount: int) -> Power:
    """The row that lets one decide. Raises Refused `board_only`, `nothing_delegated` or `above_delegation`.

    `powers` are those in force for the actor in the board; in all three cases the board itself may decide.
    """
    if outcome in BOARD_ONLY:
        raise Refused("board_only", outcome=outcome.value)
    best = max(powers, key=lambda power: power.max_amount, default=None)
    if best is None:
        raise Refused("nothing_delegated")
    if amount > best.max_amount:
        raise Refused("above_delegation", amount=amount, limit=best.max_amount)
    return best
