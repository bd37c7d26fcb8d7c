"""`vetting bookings import`, and the watched folder: the same list, told as JSON or put away with word."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.makers_cli import hands_of
from tests.makers_premises import a_premises
from vetting.cli.main import main
from vetting.domain.slots import Turn
from vetting.domain.terms_premises import BookingChannel
from vetting.jobs import booking_tasks, delivery_tasks
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db

HEAD = "Id;Lokal;Datum;Start;Slut;Status;Kund"
GOOD = "B1;SAL-1;2026-11-27;18:00;21:00;Bekräftad;Almviks kör"
ODD = "B2;Okänd sal;2026-11-27;18:00;21:00;Bekräftad;Almviks kör"


def run(app: Flask, path: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["bookings", "import", str(path), *words], obj=hands_of(app))


@pytest.fixture
def listed(app: Flask, tmp_path: Path) -> Path:
    """A list with one row in order and one of premises that nobody knows."""
    a_premises("Stora salen", key="SAL-1")
    path = tmp_path / "bokningar.csv"
    path.write_text("\n".join([HEAD, GOOD, ODD]))
    return path


def test_the_list_is_brought_in_and_told(app: Flask, listed: Path) -> None:
    answer = run(app, listed, "--json", "--board", "NOR")
    assert answer.exit_code == 0, answer.output
    told: dict[str, Any] = json.loads(answer.stdout)
    assert told["rows"] == {"in": 2, "ok": 1, "repaired": 0, "quarantined": 1, "duplicate": 0, "masked": 0}
    assert told["changes"] == {"added": 1, "changed": 0, "unchanged": 0, "gone": 0}
    (problem,) = told["problems"]
    assert (problem["row"], problem["field"], problem["code"]) == (3, "premises", "premises_unknown")
    again = run(app, listed)
    assert "unchanged" in again.output
    assert db.session.query(Booking).count() == 1


@pytest.mark.parametrize(
    ("text", "words", "code"), [("", (), "empty_file"), (HEAD, ("--board", "X"), "board_not_found")]
)
def test_what_cannot_be_used_is_refused_in_one_line(
    app: Flask, tmp_path: Path, text: str, words: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "b.csv"
    path.write_text(text)
    answer = run(app, path, *words)
    assert (answer.exit_code, answer.output.splitlines()[-1].partition(":")[0]) == (2, code)


def test_the_watched_folder_brings_lists_in(
    app: Flask, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = listed.parent / "inbox"
    monkeypatch.setattr("vetting.services.inboxes.settings", lambda: type("S", (), {"inbox_dir": inbox}))
    folder = inbox / booking_tasks.FOLDER
    folder.mkdir(parents=True)
    listed.rename(folder / "lista.csv")
    (folder / "tom.csv").write_bytes(b"")
    now = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    assert delivery_tasks.watch_folders(Turn("watch-folders", "", now), now) == {"count": 2}
    (word,) = (folder / "done").glob("*lista.csv.txt")
    assert "state: imported\n" in word.read_text()
    assert "added: 1\n" in word.read_text()
    assert "told: row 3, premises: premises_unknown\n" in word.read_text()
    assert list((folder / "refused").glob("*tom.csv.txt"))
    request = db.session.query(BookingRequest).one()
    assert (request.channel, request.received_by) == (BookingChannel.FOLDER, "system")
