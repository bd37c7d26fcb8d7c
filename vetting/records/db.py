"""The database handle, the naming of constraints, and transaction(): the only place that commits."""

import contextlib
import contextvars
import secrets
from collections.abc import Collection, Iterator
from types import ModuleType
from typing import Any

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, Engine, Index, MetaData, event, func, literal, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from vetting.config import Settings
from vetting.domain.errors import Refused

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table class."""

    metadata = MetaData(naming_convention=NAMING)


def one_only(name: str, column: str, condition: str) -> Index:
    """The index by which the table refuses a second row of the same `column` for which `condition` holds."""
    return Index(name, column, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})

# Names by which the tables themselves refuse, and the code each is told by.
REFUSALS_BY_NAME = {
    "ck_decisions_two_persons": "decider_is_proposer",
    "ck_decisions_plan_with_grant": "plan_missing",
    "ck_decisions_amount_with_grant": "grant_amount_missing",
    "ck_decisions_minutes_with_board": "minutes_missing",
    "ck_proposals_reservation_with_grant": "reservation_missing",
    "uq_supports_decision_id": "already_decided",
    "uq_extension_requests_case_id_open_key": "extension_waits",
    "decision_unanswered": "unanswered_questions",
    "decision_unjudged": "unjudged_hits",
    "decision_same_person": "same_person",
    "decision_plan_empty": "plan_missing",
    "decision_not_as_proposed": "proposal_gone",
    "decision_kept": "already_decided",
    "journal_append_only": "journal_append_only",
    "uq_officers_username": "username_taken",
    "uq_applications_channel_source_key": "same_application_twice",
    "uq_boards_prefix": "prefix_taken",
    "uq_booking_requests_source_system_source_key": "same_booking_twice",
    "uq_premises_board_id_key": "premises_key_taken",
    "uq_sources_key": "source_key_taken",
    "uq_decisions_case_id": "already_decided",
    "uq_round_claims_half_year_board_id_part": "round_exists",
    "uq_spot_checks_round_id_item": "already_drawn",
    "ck_spot_check_rounds_seed_after_seal": "seed_before_seal",
    "ck_spot_check_rounds_seed_two_persons": "seed_needs_second_person",
    "ck_spot_check_rounds_void_two_persons": "void_needs_second_person",
    "uq_checklist_editions_name_version": "rule_version_taken",
    "uq_checklist_editions_name_in_force_on": "rule_days_overlap",
    "ck_checklist_editions_two_persons": "rule_second_person",
    "ck_checklist_editions_adopted_before_start": "adopted_after_start",
    "ck_effect_rows_two_persons": "effect_second_person",
    "uq_booking_questions_request_id_question": "question_put_already",
    "ck_booking_decisions_two_persons": "decider_is_proposer",
    "ck_bars_two_persons": "decider_is_proposer",
    "ck_bar_moves_two_persons": "decider_is_proposer",
    "ck_breach_steps_two_persons": "decider_is_proposer",
    "uq_breach_steps_breach_id_position": "step_waiting",
    "uq_accepted_terms_request_id_edition_id": "terms_accepted",
    "kept_as_written": "kept_as_written",
    "ck_claim_events_two_persons": "decider_is_proposer",
    "ck_claim_reliefs_two_persons": "decider_is_proposer",
    "ck_association_reports_two_functions": "signer_is_writer",
    "uq_association_reports_case_id_version": "report_version_taken",
    "uq_report_readings_report_id": "report_read_already",
    "uq_report_sign_words_report_id_sign": "sign_closed",
    "uq_evaluations_case_id": "evaluated_already",
    "uq_bar_moves_open_of_bar": "bar_move_waiting",
    "uq_bar_moves_open_of_case": "bar_move_waiting",
    "uq_claim_reliefs_open": "relief_waits",
    "uq_booking_decisions_waiting": "refusal_waits",
    "uq_payment_holds_open": "hold_running",
    "uq_signpost_editions_number": "signpost_written",
    "uq_open_grants_lists_year_edition": "open_list_changed",
    "booking_decisions_room_free": "slot_taken",
}

# Where a session keeps in mind what the append-only triggers refused, until it is told.
REFUSED_CHANGES = "refused_changes"

# How the databases say that somebody else is in the way: the deed may be tried again.
_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")

_write_intent: contextvars.ContextVar[bool] = contextvars.ContextVar("write_intent", default=False)


def new_id() -> str:
    """A random identifier of 16 hex digits: an address tells nothing and cannot be guessed."""
    return secrets.token_hex(8)


def sqlite_module() -> ModuleType:
    """The SQLite driver: the wheel that carries its own library where installed, else the standard one.

    SQLite 3.7.0-3.51.2 can lose committed writes in WAL mode when a checkpoint meets a log reset.
    """
    try:
        import pysqlite3
    except ImportError:
        import sqlite3

        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]


def _wal_is_safe(module: ModuleType) -> bool:
    version: tuple[int, ...] = module.sqlite_version_info
    return version >= (3, 51, 3)


def engine_options(url: str) -> dict[str, Any]:
    """Options for create_engine that suit the database of `url`."""
    if url.startswith("sqlite"):
        return {"module": sqlite_module(), "hide_parameters": True, "connect_args": {"timeout": 5}}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {
            "options": "-c statement_timeout=15s -c lock_timeout=5s "
            "-c idle_in_transaction_session_timeout=60s"
        },
    }


def prepare_engine(engine: Engine) -> None:
    """SQLite: pragmas on connect, and an explicit BEGIN that takes the write lock at once for deeds."""
    if engine.dialect.name != "sqlite":
        return
    wal = _wal_is_safe(sqlite_module())
    pragmas = (
        "busy_timeout=5000",
        "journal_mode=WAL" if wal else "journal_mode=TRUNCATE",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "trusted_schema=OFF",
        "cache_size=-8000",
        "journal_size_limit=67108864",
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute("PRAGMA " + pragma)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _write_intent.get() else "BEGIN")


@contextlib.contextmanager
def transaction(*, is_piece: bool = False) -> Iterator[None]:
    """One deed: everything inside is committed together with its journal entries, or nothing is.

    `is_piece` is for one piece of long work whose beginning and end are in the journal. Raises RuntimeError
    when nested or when the deed noted nothing in the journal, and Refused where a named constraint or trigger
    of the database says no. A change of what is kept as written is told in the journal afterwards.
    """
    try:
        with _one_deed(is_piece=is_piece):
            yield
    finally:
        if REFUSED_CHANGES in db.session().info and not db.session().info.get("in_deed"):
            from vetting.records import refused_changes

            refused_changes.tell_refused_changes()


@contextlib.contextmanager
def _one_deed(*, is_piece: bool) -> Iterator[None]:
    from vetting.records import journal

    session = db.session()
    if session.info.get("in_deed"):
        raise RuntimeError("a deed was begun inside another deed")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside a deed")
    session.rollback()
    token = _write_intent.set(True)
    session.info.update(in_deed=True, entries=[], stands_back=False)
    try:
        yield
        session.flush()
        if session.info["stands_back"]:
            _require_nothing_done()
        elif not session.info["entries"] and not is_piece:
            raise RuntimeError("the deed noted nothing in the journal")
        if session.info["entries"]:
            journal.write_entries(session.info["entries"])
        session.commit()
    except DBAPIError as error:
        session.rollback()
        raise _refusal_of(error) or error from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.update(in_deed=False, entries=[], stands_back=False)
        _write_intent.reset(token)


def let_go() -> None:
    """Ends a reading outside deeds, so that long work beside the database holds no view of it: a server
    may end a connection that idles, and the embedded database cannot tidy up behind it."""
    if not db.session().info.get("in_deed"):
        db.session.rollback()


def stand_back() -> None:
    """The running deed was somebody else's and ends here: it notes nothing, and nothing of it is kept."""
    db.session().info["stands_back"] = True


def _require_nothing_done() -> None:
    """Raises RuntimeError when a deed that stood back noted something all the same."""
    if db.session().info["entries"]:
        raise RuntimeError("a deed stood back and went on")
    db.session.rollback()


def _refusal_of(error: DBAPIError) -> Refused | None:
    said = str(error.orig)
    for name, code in REFUSALS_BY_NAME.items():
        if name in said or _sqlite_columns(name) in said:
            return Refused(code)
    if any(sign in said for sign in _BUSY):
        return Refused("database_busy")
    return None


def _sqlite_columns(name: str) -> str:
    """SQLite names the columns of a broken UNIQUE constraint or index instead of the constraint."""
    for table in Base.metadata.tables.values():
        for constraint in (*table.constraints, *table.indexes):
            if getattr(constraint, "name", None) == name and name.startswith("uq_"):
                columns = getattr(constraint, "columns", ())
                return "UNIQUE constraint failed: " + ", ".join(f"{table.name}.{c.name}" for c in columns)
    return "\0"


def among(column: InstrumentedAttribute[str], values: Collection[str]) -> ColumnElement[bool]:
    """Whether the column has one of many values. PostgreSQL is told them as one list: hundreds of parameters
    cost its driver and its planner more than the look-up."""
    if db.session.get_bind().dialect.name == "sqlite":
        return column.in_(values)
    return column == func.any(list(values))


def insert_unless_there(table: type[Base], **values: object) -> bool:
    """Adds the row and tells whether it did; one that is there, or comes in the same moment, stays."""
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    added = dialect.insert(table).values(**values).on_conflict_do_nothing().returning(literal(1))
    return db.session.execute(added).first() is not None


def settings() -> Settings:
    """What this installation was told from outside."""
    found: Settings = current_app.config["SETTINGS"]
    return found
