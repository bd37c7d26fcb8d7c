"""`vetting applications import`: opened, only looked at, refused with one line."""

import json

import pytest
from click.testing import CliRunner

from tests.makers_applications import GOOD_ROW as GOOD
from tests.makers_applications import UNKNOWN_ROW as UNKNOWN
from tests.makers_applications import a_list, a_scheme, an_association
from tests.makers_cli import hands_of
from vetting.cli.main import main
from vetting.records.applications import Case
from vetting.records.db import db


@pytest.fixture
def run(app, tmp_path):
    an_association()
    a_scheme()

    def go(data: bytes, *words: str, name: str = "lista.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        hands = hands_of(app)
        return CliRunner().invoke(main, ["applications", "import", str(path), *words], obj=hands)

    return go


def test_usable_rows_are_opened_and_the_rest_told(run):
    answer = run(a_list([GOOD, UNKNOWN]), "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert told["rows"] == {"in": 2, "ok": 0, "repaired": 1, "quarantined": 1, "duplicate": 0, "masked": 0}
    assert told["changes"] == {"added": 1, "unchanged": 0}
    problem = next(p for p in told["problems"] if p["code"] == "association_unknown")
    assert (problem["row"], problem["field"]) == (4, "name")
    assert "directory" in problem["message"]
    assert db.session.query(Case).one().case_number == "NOR-2026-0001"
    again = json.loads(run(a_list([GOOD, UNKNOWN]), "--preview", "--json").stdout)
    assert again["changes"]["added"] == 0 or again["state"] == "unchanged" or again["state"] == "preview"
    assert db.session.query(Case).count() == 1


def test_a_preview_opens_nothing_and_may_be_followed_by_the_import(run):
    data = a_list([GOOD])
    told = json.loads(run(data, "--preview", "--json").stdout)
    assert (told["state"], told["changes"]["added"]) == ("preview", 1)
    assert db.session.query(Case).count() == 0
    assert json.loads(run(data, "--json").stdout)["state"] == "imported"
    assert "NOR" not in run(data).output
    assert db.session.query(Case).count() == 1


@pytest.mark.parametrize(
    ("data", "words", "code", "exit_code"),
    [
        (b"", (), "empty_file", 2),
        (b"a;b\n1;2", (), "renamed_file", 2),
        (a_list([], header=["Förening", "Telefon"]), (), "missing_column", 2),
        (a_list([GOOD]), ("--board", "XXX"), "board_not_found", 2),
    ],
)
def test_bad_input_ends_with_its_code(run, data, words, code, exit_code):
    answer = run(data, *words)
    assert (answer.exit_code, code in answer.stderr) == (exit_code, True), answer.output
    assert db.session.query(Case).count() == 0
