"""The stages of a case: only the moves of the table, and the journal's moves lead to the same stage."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import Refused
from vetting.domain.stages import MOVES, OPEN, UNDER_PREPARATION, move, replay, require_preparation
from vetting.domain.terms import Stage


@pytest.mark.parametrize(("current", "to"), list(itertools.product(Stage, Stage)))
def test_only_the_tables_moves_are_made(current, to):
    if to in MOVES[current]:
        assert move(current, to) is to
    else:
        with pytest.raises(Refused) as refusal:
            move(current, to)
        assert refusal.value.facts == {"current": current.value, "to": to.value}


def test_no_decision_without_a_proposal():
    assert {stage for stage in Stage if Stage.DECIDED in MOVES[stage]} == {Stage.PROPOSED}


def test_an_ended_case_stands_still():
    assert {stage for stage in Stage if not MOVES[stage]} == set(Stage) - OPEN


def test_a_withdrawal_is_possible_until_the_end():
    assert all(Stage.WITHDRAWN in MOVES[stage] for stage in OPEN)


@pytest.mark.parametrize("stage", Stage)
def test_papers_and_answers_change_only_under_preparation(stage):
    if stage in UNDER_PREPARATION:
        require_preparation(stage)
    else:
        with pytest.raises(Refused, match="case_not_open"):
            require_preparation(stage)


@given(st.data())
def test_replaying_any_path_gives_its_last_stage(data):
    stage, moves = Stage.RECEIVED, []
    for _ in range(data.draw(st.integers(0, 12))):
        if not MOVES[stage]:
            break
        after = data.draw(st.sampled_from(sorted(MOVES[stage])))
        moves.append((stage, after))
        stage = after
    assert replay(moves) is stage


@pytest.mark.parametrize(
    ("moves", "code"),
    [
        ([(Stage.IN_REVIEW, Stage.PROPOSED)], "stage_gap"),
        ([(Stage.RECEIVED, Stage.DECIDED)], "stage_move"),
        ([(Stage.RECEIVED, Stage.IN_REVIEW), (Stage.PROPOSED, Stage.DECIDED)], "stage_gap"),
    ],
)
def test_a_path_with_a_gap_is_told(moves, code):
    with pytest.raises(Refused, match=code):
        replay(moves)
