"""What every test can ask for: a database of each kind, an app, a signed-in browser. No mail, no network."""

import datetime as dt
import itertools
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, text

from tests import postgres
from tests.left_out import pytest_collection_modifyitems, pytest_terminal_summary  # noqa: F401
from tests.markup import require_whole
from tests.queries import JOURNAL_TABLES, written_tables
from vetting.app import create_app
from vetting.config import Settings
from vetting.records import migrate
from vetting.records.db import db

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
DATABASES = ("sqlite", "postgresql")
_numbers = itertools.count(1)

# The same change gives the same answer: examples are made anew only when asked for, and then many more.
hypothesis_settings.register_profile("same", derandomize=True)
hypothesis_settings.register_profile("searching", max_examples=2_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("VETTING_EXAMPLES", "same"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One PostgreSQL server for the whole run."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session", params=DATABASES)
def empty_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The service on a migrated, empty database of each kind; made once, always rolled back."""
    folder = tmp_path_factory.mktemp(request.param)
    url = _sqlite(folder) if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    return _app(url, folder)


@pytest.fixture
def app(empty_app: Flask) -> Iterator[Flask]:
    """The service inside one outer transaction: whatever the test commits is gone afterwards."""
    with empty_app.app_context():
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        db._app_engines[empty_app][None] = connection
        db.session.remove()
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        try:
            yield empty_app
        finally:
            db.session.remove()
            outer.rollback()
            connection.close()
            db._app_engines[empty_app][None] = engine


@pytest.fixture(params=DATABASES)
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The service on a database of its own, with real commits: for processes, threads and kills."""
    url = (
        _sqlite(tmp_path)
        if request.param == "sqlite"
        else _new_database(request.getfixturevalue("postgres_url"))
    )
    made = _app(url, tmp_path)
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def now() -> dt.datetime:
    """A Friday morning in Sweden."""
    return NOW


class Browser(FlaskClient):
    """A client whose requests know nothing of each other but the cookies, within the test's context.

    Every answer is watched: no request leaves rows uncommitted, a GET writes nothing but that a paper
    was opened, and a page is whole.
    """

    def open(self, *args, **kwargs):
        for name in list(g):
            g.pop(name)
        with written_tables() as written:
            answer = super().open(*args, **kwargs)
        left = [*db.session.new, *db.session.dirty, *db.session.deleted]
        assert left == [], f"rows were left uncommitted: {left}"
        if answer.request.method == "GET" and not answer.history:  # redirects come through here one by one
            assert written <= JOURNAL_TABLES, f"GET {answer.request.path} wrote {sorted(written)}"
        if answer.mimetype == "text/html" and answer.status_code // 100 != 3:  # those are the library's
            require_whole(answer.text)
        return answer


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that has not signed in."""
    return Browser(app, use_cookies=True)


@pytest.fixture
def genuine() -> Path:
    """Folder of genuine public files; tests marked genuine are left out where there is none."""
    return Path(os.environ["VETTING_GENUINE_DATA"])


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be spoken to."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):  # type: ignore[index]
            raise OSError(f"the tests may not reach {address!r}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'vetting.sqlite'}"


def _new_database(url: str) -> str:
    name = f"own_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.replace("/app?", f"/{name}?", 1) if "/app?" in url else url.rsplit("/", 1)[0] + "/" + name


def _app(url: str, folder: Path) -> Flask:
    settings = Settings(database_url=url, data_dir=folder, secret_key="t" * 40, testing=True)
    made = create_app(settings)
    with made.app_context():
        migrate.upgrade(db.engine)
    return made
