"""The officers a round can be shared out over: who takes part, what bars them, when they are away."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.duty_weeks import MOST_A_WEEK, fair_capacity, monday_of
from vetting.domain.roster import Checker, weeks_away
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import OPEN_STATES
from vetting.domain.working_days import Days
from vetting.records import duty_bars, rosters
from vetting.records.absences import absences_between
from vetting.records.rosters import PossibleChecker
from vetting.records.spot_checks import SpotCheck

# Whose daily work it is; heads and coordinators are asked only where there is nobody else.
SUGGESTED = frozenset({Role.CULTURE_SECRETARY, Role.PREMISES_MANAGER})
FURTHEST = dt.timedelta(days=400)


@dataclass(frozen=True)
class AbsenceLine:
    """One absence. Never says why."""

    id: str
    officer_id: str
    name: str
    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True)
class PersonLine:
    """An officer who can take part. `takes_part`: does already; `is_suggested`: should be ticked.

    `barred`: so many of the open checks are barred; `load`: checks of the round given so far; `away`: so many
    of the weeks ahead.
    """

    officer_id: str
    name: str
    roles: frozenset[Role]
    takes_part: bool
    is_suggested: bool
    capacity: int
    barred: int
    load: int
    away: int


@dataclass(frozen=True)
class People:
    """Everybody who can make checks. `away`: weeks by officer; `days`: absences of today and later."""

    lines: tuple[PersonLine, ...]
    away: Mapping[str, frozenset[dt.date]]
    days: Mapping[str, tuple[AbsenceLine, ...]]

    @property
    def able(self) -> frozenset[str]:
        return frozenset(line.officer_id for line in self.lines)

    @property
    def names(self) -> dict[str, str]:
        return {line.officer_id: line.name for line in self.lines}

    @property
    def checkers(self) -> tuple[Checker, ...]:
        """Those who take part, as the rules see them."""
        return tuple(
            Checker(line.officer_id, min(line.capacity, MOST_A_WEEK), self.away[line.officer_id])
            for line in self.lines
            if line.takes_part
        )

    @property
    def absences(self) -> tuple[AbsenceLine, ...]:
        """Absences of today and later, by day."""
        every = [line for lines in self.days.values() for line in lines]
        return tuple(sorted(every, key=lambda line: (line.from_on, line.name)))

    def is_away(self, officer_id: str | None, week: dt.date | None) -> bool:
        """Whether the officer is away most of that week."""
        return officer_id is not None and week in self.away.get(officer_id, ())


def people_of(
    round_id: str,
    checks: Sequence[SpotCheck],
    bars: duty_bars.Bars,
    *,
    ahead: Sequence[dt.date],
    days: Days,
) -> People:
    """The officers who can make the round's checks, in three questions."""
    possible = rosters.possible_checkers()
    capacities = rosters.capacities_of(round_id)
    absences = _absences(possible, ahead, days)
    away = _weeks_away(absences, checks, ahead, days)
    to_come = {
        officer_id: tuple(line for line in lines if line.until_on >= days.today)
        for officer_id, lines in absences.items()
    }
    barred = Counter(officer_id for one in bars.values() for officer_id in one)
    load = Counter(check.officer_id for check in checks)
    ticked = _ticked(possible, capacities, barred, len(bars))
    each = fair_capacity(sum(check.state in OPEN_STATES for check in checks), len(ticked), len(ahead))
    lines = [
        PersonLine(
            officer_id=person.officer_id,
            name=person.name,
            roles=person.roles,
            takes_part=person.officer_id in capacities,
            is_suggested=person.officer_id in ticked,
            capacity=capacities.get(person.officer_id, each),
            barred=barred[person.officer_id],
            load=load[person.officer_id],
            away=len(away[person.officer_id] & set(ahead)),
        )
        for person in possible.values()
    ]
    return People(tuple(sorted(lines, key=lambda line: not line.is_suggested)), away, to_come)


def _absences(
    possible: Mapping[str, PossibleChecker], ahead: Sequence[dt.date], days: Days
) -> dict[str, tuple[AbsenceLine, ...]]:
    found: dict[str, list[AbsenceLine]] = {officer_id: [] for officer_id in possible}
    furthest = max([*ahead, days.today]) + FURTHEST
    for row in absences_between(list(possible), monday_of(days.today), furthest):
        name = possible[row.officer_id].name
        found[row.officer_id].append(AbsenceLine(row.id, row.officer_id, name, row.from_on, row.until_on))
    return {officer_id: tuple(lines) for officer_id, lines in found.items()}


def _weeks_away(
    absences: Mapping[str, Sequence[AbsenceLine]],
    checks: Sequence[SpotCheck],
    ahead: Sequence[dt.date],
    days: Days,
) -> dict[str, frozenset[dt.date]]:
    """The weeks each officer is away, of those ahead and those that something is planned in."""
    planned = {check.week_on for check in checks if check.week_on is not None}
    weeks = sorted({*ahead, *(week for week in planned if week >= monday_of(days.today))})
    return {
        officer_id: weeks_away([(line.from_on, line.until_on) for line in lines], weeks, days.holidays)
        for officer_id, lines in absences.items()
    }


def _ticked(
    possible: Mapping[str, PossibleChecker],
    capacities: Collection[str],
    barred: Mapping[str, int],
    checks: int,
) -> frozenset[str]:
    """Those who take part already; before anybody does, everybody whose work it is and who may make some."""
    if capacities:
        return frozenset(possible) & frozenset(capacities)
    free = [one for one in possible.values() if barred.get(one.officer_id, 0) < checks]
    fit = [one for one in free if one.roles & SUGGESTED]
    return frozenset(one.officer_id for one in fit or free)
