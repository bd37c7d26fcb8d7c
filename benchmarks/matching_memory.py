"""How much memory a command takes with the processes it begins, looked at while it runs."""

import threading
from pathlib import Path
from types import TracebackType

EVERY = 0.05  # seconds


class Peak:
    """The most that a process and its children held together, in MB; pages they share are counted twice."""

    def __init__(self, process: int) -> None:
        self.megabytes = 0.0
        self._process = process
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(EVERY):
            self.megabytes = max(self.megabytes, _held(self._process))


def _held(process: int) -> float:
    """Nothing once it is gone, or where the system does not tell."""
    folder = Path(f"/proc/{process}")
    try:
        pages = int((folder / "statm").read_text().split()[1])
        children = [int(one) for task in folder.glob("task/*/children") for one in task.read_text().split()]
    except OSError:
        return 0.0
    return pages * 4096 / 1024**2 + sum(_held(one) for one in children)
