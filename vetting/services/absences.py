"""When officers are away: told by themselves or their coordinator, and what it does to planned checks."""

import datetime as dt

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.roster import weeks_away
from vetting.domain.working_days import Days
from vetting.gateways.calendar import days_of
from vetting.records import absences, accounts, duties, duty_bars, reminders, rosters, standing_in
from vetting.records.absences import Absence
from vetting.records.db import db, transaction
from vetting.records.journal import note

LONGEST = dt.timedelta(days=731)


def tell_absence(officer_id: str, from_on: dt.date, until_on: dt.date, *, by: Actor, now: dt.datetime) -> int:
    """Tells that an officer is away from the first to the last day, never why.

    Gives how many spot checks are planned in those weeks and not begun; the coordinators are reminded of
    each. Raises Refused `absence_days_odd`, `absence_past`, `absence_too_long`, `absence_overlaps` with the
    days of the other; NotFound `officer_not_found` for whoever may not.
    """
    with transaction():
        _require_may_tell(officer_id, by)
        accounts.locked_officer(officer_id)
        days = days_of(now)
        _require_sound(from_on, until_on, days.today)
        _require_free(officer_id, from_on, until_on)
        absences.keep_absence(
            Absence(officer_id=officer_id, from_on=from_on, until_on=until_on, told_by=by.id, told_at=now)
        )
        count = _tell_of_checks(officer_id, days, by=by, now=now)
        if from_on <= days.today:
            standing_in.leave_items(officer_id, days.today, for_good=False, by=by, now=now)
            standing_in.tell_of_cases(officer_id, days.today, now=now)
        note(Entry.ABSENCE_TOLD, by=by, now=now, subject=f"officer:{officer_id}", count=count)
        return count


def end_absence(absence_id: str, *, officer_id: str | None = None, by: Actor, now: dt.datetime) -> str:
    """Ends an absence from today, or forgets one that lies ahead; gives the officer's id.

    `officer_id`: whose absence it is said to be. Raises Refused `absence_over`, NotFound.
    """
    with transaction():
        row = absences.absence_in_hand(absence_id)
        if officer_id not in (None, row.officer_id):
            raise NotFound("absence_not_found")
        officer_id = row.officer_id
        _require_may_tell(officer_id, by, missing="absence_not_found")
        days = days_of(now)
        if row.until_on < days.today:
            raise Refused("absence_over")
        if row.from_on >= days.today:
            absences.forget_absence(absence_id)
        else:
            row.until_on = days.today - dt.timedelta(days=1)
            absences.keep_absence(row)
        _tell_of_checks(officer_id, days, by=by, now=now)
        db.session.flush()
        if officer_id not in standing_in.away_on(days.today):
            standing_in.take_back(officer_id, by=by, now=now)
        note(Entry.ABSENCE_ENDED, by=by, now=now, subject=f"officer:{officer_id}")
        return officer_id


def _tell_of_checks(officer_id: str, days: Days, *, by: Actor, now: dt.datetime) -> int:
    """Reminds of planned checks whose officer is away that week, and takes back what is so no longer."""
    planned = rosters.planned_checks(officer_id, days.today)
    weeks = {check.week_on for check in planned if check.week_on is not None}
    away = weeks_away(rosters.days_away([officer_id], weeks)[officer_id], weeks, days.holidays)
    begun = duty_bars.hands_in([check.id for check in planned])
    count = 0
    for check in planned:
        if check.week_on in away and check.id not in begun and check.comment_recorded_at is None:
            duties.remind(check, "checker_away", now=now)
            count += 1
        else:
            reminders.settle_reminders(f"spot_check:{check.id}", "checker_away", by=by.id, now=now)
    return count


def _require_may_tell(officer_id: str, by: Actor, *, missing: str = "officer_not_found") -> None:
    """Oneself, an administrator, or whoever runs spot checks in a board the officer works for.

    Raises NotFound `missing`: another's absence is no business of theirs.
    """
    if by.id == officer_id or may(by, Act.ADMINISTER):
        return
    within = boards_for(by, Act.RUN_SPOT_CHECKS)
    boards = rosters.boards_of_officer(officer_id)
    if within is not None and not within & boards and not (within and None in boards):
        raise NotFound(missing)


def _require_free(officer_id: str, from_on: dt.date, until_on: dt.date) -> None:
    others = absences.absences_between([officer_id], from_on, until_on)
    if others:
        days = others[0].from_on.isoformat(), others[0].until_on.isoformat()
        raise Refused("absence_overlaps", from_on=days[0], until_on=days[1])


def _require_sound(from_on: dt.date, until_on: dt.date, today: dt.date) -> None:
    if until_on < from_on:
        raise Refused("absence_days_odd", field="until_on")
    if until_on < today:
        raise Refused("absence_past", field="until_on")
    if until_on - from_on > LONGEST:
        raise Refused("absence_too_long", field="until_on")
