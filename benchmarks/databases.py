"""Where the service is measured: SQLite in a folder of its own, and a PostgreSQL started for the run."""

import contextlib
import itertools
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from tests import postgres
from vetting.app import create_app
from vetting.config import Settings
from vetting.records import migrate
from vetting.records.db import db

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """A database and the data folder beside it."""

    kind: str
    url: str
    folder: Path
    secret: str


def place(kind: str, folder: Path, server: str | None) -> Place:
    """An empty place; `server` is the address of the PostgreSQL, where that is the kind."""
    folder.mkdir(parents=True)
    secret = secrets.token_hex(20)
    if kind == "sqlite":
        return Place(kind, f"sqlite:///{folder / 'vetting.sqlite'}", folder, secret)
    return Place(kind, _new_database(str(server)), folder, secret)


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str | None]]:
    """Both kinds of database, with the address of the server where there is one."""
    with postgres.server() as url:
        yield {"sqlite": None, "postgresql": url}


@contextlib.contextmanager
def opened(where: Place) -> Iterator[Flask]:
    """The service on that database, with its tables, inside an app context."""
    app = create_app(Settings(database_url=where.url, data_dir=where.folder, secret_key=where.secret))
    logging.getLogger().setLevel(logging.ERROR)
    with app.app_context():
        migrate.upgrade(db.engine)
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def settled(app: Flask) -> None:
    """Tells the database what its tables hold, as its own upkeep would in the night."""
    with app.app_context(), db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _new_database(server: str) -> str:
    name = f"bench_{next(_numbers)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return (
        server.replace("/app?", f"/{name}?", 1) if "/app?" in server else f"{server.rsplit('/', 1)[0]}/{name}"
    )
