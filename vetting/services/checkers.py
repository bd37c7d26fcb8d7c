"""Who makes one check: given by hand, and somebody else after a conflict of interest."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.duty_weeks import require_weeks
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.domain.roster import weeks_away
from vetting.domain.terms_spot_checks import BarredWhy
from vetting.gateways.calendar import days_of
from vetting.records import check_hands, check_sheets, duties, rosters, spot_checks
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.round_access import round_to_run
from vetting.records.spot_checks import CheckerConflict, SpotCheck


def give_check(check_id: str, officer_id: str, *, week_on: dt.date, by: Actor, now: dt.datetime) -> None:
    """Gives one check to an officer by hand, for the week of that Monday.

    What was written in it stays as its writer's. Raises Refused `checker_barred` with why,
    `checker_not_possible`, `checker_away`, `weeks_odd`, `weeks_past`, `check_closed`, `check_left`,
    `nothing_changed`; NotFound.
    """
    with transaction():
        days = days_of(now)
        require_weeks([week_on], days.today)
        check = _to_give(check_id, officer_id, FIRST, by=by, now=now)
        away = rosters.days_away([officer_id], [week_on])[officer_id]
        if weeks_away(away, [week_on], days.holidays):
            raise Refused("checker_away", name=duties.name_of(officer_id), week_on=week_on.isoformat())
        if (check.officer_id, check.week_on) == (officer_id, week_on):
            raise Refused("nothing_changed")
        check.officer_id, check.week_on = officer_id, week_on
        duties.note_given(check, by=by, now=now)
        duties.tell_reader(check, FIRST, by=by, now=now)


def give_second_reading(check_id: str, officer_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Gives the second reading of a check to an officer by hand.

    Raises Refused `not_read_twice`, `second_reading_signed`, and as give_check.
    """
    with transaction():
        check = _to_give(check_id, officer_id, SECOND, by=by, now=now)
        if not check.has_second_reading:
            raise Refused("not_read_twice")
        if SECOND in check_hands.readers_of(check).signed:
            raise Refused("second_reading_signed")
        if check.second_officer_id == officer_id:
            raise Refused("nothing_changed")
        check.second_officer_id = officer_id
        duties.note_given(check, by=by, now=now)
        duties.tell_reader(check, SECOND, by=by, now=now)


def declare_conflict(check_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """A reader has a conflict of interest: somebody else is given the check at once (D-06).

    The object is never exchanged. What was written stays, visible as its writer's, and the next one goes on
    from there; a signature falls while the other reading is not signed, so that the next one answers for
    every answer. Where nobody can take over, the check is left open and the coordinators are reminded.
    Raises Refused `conflict_already_declared`, `check_closed`, `check_left`, `round_voided`, `text_missing`,
    `personal_number_in_text`; NotFound for anybody the check was not given to.
    """
    with transaction():
        require(by, Act.MAKE_SPOT_CHECK)
        why = require_written(reason, field="reason", longest=1000)
        group = duties.group_in_hand(rosters.round_of_check(check_id), days_of(now))
        check = spot_checks.check_in_hand(check_id)
        readers = check_hands.readers_of(check)
        reading = readers.reading_of(by.id)
        if by.id in readers.conflicts:
            raise Refused("conflict_already_declared")
        if reading is None:
            raise NotFound("spot_check_not_found")
        check_hands.require_open(check)
        spot_checks.keep(CheckerConflict(check_id=check.id, officer_id=by.id, reason=why, declared_at=now))
        group.bars[check.id][by.id] = BarredWhy.CONFLICT
        about = {"has_conflict": True, "reading": reading}
        subject = f"spot_check:{check.id}"
        note(Entry.CONFLICT_DECLARED, by=by, now=now, subject=subject, case_id=check.case_id, **about)
        if reading == SECOND and readers.all_signed:
            return  # read and compared: there is nothing left to take over
        if reading in readers.signed and not readers.all_signed:
            check_sheets.take_back_signature(check.id, reading)
        duties.pass_on(check, reading, group, by=by, now=now)


def _to_give(check_id: str, officer_id: str, reading: int, *, by: Actor, now: dt.datetime) -> SpotCheck:
    """The check in hand for whoever runs its round, once the officer is found to be free to have it."""
    round_id = rosters.round_of_check(check_id)
    held = rosters.hold_officers({officer_id})
    row = round_to_run(round_id, by=by)
    group = duties.group_in_hand(round_id, days_of(now), row=row, held=held)
    check = spot_checks.check_in_hand(check_id)
    check_hands.require_open(check)
    duties.require_able({officer_id}, held)
    why = group.bars_of(check, reading).get(officer_id)
    if why is not None:
        raise Refused("checker_barred", name=duties.name_of(officer_id), why=why.value)
    return check
