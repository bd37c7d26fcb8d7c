"""A round taken in hand: locked, and within the reach of whoever wants to run it."""

from collections.abc import Collection

from vetting.domain.authority import Act, Actor, may, require, require_person
from vetting.domain.errors import NotFound, Refused
from vetting.records import rounds
from vetting.records.officers import board
from vetting.records.rounds import SpotCheckRound


def require_boards(by: Actor, board_ids: Collection[str], *, all_of_them: bool = True) -> None:
    """Whoever runs a round has the authority in every one of its boards; to judge one, in one of them.

    Raises NotAllowed, NotFound, and Refused `no_boards`.
    """
    require(by, Act.RUN_SPOT_CHECKS)
    if not board_ids:
        raise Refused("no_boards")
    within = [may(by, Act.RUN_SPOT_CHECKS, board(board_id).id) for board_id in board_ids]
    if not (all(within) if all_of_them else any(within)):
        raise NotFound("round_not_found")


def round_to_run(round_id: str, *, by: Actor) -> SpotCheckRound:
    """The round, locked, for somebody who may run it. Raises NotFound, and NotAllowed for the clock."""
    require_person(by, Act.RUN_SPOT_CHECKS)
    return round_to_draw(round_id, by=by)


def round_to_draw(round_id: str, *, by: Actor) -> SpotCheckRound:
    """As round_to_run, for the clock too."""
    row = rounds.round_in_hand(round_id)
    require_boards(by, rounds.board_ids_of(row.id))
    return row
