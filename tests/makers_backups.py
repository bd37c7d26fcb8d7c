"""A small service with something of much, its backup, and empty services to restore it into."""

import itertools
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Connection, Table, create_engine, make_url, text

from tests.made_once import a_copy, an_app, sqlite_in
from tests.makers import NOW
from tests.makers_cli import hands_of
from vetting.cli import Commands
from vetting.cli.backups import backup, restore
from vetting.domain.authority import OPERATOR, Actor
from vetting.domain.backup import line_of, manifest_bytes, manifest_of
from vetting.gateways.backup_files import MANIFEST
from vetting.records import backup_tables
from vetting.records.db import db
from vetting.services import backups

_numbers = itertools.count(1)
MAIL, LAYOUT = "outbox/brev.eml", "layouts/egen.toml"


@dataclass(frozen=True)
class Town:
    """A service, its folder, and where an empty database of its kind can be had."""

    kind: str
    app: Flask
    folder: Path
    url: str


def run(town: Town, *words: object, by: Actor = OPERATOR) -> Result:
    """One of the two commands, as an operator types it."""
    group = Commands("vetting", commands={"backup": backup, "restore": restore})
    with town.app.app_context():
        try:
            hands = hands_of(town.app, by=by, now=NOW)
            return CliRunner().invoke(group, [str(word) for word in words], obj=hands, catch_exceptions=False)
        finally:
            let_go()


def let_go() -> None:
    """No connection stays that would keep others from the tables."""
    db.session.remove()
    db.engine.dispose()


def a_backup(town: Town, out: Path) -> Path:
    with town.app.app_context():
        backups.make_backup(out, by=OPERATOR, now=NOW)
        let_go()
    return out


def an_empty(kind: str, url: str, folder: Path, *, key_of: Path | None, migrated: bool) -> Town:
    """A service of that kind without a row, or without tables; with the journal's key of another."""
    folder.mkdir(parents=True)
    if key_of is not None:
        shutil.copyfile(key_of / "journal.key", folder / "journal.key")
    if migrated:
        own = a_copy(url, folder)
    else:
        own = sqlite_in(folder) if kind == "sqlite" else _bare_server_database(url)
    return Town(kind, an_app(own, folder), folder, url)


def _bare_server_database(url: str) -> str:
    name = f"bare_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def rows(town: Town) -> dict[str, list[bytes]]:
    """Every row of every table, as a backup writes it."""
    with town.app.app_context(), db.engine.connect() as connection:
        tables = backup_tables.tables_of(connection)
        found = {
            name: [line_of(row) for row in backup_tables.rows_of(connection, table)]
            for name, table in tables.items()
        }
    with town.app.app_context():
        let_go()
    return found


def files(town: Town) -> dict[str, bytes]:
    """Everything kept beside the tables."""
    return {
        path.relative_to(town.folder).as_posix(): path.read_bytes()
        for folder in ("files", "layouts", "outbox")
        for path in (town.folder / folder).rglob("*")
        if path.is_file()
    }


def at_rows_of(table: str, monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """From now on something is done the moment a backup comes to that table."""
    genuine = backup_tables.rows_of

    def watched(connection: Connection, found: Table) -> Iterator[tuple[object, ...]]:
        if found.name == table:
            deed()
        return genuine(connection, found)

    monkeypatch.setattr(backup_tables, "rows_of", watched)


def repacked(path: Path, out: Path, changed: Mapping[str, bytes]) -> Path:
    """The same backup with some parts of other content, or parts more: a sound ZIP."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in set(changed) - set(old.namelist()):
            new.writestr(name, changed[name])
    return out


def resealed(path: Path, out: Path, key: bytes, **changed: object) -> Path:
    """The same backup with a manifest that tells something else, sealed with the key."""
    with zipfile.ZipFile(path) as old:
        told = manifest_of(old.read(MANIFEST), key, filename=path.name)
    return repacked(path, out, {MANIFEST: manifest_bytes(replace(told, **changed), key)})


def nothing_in(town: Town) -> bool:
    """Whether neither a row nor a file has come."""
    with town.app.app_context():
        try:
            backup_tables.require_empty()
        finally:
            let_go()
    return files(town) == {}
