"""What can be refused or not understood, each with a code and its facts, never with prose."""


class Problem(Exception):
    """Base of everything the service says no to: `code` names what is wrong, `facts` the particulars.

    The words people read stand in `web/wording.py` under the same code.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return self.code


class Refused(Problem):
    """A rule says no: the deed was understood but may not be done now."""


class NotAllowed(Problem):
    """The actor lacks the authority for the deed (see `domain/authority.py`)."""


class NotFound(Problem):
    """The thing does not exist, or lies in a board the actor may not see."""


class UnusableFile(Problem):
    """A file or source cannot be used at all: truncated, wrong kind, too large."""


class UnreadableRow(Problem):
    """One row of a file cannot be used; the others can. `facts` has row and field."""
