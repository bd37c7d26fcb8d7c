"""The delegation order: up to which amount a role may decide for a board, and what only the board may."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.revocation import REVOKING
from vetting.domain.terms import Outcome, Regime, Role
from vetting.domain.terms_decisions import DelegatedAct

# Authority of greater weight toward a party is not delegated (KL 6:38 p. 3): a refusal rests on the criteria,
# and a revocation takes back what was given, so that it is never decided below the level that gave it.
BOARD_ONLY = frozenset({Outcome.REFUSED}) | REVOKING


@dataclass(frozen=True)
class Matter:
    """What is to be decided, as the order tells matters apart."""

    scheme_id: str
    regime: Regime
    act: DelegatedAct = DelegatedAct.DECISION


@dataclass(frozen=True)
class Scope:
    """Which matters a point of the order holds for; None: all. No act is covered by a point for another."""

    scheme_id: str | None = None
    regime: Regime | None = None
    act: DelegatedAct = DelegatedAct.DECISION


EVERY_MATTER = Scope()


@dataclass(frozen=True)
class Power:
    """One row of the order in a board. `max_amount` in whole kronor; `item` is the order's point."""

    role: Role
    max_amount: int
    in_force_on: dt.date
    item: str
    scope: Scope = EVERY_MATTER

    def covers(self, matter: Matter) -> bool:
        """Whether the matter lies within its scope."""
        scope = self.scope
        fits = scope.scheme_id in (None, matter.scheme_id) and scope.regime in (None, matter.regime)
        return fits and scope.act is matter.act

    @property
    def narrowness(self) -> tuple[bool, bool]:
        """Its place among rows that cover a matter: one for its scheme goes before one for its regime."""
        return (self.scope.scheme_id is not None, self.scope.regime is not None)


def powers_in_force(
    powers: Iterable[Power], roles: Collection[Role], on: dt.date, matter: Matter
) -> tuple[Power, ...]:
    """Per role the row that holds for the matter that day: the narrowest, and of such the last in force.

    A newer order replaces an older one, also downwards; one for the scheme goes before the general one.
    """
    found: dict[Role, Power] = {}
    for power in sorted(powers, key=lambda one: (one.narrowness, one.in_force_on, one.max_amount)):
        if power.in_force_on <= on and power.role in roles and power.covers(matter):
            found[power.role] = power
    return tuple(found.values())


def require_power_of_chair(powers: Iterable[Power]) -> Power:
    """The row that lets the chair decide what cannot await the board, whatever the outcome (KL 6:39).

    Raises Refused `chair_not_empowered`: the board has not given it to the chair.
    """
    found = next((power for power in powers if power.role is Role.CHAIR), None)
    if found is None:
        raise Refused("chair_not_empowered")
    return found


def roles_that_may(powers: Iterable[Power], outcome: Outcome, amount: int) -> tuple[Role, ...]:
    """Whose row covers it; nobody's when only the board may. `powers`: those in force, of every role."""
    if outcome in BOARD_ONLY:
        return ()
    able = {power.role for power in powers if amount <= power.max_amount and power.role is not Role.CHAIR}
    return tuple(sorted(able))


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
