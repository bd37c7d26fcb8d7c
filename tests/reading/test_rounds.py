"""Every round by half-year, what waits for whom, and the round that an operator names."""

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rounds import (
    HALF_YEAR,
    a_confirmed_round,
    a_coordinator,
    a_drawn_round,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, RoundStep
from vetting.reading.round_rows import round_to_run
from vetting.reading.rounds import round_id_of, rounds_page
from vetting.services import draws, rounds


@pytest.fixture
def two(app):
    some_supports(6)
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def voided(round_id, first, second):
    draws.propose_void(round_id, "Registret var inte inläst.", by=first, now=NOW)
    draws.void_round(round_id, by=second, now=NOW)


def test_a_round_with_its_numbers(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    page = rounds_page(coordinator)
    ((half_year, (line,)),) = page.half_years
    assert (half_year, line.id, line.stage) == (HALF_YEAR, round_id, RoundStage.DRAWN)
    assert (line.counts.items, line.counts.drawn, line.counts.closed) == (6, 3, 0)
    assert (line.next_step, line.is_mine, line.is_published) == (RoundStep.SHARE_OUT, True, False)
    assert len(line.seal_digest or "") == 64


def test_a_voided_round_stays_beside_the_one_in_its_place(two):
    coordinator, _ = two
    first = a_sealed_round(coordinator)
    voided(first, coordinator, a_coordinator("samordnare.tva"))
    second = an_open_round(coordinator)
    lettings = an_open_round(coordinator, scope=CheckScope.PREMISES)
    lines = {line.id: line for _, lines in rounds_page(coordinator).half_years for line in lines}
    assert (lines[first].stage, lines[first].void_reason) == (
        RoundStage.VOIDED,
        "Registret var inte inläst.",
    )
    assert lines[second].replaces_id == first
    assert lines[lettings].replaces_id is None  # the voided one drew nothing of it
    assert lines[first].next_step is None


def test_what_waits_depends_on_who_looks(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    secretary, auditor = an_officer(), an_officer(Role.AUDITOR, everywhere=True)
    assert [line.id for line in rounds_page(coordinator).waiting] == [round_id]
    assert rounds_page(secretary).waiting == ()
    draws.record_seed(
        round_id, "40718263559102847361", witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW
    )
    assert rounds_page(coordinator).waiting == ()  # who wrote the seed does not confirm it
    assert [line.id for line in rounds_page(secretary).waiting] == [round_id]
    assert rounds_page(auditor).waiting == ()


def test_a_unit_head_runs_what_lies_in_the_own_boards_only(two):
    coordinator, head = two
    own = an_open_round(coordinator)
    a_board("SOD", "Söderdals stadsdelsnämnd")
    other = an_open_round(coordinator, half_year="2027-H1")
    assert [line.id for line in rounds_page(head).waiting] == [own]
    assert round_to_run(own, actor=head).id == own
    with pytest.raises(NotFound):
        round_to_run(other, actor=head)


def test_the_administrator_sees_no_rounds(app):
    with pytest.raises(NotAllowed):
        rounds_page(an_officer(Role.ADMINISTRATOR, everywhere=True))


def test_a_round_is_named_by_id_or_by_a_half_year_that_only_one_fits(two):
    coordinator, _ = two
    first = a_sealed_round(coordinator)
    assert round_id_of(first, coordinator) == first == round_id_of(" 2026-h2 ", coordinator)
    voided(first, coordinator, a_coordinator("samordnare.tva"))
    with pytest.raises(NotFound, match="round_not_found"):
        round_id_of(HALF_YEAR, coordinator)
    assert round_id_of(first, coordinator) == first
    both = [an_open_round(coordinator), an_open_round(coordinator, scope=CheckScope.PREMISES)]
    with pytest.raises(NotFound, match="round_ambiguous") as refusal:
        round_id_of(HALF_YEAR, coordinator)
    assert set(refusal.value.facts["rounds"]) == set(both)


def test_more_rounds_ask_no_more_questions(two):
    coordinator, head = two
    a_confirmed_round(coordinator, head)
    with count_queries() as few:
        rounds_page(coordinator)
    for half_year in ("2027-H1", "2027-H2", "2028-H1"):
        rounds.open_round(rounds.NewRound(half_year, CheckScope.BOTH), by=coordinator, now=NOW)
    with count_queries() as many:
        rounds_page(coordinator)
    assert len(few) == len(many) <= 6
