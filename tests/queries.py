"""Watches the statements that are sent to the database, without savepoints and transaction marks."""

import contextlib
import re
from collections.abc import Callable, Iterator

from sqlalchemy import event

from vetting.records.db import db

# That somebody looked is written in the journal, and nowhere else.
JOURNAL_TABLES = frozenset({"journal_entries", "journal_payloads", "journal_head"})
_WRITING = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@contextlib.contextmanager
def count_queries() -> Iterator[list[str]]:
    """The statements sent inside the block."""
    sent: list[str] = []

    def keep(statement: str) -> None:
        if not statement.lstrip().upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(statement)

    with _told_to(keep):
        yield sent


@contextlib.contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that statements sent inside the block write to."""
    written: set[str] = set()

    def keep(statement: str) -> None:
        if found := _WRITING.match(statement):
            written.add(found[1])

    with _told_to(keep):
        yield written


@contextlib.contextmanager
def _told_to(keep: Callable[[str], None]) -> Iterator[None]:
    bind = db.session.get_bind()
    target = getattr(bind, "engine", bind)

    def on_execute(connection, cursor, statement, parameters, context, many):
        keep(statement)

    event.listen(target, "before_cursor_execute", on_execute)
    try:
        yield
    finally:
        event.remove(target, "before_cursor_execute", on_execute)
