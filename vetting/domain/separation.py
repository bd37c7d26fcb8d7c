"""Two different people: whoever proposed never decides, and a conflict of interest stops both."""

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused


def require_other_person(first: str | None, by: Actor, *, code: str) -> None:
    """Raises Refused `code` when the account `first` is the actor's, and `same_person` when it is another
    account of the same person: persons are compared, never accounts."""
    if first == by.id:
        raise Refused(code)
    if by.is_person(first):
        raise Refused("same_person")


def require_two_persons(proposed_by: str, by: Actor) -> None:
    """Raises Refused `decider_is_proposer` (two-person rule: good practice, asked for by no statute), and
    `same_person`."""
    require_other_person(proposed_by, by, code="decider_is_proposer")


def require_no_conflict(declared: bool | None) -> None:
    """`declared`: what the officer said of this case; None when nothing was said yet.

    Raises Refused `conflict_not_declared` or `conflict_of_interest` (KL 6:28-32, KL 7:4).
    """
    if declared is None:
        raise Refused("conflict_not_declared")
    if declared:
        raise Refused("conflict_of_interest")
