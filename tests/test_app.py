"""The composition: what stops the start, and that the demo leaves other people's data alone."""

import socket

import pytest
from click.testing import CliRunner

from vetting import app as composition
from vetting.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("VETTING_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("VETTING_SECRET_KEY", raising=False)
    monkeypatch.delenv("VETTING_GENUINE_DATA", raising=False)

    def invoke(*arguments: str):
        return CliRunner().invoke(main, arguments, obj=composition._hands())

    return invoke


def test_a_start_without_secret_is_stopped_with_one_message(run):
    stopped = run("db", "upgrade")
    assert stopped.exit_code == 2
    assert "VETTING_SECRET_KEY" in stopped.stderr


def test_tables_are_made_and_equal_the_models(run, monkeypatch):
    monkeypatch.setenv("VETTING_SECRET_KEY", "s" * 40)
    assert "0001" in run("db", "upgrade").stdout
    assert run("db", "check").exit_code == 0


def test_tables_that_are_not_there_are_told_in_one_line(run, monkeypatch):
    monkeypatch.setenv("VETTING_SECRET_KEY", "s" * 40)
    checked = run("db", "check")
    assert checked.exit_code == 1
    (line,) = checked.stdout.splitlines()
    assert "vetting db upgrade" in line


def test_a_port_in_use_is_told_before_the_municipality_is_built(run, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        stopped = run("demo", "--port", str(port))
    assert stopped.exit_code == 2
    assert str(port) in stopped.stderr
    assert not (tmp_path / "vetting.sqlite").exists()


def test_a_command_on_tables_that_are_not_there_says_what_to_run(run, monkeypatch):
    monkeypatch.setenv("VETTING_SECRET_KEY", "s" * 40)
    stopped = run("journal", "verify")
    assert stopped.exit_code == 2
    assert "vetting db upgrade" in stopped.stderr


def test_a_journal_whose_key_is_gone_stops_the_start_and_makes_no_other_key(run, monkeypatch, tmp_path):
    monkeypatch.setenv("VETTING_SECRET_KEY", "s" * 40)
    run("db", "upgrade")
    assert run("user", "add", "anna.almgren", "--role", "administrator").exit_code == 0
    (tmp_path / "journal.key").unlink()
    stopped = run("journal", "verify")
    assert stopped.exit_code == 2
    assert "journal.key" in stopped.stderr
    assert not (tmp_path / "journal.key").exists()


def test_the_demo_never_throws_away_what_it_did_not_make(run, tmp_path):
    (tmp_path / "vetting.sqlite").write_bytes(b"somebody's data")
    stopped = run("demo", "--reset")
    assert stopped.exit_code == 2
    assert (tmp_path / "vetting.sqlite").read_bytes() == b"somebody's data"


def test_help_shows_only_what_works(run):
    shown = run("--help").stdout
    for command in (
        "check",
        "db",
        "deliver",
        "demo",
        "directory",
        "applications",
        "journal",
        "serve",
        "source",
        "user",
    ):
        assert f"  {command} " in shown
    for absent in ("rescreen", "spot-check", "report", "dispose", "backup", "release"):
        assert absent not in shown
