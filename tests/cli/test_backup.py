"""`vetting backup` and `vetting restore`, as an operator types them: what was there is there again."""

import json
import shutil
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import text

import vetting.app as composition
from tests.conftest import DATABASES
from tests.makers import a_board
from tests.makers_backups import Town, a_backup, an_empty, at_rows_of, files, let_go, rows, run
from vetting.cli.main import main
from vetting.domain.authority import OPERATOR
from vetting.reading.journal_check import verify_journal
from vetting.records import migrate
from vetting.records.db import db, settings
from vetting.records.journal import JournalEntry

OF_THE_RESTORE = {"journal_entries", "journal_payloads", "journal_head"}
PREVIOUS = f"{int(migrate.head() or 0) - 1:04}"


@pytest.mark.parametrize("kind", DATABASES)
def test_everything_is_there_again_on_either_database(kept, packed, models, tmp_path, kind):
    new = an_empty(kind, models(kind), tmp_path / "ny", key_of=kept.folder, migrated=kind == kept.kind)
    done = run(new, "restore", packed)
    assert (done.exit_code, done.stderr) == (0, "")
    assert {name: hash(data) for name, data in files(new).items()} == {
        name: hash(data) for name, data in files(kept).items()
    }
    before, after = rows(kept), rows(new)
    assert sum(map(len, before.values())) > 100
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == OF_THE_RESTORE
    assert b'"BackupRestored"' in after["journal_entries"][-1]
    with new.app.app_context():
        assert migrate.current(db.engine) == migrate.head()
        assert migrate.differences(db.engine) == []
        assert verify_journal(OPERATOR).ok
        with pytest.raises(Exception, match="journal_append_only"):
            db.session.execute(text("DELETE FROM journal_entries"))
        db.session.rollback()
        assert a_board("NYA", name="Nya nämnden"), "and work goes on"
        let_go()


def test_what_is_told_of_a_backup_and_who_may_open_it(kept, tmp_path):
    out = tmp_path / "allt.backup"
    told = json.loads(run(kept, "backup", out, "--json").stdout)
    assert (told["file"], told["size"], told["database"]) == (str(out), out.stat().st_size, kept.kind)
    assert (told["migration"], told["files"], told["damaged_files"]) == (
        migrate.head(),
        len(files(kept)),
        [],
    )
    assert told["journal"]["ok"]
    assert out.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["allt.backup"]
    held = zipfile.ZipFile(out)
    assert b'"BackupStarted"' in held.read("tables/journal_entries.jsonl").splitlines()[-1]
    assert not {"journal.key", "secret.key"} & {name.split("/")[-1] for name in held.namelist()}
    assert "The journal's chain is whole" in run(kept, "backup", out, "--overwrite").stdout


def test_work_goes_on_meanwhile_and_is_not_half_in_it(own_app, tmp_path, monkeypatch):
    """The deed comes after some tables and before the journal: of one moment it is there whole or not at all."""
    town = Town("", own_app, settings().data_dir, "")
    a_board("FOR")
    at_rows_of("associations", monkeypatch, lambda: a_board("EFT"))
    done = run(town, "backup", tmp_path / "allt.backup")
    assert done.exit_code == 0, done.stderr
    held = zipfile.ZipFile(tmp_path / "allt.backup")
    boards = held.read("tables/boards.jsonl").decode()
    assert ("FOR" in boards, "EFT" in boards) == (True, False)
    with own_app.app_context():
        assert db.session.query(JournalEntry).count() == 3
        assert len(held.read("tables/journal_entries.jsonl").splitlines()) == 2


def test_a_backup_of_an_earlier_version_is_brought_up(models, tmp_path):
    old = an_empty("sqlite", models("sqlite"), tmp_path / "gammal", key_of=None, migrated=False)
    with old.app.app_context():
        migrate.upgrade(db.engine, PREVIOUS)
    out = a_backup(old, tmp_path / "gammal.backup")
    new = an_empty("sqlite", models("sqlite"), tmp_path / "ny", key_of=old.folder, migrated=False)
    told = json.loads(run(new, "restore", out, "--json").stdout)
    assert told["migration"] == PREVIOUS
    with new.app.app_context():
        assert migrate.current(db.engine) == migrate.head()
        assert migrate.differences(db.engine) == []
        assert db.session.query(JournalEntry).count() == 2
        let_go()


def test_what_was_broken_before_is_copied_as_it_is_and_told(own_app, tmp_path):
    town = Town("", own_app, settings().data_dir, "")
    a_board()
    is_server = db.engine.dialect.name == "postgresql"
    off = "ALTER TABLE journal_payloads DISABLE TRIGGER USER"
    db.session.execute(text(off if is_server else "DROP TRIGGER journal_payloads_no_update"))
    db.session.execute(text("UPDATE journal_payloads SET body = '[0]'"))
    db.session.commit()
    paper = town.folder / "files" / "ab" / ("ab" * 32)
    paper.parent.mkdir(parents=True)
    paper.write_text("annat än det som lades in")
    out = tmp_path / "allt.backup"
    done = run(town, "backup", out)
    assert done.exit_code == 3
    assert "journal_broken: seq=1, kind=payload_changed" in done.stderr
    assert f"file_damaged: filename=files/ab/{'ab' * 32}" in done.stderr
    assert out.exists()


def test_a_journal_that_takes_nothing_more_stops_the_backup_at_once(own_app, tmp_path):
    town = Town("", own_app, settings().data_dir, "")
    a_board()
    db.session.execute(text("UPDATE journal_head SET seq = 9"))
    db.session.commit()
    done = run(town, "backup", tmp_path / "allt.backup")
    assert (done.exit_code, "journal_append_only" in done.stderr) == (4, True)
    assert not (tmp_path / "allt.backup").exists()


def test_the_commands_from_one_folder_to_the_next(tmp_path, monkeypatch):
    """As composed: the key that lies apart must be put there first, and none is made instead."""
    for name in ("VETTING_DATABASE_URL", "VETTING_MUNICIPALITY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VETTING_SECRET_KEY", "s" * 40)

    def go(folder, *words):
        monkeypatch.setenv("VETTING_DATA_DIR", str(tmp_path / folder))
        return CliRunner().invoke(main, words, obj=composition._hands(), catch_exceptions=False)

    out = str(tmp_path / "allt.backup")
    assert go("ett", "db", "upgrade").exit_code == 0
    assert go("ett", "user", "add", "anna.almgren", "--role", "administrator").exit_code == 0
    assert go("ett", "backup", out).exit_code == 0
    stopped = go("tva", "restore", out)
    assert (stopped.exit_code, "journal.key" in stopped.stderr) == (2, True)
    assert not (tmp_path / "tva" / "journal.key").exists()
    shutil.copyfile(tmp_path / "ett" / "journal.key", tmp_path / "tva" / "journal.key")
    assert go("tva", "restore", out).exit_code == 0
    assert "The chain is whole: 3 entries" in go("tva", "journal", "verify").stdout
    assert go("tva", "restore", out).exit_code == 4, "it is in use now"
