"""The log: one line of JSON per request, and never a personal number, an address or a form."""

import io
import json
import logging

import pytest

from tests.makers import an_officer, csrf, sign_in
from vetting.web import logs

NUMBERS = ("19811228-9874", "198112289874", "811228+9874", "8112289874", "811288-9871")


@pytest.fixture
def log(app):
    """The stream that the service writes to during the test."""
    stream = io.StringIO()
    logs.write_to(stream)
    yield stream
    logs.write_to(None)


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_told_by_endpoint_and_never_by_address(client, log):
    anna = an_officer(username="anna")
    sign_in(client, "anna")
    answer = client.get("/min-dag?q=hemligt")
    line = lines(log)[-1]
    assert line["event"] == "request"
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "desk.my_day", 200)
    assert (line["actor"], line["request_id"]) == (anna.id, answer.headers["X-Request-ID"])
    assert line["duration_ms"] >= 0
    assert "hemligt" not in log.getvalue()
    assert "min-dag" not in log.getvalue()


@pytest.mark.parametrize("number", NUMBERS)
def test_no_personal_number_gets_into_the_log(client, log, number):
    client.get(f"/foreningar/{number}?sok={number}")
    client.get("/", query_string={"x": number}, headers={"X-Request-ID": number, "User-Agent": number})
    token = csrf(client, "/inloggning")
    client.post("/inloggning", data={"csrf_token": token, "username": number, "password": number})
    logging.getLogger("vetting.services").warning("said %s", number)
    logging.getLogger("vetting.services").warning("said", extra={"note": f"om {number}", "list": [number]})
    try:
        raise ValueError(f"om {number}")
    except ValueError:
        logging.getLogger("vetting").exception("failed with %s", number)
    written = log.getvalue()
    assert number not in written
    assert "981228" not in written
    assert written.count("******-****") >= 5
    assert all(isinstance(line, dict) for line in lines(log))


def test_what_is_no_personal_number_stays_readable(log):
    logging.getLogger("vetting").warning(
        "889999-9018 och NOR 2026-0001", extra={"count": 12, "size": 8112289874}
    )
    line = lines(log)[-1]
    assert line["event"] == "889999-9018 och NOR 2026-0001"
    assert line["count"] == 12
    assert line["size"] == "******-****"


def test_an_unexpected_failure_is_logged_with_its_request(app, log, monkeypatch):
    def broken():
        raise RuntimeError("811228-9874 finns inte")

    monkeypatch.setitem(app.view_functions, "desk.home", broken)
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    failure = next(line for line in lines(log) if line["level"] == "error")
    assert failure["request_id"] == answer.headers["X-Request-ID"]
    assert "RuntimeError" in failure["exception"]
    assert "811228" not in log.getvalue()


def test_the_values_of_a_row_the_database_refused_are_left_out(log, app):
    detail = "DETAIL:  Failing row contains (x, Hemlig Person, null)."
    try:
        raise ValueError(f'null value in column "prefix"\n{detail}\n[SQL: INSERT INTO boards]')
    except ValueError:
        logging.getLogger("vetting").exception("failed")
    assert "Hemlig Person" not in log.getvalue()
    assert "INSERT INTO boards" in log.getvalue()


def test_a_server_that_sets_up_logging_of_its_own_adds_no_second_line(log, capsys):
    logging.basicConfig()
    logging.getLogger("vetting").warning("om 811228-9874")
    logging.getLogger("waitress").info("serving")
    assert len(lines(log)) == 2
    assert "811228" not in capsys.readouterr().err
