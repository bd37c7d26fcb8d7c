"""The page of the clock, and the health of a process whose clock has stopped."""

import ast
import datetime as dt
from pathlib import Path

import pytest

from tests.makers import an_officer, sign_in
from tests.makers_clock import DAILY, SEASONAL, a_job, do_once
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.slots import RunState
from vetting.domain.terms import Role
from vetting.jobs import timetable
from vetting.jobs.run import job_facts, tick
from vetting.reading.clock import clock_page
from vetting.web.wording.facts import FACTS

LONG_AGO = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
SOON = LONG_AGO + dt.timedelta(seconds=30)


class Breaking:
    """A deed that fails until it is mended."""

    error: Exception | None = None

    def __call__(self, turn, now):
        if self.error is not None:
            raise self.error
        return do_once(turn, now)


@pytest.fixture
def breaking(monkeypatch):
    deed = Breaking()
    jobs = (a_job("ended-sessions", DAILY, deed), a_job("season", SEASONAL, deed), timetable.JOBS[0])
    monkeypatch.setattr(timetable, "JOBS", jobs)
    return deed


@pytest.fixture
def auditor(app):
    return an_officer(Role.AUDITOR, username="revisor", everywhere=True)


def page_at(now, actor):
    return clock_page(job_facts(now), actor, now)


def test_what_each_job_did_and_what_is_next(app, auditor, breaking):
    tick(app, LONG_AGO)
    page = page_at(LONG_AGO, auditor)
    daily, season, work = page.jobs
    assert (daily.last.slot, daily.last.late, daily.overdue) == ("2026-03-10", True, False)
    assert (season.last.slot, season.last.told) == ("2026-H1", (("count", 1),))
    assert (work.last, work.facts.next_due_at) == (None, None)
    assert page.failing == ()
    assert {run.slot for run in page.recent} == {"2026-03-10", "2026-H1"}


def test_what_is_owed_for_long_is_overdue(app, auditor, breaking):
    tick(app, LONG_AGO)
    later = LONG_AGO + dt.timedelta(days=200)
    assert [line.overdue for line in page_at(later, auditor).jobs] == [True, True, False]


def test_failures_stand_until_they_are_done_or_overtaken(app, auditor, breaking):
    breaking.error = OSError("x")
    tick(app, LONG_AGO)
    failing = {run.job: run for run in page_at(SOON, auditor).failing}
    assert set(failing) == {"ended-sessions", "season"}
    assert failing["season"].next_try_at == LONG_AGO + dt.timedelta(minutes=1)
    breaking.error = None
    tick(app, LONG_AGO + dt.timedelta(days=1))
    page = page_at(LONG_AGO + dt.timedelta(days=1), auditor)
    assert page.failing == ()
    (overtaken,) = [run for run in page.recent if run.state is RunState.FAILED]
    assert (overtaken.job, overtaken.next_try_at) == ("ended-sessions", None)


def test_a_few_queries_whatever_the_number_of_runs(app, auditor, breaking):
    for days in range(50):
        tick(app, LONG_AGO + dt.timedelta(days=days))
    facts = job_facts(LONG_AGO)
    with count_queries() as sent:
        page = clock_page(facts, auditor, LONG_AGO)
    assert len(sent) == 3
    assert len(page.recent) == 40


def test_who_may_see_it(app):
    for role in Role:
        actor = an_officer(role, username=f"n.{role.value}", everywhere=True)
        if role in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR):
            assert clock_page((), actor, LONG_AGO).jobs == ()
        else:
            with pytest.raises(NotAllowed):
                clock_page((), actor, LONG_AGO)


def test_the_page_in_words(app, client, auditor, breaking):
    sign_in(client, "revisor")
    assert "Klockan har inte gjort något ännu" in client.get("/klockan").text
    tick(app, LONG_AGO)
    breaking.error = ValueError("x")
    tick(app, dt.datetime.now(dt.UTC))
    page = client.get("/klockan").text
    for words in ("Klart, försenat", "Fungerar inte", "oväntat fel (ValueError)", "vetting jobs run season",
                  "varje dag kl. 04:10", "en gång varje halvår, kl. 06:00", "Avslutade inloggningar"):  # fmt: skip
        assert words in page, words
    assert "ValueError: x" not in page
    client.set_cookie("lang", "en")
    assert "An unexpected fault (ValueError)" in client.get("/klockan").text
    assert 'href="/klockan"' in client.get("/journal").text


def test_a_rules_refusal_is_told_in_words_and_a_silent_clock_is_overdue(app, client, auditor, breaking):
    sign_in(client, "revisor")
    assert "har inte gjorts i tid" in client.get("/klockan").text
    breaking.error = Refused("not_found")
    tick(app, dt.datetime.now(dt.UTC))
    assert "finns inte" in client.get("/klockan").text
    breaking.error = Refused("stage_move", current="x")
    tick(app, dt.datetime.now(dt.UTC) + dt.timedelta(minutes=2))
    assert "En regel sade nej (stage_move)" in client.get("/klockan").text


def test_the_administrator_finds_it(client):
    an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    sign_in(client, "admin")
    assert 'href="/klockan"' in client.get("/administration").text


def test_a_process_whose_clock_has_stopped_is_not_well(app, client, monkeypatch):
    assert client.get("/healthz").status_code == 200
    monkeypatch.setitem(app.config, "CLOCK_IS_LATE", lambda: True)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "clock_stopped"})


def test_every_fact_that_a_job_tells_has_words():
    told = set()
    for path in (Path(__file__).parents[2] / "vetting" / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("tell", "job_runs.tell"):
                told |= {keyword.arg for keyword in node.keywords}
    assert "count" in told
    assert told - set(FACTS) == set()
