"""Times taken in turns, so that both sides of a ratio meet the same machine; medians of three rounds."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

ROUNDS = 3


@dataclass(frozen=True)
class Figure:
    """One line of the table. `database` is blank where there is none; `goal` says what was aimed at."""

    subject: str
    what: str
    value: float
    unit: str
    database: str = ""
    goal: str = ""


@dataclass
class Times:
    """Milliseconds of each round."""

    rounds: list[list[float]] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Median of the rounds' medians."""
        return statistics.median(statistics.median(one) for one in self.rounds)

    @property
    def p99(self) -> float:
        """Median of the rounds' 99th percentiles."""
        return statistics.median(sorted(one)[min(len(one) - 1, int(len(one) * 0.99))] for one in self.rounds)

    @property
    def total(self) -> float:
        """Median of the rounds' sums."""
        return statistics.median(sum(one) for one in self.rounds)


def in_turns(calls: Mapping[str, Callable[[], object]], *, each: int, warm: int = 5) -> dict[str, Times]:
    """Each call `each` times a round, one after the other in turns, in ROUNDS rounds."""
    for call in calls.values():
        for _ in range(warm):
            call()
    found = {name: Times() for name in calls}
    gc.collect()
    for _ in range(ROUNDS):
        taken: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(each):
            for name, call in calls.items():
                taken[name].append(timed(call))
        for name, times in taken.items():
            found[name].rounds.append(times)
    return found


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def at_share(times: Sequence[float], share: float) -> float:
    """The time that so many of all stay below: .99 for the 99th percentile."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]
