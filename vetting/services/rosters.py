"""Spot checks shared out over officers and weeks; nothing is left without anybody saying so."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vetting.domain.authority import Actor
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.duty_weeks import MOST_A_WEEK, require_weeks
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.roster import Checker, DutyCheck, Unplaced, second_readers, weeks_away
from vetting.domain.roster import share_out as shared_out
from vetting.domain.round_stages import require_stage
from vetting.domain.terms_spot_checks import RoundStage
from vetting.domain.working_days import Days
from vetting.gateways.calendar import days_of
from vetting.records import duties, rosters
from vetting.records.db import db, transaction
from vetting.records.duties import Group
from vetting.records.journal import note
from vetting.records.round_access import round_to_run
from vetting.records.spot_checks import SpotCheck

Written = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class SharedOut:
    """What a sharing out came to. `unread`: case numbers whose second reading nobody could have."""

    given: int
    unplaced: tuple[Unplaced, ...]
    unread: tuple[str, ...]


def planning_days(now: dt.datetime) -> Days:
    """The Swedish day of the moment, with the holidays that plans go around."""
    return days_of(now)


def share_out(
    round_id: str, checkers: Written, *, weeks: Sequence[dt.date], by: Actor, now: dt.datetime
) -> SharedOut:
    """Shares the round's checks out anew over those officers (id, checks a week) and weeks (Mondays).

    What is begun stays where it is and counts; everything else is dealt again, second readings too. What
    nobody can have is left open, named with its reason, and the coordinators are reminded. Raises Refused
    `no_checkers`, `checker_twice`, `capacity_odd`, `checker_not_possible`, `weeks_odd`, `weeks_past`,
    `round_not_drawn`, `round_voided`; NotFound.
    """
    with transaction():
        capacities = _capacities(checkers)
        days = days_of(now)
        require_weeks(weeks, days.today)
        held = rosters.hold_officers(capacities)
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.DRAWN)
        duties.require_able(capacities, held)
        rosters.keep_capacities(round_id, capacities)
        group = duties.group_in_hand(round_id, days, row=row, held=held)
        return _deal(group, rosters.as_checkers(capacities, weeks, days.holidays), weeks, by=by, now=now)


def fill_roster(round_id: str, *, by: Actor, now: dt.datetime) -> SharedOut:
    """Gives away only what nobody has, or somebody who is away that week or can no longer make it.

    Over those who take part, in the weeks that are left or that something is planned in. Raises Refused
    `no_checkers`, `round_not_drawn`, `round_voided`; NotFound.
    """
    with transaction():
        days = days_of(now)
        held = rosters.hold_officers(rosters.capacities_of(round_id))
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.DRAWN)
        group = duties.group_in_hand(round_id, days, row=row, held=held)
        if not group.checkers:
            raise Refused("no_checkers")
        weeks = sorted({*group.weeks, *group.planned_weeks})
        return _deal(group, group.checkers, weeks, is_fill=True, by=by, now=now)


def _capacities(checkers: Written) -> dict[str, int]:
    if not checkers:
        raise Refused("no_checkers")
    found = dict(checkers)
    if len(found) < len(checkers):
        raise Refused("checker_twice")
    if any(not 1 <= capacity <= MOST_A_WEEK for capacity in found.values()):
        raise Refused("capacity_odd", most=MOST_A_WEEK)
    return found


def _deal(
    group: Group,
    checkers: Sequence[Checker],
    weeks: Sequence[dt.date],
    *,
    is_fill: bool = False,
    by: Actor,
    now: dt.datetime,
) -> SharedOut:
    """Deals the round's open checks; `is_fill` leaves everything that can stay."""
    before = {check.id: _seats(check) for check in group.open}
    away = _away(group) if is_fill else frozenset()
    dealt = [check for check in group.open if not _stays(check, group, away, is_fill=is_fill)]
    for check in group.open:
        if not _second_stays(check, group, is_fill=is_fill):
            check.second_officer_id = None
    for check in dealt:
        check.officer_id = check.week_on = None
    roster = shared_out(
        [DutyCheck(check.id, group.bars_of(check, FIRST)) for check in dealt],
        checkers,
        weeks=weeks,
        kept=group.duties(),
    )
    by_id = {check.id: check for check in group.open}
    for duty in roster.duties:
        by_id[duty.check_id].officer_id, by_id[duty.check_id].week_on = duty.officer_id, duty.week
    unread = _deal_second(group, checkers)
    db.session.flush()
    about: dict[str, Any] = {"kept": len(group.open) - len(dealt), "weeks": len(weeks)}
    about |= {"count": len(roster.duties), "officers": len(checkers), "unread": list(unread)}
    about["unplaced"] = [by_id[left.check_id].item for left in roster.unplaced]
    note(Entry.ROSTER_MADE, by=by, now=now, subject=f"round:{group.round.id}", **about)
    _tell_all(group, before, by=by, now=now)
    return SharedOut(len(roster.duties), roster.unplaced, unread)


def _deal_second(group: Group, checkers: Sequence[Checker]) -> tuple[str, ...]:
    """Second readers for what lacks one; gives the case numbers nobody could be found for."""
    lacking = [check for check in group.open if check.has_second_reading and not check.second_officer_id]
    found = second_readers(
        [DutyCheck(check.id, group.bars_of(check, SECOND)) for check in lacking],
        checkers,
        first={check.id: check.officer_id for check in lacking if check.officer_id},
        load=group.load(),
    )
    for check in lacking:
        check.second_officer_id = found.get(check.id)
    return tuple(check.item for check in lacking if check.id not in found)


def _stays(check: SpotCheck, group: Group, away: Collection[tuple[str, dt.date]], *, is_fill: bool) -> bool:
    """Whether the checker keeps the check: begun, or in no need of another; and still free to make it."""
    if check.officer_id not in group.able or check.officer_id in group.bars_of(check, FIRST):
        return False
    if group.is_begun(check):
        return True
    return is_fill and check.week_on is not None and (check.officer_id, check.week_on) not in away


def _second_stays(check: SpotCheck, group: Group, *, is_fill: bool) -> bool:
    if (check.id, SECOND) in group.signed:
        return True
    is_fit = check.second_officer_id in group.able and check.second_officer_id not in group.bars[check.id]
    return is_fit and (is_fill or SECOND in group.hands.get(check.id, {}))


def _away(group: Group) -> frozenset[tuple[str, dt.date]]:
    """Officers and the weeks they are away, of those that have something planned."""
    planned = {
        (check.officer_id, check.week_on) for check in group.open if check.officer_id and check.week_on
    }
    weeks = {week for _, week in planned}
    days = rosters.days_away({officer_id for officer_id, _ in planned}, weeks)
    return frozenset(
        (officer_id, week)
        for officer_id in days
        for week in weeks_away(days[officer_id], weeks, group.days.holidays)
    )


def _seats(check: SpotCheck) -> tuple[str | None, dt.date | None, str | None]:
    return check.officer_id, check.week_on, check.second_officer_id


def _tell_all(group: Group, before: Mapping[str, object], *, by: Actor, now: dt.datetime) -> None:
    """Notes each check that somebody else has now, and reminds of those that nobody has."""
    for check in group.open:
        if _seats(check) != before[check.id] and check.officer_id is not None:
            duties.note_given(check, by=by, now=now)
        duties.tell_reader(check, FIRST, by=by, now=now)
        if check.has_second_reading:
            duties.tell_reader(check, SECOND, by=by, now=now)
