"""Models equal migrations, there is one head, and a database with rows goes down and up again."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select

from tests.makers_decisions import a_ready_case
from vetting.records import migrate
from vetting.records.db import Base, db
from vetting.records.journal import JournalEntry

FOLDER = Path(migrate.FOLDER)


def test_models_equal_migrations(empty_app):
    with empty_app.app_context():
        assert migrate.differences(db.engine) == []


def test_there_is_one_head_and_the_file_names_it():
    heads = ScriptDirectory.from_config(migrate.configuration()).get_heads()
    assert heads == [(FOLDER / "HEAD").read_text().strip()]


def test_migrations_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (FOLDER / "versions").glob("[0-9]*.py"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_database_with_rows_goes_down_and_up_again(own_app):
    a_ready_case()
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) > 0
    db.session.remove()
    migrate.downgrade(db.engine, "base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(db.engine)
    assert migrate.differences(db.engine) == []
    assert set(inspect(db.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    db.session.remove()
    assert a_ready_case()
