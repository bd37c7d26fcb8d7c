"""What every test can ask for: a database of each kind, an app, a signed-in browser. No mail, no network."""

import contextlib
import datetime as dt
import gc
import os
import socket
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings

from tests import postgres
from tests.left_out import pytest_collection_modifyitems, pytest_terminal_summary  # noqa: F401
from tests.made_once import (
    a_copy,
    an_app,
    hash_quickly,
    keep_files_in_memory,
    leave_tests_out_of_garbage,
    sqlite_in,
    with_tables,
)
from tests.markup import require_whole
from tests.queries import JOURNAL_TABLES, written_tables
from vetting.records.db import db

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
DATABASES = ("sqlite", "postgresql")

# The same change gives the same answer: examples are made anew only when asked for, and then many more.
hypothesis_settings.register_profile("same", derandomize=True)
hypothesis_settings.register_profile("searching", max_examples=2_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("VETTING_EXAMPLES", "same"))

keep_files_in_memory()
hash_quickly()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Looks for no garbage while the tests are read, nor among them afterwards."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        leave_tests_out_of_garbage()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One PostgreSQL server for the whole run."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of a migrated, empty database of a kind, made when first asked for; it is only copied."""

    @cache
    def model(kind: str) -> str:
        folder = tmp_path_factory.mktemp(f"model-{kind}")
        url = sqlite_in(folder) if kind == "sqlite" else request.getfixturevalue("postgres_url")
        with_tables(url, folder)
        return url

    return model


@pytest.fixture(scope="session", params=DATABASES)
def empty_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, models: Callable[[str], str]
) -> Flask:
    """The service on a migrated, empty database of each kind; made once, always rolled back."""
    folder = tmp_path_factory.mktemp(request.param)
    return an_app(a_copy(models(request.param), folder), folder)


@contextlib.contextmanager
def rolled_back(made: Flask) -> Iterator[None]:
    """The service inside one outer transaction: whatever is committed meanwhile is gone afterwards."""
    with made.app_context():
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        db._app_engines[made][None] = connection
        db.session.remove()
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            db.session.remove()
            outer.rollback()
            connection.close()
            db._app_engines[made][None] = engine


@pytest.fixture
def app(empty_app: Flask) -> Iterator[Flask]:
    """The service inside one outer transaction."""
    with rolled_back(empty_app):
        yield empty_app


@pytest.fixture(params=DATABASES)
def own_app(request: pytest.FixtureRequest, tmp_path: Path, models: Callable[[str], str]) -> Iterator[Flask]:
    """The service on a database of its own, with real commits: for processes, threads and kills."""
    made = an_app(a_copy(models(request.param), tmp_path), tmp_path)
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
