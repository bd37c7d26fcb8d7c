"""Requests for rooms as they come in one by one: over the counter, or from another system."""

import datetime as dt
from dataclasses import replace

from vetting.domain.authority import Act, Actor, require
from vetting.domain.booking import NewBooking, require_to_come
from vetting.domain.errors import Refused
from vetting.domain.terms_premises import BookingChannel, PartyKind
from vetting.records import booking_intake, booking_lists, effect_lists
from vetting.records.booking_intake import TakenIn as TakenIn
from vetting.records.db import stand_back, transaction
from vetting.records.premises import premises_of


def receive_booking(new: NewBooking, *, by: Actor, now: dt.datetime) -> TakenIn:
    """Takes a request in, or brings the one with its source key up to it; the same again changes nothing.

    Raises NotFound for premises of another board, and Refused for what cannot stand: `booking_public_place`
    (the police decide), `booking_dates_missing`, `booking_too_many_dates`, `booking_times_reversed`,
    `booking_too_long`, `booking_date_twice`, `booking_expected_odd`, `premises_of_other_board`; over the
    counter also `booking_date_passed`. Another system's list keeps what has been.
    """
    try:
        return _receive(new, by, now)
    except Refused as refusal:
        if refusal.code != "same_booking_twice":  # somebody sent it in the same moment
            raise
        return _receive(new, by, now)


def _receive(new: NewBooking, by: Actor, now: dt.datetime) -> TakenIn:
    require(by, Act.RECEIVE_BOOKING)
    if new.channel is BookingChannel.DESK:
        require_to_come((one.ends_at for one in new.dates), now=now)
    with transaction():
        require(by, Act.RECEIVE_BOOKING, premises_of(new.premises_id).board_id)
        new = _of_directory(new)
        beside = booking_intake.around(new.source_system, [new.source_key] if new.source_key else [])
        told = booking_intake.take_in(new, beside, by=by, now=now)
        if not (told.is_new or told.is_changed):
            stand_back()
        elif new.association_id is not None:
            effect_lists.join_new(new.association_id, by=by, now=now)
        return told


def _of_directory(new: NewBooking) -> NewBooking:
    """A party that only wrote its number is the one association of the directory with that number."""
    if new.association_id is not None or not new.org_number:
        return new
    association_id = booking_lists.associations_numbered({new.org_number}).get(new.org_number)
    if association_id is None:
        return new
    return replace(new, association_id=association_id, party_kind=PartyKind.ASSOCIATION)
