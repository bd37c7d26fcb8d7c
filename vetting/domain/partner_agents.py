"""Who may be a partner's agent: somebody of one agency outside the house, and nothing else."""

from collections.abc import Collection

from vetting.domain.errors import Refused
from vetting.domain.terms import Partner, Role


def require_fit_appointment(
    role: Role, board_id: str | None, *, partner: Partner | None, held: Collection[Role] = ()
) -> None:
    """Whether an account that holds the roles `held` may be given `role`.

    An agent sees its own agency's deliveries and questions and nothing of the house (OSL 8 kap.), so the
    account has no second role, no board and one agency. Raises Refused `partner_missing`,
    `partner_without_agent`, `agent_has_no_board` or `agent_is_nothing_else`.
    """
    if role is not Role.PARTNER_AGENT:
        if partner is not None:
            raise Refused("partner_without_agent")
        if Role.PARTNER_AGENT in held:
            raise Refused("agent_is_nothing_else")
        return
    if partner is None:
        raise Refused("partner_missing")
    if board_id is not None:
        raise Refused("agent_has_no_board")
    if held:
        raise Refused("agent_is_nothing_else")
