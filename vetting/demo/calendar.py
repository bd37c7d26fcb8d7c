"""Events in the order of time: deliveries and cases interleave as they would have."""

import datetime as dt
import heapq
import itertools
from collections.abc import Callable, Iterator

Steps = Iterator[dt.datetime]  # does something, then says when it goes on


class Calendar:
    """Runs steps of many stories in the order of their times, so that no deed comes before its ground."""

    def __init__(self) -> None:
        self._heap: list[tuple[dt.datetime, int, Steps]] = []
        self._order = itertools.count()

    def add(self, at: dt.datetime, story: Steps) -> None:
        """A story that begins at that time."""
        heapq.heappush(self._heap, (at, next(self._order), story))

    def run_until(self, end: dt.datetime, tell: Callable[[int], None]) -> int:
        """Runs everything that falls before `end` and gives how many steps were made."""
        count = 0
        while self._heap and self._heap[0][0] <= end:
            _, order, story = heapq.heappop(self._heap)
            following = next(story, None)
            if following is not None:
                heapq.heappush(self._heap, (following, order, story))
            count += 1
            if count % 500 == 0:
                tell(count)
        return count
