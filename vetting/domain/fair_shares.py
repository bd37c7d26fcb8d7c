"""Tasks shared out over people and weeks at least cost: as many as can be, then as evenly as can be.

Each task in turn goes where the cheapest chain of exchanges leads, which may hand tasks placed before to
others. What each further task of a person or week costs grows, so the cheapest sharing is the most even one:
the optimal semi-matching of Harvey, Ladner, Lovász and Tamir (2003), here with weeks and capacity as well.
Evenness between persons goes before that between weeks, and that before each person's own weeks.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A place on a chain: ("give", person) is to be given a task, ("hold", person) has one more to put in a week.
_Place = tuple[str, int]
_END = ("end", 0)


@dataclass(frozen=True)
class Room:
    """What there is before anything is shared out, by person and week in their order.

    `load` and `busy` are the tasks persons and weeks have already, `taken` those of a person in a week, and
    `most` how many a person may have in a week. Only tasks beyond these are ever moved.
    """

    load: Sequence[int]
    busy: Sequence[int]
    taken: Sequence[Sequence[int]]
    most: Sequence[Sequence[int]]


def fair_shares(may: Mapping[str, frozenset[int]], room: Room) -> dict[str, tuple[int, int]]:
    """Person and week of each task, by task. `may`: the persons who may have it. Tasks that cannot be placed
    are left out; where there is not room for all, the first by name stay."""
    sharing = _Sharing(may, room)
    for task in sorted(may):
        sharing.place(task)
    return sharing.shares()


class _Sharing:
    """The sharing so far. Every place costs what it would add to the sum of squares."""

    def __init__(self, may: Mapping[str, frozenset[int]], room: Room) -> None:
        self._may = {task: sorted(persons) for task, persons in may.items()}
        self._room = room
        self._load, self._busy = list(room.load), list(room.busy)
        self._taken = [list(weeks) for weeks in room.taken]
        self._held: list[set[str]] = [set() for _ in room.load]
        everything = len(may) + sum(room.load) + sum(room.busy) + 1
        self._week_cost = everything * everything  # above any sum of squares below it
        self._person_cost = self._week_cost**2

    def place(self, task: str) -> None:
        """Places one more task along the cheapest chain, if there is any."""
        came_from = self._cheapest_chains([("give", person) for person in self._may[task]])
        if _END not in came_from:
            return
        chain = [_END]
        while (before := came_from[chain[-1]]) is not None:
            chain.append(before)
        self._walk(task, chain[::-1])

    def shares(self) -> dict[str, tuple[int, int]]:
        """A person's tasks by name, in the order of the weeks that the person has room for."""
        found: dict[str, tuple[int, int]] = {}
        for person, tasks in enumerate(self._held):
            before = self._room.taken[person]
            weeks = [w for w, n in enumerate(self._taken[person]) for _ in range(n - before[w])]
            found |= {task: (person, week) for task, week in zip(sorted(tasks), weeks, strict=True)}
        return found

    def _cheapest_chains(self, starts: Sequence[_Place]) -> dict[_Place, _Place | None]:
        """Where each place is best reached from. Costs may be negative, rounds never are."""
        cost: dict[_Place, int] = dict.fromkeys(starts, 0)
        came_from: dict[_Place, _Place | None] = dict.fromkeys(starts)
        heirs: dict[int, list[tuple[_Place, int]]] = {}
        waiting, queued = deque(starts), set(starts)
        while waiting:
            here = waiting.popleft()
            queued.discard(here)
            for there, price in self._steps(here, heirs):
                if there in cost and cost[there] <= cost[here] + price:
                    continue
                cost[there], came_from[there] = cost[here] + price, here
                if there != _END and there not in queued:
                    queued.add(there)
                    waiting.append(there)
        return came_from

    def _steps(
        self, here: _Place, heirs: dict[int, list[tuple[_Place, int]]]
    ) -> Iterator[tuple[_Place, int]]:
        """Where a chain can go on to from here, and what that adds."""
        kind, number = here
        if kind == "give":
            yield ("hold", number), self._person_cost * (2 * self._load[number] + 1)
            if number not in heirs:
                heirs[number] = [(("give", heir), 0) for heir in self._heirs(number)]
            yield from heirs[number]
        elif kind == "hold":
            yield from self._from_hold(number)
        else:
            yield _END, self._week_cost * (2 * self._busy[number] + 1)
            for person, weeks in enumerate(self._taken):
                if weeks[number] > self._room.taken[person][number]:
                    yield ("hold", person), 1 - 2 * weeks[number]

    def _from_hold(self, person: int) -> Iterator[tuple[_Place, int]]:
        if self._held[person]:
            yield ("give", person), self._person_cost * (1 - 2 * self._load[person])
        for week, most in enumerate(self._room.most[person]):
            if (taken := self._taken[person][week]) < most:
                yield ("week", week), 2 * taken + 1

    def _heirs(self, person: int) -> list[int]:
        """Who may have one of the person's tasks instead."""
        return sorted({heir for task in self._held[person] for heir in self._may[task]} - {person})

    def _walk(self, task: str, chain: Sequence[_Place]) -> None:
        """Makes the exchanges of a chain that begins with `task`."""
        in_hand = {task}
        for (kind, here), (next_kind, there) in pairwise(chain):
            match kind, next_kind:
                case "give", "hold":
                    self._held[here] |= in_hand
                    in_hand = set()
                    self._load[here] += 1
                case "give", "give":
                    handed = {min(held for held in self._held[here] if there in self._may[held])}
                    self._held[here] = (self._held[here] - handed) | in_hand
                    in_hand = handed
                case "hold", "give":
                    self._load[here] -= 1
                case "hold", "week":
                    self._taken[here][there] += 1
                case "week", "hold":
                    self._taken[there][here] -= 1
                case _:
                    self._busy[here] += 1
