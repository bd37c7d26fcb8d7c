"""The register of premises: added, changed, given house rules, tariffs, hours and managers."""

import datetime as dt
from collections.abc import Mapping, Sequence

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.premises import (
    DatedRule,
    PremisesFacts,
    TariffTerms,
    sound_facts,
    sound_hours,
    sound_rule,
    sound_tariff,
)
from vetting.domain.swedish_time import swedish_day
from vetting.records import boards, officers
from vetting.records import premises as rows
from vetting.records.db import Base, db, transaction
from vetting.records.journal import note
from vetting.records.premises import OpeningHours, Premises, PremisesDuty, PremisesRule, Tariff

DAY = dt.timedelta(days=1)
FIELDS = ("key", "name", "kind", "address", "capacity", "is_state_aided", "is_open")


def add_premises(board_id: str, facts: PremisesFacts, *, by: Actor, now: dt.datetime) -> str:
    """Adds premises of a board and gives their id.

    Raises NotFound, and Refused as sound_facts and `premises_key_taken`.
    """
    with transaction():
        require(by, Act.MANAGE_PREMISES, board_id)
        boards.locked_board(board_id)
        kept = sound_facts(facts)
        row = Premises(board_id=board_id, changed_by=by.id, changed_at=now, **_columns(kept))
        _add(row)
        _note(RoomEntry.PREMISES_ADDED, row.id, by, now, kind=kept.kind.value, board=board_id)
        return row.id


def change_premises(
    premises_id: str, facts: PremisesFacts, *, seen_version: int, by: Actor, now: dt.datetime
) -> None:
    """Changes the facts. Raises NotFound, and Refused as add_premises, `premises_changed_meanwhile` and
    `nothing_changed`."""
    with transaction():
        row = _in_hand(premises_id, by)
        if row.version != seen_version:
            raise Refused("premises_changed_meanwhile")
        columns = _columns(sound_facts(facts))
        changed = sorted(name for name, value in columns.items() if getattr(row, name) != value)
        if not changed:
            raise Refused("nothing_changed")
        for name in changed:
            setattr(row, name, columns[name])
        row.version, row.changed_by, row.changed_at = row.version + 1, by.id, now
        _note(RoomEntry.PREMISES_CHANGED, row.id, by, now, fields=changed)


def adopt_premises_rule(premises_id: str, rule: DatedRule, *, by: Actor, now: dt.datetime) -> str:
    """Records a house rule as it was adopted and gives its id; the one before ends the day before.

    Raises NotFound, and Refused as sound_rule and `version_overlaps`.
    """
    with transaction():
        _in_hand(premises_id, by)
        kept = sound_rule(rule, today=swedish_day(now))
        _end_before(rows.rules_of(premises_id), kept.in_force_from_on)
        row = PremisesRule(
            premises_id=premises_id,
            text=kept.text,
            adopted_by=kept.adopted_by,
            adopted_on=kept.adopted_on,
            in_force_from_on=kept.in_force_from_on,
            in_force_to_on=kept.in_force_to_on,
            recorded_by=by.id,
            recorded_at=now,
        )
        _add(row)
        days = {"adopted_on": kept.adopted_on, "in_force_on": kept.in_force_from_on}
        told = {name: day.isoformat() for name, day in days.items()}
        _note(RoomEntry.PREMISES_RULE_ADOPTED, premises_id, by, now, adopted_by=kept.adopted_by, **told)
        return row.id


def set_tariff(premises_id: str, tariff: TariffTerms, *, by: Actor, now: dt.datetime) -> str:
    """Sets what an hour costs from a day, and gives its id; the tariff of that name ends the day before.

    Raises NotFound, and Refused as sound_tariff and `version_overlaps`.
    """
    with transaction():
        _in_hand(premises_id, by)
        kept = sound_tariff(tariff)
        _end_before(
            [one for one in rows.tariffs_of(premises_id) if one.name == kept.name], kept.in_force_from_on
        )
        row = Tariff(
            premises_id=premises_id,
            name=kept.name,
            kronor_per_hour=kept.kronor_per_hour,
            is_subsidised=kept.is_subsidised,
            in_force_from_on=kept.in_force_from_on,
            in_force_to_on=kept.in_force_to_on,
        )
        _add(row)
        told = {"amount": kept.kronor_per_hour, "in_force_on": kept.in_force_from_on.isoformat()}
        _note(
            RoomEntry.TARIFF_SET,
            premises_id,
            by,
            now,
            tariff=kept.name,
            subsidised=kept.is_subsidised,
            **told,
        )
        return row.id


def set_hours(premises_id: str, hours: Mapping[int, tuple[str, str]], *, by: Actor, now: dt.datetime) -> None:
    """Sets the opening hours of the week; a weekday that is not named is closed.

    Raises NotFound, and Refused `hours_odd` and `nothing_changed`.
    """
    with transaction():
        _in_hand(premises_id, by)
        wanted = sound_hours(hours)
        there = rows.hours_of(premises_id)
        if wanted == {day: (row.opens_at, row.closes_at) for day, row in there.items()}:
            raise Refused("nothing_changed")
        for row in there.values():
            db.session.delete(row)
        db.session.flush()
        for weekday, (opens, closes) in sorted(wanted.items()):
            _add(OpeningHours(premises_id=premises_id, weekday=weekday, opens_at=opens, closes_at=closes))
        told = [f"{weekday}: {opens}-{closes}" for weekday, (opens, closes) in sorted(wanted.items())]
        _note(RoomEntry.OPENING_HOURS_SET, premises_id, by, now, hours=told)


def name_manager(premises_id: str, officer_id: str, *, from_on: dt.date, by: Actor, now: dt.datetime) -> str:
    """Says from which day an officer manages the premises, and gives the duty's id.

    Raises NotFound, and Refused `officer_cannot_manage` and `manager_already`.
    """
    with transaction():
        row = _in_hand(premises_id, by)
        _require_manager(officer_id, row.board_id)
        for duty in rows.duties_of(premises_id):
            if duty.officer_id == officer_id and (duty.until_on is None or duty.until_on >= from_on):
                raise Refused("manager_already")
        made = PremisesDuty(premises_id=premises_id, officer_id=officer_id, from_on=from_on)
        _add(made)
        told = {"officer": officer_id, "from_on": from_on.isoformat()}
        _note(RoomEntry.PREMISES_MANAGER_NAMED, premises_id, by, now, **told)
        return made.id


def end_duty(premises_id: str, duty_id: str, *, until_on: dt.date, by: Actor, now: dt.datetime) -> None:
    """Says which day is the last that an officer manages those very premises.

    Raises NotFound, and Refused `ends_before_it_begins` and `nothing_changed`.
    """
    with transaction():
        _in_hand(premises_id, by)
        duty = rows.duty_of(duty_id, premises_id)
        if until_on < duty.from_on:
            raise Refused("ends_before_it_begins", field="until_on")
        if duty.until_on == until_on:
            raise Refused("nothing_changed")
        duty.until_on = until_on
        told = {"officer": duty.officer_id, "until_on": until_on.isoformat()}
        _note(RoomEntry.PREMISES_MANAGER_LEFT, duty.premises_id, by, now, **told)


def _in_hand(premises_id: str, by: Actor) -> Premises:
    """The premises, locked, for an actor who manages those of the board; others do not exist."""
    row = rows.premises_of(premises_id, to_change=True)
    require(by, Act.MANAGE_PREMISES, row.board_id)
    return row


def _columns(facts: PremisesFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in FIELDS}


def _end_before(versions: Sequence[PremisesRule | Tariff], begins_on: dt.date) -> None:
    """The version that still holds ends the day before the next begins; none is reached behind.

    Raises Refused `version_overlaps` when one begins that day or later.
    """
    for one in versions:
        if one.in_force_from_on >= begins_on:
            raise Refused("version_overlaps", begins_on=one.in_force_from_on.isoformat())
        if one.in_force_to_on is None or one.in_force_to_on >= begins_on:
            one.in_force_to_on = begins_on - DAY


def _require_manager(officer_id: str, board_id: str) -> None:
    try:
        found = officers.officer(officer_id)
    except NotFound:
        raise Refused("officer_cannot_manage") from None
    if not found.is_active or not may(officers.actor_of(found), Act.DECIDE_BOOKING, board_id):
        raise Refused("officer_cannot_manage")


def _add(row: Base) -> None:
    db.session.add(row)
    db.session.flush()


def _note(entry: RoomEntry, premises_id: str, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"premises:{premises_id}", case_id="", **facts)
