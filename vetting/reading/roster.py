"""Who makes which spot check in which week, what nobody has and why, and who could have it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.check_readers import FIRST
from vetting.domain.errors import NotFound
from vetting.domain.roster import DutyCheck, why_unplaced
from vetting.domain.terms_spot_checks import OPEN_STATES, SpotCheckState
from vetting.domain.working_days import Days
from vetting.reading.roster_lines import (
    ConflictLine,
    DutyLine,
    OpenCheck,
    RosterPage,
    Seat,
    SecondLine,
    WeekLine,
)
from vetting.reading.roster_people import People, people_of
from vetting.records import duties, duty_bars
from vetting.records.db import db
from vetting.records.officers import Board, Officer, accounts_of_one_person
from vetting.records.rounds import RoundBoard, SpotCheckRound
from vetting.records.spot_checks import CheckerConflict, SpotCheck

Seats = Sequence[Row[SpotCheck, str, str]]


def roster_page(round_id: str, *, actor: Actor, days: Days) -> RosterPage:
    """The roster of a drawn round, in a fixed number of questions. Raises NotAllowed or NotFound."""
    require(actor, Act.SEE_SPOT_CHECKS)
    row, boards = round_with_boards(round_id)
    may_run = all(may(actor, Act.RUN_SPOT_CHECKS, board_id) for board_id, _ in boards)
    rows = checks_with_readers(round_id)
    checks = [check for check, *_ in rows]
    others = accounts_of_one_person()
    hands = duty_bars.hands_in([check.id for check in checks], others=others)
    bars = duty_bars.barred_from(
        {check.id: check.case_id for check in checks if check.state in OPEN_STATES}, others=others
    )
    ahead = duties.weeks_ahead(row, days)
    people = people_of(round_id, checks, bars, ahead=ahead, days=days)
    seats = _seats(rows, people)
    return RosterPage(
        round_id=row.id,
        half_year=row.half_year,
        scope=row.scope,
        stage=row.stage,
        boards=tuple(name for _, name in boards),
        may_run=may_run,
        seats=seats,
        weeks=_weeks(checks, seats, hands, people),
        open=tuple(_open(check, hands, bars, people) for check in checks if _is_open(check, people)),
        seconds=tuple(_second(*found) for found in rows if found[0].has_second_reading),
        conflicts=_conflicts(round_id) if may_run else (),
        people=people if may_run else People((), {}, {}),
        ahead=ahead,
        without_letter=sum(check.asked_at is None for check in checks if check.state in OPEN_STATES),
    )


def round_with_boards(round_id: str) -> tuple[SpotCheckRound, list[tuple[str, str]]]:
    """The round, and id and name of each of its boards. Raises NotFound."""
    rows = db.session.execute(
        select(SpotCheckRound, Board.id, Board.name)
        .join(RoundBoard, RoundBoard.round_id == SpotCheckRound.id)
        .join(Board, Board.id == RoundBoard.board_id)
        .where(SpotCheckRound.id == round_id)
        .order_by(Board.name)
    ).all()
    if not rows:
        raise NotFound("round_not_found")
    return rows[0][0], [(board_id, name) for _, board_id, name in rows]


def checks_with_readers(round_id: str) -> Seats:
    """The checks that are or were somebody's work, with both readers' names."""
    first, second = aliased(Officer), aliased(Officer)
    return db.session.execute(
        select(SpotCheck, first.display_name, second.display_name)
        .outerjoin(first, first.id == SpotCheck.officer_id)
        .outerjoin(second, second.id == SpotCheck.second_officer_id)
        .where(SpotCheck.round_id == round_id, SpotCheck.state != SpotCheckState.LEFT_POPULATION)
        .order_by(SpotCheck.item)
    ).all()


def _seats(rows: Seats, people: People) -> tuple[Seat, ...]:
    names = {check.officer_id: name for check, name, _ in rows if check.officer_id}
    names |= {line.officer_id: line.name for line in people.lines if line.takes_part}
    totals = Counter(check.officer_id for check, *_ in rows)
    able = people.able
    seats = [
        Seat(officer_id, name, totals[officer_id], officer_id in able) for officer_id, name in names.items()
    ]
    return tuple(sorted(seats, key=lambda seat: (seat.name, seat.officer_id)))


def _weeks(
    checks: Collection[SpotCheck],
    seats: Sequence[Seat],
    hands: Collection[str],
    people: People,
) -> tuple[WeekLine, ...]:
    given = [check for check in checks if check.officer_id is not None]
    planned = sorted({check.week_on for check in given if check.week_on is not None})
    weeks: list[dt.date | None] = [*_every_week(planned)]
    if any(check.week_on is None for check in given):
        weeks.append(None)
    found: dict[tuple[dt.date | None, str | None], list[DutyLine]] = {}
    for check in given:
        is_begun = check.id in hands or check.comment_recorded_at is not None
        is_away = (
            not is_begun and check.state in OPEN_STATES and people.is_away(check.officer_id, check.week_on)
        )
        line = DutyLine(check.id, check.item, check.state, is_begun, is_away)
        found.setdefault((check.week_on, check.officer_id), []).append(line)
    return tuple(
        WeekLine(week, tuple(tuple(found.get((week, seat.officer_id), ())) for seat in seats))
        for week in weeks
    )


def _every_week(planned: Sequence[dt.date]) -> list[dt.date]:
    """From the first planned week to the last, those without checks too."""
    if not planned:
        return []
    count = (planned[-1] - planned[0]).days // 7 + 1
    return [planned[0] + dt.timedelta(days=7 * n) for n in range(count)]


def _is_open(check: SpotCheck, people: People) -> bool:
    """Nobody has it, or somebody who makes no checks any more."""
    return check.state in OPEN_STATES and check.officer_id not in people.able


def _open(
    check: SpotCheck,
    hands: Mapping[str, Mapping[int, frozenset[str]]],
    bars: duty_bars.Bars,
    people: People,
) -> OpenCheck:
    barred = duty_bars.apart(check, FIRST, hands, others={}) | bars[check.id]
    left = why_unplaced(DutyCheck(check.id, barred), people.checkers)
    names = people.names
    return OpenCheck(
        check_id=check.id,
        item=check.item,
        is_begun=FIRST in hands.get(check.id, {}),
        why=left.why,
        barred=tuple((names[officer_id], why) for officer_id, why in left.barred),
        without_room=tuple(names[officer_id] for officer_id in left.without_room),
    )


def _second(check: SpotCheck, first: str | None, second: str | None) -> SecondLine:
    return SecondLine(check.id, check.item, first or "", second or "", check.state in OPEN_STATES)


def _conflicts(round_id: str) -> tuple[ConflictLine, ...]:
    rows = db.session.execute(
        select(
            SpotCheck.id,
            SpotCheck.item,
            Officer.display_name,
            CheckerConflict.reason,
            CheckerConflict.declared_at,
        )
        .join(SpotCheck, SpotCheck.id == CheckerConflict.check_id)
        .join(Officer, Officer.id == CheckerConflict.officer_id)
        .where(SpotCheck.round_id == round_id)
        .order_by(CheckerConflict.declared_at.desc())
    )
    return tuple(ConflictLine(*row) for row in rows)
