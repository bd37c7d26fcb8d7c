"""Tampering with the tables behind the triggers' back is found, on both databases."""

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer
from tests.queries import count_queries
from vetting.domain.authority import OPERATOR
from vetting.domain.chain_check import BreakKind
from vetting.domain.errors import NotAllowed
from vetting.domain.terms import BoardKind, Role
from vetting.reading.journal_check import head_mark, verify_journal
from vetting.records import triggers
from vetting.records.db import db
from vetting.services.boards import change_board, found_board

TAMPERINGS = {
    "an entry changed": (["UPDATE journal_entries SET actor = 'somebody' WHERE seq = 3"], 3, "changed"),
    "an entry removed": (
        ["DELETE FROM journal_payloads WHERE seq = 3", "DELETE FROM journal_entries WHERE seq = 3"],
        3,
        "removed",
    ),
    "facts changed": (["UPDATE journal_payloads SET body = '{}' WHERE seq = 4"], 4, "payload_changed"),
    "facts disposed of": (["DELETE FROM journal_payloads WHERE seq = 4"], None, None),
    "two entries swapped": (
        [
            "DELETE FROM journal_payloads",
            "UPDATE journal_entries SET seq = 99 WHERE seq = 2",
            "UPDATE journal_entries SET seq = 2 WHERE seq = 4",
            "UPDATE journal_entries SET seq = 4 WHERE seq = 99",
        ],
        2,
        "reordered",
    ),
    "the end cut": (
        ["DELETE FROM journal_payloads WHERE seq > 3", "DELETE FROM journal_entries WHERE seq > 3"],
        4,
        "tail_cut",
    ),
    "the head changed": (["UPDATE journal_head SET hash = 'x'"], 6, "head_differs"),
    "the head removed": (["DELETE FROM journal_head"], 6, "head_differs"),
}


@pytest.fixture
def journal(app):
    """Seven entries."""
    admin = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    board = a_board()
    found_board("SYD", "Sörlunda nämnd", kind=BoardKind.OTHER, district=None, by=admin, now=NOW)
    for name in ("Ett", "Två", "Tre"):
        change_board(board.id, name, district=None, is_active=True, by=admin, now=NOW)
    return an_officer(Role.AUDITOR, username="revisor", everywhere=True)


def tamper(statements):
    """As somebody does who holds the database: the triggers are gone first."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        for name in triggers.NAMES:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
    else:
        for table in ("journal_entries", "journal_payloads", "journal_head"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text("ALTER TABLE journal_payloads DROP CONSTRAINT fk_journal_payloads_seq"))
    for statement in statements:
        connection.execute(text(statement))


def test_an_untouched_journal_is_whole_and_read_in_two_queries(journal):
    with count_queries() as sent:
        found = verify_journal(journal)
    assert (found.ok, found.entries, head_mark().seq) == (True, 7, 7)
    assert len(sent) == 2


@pytest.mark.parametrize(("statements", "seq", "kind"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_tampering_is_found_and_named(journal, statements, seq, kind):
    seq = 7 if kind == "head_differs" else seq
    tamper(statements)
    broken = verify_journal(journal).first_break
    assert (broken and broken.seq, broken and broken.kind.value) == (seq, kind)


def test_another_key_is_told(journal, app, monkeypatch):
    monkeypatch.setitem(app.config, "JOURNAL_KEY", b"another key")
    assert verify_journal(journal).first_break.kind is BreakKind.KEY_DIFFERS


def test_operators_and_auditors_may_verify_and_others_not(journal):
    assert verify_journal(OPERATOR).ok
    with pytest.raises(NotAllowed):
        verify_journal(an_officer(Role.UNIT_HEAD))
