"""A whole year by the clock's own timetable: what comes, comes on its day and once.

The clock jumps to the days on which something is to come, to those beside them, and to every 1st and 15th:
what came on a day between would be written on the next of these, and be one too many.

The table of days is written by hand from the Swedish calendar of 2027: Easter is 26-29 March, Ascension 6 May,
Midsummer 25-26 June, and nobody works on the eves.
"""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import text

from tests.makers import an_officer
from tests.makers_action_plans import a_picture, a_routine
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_rounds import DICE, a_coordinator, some_supports
from tests.makers_spot_checks import give
from vetting.domain.board_report import ReportTerm
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.seasons import HalfYear
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_reports import BoardReportKind
from vetting.domain.terms_spot_checks import CheckScope, RoundStage
from vetting.jobs.run import tick
from vetting.jobs.timetable import JOBS
from vetting.records.board_reports import HandedInReport
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.outbox import Message
from vetting.records.reminders import Reminder
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import board_reports, draws, local_pictures, rounds

YEAR = 2027
# What reminds, escalates, opens and reports; the rest of the timetable has nothing to do in this city.
WATCHED = (
    "open-rounds",
    "remind-rounds",
    "stand-in",
    "remind-plans",
    "chase-checks",
    "remind-pictures",
    "remind-readers",
    "remind-reports",
    "report-missed-draw",
)
# (month, day, kind of reminder): how many desks it lies on.
EXPECTED = {
    # Due on Thursday 1 April, never done: ten working days before are told without the four of Easter.
    (3, 16, "plan_ahead"): 1,
    (4, 2, "plan_passed"): 1,
    (4, 15, "plan_again"): 1,
    (4, 22, "plan_escalated"): 1,
    # Due on Friday 7 May, the day after Ascension; done on 12 May, so nothing more is said.
    (4, 22, "plan_ahead"): 1,
    (5, 10, "plan_passed"): 1,
    # Due on Thursday 24 June: the day after is Midsummer Eve, and it is said on Monday.
    (6, 10, "plan_ahead"): 1,
    (6, 28, "plan_passed"): 1,
    # A visit due on 23 December: Christmas runs from the eve to Sunday.
    (12, 9, "plan_ahead"): 1,
    (12, 27, "plan_passed"): 1,
    # Spring's round is opened on 1 April, sealed by nobody, and reported on 1 May to three roles.
    (4, 1, "round_to_seal"): 1,
    (5, 1, "draw_missed"): 3,
    # Autumn's is opened on Friday 1 October, sealed on the 8th, to be drawn on the 15th, drawn on the 20th.
    (10, 1, "round_to_seal"): 1,
    (10, 15, "round_to_draw"): 1,
    (11, 2, "check_late"): 1,  # planned for the week of 25 October, and that week has passed
    # The picture of the spring is due on 1 June and was not adopted; that of the autumn was, in November.
    (6, 2, "picture_late"): 1,
    # A routine in force from 1 February, and a newcomer in September.
    (2, 1, "routine_to_read"): 1,
    (9, 1, "routine_to_read"): 1,
    # Those of 2026, never handed in: late after Monday 1 February, as 30 January is a Saturday. Then the
    # coordinator is told of the board's too.
    (1, 1, "report_to_hand_in"): 1,
    (1, 1, "city_report_to_hand_in"): 1,
    (2, 2, "report_late"): 2,
    (2, 2, "city_report_late"): 1,
    # Those of the year are handed in on the day they are asked for.
    (5, 1, "report_to_hand_in"): 1,
    (9, 1, "report_to_hand_in"): 1,
}
POSTED = Counter([(3, 16), (4, 2), (4, 15), (4, 22), (5, 10), (6, 10), (6, 28)])  # to the association
# To each officer, the reminders on whose day they lie: of the missed draw the unit head gets one as well, and
# there is no auditor.
POSTED_TO_OFFICERS = {
    "culture_secretary.nor": Counter(
        [(2, 1), (3, 16), (4, 2), (4, 15), (4, 22), (5, 10), (6, 10), (6, 28), (11, 2), (12, 9), (12, 27)]
    ),
    "nykomling": Counter([(9, 1)]),
    "unit_head.nor": Counter([(1, 1), (2, 2), (4, 22), (5, 1), (5, 1), (9, 1)]),
    "samordnare": Counter([(1, 1), (2, 2), (2, 2), (4, 1), (5, 1), (6, 2), (10, 1), (10, 15)]),
}
REPORTED = {
    BoardReportKind.T1: dt.date(YEAR, 5, 1),
    BoardReportKind.T2: dt.date(YEAR, 9, 1),
    BoardReportKind.VB: dt.date(YEAR + 1, 1, 1),
    BoardReportKind.KS: dt.date(YEAR + 1, 1, 1),
}
DUE = (
    ("2027-04-01", "report"),
    ("2027-05-07", "accounts"),
    ("2027-06-24", "report"),
    ("2027-12-23", "visit"),
)


def at(day, hour=12):
    return dt.datetime.combine(day, dt.time(hour), SWEDEN).astimezone(dt.UTC)


class City:
    """A board with one grant that is followed, and the people who do what people do."""

    def __init__(self):
        self.secretary, self.head = two_officers()
        self.coordinator = a_coordinator()
        case_id, _ = a_decided_case(self.secretary, self.head)
        self.board_id = db.session.scalar(text("SELECT board_id FROM cases WHERE id = :id"), {"id": case_id})
        db.session.execute(text("UPDATE associations SET email = 'styrelsen@granlunda.example'"))
        give_addresses()
        self.items = db.session.scalars(text("SELECT id FROM follow_ups ORDER BY position")).all()
        db.session.execute(text("UPDATE follow_ups SET due_on = '2029-03-01'"))
        for item, (due_on, kind) in zip(self.items, DUE, strict=False):
            changed = {"id": item, "due": due_on, "kind": kind}
            db.session.execute(
                text("UPDATE follow_ups SET due_on = :due, kind = :kind WHERE id = :id"), changed
            )
        db.session.commit()

    def acts(self):
        """What people do, by day."""
        return {
            dt.date(YEAR, 1, 4): self.plan_rounds,
            dt.date(YEAR, 1, 31): self.publish_routine,
            dt.date(YEAR, 5, 12): lambda: self.done(1),
            dt.date(YEAR, 6, 29): lambda: self.done(2),
            dt.date(YEAR, 8, 31): self.take_on_newcomer,
            dt.date(YEAR, 10, 8): self.seal,
            dt.date(YEAR, 10, 20): self.draw,
            dt.date(YEAR, 11, 15): self.adopt_picture,
        }

    def plan_rounds(self):
        terms = DrawTerms(random_percent=50)
        facts = {"terms": terms, "is_active": True, "by": self.coordinator, "now": at(dt.date(YEAR, 1, 4))}
        rounds.set_programme(None, CheckScope.GRANTS, (), **facts)
        some_supports(4, decided_on=dt.date(YEAR, 5, 20))
        mine = text("UPDATE follow_ups SET due_on = '2029-03-01' WHERE due_on = '2027-03-01'")
        db.session.execute(mine)
        db.session.commit()

    def publish_routine(self):
        day = dt.date(YEAR, 2, 1)
        a_routine(self.coordinator, now=at(day, 5), in_force_from=day)

    def done(self, position):
        item = {"id": self.items[position]}
        db.session.execute(
            text("UPDATE follow_ups SET done_at = '2027-05-12', done_by = 'x', outcome = 'x' WHERE id = :id"),
            item,
        )
        db.session.commit()

    def take_on_newcomer(self):
        an_officer(Role.CULTURE_SECRETARY, username="nykomling")
        give_addresses()

    def seal(self):
        rounds.seal_round(self.autumn().id, by=self.coordinator, now=at(dt.date(YEAR, 10, 8)))

    def draw(self):
        now, who = at(dt.date(YEAR, 10, 20)), (self.coordinator.id, self.head.id)
        round_id = self.autumn().id
        draws.record_seed(round_id, DICE, witness_ids=who, by=self.coordinator, now=now)
        draws.confirm_seed(round_id, DICE, by=self.head, now=now)
        draws.draw_round(round_id, by=self.coordinator, now=now)
        check = db.session.query(SpotCheck).order_by(SpotCheck.position).first()
        give(check.id, self.secretary, week_on=dt.date(YEAR, 10, 25))

    def adopt_picture(self):
        now, half = at(dt.date(YEAR, 11, 15)), HalfYear("2027-H2")
        seen = local_pictures.write_picture(
            self.board_id, half, a_picture(), seen=0, by=self.coordinator, now=now
        )
        local_pictures.adopt_picture(self.board_id, half, seen=seen, by=self.coordinator, now=now)

    def autumn(self):
        return db.session.query(SpotCheckRound).filter_by(half_year="2027-H2").one()

    def write_reports(self):
        """The texts are there from the first day; they are handed in when the rule lets them."""
        for board_id, term in self.reports():
            texts, now = {"summary": "Året."}, at(dt.date(YEAR, 1, 4))
            board_reports.write_report_texts(
                board_id, term, texts, seen_version=0, by=self.coordinator, now=now
            )

    def reports(self):
        for kind in BoardReportKind:
            yield None if kind is BoardReportKind.KS else self.board_id, ReportTerm(kind, YEAR)

    def try_to_hand_in(self, day):
        """Somebody tries around the turn of every tertial."""
        for board_id, term in self.reports():
            if abs((day - REPORTED[term.kind]).days) <= 2 and not handed_in(term.kind):
                self.hand_in(board_id, term, day)

    def hand_in(self, board_id, term, day):
        if day >= REPORTED[term.kind]:
            board_reports.hand_in_report(board_id, term, by=self.coordinator, now=at(day, 0))
            return
        with pytest.raises(Refused, match="report_too_early"):
            board_reports.hand_in_report(board_id, term, by=self.coordinator, now=at(day, 0))


def give_addresses():
    """Every officer has one."""
    db.session.execute(text("UPDATE officers SET email = username || '@kommun.example'"))
    db.session.commit()


def posted_to(domain):
    """By name before the domain: on which days of the year something was queued to it, each with how often."""
    days = {}
    for one in db.session.query(Message).filter(Message.to_address.endswith(f"@{domain}")):
        name, day = one.to_address.partition("@")[0], swedish_day(one.queued_at)
        if day.year == YEAR:
            days.setdefault(name, Counter()).update([(day.month, day.day)])
    return days


def days_of_the_year(acts):
    day = dt.timedelta(days=1)
    told = {dt.date(YEAR, month, number) for month, number, _kind in EXPECTED}
    near = {one + step * day for one in (*told, *REPORTED.values()) for step in (-1, 0, 1)}
    regular = {dt.date(YEAR, month, number) for month in range(1, 13) for number in (1, 15)}
    return sorted(one for one in near | regular | set(acts) if one >= dt.date(YEAR, 1, 1))


def handed_in(kind):
    return db.session.query(HandedInReport).filter_by(kind=kind).count()


@pytest.fixture
def a_year(app):
    """The year as it went, in the morning at seven, and what people did at noon."""
    city, jobs = City(), [job for job in JOBS if job.name in WATCHED]
    assert len(jobs) == len(WATCHED)
    city.write_reports()
    acts = city.acts()
    for day in days_of_the_year(acts):
        db.session.rollback()  # what was only read must not be undone later with what the clock does now
        told = tick(app, at(day, 7), jobs)
        assert [one for one in told if one.state != "done"] == []
        acts.get(day, lambda: None)()
        city.try_to_hand_in(day)
    return city


def test_everything_of_a_year_comes_on_its_day_and_once(app, a_year):
    written = Counter(
        (day.month, day.day, one.kind)
        for one in db.session.query(Reminder)
        if (day := swedish_day(one.written_at)).year == YEAR
    )
    assert written == EXPECTED
    assert posted_to("granlunda.example") == {"styrelsen": POSTED}
    assert posted_to("kommun.example") == POSTED_TO_OFFICERS
    opened = {
        one.half_year: (swedish_day(one.opened_at), one.stage) for one in db.session.query(SpotCheckRound)
    }
    assert opened == {
        "2027-H1": (dt.date(YEAR, 4, 1), RoundStage.OPEN),
        "2027-H2": (dt.date(YEAR, 10, 1), RoundStage.DRAWN),
    }
    missed = db.session.query(JournalEntry).filter_by(name=Entry.DRAW_MISSED.value).all()
    assert [dt.datetime.fromisoformat(one.at).date() for one in missed] == [dt.date(YEAR, 5, 1)]
    sent = {one.kind: swedish_day(one.handed_in_at) for one in db.session.query(HandedInReport)}
    assert sent == REPORTED
    assert db.session.query(HandedInReport).count() == len(BoardReportKind)
