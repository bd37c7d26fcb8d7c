"""A source on this machine that behaves as a test tells it to: for doors that go out to the network."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request as the source saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[BaseHTTPRequestHandler, Asked], None]


@dataclass
class Source:
    """A running source: its address, and everything it was asked."""

    url: str
    host: str
    asked: list[Asked] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def source(behaviour: Behaviour) -> Iterator[Source]:
    """Runs a source whose every answer is written by `behaviour`."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
            running.asked.append(asked)
            with contextlib.suppress(OSError):
                behaviour(self, asked)
            self.close_connection = True

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    running = Source(f"http://127.0.0.1:{server.server_port}", f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()


def answer(door: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """A plain, whole answer; header names are written with underscores."""
    door.send_response(status)
    told = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in told.items():
        door.send_header(name, value)
    door.end_headers()
    door.wfile.write(body)
