"""Every table as it stood at one moment, row by row, and an empty database filled from such rows."""

import contextlib
import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    JSON,
    URL,
    Column,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    delete,
    insert,
    inspect,
    literal,
    select,
    text,
    type_coerce,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from vetting.domain.backup import Kind
from vetting.domain.errors import Refused, UnusableFile
from vetting.records import migrate
from vetting.records.db import db, engine_options, sqlite_module

Rows = Callable[[str, list[Kind]], Iterable[list[Any]]]

AT_ONCE = 1000  # rows in memory at a time
_MIGRATION, _HEAD = "alembic_version", "journal_head"
_NO_HASTE = ("statement_timeout", "idle_in_transaction_session_timeout")


def kind_of_database() -> str:
    """sqlite or postgresql."""
    return db.engine.dialect.name


@contextlib.contextmanager
def one_moment(folder: Path) -> Iterator[Connection]:
    """Every table as it stands now, however long one reads and whatever is written meanwhile.

    SQLite: its online backup, into `folder`. PostgreSQL: one snapshot (REPEATABLE READ).
    """
    if kind_of_database() == "sqlite":
        with _copy_of_sqlite(folder / "tables.sqlite") as connection:
            yield connection
        return
    with db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            _take_time(connection)
            yield connection


@contextlib.contextmanager
def _copy_of_sqlite(path: Path) -> Iterator[Connection]:
    module = sqlite_module()
    try:
        with (
            contextlib.closing(db.engine.raw_connection()) as here,
            contextlib.closing(module.connect(path)) as there,
        ):
            here.driver_connection.backup(there)  # type: ignore[union-attr]
    except module.Error as error:
        raise OSError(errno.EIO, str(error)) from error
    copy = create_engine(URL.create("sqlite", database=str(path)), **engine_options("sqlite"))
    try:
        with copy.connect() as connection:
            yield connection
    finally:
        copy.dispose()


def migration_of(connection: Connection) -> str:
    """Where the tables stand."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables as the database has them, by name: bare columns, with the key that gives their order."""
    asked = inspect(connection)
    keys = {name: key["constrained_columns"] for (_, name), key in asked.get_multi_pk_constraint().items()}
    found = {}
    for (_, name), columns in sorted(asked.get_multi_columns().items()):
        if name != _MIGRATION:
            own = (Column(one["name"], one["type"], primary_key=one["name"] in keys[name]) for one in columns)
            found[name] = Table(name, MetaData(), *own)
    return found


def kinds_of(table: Table) -> dict[str, Kind]:
    """How each column's values are written down."""
    return {column.name: _kind(column) for column in table.columns}


def _kind(column: Column[Any]) -> Kind:
    if isinstance(column.type, DateTime):
        return Kind.INSTANT
    if isinstance(column.type, Date):
        return Kind.DAY
    return Kind.BYTES if isinstance(column.type, LargeBinary) else Kind.PLAIN


def rows_of(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """All rows in the order of the key; JSON as the text that was kept."""
    as_text = type_coerce if connection.dialect.name == "sqlite" else cast
    wanted = [as_text(one, Text) if isinstance(one.type, JSON) else one for one in table.columns]
    query = select(*wanted).order_by(*table.primary_key.columns)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        yield tuple(row)


def fill_empty(migration: str, parts: Mapping[str, tuple[str, ...]], rows: Rows, *, filename: str) -> None:
    """Makes the database's tables anew as they stood, with these rows, and brings them up to this program.

    `parts`: columns by table; `rows`: given a table's name and the kinds of its columns, its rows. All in one
    transaction. Raises Refused `database_not_empty`, UnusableFile `backup_damaged`, `backup_not_loaded`.
    """

    def fill(connection: Connection) -> None:
        tables = tables_of(connection)
        if set(tables) != set(parts):
            raise UnusableFile("backup_damaged", filename=filename, part="list of tables")
        connection.execute(delete(tables[_HEAD]))
        with _keys_afterwards(connection):
            for name, table in tables.items():
                if {column.name for column in table.columns} != set(parts[name]):
                    raise UnusableFile("backup_damaged", filename=filename, part=name)
                kinds = [kinds_of(table)[column] for column in parts[name]]
                _add(connection, table, parts[name], rows(name, kinds))

    db.session.rollback()
    try:
        migrate.rebuild(db.engine, migration, require=_require_empty, fill=fill)
    except DBAPIError as error:  # what the driver says may hold a row
        raise UnusableFile("backup_not_loaded", filename=filename, reason=type(error.orig).__name__) from None


def _add(connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[list[Any]]) -> None:
    as_text = cast if connection.dialect.name == "postgresql" else lambda value, _: value
    values = {}
    for number, name in enumerate(names):
        kept = table.columns[name].type
        is_json = isinstance(kept, JSON)
        given = bindparam(f"v{number}", type_=Text() if is_json else kept)
        values[name] = as_text(given, kept) if is_json else given
    statement, waiting = insert(table).values(values), iter(rows)
    while piece := list(islice(waiting, AT_ONCE)):
        connection.execute(statement, [{f"v{n}": value for n, value in enumerate(row)} for row in piece])


def require_empty() -> None:
    """Raises Refused `database_not_empty`."""
    with db.engine.connect() as connection:
        _require_empty(connection)


def _require_empty(connection: Connection) -> None:
    """Nobody adds a row between this question and the end of the transaction."""
    tables = tables_of(connection)
    if connection.dialect.name == "postgresql":
        _take_time(connection)
        if tables:
            names = ", ".join(sorted(tables))
            connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    for name, table in tables.items():
        query = select(literal(1)).select_from(table).limit(1)
        if name == _HEAD:
            query = query.where(table.columns["seq"] > 0)
        if connection.execute(query).first() is not None:
            raise Refused("database_not_empty", reason="a backup is restored into an empty database only")


@contextlib.contextmanager
def _keys_afterwards(connection: Connection) -> Iterator[None]:
    """Rows come in the order of tables' names; what they point at is checked when all are there."""
    if connection.dialect.name == "sqlite":  # asked for by whoever holds the transaction
        yield
        return
    keys = connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    for table, name in keys:
        connection.execute(text(f"ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY DEFERRED"))
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for table, name in keys:
        connection.execute(text(f"ALTER TABLE {table} ALTER CONSTRAINT {name} NOT DEFERRABLE"))


def _take_time(connection: Connection) -> None:
    """The limits of a request are not those of a whole copy."""
    for name in _NO_HASTE:
        connection.execute(text(f"SET LOCAL {name} = 0"))
