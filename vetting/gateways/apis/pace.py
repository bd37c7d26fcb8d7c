"""Not faster than a source likes to be asked, whichever thread asks."""

import threading
import time
from collections.abc import Callable


class Pace:
    """At most one question per `seconds` and host in this process."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds, self._clock, self._sleep = seconds, clock, sleep
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def keep(self, host: str) -> None:
        """Waits until the host may be asked again; those who wait get places one after the other."""
        with self._lock:
            now = self._clock()
            mine = max(self._next.get(host, now), now)
            self._next[host] = mine + self._seconds
        if mine > now:
            self._sleep(mine - now)
