"""The composition: what stops the start, and that the demo leaves other people's data alone."""

import contextlib
import http.client
import socket
import threading

import pytest
from click.testing import CliRunner
from waitress import create_server

from vetting import app as composition
from vetting.cli.main import main
from vetting.config import Settings
from vetting.records import migrate


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
    assert str(migrate.head()) in run("db", "upgrade").stdout
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


@pytest.mark.parametrize("command", [("journal", "verify"), ("db", "upgrade"), ("db", "check"), ("demo",)])
def test_a_journal_whose_key_is_gone_stops_the_start_and_makes_no_other_key(
    run, monkeypatch, tmp_path, command
):
    monkeypatch.setenv("VETTING_SECRET_KEY", "s" * 40)
    run("db", "upgrade")
    assert run("user", "add", "anna.almgren", "--role", "administrator").exit_code == 0
    (tmp_path / "journal.key").unlink()
    stopped = run(*command)
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
        "backup",
        "dispose",
        "jobs",
        "draw",
        "journal",
        "report",
        "release",
        "rescreen",
        "restore",
        "rollback",
        "serve",
        "source",
        "spot-check",
        "user",
    ):
        assert f"  {command} " in shown


@pytest.mark.parametrize(("behind_tls", "address"), [(False, "127.0.0.1"), (True, "192.0.2.7")])
def test_whose_address_a_request_came_from(tmp_path, behind_tls, address):
    """Told by the proxy when there is one; else anybody could call themselves anything."""
    settings = Settings("sqlite://", tmp_path, "t" * 40, behind_tls=behind_tls)
    seen = {}

    def site(environ, start_response):
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    server = create_server(site, port=0, **composition.front_of(settings))

    def run():
        with contextlib.suppress(OSError):  # its socket is closed under it at the end
            server.run()

    threading.Thread(target=run, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=5)
    connection.request("GET", "/", headers={"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
    assert connection.getresponse().status == 204
    connection.close()
    server.close()
    assert seen["REMOTE_ADDR"] == address
    assert seen["wsgi.url_scheme"] == ("https" if behind_tls else "http")
