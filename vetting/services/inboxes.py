"""The watched folders that partners' files are laid in: what lies there whole, and what became of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.identity import mask
from vetting.gateways import inbox
from vetting.gateways.inbox import Arrived as Arrived
from vetting.records.db import settings


@contextmanager
def arrived_files(*, by: Actor, now: dt.datetime) -> Iterator[tuple[Arrived, ...]]:
    """The whole files of all folders, oldest first; none while another process empties them."""
    authority.require(by, Act.MANAGE_SOURCES)
    folder = settings().inbox_dir
    with inbox.alone(folder) as is_alone:
        yield tuple(inbox.arrived(folder, now)) if is_alone else ()


@contextmanager
def opened(one: Arrived) -> Iterator[IO[bytes]]:
    """The bytes of such a file."""
    with inbox.opened(one) as content:
        yield content


def put_away(one: Arrived, *, is_refused: bool, told: Mapping[str, object], now: dt.datetime) -> None:
    """Moves the file aside with a text of what happened, personal numbers masked.

    A process killed before this delivers the same file once more, which changes nothing.
    """
    text = "".join(f"{name}: {mask(str(value))}\n" for name, value in told.items() if value not in (None, ""))
    inbox.put_away(one, inbox.REFUSED if is_refused else inbox.DONE, text, now)
