"""A tick does all that is due, the oldest first; what fails is undone, marked, tried again and stops nothing."""

import datetime as dt

import pytest

from tests.makers import NOW
from tests.makers_clock import DAILY, SEASONAL, a_job, do_once, effects, runs
from tests.services.test_attacks_at_once import at_once
from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused, UnreadableRow
from vetting.domain.slots import Daily, Every, RunState, Seasonal
from vetting.domain.swedish_time import SWEDEN
from vetting.jobs import timetable
from vetting.jobs.run import job_facts, run_by_hand, tick
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry, note

DAY = dt.timedelta(days=1)
SECONDS = dt.timedelta(seconds=15)


def states(told):
    return [(one.job, one.slot, one.state, one.late) for one in told]


class Breaks:
    """A deed that fails in the middle so many times, then works."""

    def __init__(self, times, error=None):
        self.left, self.error = times, error or ValueError("19800101-1234")

    def __call__(self, turn, now):
        if self.left:
            self.left -= 1
            with transaction():
                note(Entry.JOB_DONE, by=SYSTEM, now=now, subject="job:test", slot="half")
                db.session.flush()
                raise self.error
        return do_once(turn, now)


def test_a_tick_does_what_is_due_and_the_next_one_nothing(app):
    jobs = [a_job(), a_job("season", SEASONAL), a_job("work", Every(1))]
    assert states(tick(app, NOW, jobs)) == [
        ("season", "2026-H2", "done", True),
        ("test", "2026-11-20", "done", True),
    ]
    assert tick(app, NOW + SECONDS, jobs) == []
    assert set(runs()) == {("season", "2026-H1"), ("season", "2026-H2"), ("test", "2026-11-20")}
    assert effects() == {("season", "2026-H2"): 1, ("test", "2026-11-20"): 1}


def test_after_nine_months_of_silence_seasons_are_made_up_and_days_done_once(app):
    jobs = [a_job(), a_job("season", SEASONAL)]
    tick(app, NOW, jobs)
    told = tick(app, NOW + 293 * DAY, jobs)
    assert states(told) == [
        ("season", "2027-H1", "done", True),
        ("season", "2027-H2", "done", True),
        ("test", "2027-09-09", "done", True),
    ]


def test_a_season_missed_before_the_first_one_was_due_is_still_made_up(app):
    """Installed in July before the autumn's day, then silent until the next spring."""
    season = a_job("season", SEASONAL)
    assert tick(app, dt.datetime(2026, 7, 3, tzinfo=dt.UTC), [season]) == []
    told = tick(app, dt.datetime(2027, 1, 10, tzinfo=dt.UTC), [season])
    assert states(told) == [("season", "2026-H2", "done", True)]


def test_a_clock_stepped_back_repeats_nothing(app):
    jobs = [a_job(), a_job("season", SEASONAL)]
    for hours in (0, 1, -1, -30, 2, -1000, 25):
        tick(app, NOW + dt.timedelta(hours=hours), jobs)
    assert set(effects().values()) == {1}
    assert effects()["test", "2026-11-20"] == 1


@pytest.mark.parametrize(("day", "gone"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_every_quarter_of_a_day_of_change_runs_the_day_once(app, day, gone):
    jobs = [a_job("early", Daily(dt.time(1, 59))), a_job("late", Daily(dt.time(3)))]
    start = dt.datetime.fromisoformat(day).replace(tzinfo=SWEDEN).astimezone(dt.UTC)
    told = [one for n in range(gone * 4) for one in tick(app, start + n * dt.timedelta(minutes=15), jobs)]
    assert [one.slot for one in told if one.slot == day] == [day, day]
    assert len(told) == 4  # the day before was owed at midnight, once by each


def test_what_fails_is_undone_marked_and_stops_nobody(app, caplog):
    broken = Breaks(1)
    told = tick(app, NOW, [a_job("broken", run=broken), a_job("other")])
    assert states(told) == [("broken", "2026-11-20", "failed", False), ("other", "2026-11-20", "done", True)]
    assert effects() == {("other", "2026-11-20"): 1}
    run = runs()["broken", "2026-11-20"]
    assert (run.state, run.error, run.attempts) == (RunState.FAILED, "ValueError", 1)
    failures = db.session.query(JournalEntry).filter_by(name=Entry.JOB_FAILED.value)
    assert [entry.subject for entry in failures] == ["job:broken"]
    assert "job broken failed" in caplog.text


def test_what_fails_is_tried_again_with_growing_pauses(app):
    broken, tried = Breaks(3), []
    job = a_job(run=broken)
    for n in range(4 * 12):
        tried += [n * 15 for _ in tick(app, NOW + n * SECONDS, [job])]
    assert tried == [0, 60, 180, 480]
    assert effects() == {("test", "2026-11-20"): 1}
    assert runs()["test", "2026-11-20"].attempts == 4
    assert db.session.query(JournalEntry).filter_by(name=Entry.JOB_FAILED.value).count() == 1


def test_a_season_that_fails_for_a_year_is_not_forgotten(app):
    season = a_job("season", SEASONAL, Breaks(2))
    tick(app, NOW, [season])
    told = tick(app, NOW + 365 * DAY, [season])
    assert [(one.slot, one.state) for one in told] == [
        ("2026-H2", "failed"),
        ("2027-H1", "done"),
        ("2027-H2", "done"),
    ]
    assert [one.slot for one in tick(app, NOW + 366 * DAY, [season])] == ["2026-H2"]


def test_a_rule_that_breaks_stops_no_other_job(app):
    def no_day(name):
        raise LookupError(name)

    told = tick(app, NOW, [a_job("season", Seasonal(no_day)), a_job()])
    assert [one.job for one in told] == ["test"]


def test_a_busy_database_is_no_failure(app):
    told = tick(app, NOW, [a_job(run=Breaks(1, Refused("database_busy")))])
    assert [one.state for one in told] == ["busy"]
    assert runs() == {}


def test_a_refusal_is_told_by_its_code(app):
    tick(app, NOW, [a_job(run=Breaks(1, Refused("no_frame", round="x")))])
    assert runs()["test", "2026-11-20"].error == "no_frame"


def test_two_that_tick_together_do_each_slot_once(own_app):
    jobs = [a_job(f"job{n}", rule) for n in range(4) for rule in (DAILY if n % 2 else SEASONAL,)]
    answers = at_once(own_app, *[lambda: tick(own_app, NOW, jobs)] * 3)
    assert not [one for one in answers if isinstance(one, str)], answers
    assert set(effects().values()) == {1}
    assert len(effects()) == 4
    assert {run.attempts for run in runs().values()} == {1}


@pytest.fixture
def jobs(monkeypatch):
    made = [a_job(), a_job("season", SEASONAL), a_job("work", Every(1), lambda turn, now: {"count": 3})]
    monkeypatch.setattr(timetable, "JOBS", tuple(made))
    return made


def test_by_hand_the_same_turn_is_done_once(app, jobs):
    assert states(run_by_hand(app, "season", None, NOW)) == [("season", "2026-H2", "done", True)]
    assert run_by_hand(app, "season", None, NOW) == []
    assert states(run_by_hand(app, "season", "2026-H2", NOW)) == [("season", "2026-H2", "taken", False)]
    assert states(run_by_hand(app, "test", "2026-11-18", NOW)) == [("test", "2026-11-18", "done", True)]
    assert run_by_hand(app, "work", None, NOW)[0].facts == {"count": 3}
    assert effects() == {("season", "2026-H2"): 1, ("test", "2026-11-18"): 1}


@pytest.mark.parametrize(
    ("name", "slot", "error", "code"),
    [
        ("nothing", None, NotFound, "job_not_found"),
        ("test", "2026-H2", UnreadableRow, "bad_slot"),
        ("work", "2026-11-20", UnreadableRow, "bad_slot"),
        ("test", "2026-11-21", Refused, "slot_not_due"),
        ("season", "2027-H1", Refused, "slot_not_due"),
        ("season", "2020-H1", Refused, "slot_before_use"),
    ],
)
def test_what_cannot_be_done_by_hand(app, jobs, name, slot, error, code):
    with pytest.raises(error) as refusal:
        run_by_hand(app, name, slot, NOW)
    assert refusal.value.code == code
    assert effects() == {}


def test_what_is_told_of_each_job(app, jobs):
    before = {facts.name: facts.next_due_at for facts in job_facts(NOW)}
    tick(app, NOW, jobs)
    after = {facts.name: facts.next_due_at for facts in job_facts(NOW)}
    assert before["test"] < NOW < after["test"]
    assert before["work"] is after["work"] is None
    assert after["season"] == dt.datetime(2027, 2, 2, 5, 0, tzinfo=dt.UTC)
