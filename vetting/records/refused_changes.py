"""A change that the append-only triggers refused, told in the journal: which table and row, never its words.

The triggers refuse whoever asks; only what came by the service's own connections can be told of here.
"""

import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, has_app_context
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem
from vetting.domain.misuse import RowChange
from vetting.records.db import REFUSED_CHANGES, db, transaction
from vetting.records.journal import note

logger = logging.getLogger(__name__)
# What the triggers of records/triggers.py say of rows that are only ever added.
SAID = ("kept_as_written", "decision_kept", "journal_append_only")
MOST_ROWS = 3
_TELLING = "telling_refused_changes"
_CHANGE = re.compile(r'\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+"?(\w+)"?', re.I)
_KINDS = {
    "INSERT": RowChange.ADD,
    "UPDATE": RowChange.CHANGE,
    "DELETE": RowChange.REMOVE,
    "TRUNCATE": RowChange.REMOVE,
}
_WHERE = re.compile(r"\bWHERE\b", re.I)
_PLACES = re.compile(r"\?|%\((\w+)\)s|:(\w+)|'([^']*)'|\b(\d+)\b")
# Ids are 16 hex digits and the journal's numbers are short: nothing else of a condition is kept, for a
# personal number has ten or twelve digits.
_ROW = re.compile(r"[0-9a-f]{16}|\d{1,9}")


@dataclass(frozen=True)
class RefusedChange:
    """What was tried. `rows`: ids as far as the statement names them; `by`: who acted, by the deed's own
    entry, else who is signed in, else the service itself."""

    table: str
    change: RowChange
    rows: tuple[str, ...]
    by: str
    at: dt.datetime


def watch(engine: Engine) -> None:
    """From now on every change that the triggers refuse on the engine's connections is kept in mind."""
    event.listen(engine, "handle_error", _look)


def tell_refused_changes() -> None:
    """Tells what was kept in mind, in a transaction of its own, after the one that met it was undone.

    That the journal could not be written changes nothing of the refusal, nor is that told in its turn.
    """
    info = db.session().info
    found: list[RefusedChange] = info.pop(REFUSED_CHANGES, [])
    if not found or info.get(_TELLING):
        return
    info[_TELLING] = True
    try:
        with transaction():
            for one in found:
                _note(one)
    except (Problem, SQLAlchemyError):
        logger.warning("%d refused change(s) could not be told in the journal", len(found))
    finally:
        info[_TELLING] = False


def change_in(statement: str, parameters: Any) -> tuple[str, RowChange, tuple[str, ...]] | None:
    """Table, kind of change and row ids of a statement; None where it changes no table."""
    met = _CHANGE.match(statement)
    if met is None:
        return None
    return (
        met[2].lower(),
        _KINDS[met[1].split()[0].upper()],
        tuple(_rows_of(statement, parameters))[:MOST_ROWS],
    )


def _look(context: ExceptionContext) -> None:
    if not has_app_context() or not any(word in str(context.original_exception) for word in SAID):
        return
    change = change_in(context.statement or "", context.parameters)
    if change is None:
        return
    info = db.session().info
    entries = info.get("entries") or []
    signed_in: Actor | None = g.get("actor")
    by = entries[-1].actor if entries else (signed_in or SYSTEM).id
    # The deed's own time where it has noted one; else only the clock knows when a hand was stopped.
    at = entries[-1].at if entries else dt.datetime.now(dt.UTC)
    info.setdefault(REFUSED_CHANGES, []).append(RefusedChange(*change, by, at))


def _rows_of(statement: str, parameters: Any) -> Iterator[str]:
    parts = _WHERE.split(statement, maxsplit=1)
    if len(parts) == 1:
        return
    given = _first(parameters)
    if isinstance(given, Mapping):
        positional: Iterator[Any] = iter(())
    else:
        positional = iter(list(given or ())[parts[0].count("?") :])
    for met in _PLACES.finditer(parts[1]):
        name = met[1] or met[2]
        if met[0] == "?":
            value = next(positional, "")
        elif name:
            value = given.get(name, "") if isinstance(given, Mapping) else ""
        else:
            value = met[3] or met[4] or ""
        if _ROW.fullmatch(str(value)):
            yield str(value)


def _first(parameters: Any) -> Any:
    """The parameters of one row, where many were sent at once."""
    is_many = (
        isinstance(parameters, Sequence) and parameters and isinstance(parameters[0], Sequence | Mapping)
    )
    return parameters[0] if is_many and not isinstance(parameters[0], str) else parameters


def _note(one: RefusedChange) -> None:
    note(
        Entry.CHANGE_REFUSED,
        by=Actor(one.by, ""),
        now=one.at,
        subject=f"table:{one.table}",
        table=one.table,
        rows=list(one.rows),
        row_change=one.change.value,
    )
