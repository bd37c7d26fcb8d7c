"""A small mail server on this machine, which takes messages, or does not."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

_ANSWERS = {
    (b"RCPT", "refuses_address"): b"550 nobody of that name\r\n",
    (b"RCPT", "later"): b"451 come back\r\n",
    (b"EHLO", "in_the_open"): b"250-here\r\n250 AUTH PLAIN\r\n",
    (b"AUTH", "in_the_open"): b"235 well\r\n",
}


@dataclass
class Post:
    """What a server got. `temper`: takes, refuses_all, refuses_address, later, silent, breaks_off,
    in_the_open (asks for a password and has no TLS) or drops_after (takes the message, then goes)."""

    temper: str = "takes"
    port: int = 0
    messages: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextlib.contextmanager
def mail_server(temper: str = "takes") -> Iterator[Post]:
    """A server of that temper, until the test ends."""
    door = socket.create_server(("127.0.0.1", 0))
    post = Post(temper, door.getsockname()[1])
    threading.Thread(target=_serve, args=(door, post), daemon=True).start()
    try:
        yield post
    finally:
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        door.close()


def _serve(door: socket.socket, post: Post) -> None:
    with contextlib.suppress(OSError):
        while True:
            caller, _ = door.accept()
            threading.Thread(target=_talk, args=(caller, post), daemon=True).start()


def _talk(caller: socket.socket, post: Post) -> None:
    with caller, contextlib.suppress(OSError):
        if post.temper == "silent":
            time.sleep(5)
            return
        if post.temper == "refuses_all":
            caller.sendall(b"554 no mail from there\r\n")
            return
        caller.sendall(b"220 here\r\n")
        lines = iter(caller.makefile("rb"))
        for line in lines:
            word = line[:4].upper()
            if word == b"DATA":
                if post.temper == "breaks_off" or not _taken(caller, lines, post):
                    return
                continue
            caller.sendall(_ANSWERS.get((word, post.temper), b"250 well\r\n"))
            if word == b"QUIT":
                return


def _taken(caller: socket.socket, lines: Iterator[bytes], post: Post) -> bool:
    """Takes a message; False where the server goes without farewell."""
    caller.sendall(b"354 go on\r\n")
    _take(lines, post)
    caller.sendall(b"250 taken\r\n")
    return post.temper != "drops_after"


def _take(lines: Iterator[bytes], post: Post) -> None:
    taken = []
    for line in lines:
        if line.rstrip(b"\r\n") == b".":
            break
        taken.append(line.decode())
    post.messages.append("".join(taken))
