"""Watched folders as whoever may write there could abuse them: links, long names, odd bytes."""

import os

import pytest

from tests.jobs.test_watched_folders import ROWS, folder, put_away, watch  # noqa: F401
from vetting.gateways import inbox
from vetting.records.db import db
from vetting.records.snapshots import Snapshot


def test_a_link_in_the_place_of_done_leads_nowhere(folder, tmp_path):  # noqa: F811
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (folder / "done").symlink_to(outside)
    (folder / "ny.csv").write_bytes(ROWS)
    watch()
    assert list(outside.iterdir()) == []


def test_a_link_in_the_place_of_the_text_is_not_written_through(folder, monkeypatch):  # noqa: F811
    precious = folder.parent / "precious"
    precious.write_text("kept")
    (folder / "ny.csv").write_bytes(ROWS)
    (folder / "done").mkdir()
    usual = inbox.put_away

    def planted(one, where, text, now):
        (folder / "done" / f"{now:%Y%m%dT%H%M%SZ}-ny.csv.txt").symlink_to(precious)
        return usual(one, where, text, now)

    monkeypatch.setattr(inbox, "put_away", planted)
    watch()
    assert precious.read_text() == "kept"


def test_a_file_that_became_a_link_meanwhile_is_not_followed(folder, monkeypatch):  # noqa: F811
    secret = folder.parent / "secret"
    secret.write_bytes(ROWS)
    (folder / "ny.csv").write_bytes(b"x")
    usual = inbox.arrived

    def swapped(place, now):
        found = usual(place, now)
        (folder / "ny.csv").unlink()
        (folder / "ny.csv").symlink_to(secret)
        return found

    monkeypatch.setattr(inbox, "arrived", swapped)
    watch()
    assert db.session.query(Snapshot).count() == 0


@pytest.mark.parametrize("name", ["å" * 120 + ".csv", "x" * 251 + ".csv", "811228-9874 lista.csv"])
def test_a_long_or_telling_name_is_put_away_once(folder, name):  # noqa: F811
    (folder / name).write_bytes(ROWS)
    assert (watch(), watch()) == (1, 0)
    assert len(put_away(folder, "done")) == 2
    assert "9874" not in (db.session.query(Snapshot).one().file_name)
    assert not [one for one in put_away(folder, "done") if "9874" in one]


def test_a_name_of_odd_bytes_is_put_away(folder):  # noqa: F811
    with open(os.fsencode(folder) + b"/odd\xff\xfe\n.csv", "wb") as file:
        file.write(ROWS)
    assert (watch(), watch()) == (1, 0)
    assert len(put_away(folder, "done")) == 2
