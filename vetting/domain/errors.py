"""What can be refused or not understood, each with a code and its facts, never with prose."""

from collections.abc import Callable


class Problem(Exception):
    """Base of everything the service says no to: `code` names what is wrong, `facts` the particulars.

    The words people read stand in `web/wording.py` under the same code.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
        self.others: tuple[Problem, ...] = ()  # what is wrong besides, where it could be told at once

    @property
    def every(self) -> "tuple[Problem, ...]":
        """This and the others, so that all can be mended in one go."""
        return (self, *self.others)

    def __str__(self) -> str:
        return self.code


class Refused(Problem):
    """A rule says no: the deed was understood but may not be done now."""


def require_all(*checks: Callable[[], object]) -> None:
    """Runs every check. Raises the first Refused with the others along; anything else at once."""
    found: list[Refused] = []
    for check in checks:
        try:
            check()
        except Refused as refusal:
            found.append(refusal)
    if found:
        found[0].others = tuple(found[1:])
        raise found[0]


class NotAllowed(Problem):
    """The actor lacks the authority for the deed (see `domain/authority.py`)."""


class NotFound(Problem):
    """The thing does not exist, or lies in a board the actor may not see."""


class UnusableFile(Problem):
    """A file or source cannot be used at all: truncated, wrong kind, too large."""


class UnreadableRow(Problem):
    """One row of a file cannot be used; the others can. `facts` has row and field."""
