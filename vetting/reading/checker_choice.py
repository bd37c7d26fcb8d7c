"""Giving one check by hand: who could have it, and what stands in the way of the others."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.duty_weeks import weeks_to_take_over
from vetting.domain.errors import NotFound
from vetting.domain.terms_spot_checks import OPEN_STATES, BarredWhy, CheckScope, RoundStage, SpotCheckState
from vetting.domain.working_days import Days
from vetting.reading.roster import checks_with_readers, round_with_boards
from vetting.reading.roster_people import People, people_of
from vetting.records import duties, duty_bars
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.officers import accounts_of_one_person
from vetting.records.rosters import round_of_check
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import CheckerConflict, SpotCheck


@dataclass(frozen=True)
class ChoiceLine:
    """An officer who could have the check. `why`, `second_why`: what bars them from either reading;
    `load`: checks of the round; `away`: weeks among those to choose from."""

    officer_id: str
    name: str
    why: BarredWhy | None
    second_why: BarredWhy | None
    load: int
    away: frozenset[dt.date]


@dataclass(frozen=True)
class CheckerChoice:
    """One check with its readers, and everybody who could read it."""

    check_id: str
    item: str
    round_id: str
    half_year: str
    scope: CheckScope
    is_open: bool
    is_begun: bool
    week_on: dt.date | None
    officer_id: str | None
    second_officer_id: str | None
    first: str
    second: str
    has_second_reading: bool
    is_second_signed: bool
    lines: tuple[ChoiceLine, ...]
    weeks: tuple[dt.date, ...]


@dataclass(frozen=True)
class OwnCheck:
    """A check that the actor reads, for saying that one must not."""

    check_id: str
    item: str
    association: str
    reading: int
    state: SpotCheckState


def checker_choice(check_id: str, *, actor: Actor, days: Days) -> CheckerChoice:
    """Who could be given the check. For whoever runs its round; raises NotAllowed or NotFound."""
    require(actor, Act.RUN_SPOT_CHECKS)
    round_id = round_of_check(check_id)
    row, boards = round_with_boards(round_id)
    rows = {check.id: (check, first, second) for check, first, second in checks_with_readers(round_id)}
    if check_id not in rows or not all(may(actor, Act.RUN_SPOT_CHECKS, board_id) for board_id, _ in boards):
        raise NotFound("spot_check_not_found")
    check, first, second = rows[check_id]
    others = accounts_of_one_person()
    hands = duty_bars.hands_in([check_id], others=others)
    bars = duty_bars.barred_from({check_id: check.case_id}, others=others)
    ahead = duties.weeks_ahead(row, days)
    weeks = tuple(sorted(weeks_to_take_over(check.week_on, ahead, days.today)))
    people = people_of(round_id, [one for one, *_ in rows.values()], bars, ahead=weeks, days=days)
    whys = [
        duty_bars.apart(check, reading, hands, others=others) | bars[check_id] for reading in (FIRST, SECOND)
    ]
    return CheckerChoice(
        check_id=check.id,
        item=check.item,
        round_id=round_id,
        half_year=row.half_year,
        scope=row.scope,
        is_open=check.state in OPEN_STATES and row.stage is RoundStage.DRAWN,
        is_begun=check_id in hands or check.comment_recorded_at is not None,
        week_on=check.week_on,
        officer_id=check.officer_id,
        second_officer_id=check.second_officer_id,
        first=first or "",
        second=second or "",
        has_second_reading=check.has_second_reading,
        is_second_signed=(check_id, SECOND) in duty_bars.signed_readings([check_id]),
        lines=_lines(people, whys, weeks),
        weeks=weeks,
    )


def _lines(
    people: People, whys: Sequence[Mapping[str, BarredWhy]], weeks: Collection[dt.date]
) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(
            officer_id=line.officer_id,
            name=line.name,
            why=whys[0].get(line.officer_id),
            second_why=whys[1].get(line.officer_id),
            load=line.load,
            away=people.away[line.officer_id] & set(weeks),
        )
        for line in people.lines
    )


def own_check(check_id: str, *, actor: Actor) -> OwnCheck:
    """A check that the actor was given and has declared no conflict of interest in. Raises NotFound."""
    require(actor, Act.MAKE_SPOT_CHECK)
    found = db.session.execute(
        select(SpotCheck, Association.name)
        .join(Support, Support.id == SpotCheck.support_id)
        .join(Association, Association.id == Support.association_id)
        .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
        .where(
            SpotCheck.id == check_id,
            SpotCheckRound.stage == RoundStage.DRAWN,
            SpotCheck.id.not_in(
                select(CheckerConflict.check_id).where(CheckerConflict.officer_id == actor.id)
            ),
        )
    ).one_or_none()
    if found is None or actor.id not in (found[0].officer_id, found[0].second_officer_id):
        raise NotFound("spot_check_not_found")
    check, association = found
    reading = FIRST if check.officer_id == actor.id else SECOND
    return OwnCheck(check.id, check.item, association, reading, check.state)
