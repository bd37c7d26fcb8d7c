"""The journal can only be added to, by the deeds and by nothing else, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, SETUP, a_board
from vetting.domain.entries import Entry
from vetting.records.db import db, transaction
from vetting.records.journal import note

TAMPERING = [
    "UPDATE journal_entries SET actor = 'x'",
    "DELETE FROM journal_entries",
    "UPDATE journal_payloads SET body = '{}'",
    "INSERT INTO journal_entries (seq, at, actor, name, subject, case_id, payload_digest, prev, hash) "
    "VALUES (99, '', '', '', '', '', '', '', '')",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_the_database_refuses_tampering(app, statement):
    a_board()
    with pytest.raises(DBAPIError, match="journal_append_only"):
        db.session.execute(text(statement))


def test_a_deed_without_an_entry_is_refused(app):
    with pytest.raises(RuntimeError, match="noted nothing"), transaction():
        pass


def test_a_deed_inside_a_deed_is_refused(app):
    with pytest.raises(RuntimeError, match="inside another"), transaction(), transaction():
        pass


def test_what_fails_leaves_nothing(app):
    def fail() -> None:
        with transaction():
            note(Entry.BOARD_FOUNDED, by=SETUP, now=NOW, subject="board:x")
            raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        fail()
    assert db.session.execute(text("SELECT count(*) FROM journal_entries")).scalar() == 0
