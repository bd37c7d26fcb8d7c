"""The stages of a case and the moves between them."""

from vetting.domain.errors import Refused
from vetting.domain.terms import Stage

MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.IN_REVIEW, Stage.WITHDRAWN}),
    Stage.IN_REVIEW: frozenset({Stage.AWAITING_SUPPLEMENT, Stage.PROPOSED, Stage.WITHDRAWN}),
    Stage.AWAITING_SUPPLEMENT: frozenset({Stage.IN_REVIEW, Stage.WITHDRAWN}),
    Stage.PROPOSED: frozenset({Stage.IN_REVIEW, Stage.DECIDED, Stage.WITHDRAWN}),
    Stage.DECIDED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
}
OPEN = frozenset({Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT, Stage.PROPOSED})
UNDER_PREPARATION = frozenset({Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT})


def move(current: Stage, to: Stage) -> Stage:
    """The new stage. Raises Refused `stage_move` with both stages when the table has no such move."""
    if to not in MOVES[current]:
        raise Refused("stage_move", current=current.value, to=to.value)
    return to


def require_preparation(current: Stage) -> None:
    """Raises Refused `case_not_open` when the papers and answers of a case may no longer change."""
    if current not in UNDER_PREPARATION:
        raise Refused("case_not_open", stage=current.value)


def replay(moves: list[tuple[Stage, Stage]]) -> Stage:
    """The stage a case must stand in after `moves` as the journal tells them. Raises Refused on a gap."""
    stage = Stage.RECEIVED
    for before, after in moves:
        if before is not stage:
            raise Refused("stage_gap", expected=stage.value, found=before.value)
        stage = move(stage, after)
    return stage
