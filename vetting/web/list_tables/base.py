"""What a list is made of when it is taken out: columns, rows page by page, and how they are read."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from vetting.domain.authority import Actor
from vetting.domain.terms_exports import ExportKind

PIECE = 500  # rows read at a time
Args = Mapping[str, str]
Cell = str | int | dt.date | dt.datetime | None
Row = tuple[Cell, ...]
Wanted = TypeVar("Wanted")


@dataclass(frozen=True)
class Column:
    """`kind`: text, count, kronor, day or moment."""

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Asked:
    """Who asks on which day, and which page of how many rows. `anchor`: what the first page came with."""

    actor: Actor
    today: dt.date
    page: int = 1
    per_page: int = PIECE
    anchor: int | None = None


@dataclass(frozen=True)
class Piece:
    """One page of a list. What stands below the words of a cell on the page has a column of its own."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    anchor: int | None = None


@dataclass(frozen=True)
class ListTable:
    """A list. `name` is part of its address and its file's name; `read` takes the page's own arguments."""

    kind: ExportKind
    name: str
    title: Callable[[], str]
    read: Callable[[Args, Asked], Piece]


def texts(*labels: str) -> tuple[Column, ...]:
    """Columns of words."""
    return tuple(Column(label) for label in labels)


def yes(is_so: bool, words: str) -> str:
    """The words where it is so."""
    return words if is_so else ""


def whole_number(text: str, default: int) -> int:
    """A number of an address, or the default."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else default


def on_page(wanted: Wanted, asked: Asked) -> Wanted:
    """What an address asks for, but for the page that is read and how long it is."""
    return replace(wanted, page=asked.page, per_page=asked.per_page)  # type: ignore[type-var,call-arg]
