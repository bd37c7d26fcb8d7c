"""Files laid in a source's folder are delivered once they are whole, and put away with a text."""

import datetime as dt
import os

import pytest

from tests.makers_sources import a_list, a_source
from vetting.domain.slots import Turn
from vetting.domain.terms import Partner
from vetting.jobs import delivery_tasks
from vetting.records.db import db, settings
from vetting.records.snapshots import Snapshot
from vetting.services import snapshots

ROWS = a_list([("Provbygdens IF", "889999-9018", "Provby", "")])


@pytest.fixture
def folder(app, monkeypatch, tmp_path):
    """The folder of a source that is declared."""
    monkeypatch.setattr("vetting.services.inboxes.settings", lambda: type("S", (), {"inbox_dir": tmp_path}))
    key = a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    (tmp_path / key).mkdir()
    return tmp_path / key


def watch(minutes: float = 5) -> int:
    now = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
    return delivery_tasks.watch_folders(Turn("watch-folders", "", now), now)["count"]


def put_away(folder, where: str) -> list[str]:
    place = folder / where
    return sorted(one.name.partition("-")[2] for one in place.iterdir()) if place.is_dir() else []


def test_a_whole_file_is_delivered_once(folder):
    (folder / "ny.csv").write_bytes(ROWS)
    assert watch(minutes=0) == 0  # somebody may still be writing
    assert watch() == 1
    assert put_away(folder, "done") == ["ny.csv", "ny.csv.txt"]
    (told,) = (folder / "done").glob("*.txt")
    assert "state: active\n" in told.read_text()
    assert db.session.query(Snapshot).one().channel == "folder"
    (folder / "igen.csv").write_bytes(ROWS)
    assert watch() == 1
    assert db.session.query(Snapshot).count() == 1
    assert put_away(folder, "done") == ["igen.csv", "igen.csv.txt", "ny.csv", "ny.csv.txt"]


@pytest.mark.parametrize("name", ["a.csv.part", "a.tmp", ".a.csv", "a.FILEPART", "~a.csv"])
def test_what_is_not_finished_stays(folder, name):
    (folder / name).write_bytes(ROWS)
    assert watch() == 0
    assert (folder / name).exists()


def test_what_cannot_be_used_is_put_aside_with_the_reason(folder):
    (folder / "tom.csv").write_bytes(b"")
    (folder / "fel.csv").write_bytes(b"Ort;Status\nProvby;x\n")
    (folder.parent / "okand").mkdir()
    (folder.parent / "okand" / "a.csv").write_bytes(ROWS)
    os.symlink("/etc/hostname", folder / "lank.csv")
    assert watch() == 3
    assert put_away(folder, "refused") == ["fel.csv", "fel.csv.txt", "tom.csv", "tom.csv.txt"]
    texts = "".join(one.read_text() for one in sorted((folder / "refused").glob("*.txt")))
    assert "reason: empty_file" in texts
    assert "reason: missing_column" in texts
    assert put_away(folder.parent / "okand", "refused") == ["a.csv", "a.csv.txt"]


def test_stopped_before_it_was_put_away(folder, monkeypatch):
    (folder / "ny.csv").write_bytes(ROWS)

    def stop(*args, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr("vetting.services.inboxes.inbox.put_away", stop)
        with pytest.raises(KeyboardInterrupt):
            watch()
    assert (folder / "ny.csv").exists()
    assert watch() == 1
    assert db.session.query(Snapshot).count() == 1


def test_a_full_disk_is_not_the_files_fault(folder, monkeypatch):
    (folder / "ny.csv").write_bytes(ROWS)
    from vetting.domain.errors import Refused

    def full(*args, **more):
        raise Refused("storage_full")

    with monkeypatch.context() as stopped:
        stopped.setattr(snapshots.file_store, "keep_stream", full)
        assert watch() == 0
    assert watch() == 1


def test_one_odd_file_holds_up_no_other(folder, monkeypatch):
    (folder / "a.csv").write_bytes(ROWS)
    (folder / "b.csv").write_bytes(ROWS.replace(b"Prov", b"Andra"))
    real = delivery_tasks._take_in
    monkeypatch.setattr(
        delivery_tasks, "_take_in", lambda one, now: 1 // 0 if one.path.name == "a.csv" else real(one, now)
    )
    assert watch() == 1
    assert (folder / "a.csv").exists()


def test_two_clocks_at_once(folder):
    from vetting.gateways import inbox

    (folder / "ny.csv").write_bytes(ROWS)
    with inbox.alone(settings().data_dir / "annan") as first:
        assert first
    with inbox.alone(folder.parent) as first:
        assert first
        assert watch() == 0
    assert watch() == 1
