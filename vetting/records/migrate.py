"""Migrations by hand of the program: up to the head, and whether tables equal the models."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from vetting.records import tables, triggers

FOLDER = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Runs the missing migrations in one transaction, then puts every trigger back.

    On SQLite foreign keys are off meanwhile: rebuilding a parent table would otherwise
    empty its children. They are checked before the commit.
    """
    with engine.connect() as connection:
        _foreign_keys(connection, on=False)
        with connection.begin():
            triggers.set_aside(connection)
            command.upgrade(configuration(connection), revision)
            if revision == "head":
                triggers.install(connection)
            _refuse_broken_keys(connection)
        _foreign_keys(connection, on=True)


def downgrade(engine: Engine, revision: str) -> None:
    """Steps back to `revision` ("base" for nothing at all).

    Raises RuntimeError where rows stand in the way that the older program cannot read.
    """
    with engine.connect() as connection:
        _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                triggers.set_aside(connection)
                command.downgrade(configuration(connection), revision)
        finally:
            _foreign_keys(connection, on=True)


def rebuild(
    engine: Engine,
    revision: str,
    *,
    require: Callable[[Connection], None],
    fill: Callable[[Connection], None],
) -> None:
    """Makes the tables of `revision` anew, has them filled, and goes on to the head: all of it or nothing.

    `require` raises where the tables that are there may not go. No trigger holds while `fill` works, and
    foreign keys are checked afterwards.
    """
    with engine.connect() as connection:
        _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                triggers.set_aside(connection)
                require(connection)
                command.downgrade(configuration(connection), "base")
                command.upgrade(configuration(connection), revision)
                fill(connection)
                command.upgrade(configuration(connection), "head")
                triggers.install(connection)
                _refuse_broken_keys(connection)
        finally:
            _foreign_keys(connection, on=True)


def is_known(revision: str) -> bool:
    """Whether the program has a migration of that name."""
    script = ScriptDirectory.from_config(configuration())
    return revision in {one.revision for one in script.walk_revisions()}


def differences(engine: Engine) -> list[str]:
    """What the models have and the tables lack, or the other way round; empty when equal."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, tables.metadata())]


def current(engine: Engine) -> str | None:
    """The revision the database stands at."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The revision the program needs."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name != "sqlite":
        return
    driver = connection.connection.dbapi_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    if connection.in_transaction():
        connection.rollback()
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _refuse_broken_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise RuntimeError(f"the migration broke {len(broken)} references; nothing was changed")
