"""The draw itself: bytes that are pinned for ever, order, strata, lots, and what cannot be drawn from."""

import hashlib
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.domain.allocation import allocated, joined_strata
from vetting.domain.bare_draw import draw_bare
from vetting.domain.errors import Refused
from vetting.domain.sampling import (
    frame_digest,
    normal_items,
    normal_seed,
    second_reading,
    stratified_draw,
    ticket,
    weighted_order,
)

BIDS = [f"BID-2026-{number:03}" for number in range(1, 13)]
SEED = "40718263559102847361"
ids = st.sets(st.integers(0, 99_999).map("F-{}".format), min_size=1, max_size=80).map(sorted)
sizes = st.dictionaries(
    st.sampled_from([f"{board}/{kind}" for board in "ABC" for kind in "xyz"]),
    st.integers(1, 400),
    min_size=1,
)


def test_the_pinned_vector():
    assert frame_digest(BIDS) == "3629c9c3f753d1d42ec937199757269c94c7e3582584e56422b942359f4da166"
    order = sorted(BIDS, key=lambda item: ticket(SEED, item))
    assert [item[-3:] for item in order[:5]] == ["010", "011", "002", "001", "006"]
    begins = [ticket(SEED, item)[:8] for item in order[:5]]
    assert begins == ["077c873c", "10caf827", "1a840943", "3b717164", "89519064"]


def test_the_pinned_order_of_lots_and_of_the_second_reading():
    weights = {1: BIDS[:6], 3: BIDS[6:10], 7: BIDS[10:]}
    picks = weighted_order(SEED, weights, 4)
    assert [(pick.item[-3:], pick.lot[:8], pick.weight) for pick in picks] == [
        ("009", "0a23a44b", 3),
        ("011", "183b5626", 7),
        ("006", "2bc43328", 1),
        ("008", "34673ca9", 3),
    ]
    assert [item[-3:] for item in second_reading(SEED, BIDS, 25)] == ["012", "004", "001"]


@pytest.mark.parametrize("text", ["4 1 6", "4 1 6 ", "4  1 6", "\t4\n1 6", "4\u00a01 6"])
def test_a_seed_has_one_normal_form(text):
    assert normal_seed(text) == "4 1 6"


def test_letters_of_a_seed_are_composed():
    assert normal_seed("A\u030a") == "\u00c5"


@pytest.mark.parametrize(
    ("text", "code"), [("", "seed_missing"), (" \t ", "seed_missing"), ("\ud800", "seed_unusable")]
)
def test_a_seed_that_is_none(text, code):
    with pytest.raises(Refused, match=code):
        normal_seed(text)


@pytest.mark.parametrize("item", ["", "  ", "A\nB", "A\r", "\u2028A", "A\x85B", "A\udc80"])
def test_an_id_that_cannot_stand_on_a_line_is_named(item):
    with pytest.raises(Refused, match="item_unusable") as refusal:
        frame_digest(["F-1", item, "F-2"])
    assert refusal.value.facts == {"item": item}


@pytest.mark.parametrize("twice", [["F-1", "F-2", "F-1"], ["\u00c5-1", "A\u030a-1"]])
def test_an_id_that_stands_twice_is_named(twice):
    with pytest.raises(Refused, match="item_twice") as refusal:
        frame_digest(twice)
    assert refusal.value.facts == {"item": twice[0]}


def test_ids_are_composed_before_they_are_digested():
    assert frame_digest(["A\u030a-1", "B-1"]) == frame_digest(["B-1", "\u00c5-1"])
    assert normal_items(["A\u030a", "o\u0308"]) == ["\u00c5", "\u00f6"]
    assert normal_items([]) == []
    assert frame_digest([]) == hashlib.sha256(b"").hexdigest()


@given(st.lists(st.text(max_size=5), max_size=6))
def test_normal_ids_are_each_ids_normal_form_or_refused(given_ids):
    try:
        found = normal_items(given_ids)
    except Refused:
        return
    assert found == [unicodedata.normalize("NFC", item) for item in given_ids]


@given(ids, st.randoms(use_true_random=False), st.integers(0, 20))
def test_the_order_of_the_frame_changes_nothing(items, shuffler, size):
    frame = [(item, "AB"[int(item[2:]) % 2]) for item in items]
    mixed = frame[:]
    shuffler.shuffle(mixed)
    assert draw_bare(mixed, "4 1 6", size=size) == draw_bare(frame, "4 1 6", size=size)


@given(ids, st.integers(0, 40), st.integers(0, 40))
def test_a_larger_draw_continues_a_smaller_one_in_every_stratum(items, one, other):
    small, large = sorted((one, other))
    frame = [(item, "ABC"[int(item[2:]) % 3]) for item in items]
    less, more = (draw_bare(frame, "4 1 6", size=size) for size in (small, large))
    for before, after in zip(less.strata, more.strata, strict=True):
        assert after.drawn[: before.draw] == before.drawn
        assert [item for item, _ in after.drawn] + list(after.reserves) == [
            item for item, _ in before.drawn
        ] + list(before.reserves)
        assert after.draw == min(large, after.items)


@given(ids, st.integers(0, 60), st.integers(0, 60))
def test_more_lots_continue_fewer(items, one, other):
    small, large = sorted((one, other))
    weights = {weight: [item for item in items if int(item[2:]) % 3 == weight - 1] for weight in (1, 2, 3)}
    assert weighted_order("4 1 6", weights, large)[:small] == weighted_order("4 1 6", weights, small)


@given(ids)
def test_the_lowest_of_all_lots_wins(items):
    weight_of = {item: 1 + int(item[2:]) % 7 for item in items}
    weights = {weight: [item for item in items if weight_of[item] == weight] for weight in range(1, 8)}
    lowest = {
        item: min(hashlib.sha256(f"s|K{lot}|{item}".encode()).hexdigest() for lot in range(1, weight + 1))
        for item, weight in weight_of.items()
    }
    expected = sorted(lowest, key=lambda item: lowest[item])[:9]
    found = weighted_order("s", weights, 9)
    assert [(pick.item, pick.lot, pick.weight) for pick in found] == [
        (item, lowest[item], weight_of[item]) for item in expected
    ]


def test_an_item_that_leaves_moves_nobody_else():
    before = stratified_draw("4 1 6", {"A": BIDS}, {"A": 3})[0]
    gone = before.drawn[0][0]
    after = stratified_draw("4 1 6", {"A": [item for item in BIDS if item != gone]}, {"A": 3})[0]
    assert after.drawn == (*before.drawn[1:], (before.reserves[0], ticket("4 1 6", before.reserves[0])))


@pytest.mark.parametrize(
    ("items", "percent", "read"), [(0, 50, 0), (7, 0, 0), (1, 10, 1), (12, 25, 3), (12, 26, 4), (5, 100, 5)]
)
def test_the_second_reading_is_rounded_up(items, percent, read):
    assert len(second_reading("4 1 6", BIDS[:items], percent)) == read


@settings(max_examples=300)
@given(sizes, st.integers(1, 100))
def test_every_stratum_gives_its_share_and_at_least_one(by_stratum, percent):
    whole = sum(by_stratum.values())
    draw = -(-whole * percent // 100)
    place = joined_strata(by_stratum, draw)
    strata = allocated(by_stratum, place, draw)
    assert sum(one.draw for one in strata) == draw
    assert sum(one.items for one in strata) == whole
    for one in strata:
        assert 1 <= one.draw <= one.items
        assert abs(one.draw - draw * one.items / whole) < 1
    assert all(draw * by_stratum[own] < whole or own == at or at == "*/*" for own, at in place.items())


@pytest.mark.parametrize(
    ("by_stratum", "draw", "drawn_in", "quotas"),
    [
        ({"A/x": 50, "B/x": 50}, 10, {}, {"A/x": 5, "B/x": 5}),
        ({"A/x": 50, "A/y": 6, "A/z": 4}, 6, {"A/y": "A/*", "A/z": "A/*"}, {"A/x": 5, "A/*": 1}),
        (
            {"A/x": 46, "A/y": 4, "B/x": 44, "B/y": 6},
            10,
            {"A/y": "*/*", "B/y": "*/*"},
            {"A/x": 5, "B/x": 4, "*/*": 1},
        ),
        ({"A/x": 50, "B/x": 45, "C/x": 5}, 10, {"C/x": "*/*", "B/x": "*/*"}, {"A/x": 5, "*/*": 5}),
        ({"A/x": 3, "B/x": 3, "C/x": 4}, 1, dict.fromkeys(["A/x", "B/x", "C/x"], "*/*"), {"*/*": 1}),
        ({"A/x": 5, "A/y": 5}, 0, {}, {"A/x": 0, "A/y": 0}),
        ({"A/x": 10, "B/x": 10, "C/x": 10}, 4, {}, {"A/x": 2, "B/x": 1, "C/x": 1}),
    ],
)
def test_small_strata_are_joined_within_the_board_first(by_stratum, draw, drawn_in, quotas):
    place = joined_strata(by_stratum, draw)
    assert place == {**{name: name for name in by_stratum}, **drawn_in}
    assert {one.name: one.draw for one in allocated(by_stratum, place, draw)} == quotas


def test_a_thousand_seeds_draw_everybody_about_as_often():
    chosen = random.Random(2)
    times = dict.fromkeys(BIDS, 0)
    for _ in range(1000):
        for item, _ in draw_bare([(item, "") for item in BIDS], str(chosen.random()), size=3).strata[0].drawn:
            times[item] += 1
    assert all(abs(count - 250) < 4.5 * (1000 * 0.25 * 0.75) ** 0.5 for count in times.values())
