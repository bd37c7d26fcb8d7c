"""Who makes which spot check, and in which week: evenly, and never somebody with a part in the case."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vetting.domain.fair_shares import Room, fair_shares
from vetting.domain.terms_spot_checks import BarredWhy, UnplacedWhy
from vetting.domain.working_days import is_working_day

A_WEEK = dt.timedelta(days=7)
LEAST_DAYS = 3  # working days that make a week one to be given work in


@dataclass(frozen=True)
class DutyCheck:
    """A check to be made, and the officers who may not make it (D-06, D-11), by id."""

    id: str
    barred: Mapping[str, BarredWhy] = field(default_factory=dict)


@dataclass(frozen=True)
class Checker:
    """An officer who takes part, how many checks a week, and the weeks away (their Mondays)."""

    officer_id: str
    capacity_per_week: int
    weeks_away: frozenset[dt.date] = frozenset()

    def room_in(self, week: dt.date) -> int:
        """Checks the officer can make that week."""
        return 0 if week in self.weeks_away else self.capacity_per_week


@dataclass(frozen=True)
class Duty:
    """A check, its officer, and the Monday of its week."""

    check_id: str
    officer_id: str
    week: dt.date


@dataclass(frozen=True)
class Unplaced:
    """A check nobody was given, and why: `barred` may not make it, `without_room` may but cannot."""

    check_id: str
    why: UnplacedWhy
    barred: tuple[tuple[str, BarredWhy], ...] = ()
    without_room: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """New duties by week, officer and check, and the checks that could not be placed."""

    duties: tuple[Duty, ...]
    unplaced: tuple[Unplaced, ...]


def share_out(
    checks: Collection[DutyCheck],
    checkers: Collection[Checker],
    *,
    weeks: Sequence[dt.date],
    kept: Collection[Duty] = (),
) -> Roster:
    """Shares the checks out over officers and weeks (Mondays): as many as can be placed, then as evenly
    between officers, then between weeks, as bars, absence and capacity allow.

    Duties in `kept` stay as they are and count as load; one whose officer is barred does not, and its check
    is placed anew. The order of what is given changes nothing. Raises ValueError when something is given
    twice, a week is not a Monday, or a capacity is negative.
    """
    _require_sound([check.id for check in checks], checkers, weeks)
    checks_by_id = {check.id: check for check in checks}
    standing = [duty for duty in kept if not _is_barred(duty, checks_by_id)]
    done = {duty.check_id for duty in standing}
    new = [checks_by_id[check_id] for check_id in sorted(checks_by_id) if check_id not in done]
    people = sorted(checkers, key=lambda checker: checker.officer_id)
    may = {
        check.id: frozenset(n for n, person in enumerate(people) if person.officer_id not in check.barred)
        for check in new
    }
    shares = fair_shares(may, _room(people, weeks, standing))
    in_order = sorted(weeks)
    duties = [Duty(id_, people[person].officer_id, in_order[week]) for id_, (person, week) in shares.items()]
    return Roster(
        duties=tuple(sorted(duties, key=lambda duty: (duty.week, duty.officer_id, duty.check_id))),
        unplaced=tuple(why_unplaced(check, people) for check in new if check.id not in shares),
    )


def next_checker(
    check: DutyCheck,
    checkers: Iterable[Checker],
    *,
    weeks: Sequence[dt.date],
    duties: Collection[Duty],
) -> Duty | None:
    """Who takes over one check, and when: the least loaded officer who is not barred and has room in one of
    `weeks`, in the first of them (give the planned week first). None when there is nobody.

    `duties`: those of the round; the check's own does not count.
    """
    others = [duty for duty in duties if duty.check_id != check.id]
    load = Counter(duty.officer_id for duty in others)
    taken = Counter((duty.officer_id, duty.week) for duty in others)
    for checker in sorted(checkers, key=lambda one: (load[one.officer_id], one.officer_id)):
        if checker.officer_id in check.barred:
            continue
        for week in weeks:
            if taken[checker.officer_id, week] < checker.room_in(week):
                return Duty(check.id, checker.officer_id, week)
    return None


def second_reader(
    check: DutyCheck, first_id: str | None, *, checkers: Iterable[Checker], load: Mapping[str, int]
) -> str | None:
    """The blind second reader: the least loaded, neither the first nor barred. None when nobody is left.

    `load`: checks and second readings by officer. Capacity does not bind a reading of papers that are there.
    """
    others = (checker.officer_id for checker in checkers if checker.officer_id != first_id)
    fit = (officer_id for officer_id in others if officer_id not in check.barred)
    return min(fit, key=lambda officer_id: (load.get(officer_id, 0), officer_id), default=None)


def second_readers(
    checks: Collection[DutyCheck],
    checkers: Collection[Checker],
    *,
    first: Mapping[str, str],
    load: Mapping[str, int],
) -> dict[str, str]:
    """Second readers of many checks, as evenly as can be. A check that nobody is left for is left out.

    `first`: the first reader by check id. `load`: as in `second_reader`.
    """
    people = sorted({checker.officer_id for checker in checkers})
    may = {
        check.id: frozenset(
            n for n, who in enumerate(people) if who not in check.barred and who != first.get(check.id)
        )
        for check in checks
    }
    loads = [load.get(officer_id, 0) for officer_id in people]
    room = Room(loads, busy=[0], taken=[[0] for _ in people], most=[[len(may)] for _ in people])
    return {check_id: people[person] for check_id, (person, _) in fair_shares(may, room).items()}


def why_unplaced(check: DutyCheck, people: Sequence[Checker]) -> Unplaced:
    """Why a check that nobody has could not be given to any of these."""
    if not people:
        return Unplaced(check.id, UnplacedWhy.NOBODY)
    barred = tuple(
        (who.officer_id, check.barred[who.officer_id]) for who in people if who.officer_id in check.barred
    )
    without_room = tuple(who.officer_id for who in people if who.officer_id not in check.barred)
    why = UnplacedWhy.NO_CAPACITY if without_room else UnplacedWhy.ALL_BARRED
    return Unplaced(check.id, why, barred, without_room)


def weeks_between(first_on: dt.date, last_on: dt.date) -> tuple[dt.date, ...]:
    """The Mondays of the weeks whose five days all lie between the first and the last day, both included."""
    monday = first_on + dt.timedelta(days=-first_on.weekday() % 7)
    count = (last_on - dt.timedelta(days=4) - monday).days // 7 + 1
    return tuple(monday + n * A_WEEK for n in range(max(0, count)))


def weeks_away(
    absences: Iterable[tuple[dt.date, dt.date]], weeks: Iterable[dt.date], holidays: Collection[dt.date]
) -> frozenset[dt.date]:
    """The weeks with fewer than three working days left for somebody away on those days, first to last.

    A week of holidays is such a week for everybody.
    """
    away = list(absences)

    def days_there(monday: dt.date) -> int:
        days = [monday + dt.timedelta(days=n) for n in range(5)]
        working = [day for day in days if is_working_day(day, holidays)]
        return sum(not any(first <= day <= last for first, last in away) for day in working)

    return frozenset(week for week in weeks if days_there(week) < LEAST_DAYS)


def _is_barred(duty: Duty, checks: Mapping[str, DutyCheck]) -> bool:
    return duty.check_id in checks and duty.officer_id in checks[duty.check_id].barred


def _room(people: Sequence[Checker], weeks: Sequence[dt.date], standing: Collection[Duty]) -> Room:
    """What the standing duties leave."""
    load = Counter(duty.officer_id for duty in standing)
    busy = Counter(duty.week for duty in standing)
    taken = Counter((duty.officer_id, duty.week) for duty in standing)
    in_order = sorted(weeks)
    return Room(
        load=[load[person.officer_id] for person in people],
        busy=[busy[week] for week in in_order],
        taken=[[taken[person.officer_id, week] for week in in_order] for person in people],
        most=[[person.room_in(week) for week in in_order] for person in people],
    )


def _require_sound(check_ids: Sequence[str], checkers: Collection[Checker], weeks: Sequence[dt.date]) -> None:
    for given in (check_ids, [checker.officer_id for checker in checkers], weeks):
        if len(set(given)) < len(given):
            raise ValueError("a check, an officer or a week is given twice")
    if any(week.weekday() for week in weeks):
        raise ValueError("a week is named by its Monday")
    if any(checker.capacity_per_week < 0 for checker in checkers):
        raise ValueError("a capacity is negative")
