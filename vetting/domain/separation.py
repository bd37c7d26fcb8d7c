"""Two different people: whoever proposed never decides, and a conflict of interest stops both."""

from vetting.domain.errors import Refused


def require_two_persons(proposed_by: str, decided_by: str) -> None:
    """Raises Refused `decider_is_proposer` (two-person rule: good practice, asked for by no statute)."""
    if proposed_by == decided_by:
        raise Refused("decider_is_proposer")


def require_no_conflict(declared: bool | None) -> None:
    """`declared`: what the officer said of this case; None when nothing was said yet.

    Raises Refused `conflict_not_declared` or `conflict_of_interest` (KL 6:28-32, KL 7:4).
    """
    if declared is None:
        raise Refused("conflict_not_declared")
    if declared:
        raise Refused("conflict_of_interest")
