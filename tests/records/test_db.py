"""The database handle: what the tables refuse is told by code, and only deeds commit."""

import datetime as dt
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.makers import NOW, SETUP, a_board, an_officer
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.terms import BoardKind, Role
from vetting.records import columns
from vetting.records.db import REFUSALS_BY_NAME, Base, db, transaction
from vetting.records.journal import JournalEntry, note
from vetting.records.officers import Board, Delegation, Officer
from vetting.records.triggers import NAMES as TRIGGERS


def keep(row):
    """A deed that keeps the row."""
    with transaction():
        db.session.add(row)
        note(Entry.BOARD_FOUNDED, by=SETUP, now=NOW, subject="board:x")


def found_board(prefix):
    keep(Board(prefix=prefix, name="En nämnd", kind=BoardKind.OTHER))


def test_every_name_that_is_translated_exists():
    named = {
        constraint.name
        for table in Base.metadata.tables.values()
        for constraint in (*table.constraints, *table.indexes)
    }
    unknown = set(REFUSALS_BY_NAME) - named - set(TRIGGERS) - {"journal_append_only", "kept_as_written"}
    raised = {
        f"decision_{what}"
        for what in ("unanswered", "unjudged", "same_person", "plan_empty", "not_as_proposed", "kept")
    }
    assert unknown <= raised, unknown - raised


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (lambda: Board(prefix="NOR", name="x", kind=BoardKind.OTHER), "prefix_taken"),
        (
            lambda: Officer(username="anna", display_name="x", password_hash="x", created_at=NOW),
            "username_taken",
        ),
    ],
)
def test_a_named_constraint_becomes_a_refusal_and_nothing_is_kept(app, row, code):
    a_board("NOR")
    an_officer(username="anna")
    before = db.session.query(JournalEntry).count()
    with pytest.raises(Refused) as refusal:
        keep(row())
    assert refusal.value.code == code
    assert db.session.query(JournalEntry).count() == before


def test_what_has_no_code_stays_an_error_of_the_database(app):
    board_id, day = a_board().id, NOW.date()
    row = Delegation(board_id=board_id, role=Role.UNIT_HEAD, max_amount=-1, in_force_on=day, item="1")
    with pytest.raises(IntegrityError):
        keep(row)


def test_an_error_does_not_show_the_parameters_that_were_sent(app):
    with pytest.raises(DBAPIError, match="parameters hidden") as error:
        db.session.execute(text("INSERT INTO boards (id, nothing) VALUES (:id, 1)"), {"id": "811228-9874"})
    assert "811228-9874" not in str(error.value)


def test_rows_changed_outside_a_deed_are_not_smuggled_in(app):
    board = a_board()
    board.name = "Ett annat namn"
    with pytest.raises(RuntimeError, match="outside a deed"):
        found_board("SYD")


def test_an_entry_outside_a_deed_is_refused(app):
    with pytest.raises(RuntimeError, match="outside a deed"):
        note(Entry.BOARD_FOUNDED, by=SETUP, now=NOW, subject="board:x")


def test_a_piece_of_long_work_needs_no_entry(app):
    with transaction(is_piece=True):
        db.session.add(Board(prefix="SYD", name="En nämnd", kind=BoardKind.OTHER))
    assert db.session.query(Board).filter_by(prefix="SYD").count() == 1


def test_times_are_kept_as_utc_and_naive_times_refused(app):
    kept = columns.UtcTime()
    summer = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert kept.process_bind_param(summer, None) == dt.datetime(2026, 7, 1, 10, 0)
    with pytest.raises(ValueError, match="without zone"):
        kept.process_bind_param(dt.datetime(2026, 7, 1), None)
    an_officer(username="anna")
    db.session.expire_all()
    assert db.session.query(Officer).one().created_at == NOW


def test_deeds_at_once_lose_nothing_and_leave_no_gap(own_app):
    count, failed = 8, []

    def found(number):
        with own_app.app_context():
            try:
                for part in range(3):
                    found_board(f"P{number}{part}")
            except Exception as error:
                failed.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=found, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert failed == []
    seqs = [seq for (seq,) in db.session.query(JournalEntry.seq).order_by(JournalEntry.seq)]
    assert seqs == list(range(1, count * 3 + 1))
