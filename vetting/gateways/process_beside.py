"""A process of our own beside this one, told plain values and answering with them, one after the other."""

import contextlib
import marshal
import os
import queue
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from vetting.domain.errors import Refused

WAITING = 64  # messages, while the process begins
_SIZE = struct.Struct("<Q")
_END = b""

Message = tuple[Any, ...]  # its values are those `marshal` knows


class ProcessBeside:
    """Python that runs `command`. A thread tells it, so that nobody waits for its beginning.

    It ends when its input does, also when this process is killed. Both `tell` and `answer` raise Refused
    `reading_stopped` when it is gone.
    """

    def __init__(self, command: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VETTING_")}
        environment["PYTHONPATH"] = os.pathsep.join(one or str(Path.cwd()) for one in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._waiting: queue.Queue[bytes] = queue.Queue(WAITING)
        self._is_gone = False
        self._thread = threading.Thread(target=self._send, name="names", daemon=True)
        self._thread.start()

    def tell(self, message: Message) -> None:
        if self._is_gone:
            raise Refused("reading_stopped")
        self._waiting.put(marshal.dumps(message))

    def answer(self) -> Any:
        assert self._process.stdout is not None  # noqa: S101 - for the type checker
        found = received(self._process.stdout)
        if found is None:
            raise Refused("reading_stopped")
        is_well, told = found
        if not is_well:
            raise OSError(*told)
        return told

    def close(self) -> None:
        """Lets the process end when it has done what it was told, and waits for it."""
        self._waiting.put(_END)
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # it was gone before
                stream.close()  # type: ignore[union-attr]
        self._process.wait()

    def _send(self) -> None:
        """Until it is closed; what nobody reads any more is dropped."""
        while (message := self._waiting.get()) != _END:
            if not self._is_gone:
                try:
                    _put(self._process.stdin, message)  # type: ignore[arg-type]
                except OSError:
                    self._is_gone = True


def _put(stream: IO[bytes], message: bytes) -> None:
    stream.write(_SIZE.pack(len(message)))
    stream.write(message)
    stream.flush()


def send(stream: IO[bytes], message: Message) -> None:
    """What `received` takes at the other end."""
    _put(stream, marshal.dumps(message))


def received(stream: IO[bytes]) -> Any:
    """The next message, None when there are no more."""
    size = stream.read(_SIZE.size)
    if len(size) < _SIZE.size:
        return None
    length = _SIZE.unpack(size)[0]
    message = stream.read(length)
    return marshal.loads(message) if len(message) == length else None  # noqa: S302 - written by ourselves
