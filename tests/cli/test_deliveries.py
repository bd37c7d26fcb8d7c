"""Deliveries as operators type them: held, let in, gone back from."""

import json

import pytest
from click.testing import CliRunner

from tests.makers_cli import hands_of
from tests.makers_deliveries import whole, with_lines
from tests.makers_sources import a_source
from vetting.cli.main import main
from vetting.domain.terms import Partner

MANY = {str(n): f"Exempelförening {n}" for n in range(120)}
FEW = dict(list(MANY.items())[:5])


@pytest.fixture
def run(app, monkeypatch, tmp_path):
    """Runs a command on a source that is read by lines."""
    with_lines(monkeypatch)
    a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)

    def go(*words: str, data: bytes = b""):
        (tmp_path / "fil").write_bytes(data)
        words = tuple(str(tmp_path / "fil") if word == "FIL" else word for word in words)
        return CliRunner().invoke(main, [*words, "--json"], obj=hands_of(app))

    return go


def test_held_let_in_and_gone_back(run):
    first = json.loads(run("deliver", "lista", "FIL", data=whole(MANY)).stdout)
    answer = run("deliver", "lista", "FIL", data=whole(FEW))
    held = json.loads(answer.stdout)
    assert (answer.exit_code, held["state"], held["reason"]) == (3, "held", "shrunk_too_much")
    assert f"vetting release lista {held['snapshot']}" in answer.stderr
    assert run("deliver", "lista", "FIL", data=whole(FEW)).exit_code == 3
    answer = run("release", "lista", held["snapshot"], "--reason", "Så är det numera")
    told = json.loads(answer.stdout)
    assert (answer.exit_code, told["state"], told["changes"]["removed"]) == (0, "active", 115)
    answer = run("rollback", "lista", first["snapshot"], "--reason", "Det var fel fil")
    assert (answer.exit_code, json.loads(answer.stdout)["snapshot"]) == (0, first["snapshot"])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("release", "lista", "0" * 16, "--reason", "Så är det"), 2, "snapshot_not_found"),
        (("rollback", "lista", "0" * 16, "--reason", "Så är det"), 2, "snapshot_not_found"),
        (("release", "lista", "0" * 16), 2, "--reason"),
        (("deliver", "lista", "FIL", "--follows", "7"), 2, "empty_file"),
    ],
)
def test_wrong_use_ends_with_its_code(run, words, code, said):
    answer = run(*words)
    assert answer.exit_code == code, answer.output
    assert said in answer.stderr


def test_a_rule_says_no(run):
    first = json.loads(run("deliver", "lista", "FIL", data=whole(MANY)).stdout)
    for words in (("release", "not_held"), ("rollback", "snapshot_in_use")):
        answer = run(words[0], "lista", first["snapshot"], "--reason", "Så är det")
        assert (answer.exit_code, words[1] in answer.stderr) == (4, True)
