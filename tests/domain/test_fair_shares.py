"""Sharing out is the best there is: compared with every possible sharing of small instances."""

import time
from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.domain.fair_shares import Room, fair_shares


@st.composite
def instances(draw):
    people, weeks = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    tasks = draw(st.integers(0, 4))
    whole = st.integers(0, 2)
    taken = [[draw(whole) for _ in range(weeks)] for _ in range(people)]
    load = [sum(row) + draw(st.integers(0, 1)) for row in taken]  # work outside these weeks counts
    busy = [sum(row[week] for row in taken) for week in range(weeks)]
    most = [[draw(st.integers(0, 3)) for _ in range(weeks)] for _ in range(people)]
    may = {f"t{n}": draw(st.frozensets(st.integers(0, people - 1))) for n in range(tasks)}
    return may, Room(load, busy, taken, most)


def squares(room, shares) -> tuple[int, int, int]:
    """How uneven: between people, between weeks, and within the weeks of each."""
    load = Counter(dict(enumerate(room.load))) + Counter(person for person, _ in shares)
    busy = Counter(dict(enumerate(room.busy))) + Counter(week for _, week in shares)
    taken = Counter({(p, w): n for p, row in enumerate(room.taken) for w, n in enumerate(row)})
    taken += Counter(shares)
    return tuple(sum(n * n for n in counted.values()) for counted in (load, busy, taken))


def is_allowed(room, shares) -> bool:
    return all(
        n <= room.most[person][week] - room.taken[person][week]
        for (person, week), n in Counter(shares).items()
    )


def sharings(may, room):
    """Every allowed way to place all of these tasks."""
    cells = [
        [(person, week) for person in sorted(persons) for week in range(len(room.busy))]
        for persons in may.values()
    ]
    return (shares for shares in product(*cells) if is_allowed(room, shares))


@settings(deadline=None, max_examples=100)
@given(instances())
def test_no_sharing_is_more_even_and_none_places_more(instance):
    may, room = instance
    shares = fair_shares(may, room)
    assert all(person in may[task] for task, (person, _) in shares.items())
    assert is_allowed(room, tuple(shares.values()))
    placed = {task: persons for task, persons in may.items() if task in shares}
    assert squares(room, tuple(shares.values())) == min(squares(room, s) for s in sharings(placed, room))
    for task in may.keys() - shares.keys():
        assert not any(True for _ in sharings(placed | {task: may[task]}, room))


def test_the_first_by_name_stay_where_there_is_not_room_for_all():
    both = frozenset({0, 1})
    room = Room([0, 0], [0], [[0], [0]], [[1], [1]])
    assert set(fair_shares({"c": both, "a": both, "b": both}, room)) == {"a", "b"}


def test_a_large_city_does_not_wait():
    people, weeks, tasks = 40, 26, 300
    room = Room(
        [0] * people, [0] * weeks, [[0] * weeks for _ in range(people)], [[2] * weeks for _ in range(people)]
    )
    may = {f"{n:04}": frozenset(range(people)) - {n % people, n * 7 % people} for n in range(tasks)}
    began = time.perf_counter()
    shares = fair_shares(may, room)
    assert time.perf_counter() - began < 10
    assert set(Counter(person for person, _ in shares.values()).values()) == {7, 8}
    assert set(Counter(week for _, week in shares.values()).values()) == {11, 12}
