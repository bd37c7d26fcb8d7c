"""A year of the demo city by the clock's own timetable, with people who do some things in time and some late.

The clock jumps to the days on which something is to come, to the day before each, and to every 1st and 15th: what
came earlier, or on a day between, would be written on one of these and be one too many.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.jobs import expected_year as year
from tests.jobs.expected_year import DAY, FIRST, LAST, Item, Script, Told
from tests.jobs.test_simulated_year import WATCHED, at
from tests.makers import an_officer
from tests.makers_action_plans import a_picture, a_routine
from tests.makers_rounds import DICE
from tests.makers_spot_checks import give
from vetting.domain.authority import Actor
from vetting.domain.board_report import term_named
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.seasons import HalfYear
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage
from vetting.jobs.run import tick
from vetting.jobs.timetable import JOBS
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.board_reports import HandedInReport
from vetting.records.db import db
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import JournalEntry
from vetting.records.officers import Board, Officer, actor_of
from vetting.records.outbox import Message
from vetting.records.reminders import Reminder
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import absences, accounts, board_reports, draws, follow_ups, local_pictures, rounds

ROUTINE, NEWCOMER, CHECKER = "Rutin för besök i lokaler", "nykomling", "kultursekreterare.lindvreten"
# Days after its own on which an item is done, in turn: on the day, when its owner has been told that it passed,
# when it has been asked for again, and never.
DONE_AFTER = (0, 4, 18, None)
# What a reminder is of, where its subject holds an id that nobody knows beforehand.
NAMED_BY = {
    "routine_to_read": "title",
    "round_to_seal": "half_year",
    "round_to_draw": "half_year",
    "draw_missed": "half_year",
    "plan_taken_over_many": "count",
    "plan_left_many": "count",
}

# What deeds of people leave on a desk in that year, whatever the clock does.
OF_PEOPLE = {"checker_away", "instalment_to_release"}


def addresses_for_some() -> None:
    """Every second association with a plan has an address for e-mail."""
    wanted = select(Case.association_id).join(FollowUpPlan, FollowUpPlan.case_id == Case.id)
    found = select(Association.id, Association.org_number).where(Association.id.in_(wanted))
    for place, (association_id, number) in enumerate(
        db.session.execute(found.order_by(Association.org_number))
    ):
        address = f"{number}@forening.example" if place % 2 else None
        db.session.execute(update(Association).where(Association.id == association_id).values(email=address))
    db.session.commit()


def what_people_do(items: list[Item]) -> Script:
    """Two officers are away, one for weeks in which things pass; one leaves; a third of the reports are late."""
    living = [item for item in items if not item.is_ended]
    busiest = [owner for owner, _ in Counter(item.owner for item in living).most_common(2)]
    done = {
        item.id: item.due_on + after * DAY
        for item, after in zip(living, cycle(DONE_AFTER), strict=False)
        if after is not None and FIRST < item.due_on + after * DAY <= LAST
    }
    first, second, third, *_ = year.boards()
    return Script(
        done=done,
        away=(
            (busiest[0], dt.date(2026, 11, 9), dt.date(2026, 11, 20)),
            ("kultursekreterare.almvik", dt.date(2026, 9, 7), dt.date(2026, 9, 11)),
        ),
        closed=((busiest[1], dt.date(2026, 12, 15)),),
        reports={
            **{(first, name): days[0] for name, days in year.REPORTS.items() if name != "ks-2026"},
            ("all", "ks-2026"): dt.date(2027, 2, 3),
            (second, "t2-2026"): dt.date(2026, 9, 30),
            (third, "vb-2026"): dt.date(2027, 2, 1),
            (third, "t1-2027"): dt.date(2027, 6, 10),
        },
        pictures={(third, "2026-H2"): dt.date(2026, 12, 1), (first, "2027-H1"): dt.date(2027, 5, 20)},
        newcomer=(NEWCOMER, dt.date(2026, 8, 31)),
        routine=(ROUTINE, dt.date(2026, 12, 1)),
    )


def as_told(row: Reminder, names: dict[str, str]) -> Told:
    """A reminder as the expected ones are written."""
    of = row.facts[NAMED_BY[row.kind]] if row.kind in NAMED_BY else row.subject
    if row.kind == "plan_letter":
        of = of.partition(".")[0]
    if row.kind == "check_late":
        of = ""
    if row.kind == "cases_away":
        of = f"away:{names[of.removeprefix('away:')]}"
    return swedish_day(row.written_at), row.kind, of, names.get(row.officer_id or "", str(row.role))


class DemoCity:
    """The city as it stands in July, what its people are going to do, and what must come of it."""

    def __init__(self, app: Flask) -> None:
        self.app, self.jobs = app, [job for job in JOBS if job.name in WATCHED]
        addresses_for_some()
        self.items = year.open_items()
        self.script = what_people_do(self.items)
        self.kept_before = set(db.session.scalars(select(Reminder.id)))
        self.told = Counter(year.told(self.items, self.script))
        self.mailed = Counter(year.mailed(self.items, self.script))
        self.coordinator, self.administrator = person("samordnare"), person("administrator")

    def run(self) -> None:
        """The year: the clock at seven in the morning, people at noon."""
        acts = list(self.acts())
        wanted = {one[0] for one in (*self.told, *self.mailed)}
        regular = {dt.date(y, m, d) for y in (2026, 2027) for m in range(1, 13) for d in (1, 15)}
        days = wanted | {day - DAY for day in wanted} | regular | {day for day, _ in acts} | {FIRST, LAST}
        for day in sorted(one for one in days if FIRST <= one <= LAST):
            db.session.rollback()  # what was only read must not hold what the clock does now
            assert [one for one in tick(self.app, at(day, 7), self.jobs) if one.state != "done"] == []
            for act in (act for on, act in acts if on == day):
                act()

    def acts(self) -> Iterator[tuple[dt.date, Callable[[], object]]]:
        """What people do at noon, by day."""
        script = self.script
        for item in self.items:
            if item.id in script.done:
                yield script.done[item.id], lambda item=item: self.finish(item)
        for who, first, last in script.away:
            told_on = first - 4 * DAY
            yield told_on, lambda who=who, days=(first, last), on=told_on: self.tell_away(who, days, on)
        for who, day in script.closed:
            yield day, lambda who=who, day=day: self.close(who, day)
        for place, day in script.reports.items():
            yield day - DAY, lambda place=place, day=day: self.hand_in_too_early(place, day)
            yield day, lambda place=place, day=day: self.hand_in(place, day)
        for (board_id, half), day in script.pictures.items():
            yield day, lambda where=(board_id, half), day=day: self.adopt_picture(*where, day)
        yield script.newcomer[1], self.welcome_newcomer
        yield dt.date(2026, 11, 20), self.publish_routine
        yield dt.date(2026, 10, 9), self.seal
        yield dt.date(2026, 10, 20), self.draw

    def finish(self, item: Item) -> None:
        day = self.script.done[item.id]
        by = person(year.owner_on(item, day, self.script))
        follow_ups.mark_follow_up_done(item.id, "Genomgånget.", by=by, now=at(day))

    def tell_away(self, who: str, days: tuple[dt.date, dt.date], day: dt.date) -> None:
        absences.tell_absence(person(who).id, *days, by=self.administrator, now=at(day))

    def close(self, who: str, day: dt.date) -> None:
        accounts.deactivate_officer(person(who).id, successor_id=None, by=self.administrator, now=at(day))

    def hand_in(self, place: tuple[str, str], day: dt.date) -> None:
        scope, term = None if place[0] == "all" else place[0], term_named(place[1])
        board_reports.hand_in_report(scope, term, by=self.coordinator, now=at(day, 0))

    def hand_in_too_early(self, place: tuple[str, str], day: dt.date) -> None:
        """The texts are there the day before; on the report's own last day it is refused."""
        scope, term = None if place[0] == "all" else place[0], term_named(place[1])
        now = at(day - DAY)
        board_reports.write_report_texts(
            scope, term, {"summary": "Året."}, seen_version=0, by=self.coordinator, now=now
        )
        if day == year.REPORTS[place[1]][0]:
            with pytest.raises(Refused, match="report_too_early"):
                self.hand_in(place, day - DAY)

    def adopt_picture(self, board_id: str, half: str, day: dt.date) -> None:
        by, now, half_year = self.coordinator, at(day), HalfYear(half)
        seen = local_pictures.write_picture(board_id, half_year, a_picture(), seen=0, by=by, now=now)
        local_pictures.adopt_picture(board_id, half_year, seen=seen, by=by, now=now)

    def welcome_newcomer(self) -> None:
        board = db.session.get_one(Board, year.boards()[1])
        an_officer(Role.CULTURE_SECRETARY, username=NEWCOMER, board=board)

    def publish_routine(self) -> None:
        now, (title, from_on) = at(dt.date(2026, 11, 20)), self.script.routine
        a_routine(self.coordinator, now=now, title=title, in_force_from=from_on, roles=(Role.UNIT_HEAD,))

    def autumn(self) -> SpotCheckRound:
        return db.session.scalars(select(SpotCheckRound).where(SpotCheckRound.half_year == "2026-H2")).one()

    def seal(self) -> None:
        rounds.seal_round(self.autumn().id, by=self.coordinator, now=at(dt.date(2026, 10, 9)))

    def draw(self) -> None:
        now, by, witness = at(dt.date(2026, 10, 20)), self.coordinator, person("enhetschef.almvik")
        round_id = self.autumn().id
        draws.record_seed(round_id, DICE, witness_ids=(by.id, witness.id), by=by, now=now)
        draws.confirm_seed(round_id, DICE, by=witness, now=now)
        draws.draw_round(round_id, by=by, now=now)
        drawn = select(SpotCheck).where(SpotCheck.round_id == round_id).order_by(SpotCheck.position)
        check = db.session.scalars(drawn).first()
        assert check is not None
        give(check.id, person(CHECKER), week_on=dt.date(2026, 10, 26))


def person(username: str) -> Actor:
    """Somebody who works in the city."""
    db.session.rollback()
    return actor_of(db.session.scalars(select(Officer).where(Officer.username == username)).one())


def require_everything_once(city: DemoCity) -> None:
    """Compares what the year left behind with what had to come: none is missing, none too many, none twice."""
    db.session.rollback()
    names = dict(db.session.execute(select(Officer.id, Officer.username)).all())
    rows = [one for one in db.session.scalars(select(Reminder)) if one.id not in city.kept_before]
    told = Counter(as_told(one, names) for one in rows if one.kind not in OF_PEOPLE)
    assert told == city.told, (sorted((told - city.told).items()), sorted((city.told - told).items()))
    addresses = select(Association.email).where(Association.email.is_not(None))
    posted = db.session.scalars(select(Message).where(Message.to_address.in_(addresses)))
    mailed = Counter((swedish_day(one.queued_at), one.case_id, one.to_address) for one in posted)
    assert mailed == city.mailed
    opened = {one.half_year: one for one in db.session.scalars(select(SpotCheckRound))}
    assert [(swedish_day(opened[name].opened_at), opened[name].stage) for name in ("2026-H2", "2027-H1")] == [
        (dt.date(2026, 10, 1), RoundStage.DRAWN),
        (dt.date(2027, 4, 1), RoundStage.OPEN),
    ]
    missed = db.session.scalars(select(JournalEntry).where(JournalEntry.name == Entry.DRAW_MISSED.value))
    assert [dt.datetime.fromisoformat(one.at).date() for one in missed] == [dt.date(2027, 5, 1)]
    sent = db.session.scalars(select(HandedInReport).where(HandedInReport.handed_in_at > at(FIRST)))
    handed_in = {(one.scope, f"{one.kind.value}-{one.year}"): swedish_day(one.handed_in_at) for one in sent}
    assert handed_in == city.script.reports
