"""Who may sign what waits in an effect list, by board: names, so that somebody can be asked."""

from collections.abc import Iterable

from vetting.domain.authority import Act
from vetting.records import seconders


def signers_of(waits: Iterable[tuple[str, str, str | None]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """`waits`: board id, board and proposer of each row that waits. Gives each board with the names of who
    may sign, without whoever alone proposed all of it. In two queries."""
    boards: dict[str, str] = {}
    proposers: dict[str, set[str | None]] = {}
    for board_id, board, said_by in waits:
        boards[board_id] = board
        proposers.setdefault(board_id, set()).add(said_by)
    if not boards:
        return ()
    names = seconders.names_who_may(Act.DECIDE_EFFECT, boards)
    single = {next(iter(some)) or "" for some in proposers.values() if len(some) == 1}
    same = seconders.accounts_of_same(single)
    found = []
    for board_id, board in boards.items():
        alone = same if len(proposers[board_id]) == 1 else frozenset()
        found.append((board, tuple(name for key, name in names[board_id].items() if key not in alone)))
    return tuple(found)
