"""Where a connection may go: every address checked in the moment of connecting, cut off at a deadline."""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError

from vetting.domain.errors import UnusableFile

_UNICAST = ipaddress.IPv6Network("2000::/3")
_TRANSLATED = ipaddress.IPv6Network("2002::/16")


class Deadline:
    """A total time for everything between question and answer.

    A timeout of the socket counts anew with every byte, so a source that drips would hold the caller for
    hours; at the deadline the connections themselves are shut.
    """

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Counts while the block runs."""
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()
            for one in self._sockets:
                one.close()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends_at

    def watch(self, connection: socket.socket) -> None:
        """Keeps a second handle on a connection: the first one changes hands when TLS begins."""
        self._sockets.append(connection.dup())

    def _shut(self) -> None:
        for one in list(self._sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def is_outside(address: str) -> bool:
    """Whether an address lies on the open internet: not this machine, not a private or special net.

    Of IPv6 only global unicast (RFC 4291) counts, and of that not 6to4: what translates to IPv4 could
    lead anywhere inside.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return found.is_global and found in _UNICAST and found not in _TRANSLATED
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_global and not found.is_multicast


def checked_addresses(host: str, port: int, inside: frozenset[str]) -> list[str]:
    """Every address of a host. Raises UnusableFile `source_address` when one of them may not be reached."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not {host, f"{host}:{port}"} & inside and not all(is_outside(one) for one in found):
        raise UnusableFile("source_address", host=host)
    return found


class CheckedAdapter(HTTPAdapter):
    """Connects to addresses that were checked and no others, so that a name cannot change in between."""

    def __init__(self, inside: frozenset[str], deadline: Deadline) -> None:
        self._inside, self._deadline = inside, deadline
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Puts checked connections in the place of the usual ones."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _checked_pools(self._inside, self._deadline)


def _checked_pools(inside: frozenset[str], deadline: Deadline) -> dict[str, Any]:
    def connected(connection: HTTPConnection) -> socket.socket:
        host, port = connection.host.strip("[]"), connection.port or connection.default_port
        try:
            addresses = checked_addresses(host, port, inside)
        except socket.gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        made = _first_that_answers(addresses, port, connection.timeout)
        deadline.watch(made)
        return made

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _first_that_answers(addresses: list[str], port: int, timeout: Any) -> socket.socket:
    fault: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            fault = error
    raise fault
