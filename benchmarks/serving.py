"""The service in a process of its own, and a browser that speaks HTTP to it over one open connection."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import Place
from vetting.demo.people import PASSWORD

PATIENCE = 30  # seconds
SERVICE = "from vetting.app import command_line; command_line()"


@dataclass(frozen=True)
class Served:
    """A running server; `started_ms` from the start of its process to its first answer."""

    port: int
    pid: int
    started_ms: float

    def memory_mib(self) -> float:
        """What the process holds in memory now, as the kernel counts it (Linux)."""
        return _memory_mib(self.pid)

    def memory_beside_mib(self) -> float:
        """The same of the process beside it, which has the clock and the long work."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return sum(_memory_mib(int(one)) for task in tasks for one in task.read_text().split())


def _memory_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else float("nan")


@contextlib.contextmanager
def service(where: Place) -> Iterator[Served]:
    """`vetting serve` on that database, as an operator starts it."""
    environment = {
        **os.environ,
        "VETTING_DATABASE_URL": where.url,
        "VETTING_DATA_DIR": str(where.folder),
        "VETTING_SECRET_KEY": where.secret,
    }
    port = free_port()
    with _running([sys.executable, "-c", SERVICE, "serve", "--port", str(port)], port, environment) as served:
        yield served


@contextlib.contextmanager
def hello() -> Iterator[Served]:
    """The bare peer."""
    port = free_port()
    with _running([sys.executable, "-m", "benchmarks.hello", str(port)], port, dict(os.environ)) as served:
        yield served


@contextlib.contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Served]:
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(f"the server did not start: {command}")
            time.sleep(0.01)
        yield Served(port, process.pid, (time.perf_counter() - began) * 1000)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        return Browser(port).status("/healthz") < 500
    return False


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Browser:
    """Keeps its connection and its cookies."""

    def __init__(self, port: int, username: str = "", password: str = PASSWORD) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        self._token = ""
        if username:
            self._sign_in(username, password)

    def get(self, path: str) -> str:
        """The page. Raises RuntimeError when it is not there."""
        status, body = self._ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return body

    def status(self, path: str) -> int:
        """Only how it was answered."""
        return self._ask("GET", path)[0]

    def post(self, path: str) -> None:
        """Presses the button of a form that asks for nothing. Raises RuntimeError when it leads nowhere."""
        form = urllib.parse.urlencode({"csrf_token": self._token})
        status, _ = self._ask("POST", path, form)
        if status != 302:
            raise RuntimeError(f"{path} answered {status}")

    def _sign_in(self, username: str, password: str) -> None:
        form = {"username": username, "password": password, "csrf_token": _token_of(self.get("/inloggning"))}
        status, _ = self._ask("POST", "/inloggning", urllib.parse.urlencode(form))
        if status != 302:
            raise RuntimeError(f"{username} could not sign in: {status}")
        self._token = _token_of(self.get("/min-dag"))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";", 1)[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read().decode()


def _token_of(page: str) -> str:
    """The token of the first form on a page."""
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
