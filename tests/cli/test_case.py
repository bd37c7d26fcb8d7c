"""`vetting case export`, as an operator types it."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.makers import an_officer
from tests.makers_capsules import LATER, a_full_case, ran_alone
from tests.makers_cli import hands_of
from vetting.cli import Commands
from vetting.cli.case import case
from vetting.domain.terms import Role
from vetting.gateways import letters
from vetting.records.db import db
from vetting.records.journal import JournalEntry

NUMBER = "NOR 2026/0001"


@pytest.fixture
def run(app, tmp_path, monkeypatch):
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(letters, "pdf_available", lambda: False)
    group = Commands("vetting", commands={"case": case})

    def go(*words, by=None):
        hands = hands_of(app, now=LATER) if by is None else hands_of(app, by=by, now=LATER)
        return CliRunner().invoke(group, ["case", "export", *words], obj=hands, catch_exceptions=False)

    return go


def exported():
    return db.session.query(JournalEntry).filter_by(name="CaseExported").count()


def test_by_number_and_by_id_it_is_the_same_file(run, tmp_path):
    case_id, _ = a_full_case()
    done = run(NUMBER.lower(), "ett.zip")
    assert (done.exit_code, done.stderr) == (0, "")
    data = Path("ett.zip").read_bytes()
    assert hashlib.sha256(data).hexdigest() in done.stdout
    told = json.loads(run(case_id, "tva.zip", "--json").stdout)
    assert (told["sha256"], told["size"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert Path("tva.zip").read_bytes() == data
    assert ran_alone(tmp_path, data)[0] == 0
    assert exported() == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("NOR 2026/9999", "ut.zip"), "case_not_found: case=NOR 2026/9999"),
        ((NUMBER, "ingen/mapp.zip"), "file_not_written: filename=ingen/mapp.zip, field=OUT.zip"),
        ((NUMBER, "."), "file_not_written: filename=., field=OUT.zip"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_leaves_nothing(run, words, told):
    a_full_case()
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(Path().iterdir()) == []
    assert exported() == 0


def test_what_stood_there_stays_and_nothing_half_written_is_left(run, monkeypatch):
    a_full_case()
    Path("ut.zip").write_text("gammalt")
    assert run("NOR 2026/9999", "ut.zip").exit_code == 2
    monkeypatch.setattr(Path, "replace", _full)
    assert run(NUMBER, "ut.zip").exit_code == 2
    assert [path.name for path in Path().iterdir()] == ["ut.zip"]
    assert Path("ut.zip").read_text() == "gammalt"


def _full(*_):
    raise OSError(28, "No space left on device")


def test_whoever_does_not_see_cases_gets_none(run):
    a_full_case()
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    assert run(NUMBER, "ut.zip", by=administrator).exit_code == 2
    assert list(Path().iterdir()) == []
