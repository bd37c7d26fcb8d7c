"""Who may do what, where: the one table of authority; deeds ask it and refuse, pages ask it and hide."""

from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Partner, Role


class Act(StrEnum):
    """Everything that needs authority. A route or deed names one of these."""

    SEE_DESK = "see_desk"
    SEE_CASES = "see_cases"
    RECEIVE_APPLICATION = "receive_application"  # register what an association applies for, with its papers
    PREPARE_CASE = "prepare_case"  # open, ask for completion, answer, judge hits, propose
    MARK_SECRECY = "mark_secrecy"  # mark what may not be given out, and make the public copy
    ALLOW_WORDING = "allow_wording"  # let a wording stand that the rules stop
    DECIDE = "decide"  # decide a proposal on delegation
    DECIDE_URGENT = "decide_urgent"  # decide what cannot await the board (KL 6:39)
    RECORD_BOARD_DECISION = "record_board_decision"  # enter what the board decided, from its minutes
    FOLLOW_UP = "follow_up"
    SEE_DIRECTORY = "see_directory"
    EDIT_DIRECTORY = "edit_directory"  # import, merge, correct
    SEE_SOURCES = "see_sources"
    MANAGE_SOURCES = "manage_sources"  # declare sources, receive deliveries
    RUN_CHECK = "run_check"
    OVERRIDE_SOURCE = "override_source"  # go on although a mandatory source was too old or silent
    SET_MATCHING = "set_matching"  # try thresholds, and set them from a date
    PARTNER_DESK = "partner_desk"  # deliver, correct and answer for one's own agency
    SEE_SPOT_CHECKS = "see_spot_checks"
    RUN_SPOT_CHECKS = "run_spot_checks"  # open, seal, record the seed, draw, share out, publish
    MAKE_SPOT_CHECK = "make_spot_check"  # examine what one was given to examine
    SEE_EQUAL_TREATMENT = "see_equal_treatment"  # what was treated otherwise than what was alike, half-yearly
    SEE_RULE_DRAFTS = "see_rule_drafts"
    DRAFT_RULES = "draft_rules"  # the next version of a checklist
    PUBLISH_RULES = "publish_rules"  # what another drafted and the council or board adopted
    SEE_JOURNAL = "see_journal"
    SEE_CLOCK = "see_clock"  # what the clock did, what it owes
    ADMINISTER = "administer"  # accounts, boards, schemes, tokens


class Reach(StrEnum):
    """How far a role's authority goes."""

    OWN_BOARDS = "own_boards"
    WHOLE = "whole"


_CASEWORK = {
    Act.SEE_DESK: Reach.OWN_BOARDS,
    Act.SEE_CASES: Reach.OWN_BOARDS,
    Act.SEE_DIRECTORY: Reach.WHOLE,
    Act.SEE_SOURCES: Reach.WHOLE,
}

TABLE: dict[Role, dict[Act, Reach]] = {
    Role.CULTURE_SECRETARY: {
        **_CASEWORK,
        Act.RECEIVE_APPLICATION: Reach.OWN_BOARDS,
        Act.PREPARE_CASE: Reach.OWN_BOARDS,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.RUN_CHECK: Reach.OWN_BOARDS,
        Act.FOLLOW_UP: Reach.OWN_BOARDS,
        Act.EDIT_DIRECTORY: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
    },
    Role.PREMISES_MANAGER: {
        Act.SEE_DESK: Reach.OWN_BOARDS,
        Act.SEE_DIRECTORY: Reach.WHOLE,
        Act.RUN_CHECK: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
    },
    Role.UNIT_HEAD: {
        **_CASEWORK,
        Act.RECEIVE_APPLICATION: Reach.OWN_BOARDS,
        Act.PREPARE_CASE: Reach.OWN_BOARDS,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.RUN_CHECK: Reach.OWN_BOARDS,
        Act.DECIDE: Reach.OWN_BOARDS,
        Act.OVERRIDE_SOURCE: Reach.OWN_BOARDS,
        Act.FOLLOW_UP: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.RUN_SPOT_CHECKS: Reach.OWN_BOARDS,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
        Act.SEE_EQUAL_TREATMENT: Reach.OWN_BOARDS,
    },
    Role.DIVISION_HEAD: {
        **_CASEWORK,
        Act.DECIDE: Reach.OWN_BOARDS,
        Act.OVERRIDE_SOURCE: Reach.OWN_BOARDS,
        Act.FOLLOW_UP: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
    },
    Role.CHAIR: {
        **_CASEWORK,
        Act.DECIDE_URGENT: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
    },
    Role.COORDINATOR: {
        Act.SEE_DESK: Reach.WHOLE,
        Act.SEE_DIRECTORY: Reach.WHOLE,
        Act.EDIT_DIRECTORY: Reach.WHOLE,
        Act.SEE_SOURCES: Reach.WHOLE,
        Act.MANAGE_SOURCES: Reach.WHOLE,
        Act.SET_MATCHING: Reach.WHOLE,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.DRAFT_RULES: Reach.WHOLE,
        Act.PUBLISH_RULES: Reach.WHOLE,
        Act.RUN_CHECK: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.RUN_SPOT_CHECKS: Reach.WHOLE,
        Act.MAKE_SPOT_CHECK: Reach.WHOLE,
        Act.SEE_CLOCK: Reach.WHOLE,
        Act.SEE_EQUAL_TREATMENT: Reach.WHOLE,
    },
    Role.LAWYER: {
        **_CASEWORK,
        Act.ALLOW_WORDING: Reach.OWN_BOARDS,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.DRAFT_RULES: Reach.WHOLE,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
    },
    Role.REGISTRAR: {
        **_CASEWORK,
        Act.RECEIVE_APPLICATION: Reach.OWN_BOARDS,
        Act.PREPARE_CASE: Reach.OWN_BOARDS,
        Act.MARK_SECRECY: Reach.OWN_BOARDS,
        Act.RECORD_BOARD_DECISION: Reach.OWN_BOARDS,
        Act.EDIT_DIRECTORY: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
    },
    Role.AUDITOR: {
        Act.SEE_DESK: Reach.WHOLE,
        Act.SEE_CASES: Reach.WHOLE,
        Act.SEE_DIRECTORY: Reach.WHOLE,
        Act.SEE_SOURCES: Reach.WHOLE,
        Act.SEE_JOURNAL: Reach.WHOLE,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.SEE_SPOT_CHECKS: Reach.WHOLE,
        Act.SEE_CLOCK: Reach.WHOLE,
        Act.SEE_EQUAL_TREATMENT: Reach.WHOLE,
    },
    Role.ADMINISTRATOR: {
        Act.SEE_DESK: Reach.WHOLE,
        Act.ADMINISTER: Reach.WHOLE,
        Act.SEE_RULE_DRAFTS: Reach.WHOLE,
        Act.PUBLISH_RULES: Reach.WHOLE,
        Act.SEE_SOURCES: Reach.WHOLE,
        Act.SEE_CLOCK: Reach.WHOLE,
    },
    Role.PARTNER_AGENT: {Act.PARTNER_DESK: Reach.WHOLE},
}

DECIDING = frozenset({Act.DECIDE, Act.DECIDE_URGENT})  # what a delegation order can give

# What another system's token may do in its own board, by scope; never a decision (KL 6:38).
SCOPES: dict[str, frozenset[Act]] = {
    "applications:write": frozenset({Act.RECEIVE_APPLICATION}),
    "cases:read": frozenset({Act.SEE_CASES}),
    "checks:run": frozenset({Act.RUN_CHECK}),
}
# What a partner agency's token may do, for its own sources and questions alone.
PARTNER_SCOPES: dict[str, frozenset[Act]] = {
    "deliveries:write": frozenset({Act.PARTNER_DESK}),
    "questions:answer": frozenset({Act.PARTNER_DESK}),
}

# The clock: never a decision (KL 6:38).
SYSTEM_MAY = frozenset({Act.RUN_CHECK, Act.MANAGE_SOURCES, Act.RUN_SPOT_CHECKS})


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
