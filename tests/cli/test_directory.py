"""`vetting directory import` as operators type it."""

import json

import pytest
from click.testing import CliRunner

from tests.makers_cli import hands_of
from vetting.cli import Commands
from vetting.cli.directory import directory
from vetting.domain.authority import Actor
from vetting.domain.terms import Role
from vetting.records.associations import Association
from vetting.records.db import db

REGISTER = "Namn;Org.nr;Ort\nEkby IF;8.02E+09;Ekby\nSjöbo SK;889999-9018;Sjöbo\nVägen;850161-0003;Ekby\n"


@pytest.fixture
def run(app, tmp_path):
    """Runs the command on a file with this text."""
    operator = Actor("operator", "operator", frozenset({(Role.COORDINATOR, None)}))
    hands = hands_of(app, by=operator)
    group = Commands("vetting", commands=[directory])

    def typed(text: str | bytes, *options: str, name: str = "register.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = CliRunner().invoke(group, ["directory", "import", str(file), *options], obj=hands)
        db.session.rollback()
        return result

    return typed


def test_the_document_is_as_promised(run):
    result = run(REGISTER, "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["rows"] == {
        "in": 3,
        "ok": 1,
        "repaired": 0,
        "quarantined": 1,
        "duplicate": 0,
        "masked": 1,
    }
    first, second = document["problems"]
    assert set(first) == {"row", "field", "value_masked", "code", "message"}
    assert (first["row"], first["field"], first["value_masked"]) == (2, "org_number", "8.02E+09")
    assert "spreadsheet" in first["message"]
    assert second["value_masked"] == "******-****"
    assert db.session.query(Association).count() == 3


def test_a_preview_changes_nothing_and_may_be_followed_by_the_import(run):
    previewed = json.loads(run(REGISTER, "--preview", "--json").stdout)
    assert (previewed["state"], previewed["changes"]["added"]) == ("preview", 3)
    assert db.session.query(Association).count() == 0
    assert json.loads(run(REGISTER, "--json").stdout)["state"] == "imported"


def test_the_same_file_again_is_told_on_standard_error(run):
    run(REGISTER)
    again = run(REGISTER, "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["state"] == "unchanged"
    assert "came on 2026-11-20" in again.stderr
    assert db.session.query(Association).count() == 3


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("", (), "empty_file"),
        ("Ort;Org.nr\nEkby;1\n", (), "missing_column"),
        (REGISTER, ("--format", "xlsx"), "renamed_file"),
    ],
)
def test_bad_input_ends_with_two_and_one_line(run, text, options, code):
    result = run(text, *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(code)
    assert "register.csv" in result.stderr
    assert len(result.stderr.splitlines()) == 1
