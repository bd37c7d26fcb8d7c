"""Where a round stands among its steps: one is next at most, and every other says what it waits for."""

import pytest

from vetting.domain.round_steps import Standing, next_step, steps_of
from vetting.domain.terms_spot_checks import RoundStage, RoundStep

S, T = RoundStage, RoundStep


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(S.OPEN), T.SEAL),
        (Standing(S.SEALED), T.RECORD_SEED),
        (Standing(S.SEED_RECORDED), T.CONFIRM_SEED),
        (Standing(S.SEED_CONFIRMED), T.DRAW),
        (Standing(S.DRAWN, unshared=3, without_letter=3), T.SHARE_OUT),
        (Standing(S.DRAWN, without_letter=1), None),
        (Standing(S.DRAWN), T.PUBLISH),
        (Standing(S.DRAWN, unshared=1), T.SHARE_OUT),
        (Standing(S.DRAWN, is_published=True), None),
        (Standing(S.VOIDED), None),
    ],
)
def test_the_next_step(standing, expected):
    assert next_step(standing) is expected
    assert sum(state.is_next for state in steps_of(standing)) == (expected is not None)


@pytest.mark.parametrize("stage", RoundStage)
def test_every_step_is_done_or_next_or_says_what_it_waits_for(stage):
    for state in steps_of(Standing(stage, without_letter=2)):
        assert [state.is_done, state.is_next, bool(state.locked_by)].count(True) == 1, state


def test_what_the_steps_of_an_open_round_wait_for():
    codes = [state.locked_by for state in steps_of(Standing(S.OPEN))]
    assert codes == [
        "", "seed_before_seal", "seed_missing", "seed_not_confirmed", "round_not_drawn", "round_not_drawn",
    ]  # fmt: skip


def test_publishing_waits_for_the_letters():
    last = steps_of(Standing(S.DRAWN, without_letter=4))[-1]
    assert (last.locked_by, last.facts) == ("letters_not_sent", {"count": 4})


def test_nothing_is_taken_in_a_voided_round():
    assert {state.locked_by for state in steps_of(Standing(S.VOIDED))} == {"round_voided"}
