"""Who may do what, where: deeds ask and refuse, pages ask and hide. The table is authority_table."""

from dataclasses import dataclass

from vetting.domain.authority_table import TABLE, Act, Reach
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Partner, Role

__all__ = [
    "DECIDING",
    "OPERATOR",
    "PARTNER_SCOPES",
    "SCOPES",
    "SYSTEM",
    "SYSTEM_MAY",
    "TABLE",
    "Act",
    "Actor",
    "Reach",
    "boards_for",
    "may",
    "may_hold_power",
    "require",
    "require_delivery",
    "require_partner",
    "require_person",
]

DECIDING = frozenset({Act.DECIDE, Act.DECIDE_URGENT})  # what a delegation order can give

# What another system's token may do in its own board, by scope; never a decision (KL 6:38).
SCOPES: dict[str, frozenset[Act]] = {
    "applications:write": frozenset({Act.RECEIVE_APPLICATION}),
    "cases:read": frozenset({Act.SEE_CASES}),
    "checks:run": frozenset({Act.RUN_CHECK}),
    "bookings:write": frozenset({Act.RECEIVE_BOOKING}),
}
# What a partner agency's token may do, for its own sources and questions alone.
PARTNER_SCOPES: dict[str, frozenset[Act]] = {
    "deliveries:write": frozenset({Act.PARTNER_DESK}),
    "questions:answer": frozenset({Act.PARTNER_DESK}),
}

# The clock: never a decision (KL 6:38).
SYSTEM_MAY = frozenset(
    {Act.RUN_CHECK, Act.MANAGE_SOURCES, Act.RUN_SPOT_CHECKS, Act.DISPOSE, Act.RECEIVE_BOOKING}
)


@dataclass(frozen=True)
class Actor:
    """Who acts: an officer with appointments, a token of another system, or the clock.

    `appointments` pairs a role with a board id; None as board means every board.
    `token_board` and `token_scopes` are set for API tokens only; a token of a partner has no board.
    """

    id: str
    name: str
    appointments: frozenset[tuple[Role, str | None]] = frozenset()
    is_system: bool = False
    token_scopes: frozenset[str] = frozenset()
    token_board: str | None = None
    partners: frozenset[Partner] = frozenset()  # whose agent it is
    other_accounts: frozenset[str] = frozenset()  # of the same person, by the staff number

    def is_person(self, account_id: str | None) -> bool:
        """Whether the account is the actor's own: this one, or another of the same person."""
        return account_id is not None and (account_id == self.id or account_id in self.other_accounts)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _ in self.appointments)

    @property
    def is_token(self) -> bool:
        """Whether another system acts."""
        return bool(self.token_scopes)

    @property
    def is_agent(self) -> bool:
        """Whether the account belongs to somebody of an agency outside the house."""
        return Role.PARTNER_AGENT in self.roles


SYSTEM = Actor(id="system", name="system", is_system=True)
# Whoever has the machine has the data; what they type is journaled as "operator". They never decide.
OPERATOR = Actor(
    "operator",
    "operator",
    frozenset({(Role.COORDINATOR, None), (Role.ADMINISTRATOR, None), (Role.CULTURE_SECRETARY, None)}),
)


def may_hold_power(role: Role) -> bool:
    """Whether a delegation order can give the role anything."""
    return not DECIDING.isdisjoint(TABLE[role])


def boards_for(actor: Actor, act: Act) -> frozenset[str] | None:
    """Boards in which `actor` may do `act`; None means all of them, an empty set means nowhere."""
    if actor.is_system:
        return None if act in SYSTEM_MAY else frozenset()
    if actor.token_scopes and actor.token_board is None:
        granted = any(act in PARTNER_SCOPES.get(scope, ()) for scope in actor.token_scopes)
        return None if granted else frozenset()
    if actor.token_board is not None:
        granted = any(act in SCOPES.get(scope, ()) for scope in actor.token_scopes)
        return frozenset({actor.token_board}) if granted else frozenset()
    boards: set[str] = set()
    for role, board_id in actor.appointments:
        reach = TABLE[role].get(act)
        if reach is None:
            continue
        if reach is Reach.WHOLE or board_id is None:
            return None
        boards.add(board_id)
    return frozenset(boards)


def may(actor: Actor, act: Act, board_id: str | None = None) -> bool:
    """Whether `actor` may do `act` in `board_id`, or anywhere at all when no board is named."""
    boards = boards_for(actor, act)
    if boards is None:
        return True
    return bool(boards) if board_id is None else board_id in boards


def require(actor: Actor, act: Act, board_id: str | None = None) -> None:
    """Raises NotAllowed when `actor` may do `act` nowhere, NotFound when only not in `board_id`.

    Another board's things do not exist for the actor: their being there is no business of theirs.
    """
    if not may(actor, act):
        raise NotAllowed("not_allowed", act=act.value)
    if board_id is not None and not may(actor, act, board_id):
        raise NotFound("not_found")


def require_partner(actor: Actor, partner: Partner) -> None:
    """Raises NotAllowed when `actor` is nobody's agent, NotFound when only of another agency.

    Another agency's sources and questions do not exist for the actor.
    """
    require(actor, Act.PARTNER_DESK)
    if partner not in actor.partners:
        raise NotFound("not_found")


def require_delivery(actor: Actor, partner: Partner) -> None:
    """As require_partner, for what an agency delivers; whoever manages the sources may deliver for any."""
    if not may(actor, Act.MANAGE_SOURCES):
        require_partner(actor, partner)


def require_person(actor: Actor, act: Act) -> None:
    """Raises NotAllowed for the clock, where what it may do of `act` is not this."""
    if actor.is_system:
        raise NotAllowed("not_allowed", act=act.value)
