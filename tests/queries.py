"""Counts the statements a reading sends, without savepoints and transaction marks."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import event

from vetting.records.db import db


@contextlib.contextmanager
def count_queries() -> Iterator[list[str]]:
    """The statements sent inside the block."""
    sent: list[str] = []
    bind = db.session.get_bind()
    target = getattr(bind, "engine", bind)

    def on_execute(connection, cursor, statement, parameters, context, many):
        if not statement.lstrip().upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(statement)

    event.listen(target, "before_cursor_execute", on_execute)
    try:
        yield sent
    finally:
        event.remove(target, "before_cursor_execute", on_execute)
