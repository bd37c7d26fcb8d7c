"""The checks of a round in hand, and one of them passed on when whoever reads it leaves it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.authority import Actor
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.duty_weeks import monday_of, weeks_to_plan, weeks_to_take_over
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.roster import Checker, Duty, DutyCheck, next_checker, second_reader
from vetting.domain.seasons import HalfYear, season
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import OPEN_STATES, BarredWhy, SpotCheckState
from vetting.domain.working_days import Days
from vetting.records import duty_bars, reminders, rosters, rounds
from vetting.records.db import db, new_id
from vetting.records.journal import note
from vetting.records.officers import accounts_of_one_person, officer
from vetting.records.reminders import Reminder
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck

NO_WEEK = dt.date(1, 1, 1)  # a Monday before any round: a duty that was given without a week
MISSING = {FIRST: "checker_missing", SECOND: "second_reader_missing"}


@dataclass(frozen=True)
class Group:
    """A round's checks, locked. `able`: those asked about who may make checks now; `hands`: who wrote which
    reading; `others`: accounts of one person; `signed`: check and reading."""

    round: SpotCheckRound
    checks: Sequence[SpotCheck]
    checkers: tuple[Checker, ...]
    able: frozenset[str]
    bars: duty_bars.Bars
    hands: Mapping[str, Mapping[int, frozenset[str]]]
    others: Mapping[str, frozenset[str]]
    signed: frozenset[tuple[str, int]]
    weeks: tuple[dt.date, ...]
    days: Days

    @property
    def open(self) -> tuple[SpotCheck, ...]:
        return tuple(check for check in self.checks if check.state in OPEN_STATES)

    @property
    def planned_weeks(self) -> frozenset[dt.date]:
        """This week and later ones that something is planned in."""
        first = monday_of(self.days.today)
        weeks = {check.week_on for check in self.open if check.week_on is not None}
        return frozenset(week for week in weeks if week >= first)

    def is_begun(self, check: SpotCheck) -> bool:
        """Whether something of the making is done; a letter sent is none of it."""
        return check.id in self.hands or check.comment_recorded_at is not None

    def duties(self, checks: Collection[SpotCheck] | None = None) -> list[Duty]:
        """Who has the checks, or those given; what left the population is nobody's work."""
        return [
            Duty(check.id, check.officer_id, check.week_on or NO_WEEK)
            for check in (self.checks if checks is None else checks)
            if check.officer_id is not None and check.state is not SpotCheckState.LEFT_POPULATION
        ]

    def load(self, *, without: Collection[str] = ()) -> Counter[str]:
        """Checks and second readings by officer; `without` leaves out the second readings of those checks."""
        found = Counter(duty.officer_id for duty in self.duties())
        found.update(
            check.second_officer_id
            for check in self.checks
            if check.second_officer_id is not None and check.id not in without
        )
        return found

    def bars_of(self, check: SpotCheck, reading: int) -> dict[str, BarredWhy]:
        """Who may not have that reading: the two readings stay apart, whoever writes them."""
        return duty_bars.apart(check, reading, self.hands, others=self.others) | self.bars[check.id]


def group_in_hand(
    round_id: str,
    days: Days,
    *,
    row: SpotCheckRound | None = None,
    held: Collection[str] = (),
) -> Group:
    """A round's checks with everything that sharing them out rests on.

    Officers are held before the round is locked, and the round before its checks, so that nobody waits in a
    ring. `row` and `held` where the deed has both already. Raises NotFound.
    """
    able = frozenset(held) or rosters.hold_officers(rosters.capacities_of(round_id))
    row = row or rounds.round_in_hand(round_id)
    capacities = rosters.capacities_of(round_id)
    weeks = weeks_ahead(row, days)
    checks = rosters.checks_in_hand(round_id)
    ids, seats = (
        [check.id for check in checks],
        {c.officer_id for c in checks} | {c.second_officer_id for c in checks},
    )
    able |= rosters.hold_officers({officer_id for officer_id in seats if officer_id} - able)
    others = accounts_of_one_person()
    return Group(
        round=row,
        checks=checks,
        checkers=_checkers({o: n for o, n in capacities.items() if o in able}, checks, weeks, days),
        able=able,
        bars=duty_bars.barred_from({check.id: check.case_id for check in checks}, others=others),
        hands=duty_bars.hands_in(ids, others=others),
        others=others,
        signed=duty_bars.signed_readings(ids),
        weeks=weeks,
        days=days,
    )


def weeks_ahead(row: SpotCheckRound, days: Days) -> tuple[dt.date, ...]:
    """The weeks that the round's checks can be planned in."""
    drawn_on = swedish_day(row.drawn_at) if row.drawn_at else days.today
    report_by_on = season(HalfYear(row.half_year), days.holidays).report_by_on
    return weeks_to_plan(drawn_on, report_by_on, days.today)


def pass_on(check: SpotCheck, reading: int, group: Group, *, by: Actor, now: dt.datetime) -> str | None:
    """Gives the reading to the least loaded who may have it and has room, and gives their id.

    None when there is nobody: the reading is left open and the coordinators are reminded. What was written
    in it stays as its writer's, and the next one goes on from there.
    """
    before = check.officer_id if reading == FIRST else check.second_officer_id
    after = _next_first(check, group) if reading == FIRST else _next_second(check, group)
    db.session.flush()
    note(
        Entry.CHECKER_REPLACED,
        by=by,
        now=now,
        subject=f"spot_check:{check.id}",
        case_id=check.case_id,
        reading=reading,
        officer_before=before,
        to=after or "",
    )
    tell_reader(check, reading, by=by, now=now)
    return after


def leave_duties(officer_id: str, days: Days, *, by: Actor, now: dt.datetime) -> tuple[int, int]:
    """Passes on every open check and unsigned second reading of an officer who no longer makes any.

    The account must be closed, or the appointment gone, already. Gives how many were passed on, and how many
    are left open with a reminder.
    """
    passed, left = 0, 0
    for round_id in rosters.rounds_of_officer(officer_id):
        group = group_in_hand(round_id, days)
        for check in group.open:
            for reading, seat in ((FIRST, check.officer_id), (SECOND, check.second_officer_id)):
                if seat != officer_id or (reading == SECOND and (check.id, SECOND) in group.signed):
                    continue
                found = pass_on(check, reading, group, by=by, now=now)
                passed, left = passed + (found is not None), left + (found is None)
    return passed, left


def note_given(check: SpotCheck, *, by: Actor, now: dt.datetime) -> None:
    """That the check is given to whoever has it now."""
    db.session.flush()
    note(
        Entry.SPOT_CHECK_GIVEN,
        by=by,
        now=now,
        subject=f"spot_check:{check.id}",
        case_id=check.case_id,
        to=check.officer_id or "",
        week_on=check.week_on.isoformat() if check.week_on else "",
        second_reader=check.second_officer_id or "",
    )


def require_able(officer_ids: Collection[str], able: Collection[str]) -> None:
    """Raises Refused `checker_not_possible` with the name of an officer who may not make checks, or who is
    gone; NotFound for one there never was."""
    missing = sorted(set(officer_ids) - set(able))
    if missing:
        raise Refused("checker_not_possible", name=name_of(missing[0]))


def name_of(officer_id: str) -> str:
    """What the officer is called. Raises NotFound."""
    return officer(officer_id).display_name


def tell_reader(check: SpotCheck, reading: int, *, by: Actor, now: dt.datetime) -> None:
    """Reminds the coordinators once of a reading that nobody has; takes it back when somebody has it."""
    subject, kind = f"spot_check:{check.id}", MISSING[reading]
    seat = check.officer_id if reading == FIRST else check.second_officer_id
    if seat is None:
        remind(check, kind, now=now)
        return
    kinds = (kind, "checker_away") if reading == FIRST else (kind,)
    reminders.settle_reminders(subject, *kinds, by=by.id, now=now)


def remind(check: SpotCheck, kind: str, *, now: dt.datetime) -> None:
    """On the coordinators' desks, unless it lies there already; after it was handled it may come again."""
    subject = f"spot_check:{check.id}"
    if reminders.is_waiting(subject, kind):
        return
    facts = {"item": check.item}
    reminders.write_reminder(
        Reminder(
            key=f"{kind}:{check.id}:{new_id()}",
            kind=kind,
            subject=subject,
            facts=facts,
            role=Role.COORDINATOR,
            written_at=now,
        )
    )


def _checkers(
    capacities: Mapping[str, int],
    checks: Collection[SpotCheck],
    weeks: Sequence[dt.date],
    days: Days,
) -> tuple[Checker, ...]:
    planned = {check.week_on for check in checks if check.week_on is not None}
    return rosters.as_checkers(capacities, sorted({*weeks, *planned}), days.holidays)


def _next_first(check: SpotCheck, group: Group) -> str | None:
    duty = next_checker(
        DutyCheck(check.id, group.bars_of(check, FIRST)),
        [one for one in group.checkers if one.officer_id != check.officer_id],
        weeks=weeks_to_take_over(check.week_on, group.weeks, group.days.today),
        duties=group.duties(),
    )
    check.officer_id, check.week_on = (duty.officer_id, duty.week) if duty else (None, None)
    return check.officer_id


def _next_second(check: SpotCheck, group: Group) -> str | None:
    check.second_officer_id = second_reader(
        DutyCheck(check.id, group.bars_of(check, SECOND)),
        check.officer_id,
        checkers=[one for one in group.checkers if one.officer_id != check.second_officer_id],
        load=group.load(without={check.id}),
    )
    return check.second_officer_id
