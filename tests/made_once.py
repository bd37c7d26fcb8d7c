"""What is made once in a run and then copied or kept: databases with their tables, templates as code.

And what costs time without proving anything: hashes as slow as in use, looking for garbage among the tests
themselves, files on a disk.
"""

import gc
import itertools
import os
import shutil
import tempfile
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import create_engine, make_url, text

from vetting.app import create_app
from vetting.config import Settings
from vetting.gateways import passwords
from vetting.records import migrate
from vetting.records.db import db

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes; a whole run keeps less than one gibibyte
_numbers = itertools.count(1)


def keep_files_in_memory() -> None:
    """Temporary files of the run lie in memory where there is room: what is asked of SQLite is the same, and
    nothing waits for the disk."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def hash_quickly() -> None:
    """Hundreds of tests sign in through the page; how slow the hashes in use are is tests/gateways/test_passwords'."""
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._NOBODY = passwords._HASHER.hash("nobody")


def leave_tests_out_of_garbage() -> None:
    """What is loaded and collected by now is never garbage: a look for some went through all of it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


class _Compiled(BytecodeCache):
    """Templates as code, for every app of this process."""

    kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


def an_app(url: str, folder: Path) -> Flask:
    """The service on that database and folder."""
    made = create_app(Settings(database_url=url, data_dir=folder, secret_key="t" * 40, testing=True))
    made.jinja_env.bytecode_cache = _Compiled()
    return made


def with_tables(url: str, folder: Path) -> Flask:
    """The service on that database, migrated."""
    made = an_app(url, folder)
    with made.app_context():
        migrate.upgrade(db.engine)
        db.engine.dispose()
    return made


def sqlite_in(folder: Path) -> str:
    """The address of the database in that folder."""
    return f"sqlite:///{folder / 'vetting.sqlite'}"


def a_copy(url: str, folder: Path) -> str:
    """The address of a copy of that database, which nobody uses meanwhile; a file lies in `folder`."""
    model = make_url(url)
    if model.get_backend_name() == "sqlite":
        shutil.copyfile(str(model.database), folder / "vetting.sqlite")
        return sqlite_in(folder)
    name = f"own_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(model.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {model.database}"))
    engine.dispose()
    return model.set(database=name).render_as_string(hide_password=False)
