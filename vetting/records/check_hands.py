"""A spot check taken in hand by somebody it was given to: locked, open, nobody's conflict of interest."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may, require, require_person
from vetting.domain.check_readers import FIRST, Readers
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms_spot_checks import SpotCheckState
from vetting.records import check_sheets, reminders, spot_checks
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class Hand:
    """A locked check with its round, its readers, and which reading (1, 2) is the actor's."""

    check: SpotCheck
    round: SpotCheckRound
    readers: Readers
    reading: int


def check_to_read(check_id: str, *, by: Actor) -> Hand:
    """The check for either of its readers.

    Raises NotAllowed, NotFound for anybody it was not given to, Refused `conflict_of_interest`,
    `round_voided`, `check_closed` or `check_left`.
    """
    require(by, Act.MAKE_SPOT_CHECK)
    check = spot_checks.check_in_hand(check_id)
    readers = readers_of(check)
    reading = readers.reading_of(by.id)
    if reading is None:
        raise NotFound("spot_check_not_found")
    if by.id in readers.conflicts:
        raise Refused("conflict_of_interest")
    require_open(check)
    return Hand(check, round_of(check), readers, reading)


def check_to_make(check_id: str, *, by: Actor) -> Hand:
    """As check_to_read, for the checker alone: the second reader reads, and does nothing else (NotFound)."""
    hand = check_to_read(check_id, by=by)
    if hand.reading != FIRST:
        raise NotFound("spot_check_not_found")
    return hand


def check_to_run(check_id: str, *, by: Actor) -> SpotCheck:
    """The check for the checker, or for somebody who runs the checks of its board; whatever state it is in.

    Raises NotFound for anybody else, Refused `conflict_of_interest` or `round_voided`.
    """
    require_person(by, Act.RUN_SPOT_CHECKS)
    if not may(by, Act.RUN_SPOT_CHECKS):
        require(by, Act.MAKE_SPOT_CHECK)
    check = spot_checks.check_in_hand(check_id)
    readers = readers_of(check)
    if readers.reading_of(by.id) != FIRST and not may(by, Act.RUN_SPOT_CHECKS, check.board_id):
        raise NotFound("spot_check_not_found")
    if by.id in readers.conflicts:
        raise Refused("conflict_of_interest")
    return check


def readers_of(check: SpotCheck) -> Readers:
    """Who reads the check, and which readings are signed."""
    readings = check_sheets.readings_of(check.id)
    return Readers(
        officer_id=check.officer_id,
        second_officer_id=check.second_officer_id,
        has_second_reading=check.has_second_reading,
        signed=frozenset(number for number, row in readings.items() if row.signed_at is not None),
        conflicts=spot_checks.conflicted(check.id),
    )


def round_of(check: SpotCheck) -> SpotCheckRound:
    """The round of a check."""
    return db.session.get_one(SpotCheckRound, check.round_id)


def require_open(check: SpotCheck) -> None:
    """Raises Refused `check_closed` or `check_left`."""
    if check.state is SpotCheckState.CLOSED:
        raise Refused("check_closed")
    if check.state is SpotCheckState.LEFT_POPULATION:
        raise Refused("check_left")


def begin(check: SpotCheck, *, by: Actor, now: dt.datetime) -> None:
    """A waiting check is under way from the first thing done in it, and nobody is chased for it any more."""
    if check.state is SpotCheckState.WAITING:
        check.state = SpotCheckState.UNDER_WAY
        reminders.settle_reminders(f"spot_check:{check.id}", "check_late", by=by.id, now=now)
