"""The roster as it is shown: officers by weeks, what is open and why, second readings, conflicts."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from vetting.domain.terms_spot_checks import (
    BarredWhy,
    CheckScope,
    RoundStage,
    SpotCheckState,
    UnplacedWhy,
)
from vetting.reading.roster_people import People


@dataclass(frozen=True)
class DutyLine:
    """One check in the table. `is_away`: its officer is away that week, and nothing of it is begun."""

    check_id: str
    item: str
    state: SpotCheckState
    is_begun: bool
    is_away: bool


@dataclass(frozen=True)
class Seat:
    """An officer of the table with the sum of checks. `is_able`: still there, and may make checks."""

    officer_id: str
    name: str
    total: int
    is_able: bool


@dataclass(frozen=True)
class WeekLine:
    """One week with each officer's checks, in the order of the seats. No week: planned for none."""

    week_on: dt.date | None
    cells: tuple[tuple[DutyLine, ...], ...]

    @property
    def total(self) -> int:
        return sum(len(cell) for cell in self.cells)


@dataclass(frozen=True)
class OpenCheck:
    """A check nobody has. `barred` names with why; `without_room` may make it but are full or away."""

    check_id: str
    item: str
    is_begun: bool
    why: UnplacedWhy
    barred: tuple[tuple[str, BarredWhy], ...]
    without_room: tuple[str, ...]


@dataclass(frozen=True)
class SecondLine:
    """A check that is read twice, and by whom."""

    check_id: str
    item: str
    first: str
    second: str
    is_open: bool


@dataclass(frozen=True)
class ConflictLine:
    """That somebody declared a conflict of interest in a check."""

    check_id: str
    item: str
    name: str
    reason: str
    declared_at: dt.datetime


@dataclass(frozen=True)
class RosterPage:
    """The roster of a round. What only whoever runs the round sees is empty for others."""

    round_id: str
    half_year: str
    scope: CheckScope
    stage: RoundStage
    boards: tuple[str, ...]
    may_run: bool
    seats: tuple[Seat, ...]
    weeks: tuple[WeekLine, ...]
    open: tuple[OpenCheck, ...]
    seconds: tuple[SecondLine, ...]
    conflicts: tuple[ConflictLine, ...]
    people: People
    ahead: tuple[dt.date, ...]  # the weeks there are to plan in
    without_letter: int  # open checks whose association has not had its letter

    @property
    def is_shared(self) -> bool:
        """Whether anybody takes part or has a check yet."""
        return bool(self.seats) or any(person.takes_part for person in self.people.lines)

    @property
    def away(self) -> tuple[tuple[DutyLine, str, dt.date | None], ...]:
        """Checks not begun whose officer is away that week, with the officer's name."""
        return tuple(
            (line, seat.name, week.week_on)
            for week in self.weeks
            for seat, cell in zip(self.seats, week.cells, strict=True)
            for line in cell
            if line.is_away
        )

    @property
    def unread(self) -> tuple[SecondLine, ...]:
        """Open checks that should be read twice and have no second reader."""
        return tuple(line for line in self.seconds if line.is_open and not line.second)

    @property
    def suggested(self) -> tuple[dt.date, dt.date]:
        """Any day of the first and of the last week to share out over: as planned, or those ahead."""
        planned = [week.week_on for week in self.weeks if week.week_on is not None]
        return self.ahead[0], max([*self.ahead, *planned]) + dt.timedelta(days=4)

    @property
    def spread(self) -> tuple[int, int]:
        """The largest difference between two officers, and between two weeks."""
        weeks = [week.total for week in self.weeks if week.week_on is not None]
        return _spread([seat.total for seat in self.seats if seat.is_able]), _spread(weeks)


def _spread(totals: Collection[int]) -> int:
    return max(totals) - min(totals) if totals else 0
