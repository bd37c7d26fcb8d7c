"""What `vetting backup` and `vetting restore` refuse, and what a kill leaves: nothing changed, and it is said why."""

import contextlib
import os
import signal
import zipfile

import pytest
from sqlalchemy import event, text

from tests.forked import die, ended, in_process
from tests.makers import NOW, an_officer
from tests.makers_backups import (
    MAIL,
    Town,
    a_backup,
    an_empty,
    at_rows_of,
    files,
    let_go,
    nothing_in,
    repacked,
    resealed,
    run,
)
from vetting.domain.authority import OPERATOR
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import Role
from vetting.gateways import backup_files
from vetting.records import migrate
from vetting.records.db import db
from vetting.services import backups

SECRET = "Åsa Ekdunge-Låtsas"


def key_of(town):
    return bytes.fromhex((town.folder / "journal.key").read_text().strip())


def spoilt(how, packed, out, key):
    """A backup that something happened to."""
    whole = packed.read_bytes()
    plain = {"text": b"hej", "nothing": b"", "half": whole[: len(whole) // 2], "end": whole[:-1]}
    if how in plain:
        out.write_bytes(plain[how])
        return out
    if how == "other zip":
        with zipfile.ZipFile(out, "w") as pack:
            pack.writestr("något.txt", "hej")
        return out
    if how == "bit":
        at = whole.index(b"tables/boards.jsonl") + 40
        out.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        return out
    told = {
        "row": {"tables/boards.jsonl": b"[]\n"},
        "manifest": {"manifest.json": zipfile.ZipFile(packed).read("manifest.json").replace(b"1", b"2", 1)},
        "no manifest": {"manifest.json": b"{}"},
        "part more": {"files/ab/annat": b"hej"},
    }
    if how in told:
        return repacked(packed, out, told[how])
    changes = {"newer": {"migration": "9999"}, "way out": {"files": {"files/../../ut": "0" * 64}}}
    return resealed(packed, out, key, **changes[how])


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("text", "not_a_backup"),
        ("nothing", "not_a_backup"),
        ("other zip", "not_a_backup"),
        ("no manifest", "not_a_backup"),
        ("half", "backup_cut_short"),
        ("end", "backup_cut_short"),
        ("bit", "backup_damaged"),
        ("row", "backup_damaged"),
        ("manifest", "backup_damaged"),
        ("part more", "backup_damaged"),
        ("way out", "backup_damaged"),
        ("newer", "backup_newer"),
    ],
)
def test_what_is_no_whole_backup_of_this_service_changes_nothing(empty, packed, tmp_path, how, code):
    path = spoilt(how, packed, tmp_path / "fel.backup", key_of(empty))
    done = run(empty, "restore", path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{code}: filename={path}")
    assert len(done.stderr.splitlines()) == 1
    assert nothing_in(empty)


def test_wherever_a_bit_turned_it_is_found_or_nothing_of_it_is_used(kept, packed, tmp_path):
    whole, path = packed.read_bytes(), tmp_path / "fel.backup"
    with kept.app.app_context():
        sound = backups._read_through(packed, "").manifest
        for at in range(0, len(whole), len(whole) // 30):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
            try:
                assert backups._read_through(path, "").manifest == sound, at
            except UnusableFile:
                continue


@pytest.mark.parametrize(("path", "code"), [("finns.inte", "file_not_read"), (".", "file_not_read")])
def test_a_file_that_cannot_be_read(empty, tmp_path, path, code):
    done = run(empty, "restore", tmp_path / path)
    assert (done.exit_code, done.stderr.split(":")[0]) == (2, code)


def test_a_backup_of_another_journal_is_told_by_its_key(kept, packed, tmp_path):
    other = an_empty(kept.kind, kept.url, tmp_path / "annan", key_of=None, migrated=True)
    done = run(other, "restore", packed)
    assert (done.exit_code, done.stderr.split(":")[0]) == (2, "backup_other_key")
    assert nothing_in(other)


def test_a_database_in_use_and_files_of_another_content_stay(kept, packed, empty):
    before = files(kept)
    assert (run(kept, "restore", packed).exit_code, files(kept) == before) == (4, True)
    mail = empty.folder / MAIL
    mail.parent.mkdir()
    mail.write_text("annat")
    done = run(empty, "restore", packed)
    assert (done.exit_code, done.stderr) == (4, f"restore_file_there: filename={mail}\n")
    assert files(empty) == {MAIL: b"annat"}
    mail.unlink()
    mail.parent.rmdir()
    assert nothing_in(empty)


def test_where_no_backup_can_be_written(kept, tmp_path, monkeypatch):
    there = tmp_path / "finns"
    there.write_text("gammalt")
    for path, code in (
        (there, "file_exists"),
        (tmp_path, "file_not_written"),
        (tmp_path / "ingen" / "mapp", "file_not_written"),
    ):
        done = run(kept, "backup", path)
        assert (done.exit_code, done.stderr.split(":")[0]) == (2, code)
        assert len(done.stderr.splitlines()) == 1
    monkeypatch.setattr(os, "fsync", _full)
    done = run(kept, "backup", there, "--overwrite")
    assert (done.exit_code, "No space left" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["finns"]
    assert there.read_text() == "gammalt"


def _full(*_):
    raise OSError(28, "No space left on device")


def test_whoever_does_not_administer_takes_and_fills_nothing(own_app, packed, tmp_path):
    town = Town("", own_app, tmp_path, "")
    secretary = an_officer(Role.CULTURE_SECRETARY)
    for words in (("backup", tmp_path / "ut"), ("restore", packed)):
        assert run(town, *words, by=secretary).exit_code == 4
    assert not (tmp_path / "ut").exists()


def test_what_the_other_database_does_not_take_is_told_without_its_words(models, tmp_path):
    """SQLite keeps any length; the row that is too long for the server is not told."""
    loose = an_empty("sqlite", models("sqlite"), tmp_path / "ett", key_of=None, migrated=True)
    with loose.app.app_context():
        db.session.execute(text("UPDATE journal_head SET hash = :words"), {"words": SECRET * 9})
        db.session.commit()
        let_go()
        with pytest.MonkeyPatch.context() as patched:  # such a journal takes no entry
            patched.setattr(backups, "note", lambda *_, **__: None)
            patched.setattr(backups, "transaction", contextlib.nullcontext)
            out = a_backup(loose, tmp_path / "allt.backup")
    strict = an_empty(
        "postgresql", models("postgresql"), tmp_path / "tva", key_of=loose.folder, migrated=True
    )
    done = run(strict, "restore", out)
    assert (done.exit_code, done.stderr.split(":")[0]) == (2, "backup_not_loaded")
    assert SECRET not in done.output
    assert nothing_in(strict)


@pytest.mark.parametrize("moment", ["table", "end"])
def test_killed_while_it_is_made_there_is_no_backup_and_the_next_is_whole(
    kept, tmp_path, monkeypatch, moment
):
    out = tmp_path / "allt.backup"
    with kept.app.app_context(), monkeypatch.context() as patched:
        if moment == "table":
            at_rows_of("cases", patched, die)
        else:
            patched.setattr(backup_files, "move_in_place", die)
        child = in_process(lambda: backups.make_backup(out, by=OPERATOR, now=NOW))
        assert ended(child) == -signal.SIGKILL
        let_go()
    assert not out.exists()
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir()), (
        "nor can others read the rest"
    )
    if moment == "end":
        assert run(kept, "backup", out).exit_code == 0


def test_killed_while_it_is_restored_nothing_is_there_and_the_next_does_the_whole(kept, packed, tmp_path):
    new = an_empty(kept.kind, kept.url, tmp_path / "ny", key_of=kept.folder, migrated=False)
    with new.app.app_context():

        def attempt():
            event.listen(db.engine, "commit", die)
            backups.restore_backup(packed, by=OPERATOR, now=NOW)

        assert ended(in_process(attempt)) == -signal.SIGKILL
        assert migrate.current(db.engine) is None, "all was written and nothing kept"
        let_go()
    assert run(new, "restore", packed).exit_code == 0
    assert files(new).keys() == files(kept).keys()
