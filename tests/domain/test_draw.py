"""The draw of a sealed round: three streams apart, coverage, reserves, the second reading."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers_draws import a_line, a_seal, forty_items, frames, some_terms, terms_of_draws
from vetting.domain.bare_draw import draw_bare
from vetting.domain.draw import draw, reserve_after
from vetting.domain.errors import Refused
from vetting.domain.sampling import WEIGHTED_RESERVES
from vetting.domain.terms_spot_checks import Stream

seeds = st.text(alphabet="0123456789 ", min_size=1).filter(str.strip)


def test_a_round_that_is_pinned():
    drawn = draw(a_seal(), "4 1  6 ")
    assert drawn.seed == "4 1 6"
    assert [(one.stratum, [item for item, _ in one.drawn]) for one in drawn.random] == [
        ("*/*", ["F-0038", "F-0035"]),
        ("NOR/operating", ["F-0003", "F-0007"]),
        ("SÖD/operating", ["F-0018", "F-0021"]),
    ]
    assert [pick.item for pick in drawn.weighted] == ["F-0014", "F-0027", "F-0016", "F-0023"]
    assert [taken.item for taken in drawn.take_all] == [
        "F-0004",
        "F-0012",
        "F-0020",
        "F-0028",
        "F-0036",
    ]
    assert list(drawn.second_reading) == ["F-0038", "F-0020", "F-0028"]


@given(frames(), terms_of_draws(), seeds)
def test_streams_are_apart_and_quotas_are_kept(lines, terms, seed):
    seal = a_seal(lines, terms)
    drawn = draw(seal, seed)
    at_random = [item for one in drawn.random for item, _ in one.drawn]
    weighted = [pick.item for pick in drawn.weighted]
    in_full = [taken.item for taken in drawn.take_all]
    everything = at_random + weighted + in_full
    assert len(set(everything)) == len(everything) == len(drawn.streams)
    assert {one.stratum: one.draw for one in drawn.random} == {one.name: one.draw for one in seal.strata}
    eligible = [line for line in seal.items if not line.take_all_grounds and line.item not in at_random]
    assert len(weighted) == min(seal.weighted_draw, len(eligible))
    assert set(weighted) <= {line.item for line in eligible}
    assert all(line.item in drawn.streams for line in seal.items if line.take_all_grounds)
    again = -(-len(everything) * terms.rules.second_reading_percent // 100)
    assert len(drawn.second_reading) == again
    assert set(drawn.second_reading) <= set(everything)


@given(frames(), terms_of_draws(), seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_frame_changes_nothing(lines, terms, seed, shuffler):
    mixed = lines[:]
    shuffler.shuffle(mixed)
    assert draw(a_seal(mixed, terms), seed) == draw(a_seal(lines, terms), seed)


@given(frames(), seeds, st.integers(1, 10), st.integers(0, 10))
def test_a_larger_weighted_stream_continues_a_smaller_one(lines, seed, small, more):
    less, larger = (draw(a_seal(lines, some_terms(10, size)), seed) for size in (small, small + more))
    order = [pick.item for pick in less.weighted] + list(less.weighted_reserves)
    assert [pick.item for pick in larger.weighted] == order[: len(larger.weighted)]


def test_the_random_stream_is_the_bare_draw_of_the_same_strata():
    seal = a_seal([a_line(f"F-{at}", "AB"[at % 2] + "/x") for at in range(40)], some_terms(20, 0))
    bare = draw_bare([(line.item, line.stratum) for line in seal.items], "4 1 6", size=4, by="stratum")
    assert draw(seal, "4 1 6").random == bare.strata
    assert seal.frame_digest == bare.frame_digest


@pytest.mark.parametrize("seed", ["", " \n "])
def test_nothing_is_drawn_without_a_seed(seed):
    with pytest.raises(Refused, match="seed_missing"):
        draw(a_seal(), seed)


def test_nothing_is_drawn_where_nothing_is_to_be():
    drawn = draw(a_seal([a_line("F-1"), a_line("F-2")], some_terms(0, 0)), "4 1 6")
    assert (drawn.streams, drawn.weighted_reserves, drawn.second_reading) == ({}, (), ())
    assert drawn.random[0].reserves


def test_reserves_come_in_ticket_order_and_never_twice():
    drawn = draw(a_seal(forty_items()), "4 1 6")
    stratum = drawn.random[0]
    taken: set[str] = set(drawn.streams)
    came = []
    for _ in itertools.count():
        item = reserve_after(drawn, Stream.RANDOM, stratum.stratum, taken)
        if item is None:
            break
        came.append(item)
        taken.add(item)
    assert came == [item for item in stratum.reserves if item not in drawn.streams]
    weighted = reserve_after(drawn, Stream.WEIGHTED, "", set(drawn.streams))
    assert weighted == drawn.weighted_reserves[0]
    assert reserve_after(drawn, Stream.TAKE_ALL, stratum.stratum, set()) is None
    assert reserve_after(drawn, Stream.RANDOM, "no such", set()) is None


def test_so_many_reserves_of_the_weighted_stream_are_told():
    drawn = draw(a_seal([a_line(f"F-{at}") for at in range(99)], some_terms(10, 5)), "4 1 6")
    assert len(drawn.weighted_reserves) == WEIGHTED_RESERVES
