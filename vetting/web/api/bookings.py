"""Bookings for other systems: a request for a room sent in, or brought up to what it is now."""

import datetime as dt
from typing import Any

from flask import g
from marshmallow import Schema, fields, validate

from vetting.domain.booking import (
    KEY_LIMIT,
    MOST_DATES,
    SYSTEM_LIMIT,
    TEXT_LIMITS,
    TOLD,
    AskedDate,
    NewBooking,
    booking_system,
    require_year,
)
from vetting.domain.booking_placing import KnownPremises
from vetting.domain.errors import Refused
from vetting.domain.identity import read_org_number
from vetting.domain.names import search_key
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import NumberClass
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PurposeKind
from vetting.reading import booking_names
from vetting.services import bookings
from vetting.web.access import token_scope
from vetting.web.api.doors import Door, documented, only_json

api = Door("api_bookings", __name__, url_prefix="/api", description="Bookings of premises")

api.before_request(only_json)

KEY = validate.Length(min=1, max=KEY_LIMIT)
STATES = sorted(TOLD)


def _text(name: str, description: str = "") -> fields.String:
    limit = validate.Length(max=TEXT_LIMITS[name])
    return fields.String(load_default="", validate=limit, metadata={"description": description})


class DateSchema(Schema):
    """One date. `state` is what the sender's system says of it; without one it waits for an answer."""

    id = fields.String(required=True, validate=KEY)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    state = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STATES))
    premises = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "Key, where not in the request's own premises"},
    )


class BookingSchema(Schema):
    """A request for a room, one or many dates. Nothing is asked about what is to be said there."""

    id = fields.String(
        required=True,
        validate=KEY,
        metadata={"description": "The sender's own id: sent again, the request becomes what it says"},
    )
    system = fields.String(
        load_default="",
        validate=validate.Length(max=SYSTEM_LIMIT),
        metadata={"description": "The booking system's name, where a board has several"},
    )
    premises = fields.String(required=True, metadata={"description": "Key of one of the board's premises"})
    party_name = _text("party_name")
    org_number = fields.String(
        load_default="", metadata={"description": "Of a legal person; never a personal number"}
    )
    is_private = fields.Boolean(load_default=False)
    booker_name = _text("booker_name")
    booker_phone = _text("booker_phone")
    booker_email = _text("booker_email")
    actual_user = _text("actual_user", "Who will use the room")
    site_responsible = _text("site_responsible", "Who answers on site")
    site_phone = _text("site_phone")
    purpose_kind = fields.Enum(PurposeKind, by_value=True, load_default=PurposeKind.OTHER)
    is_public = fields.Boolean(load_default=None, allow_none=True)
    expected = fields.Integer(load_default=None, allow_none=True, strict=True)
    co_organisers = _text("co_organisers")
    is_sublet = fields.Boolean(load_default=None, allow_none=True)
    tariff = fields.String(load_default="", metadata={"description": "Name of a tariff of the premises"})
    dates = fields.List(
        fields.Nested(DateSchema), required=True, validate=validate.Length(min=1, max=MOST_DATES)
    )


class ReceivedSchema(Schema):
    request_id = fields.String()
    is_new = fields.Boolean()
    is_changed = fields.Boolean()
    is_barred = fields.Boolean(metadata={"description": "A stop mark holds: it waits for a person"})
    not_listed = fields.List(
        fields.String(),
        metadata={"description": "Ids of coming dates not sent again; they stand"},
    )
    decided_here = fields.List(
        fields.String(), metadata={"description": "Ids of dates refused or cancelled here; nothing changed"}
    )


@api.post("/bookings")
@token_scope("bookings:write")
@api.arguments(BookingSchema)
@api.response(201, ReceivedSchema)
@documented(api)
def send_booking(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """A request for a room of the token's board.

    Answers 201 for a new request and 200 when the same id came before; the same again changes nothing.
    """
    told = bookings.receive_booking(_new(sent), by=g.actor, now=_now())
    answer = {
        "request_id": told.request_id,
        "is_new": told.is_new,
        "is_changed": told.is_changed,
        "is_barred": told.is_barred,
        "not_listed": booking_names.senders_ids(told.gone, actor=g.actor),
        "decided_here": booking_names.senders_ids(told.decided, actor=g.actor),
    }
    return answer, 201 if told.is_new else 200


def _new(sent: dict[str, Any]) -> NewBooking:
    place = _premises(sent["premises"])
    number = _number(sent["org_number"])
    association_id = booking_names.association_numbered(number, actor=g.actor) if number else None
    same = ("purpose_kind", "is_public", "expected", "is_sublet", *TEXT_LIMITS)
    return NewBooking(
        premises_id=place.id,
        channel=BookingChannel.API,
        party_kind=_kind(association_id, is_private=sent["is_private"] and not number),
        dates=tuple(_date(one) for one in sent["dates"]),
        association_id=association_id,
        org_number=number,
        is_identified=association_id is not None,
        tariff_id=place.tariffs.get(search_key(sent["tariff"])),
        source_system=booking_system(place.prefix, sent["system"]),
        source_key=sent["id"],
        **{name: sent[name] for name in same},
    )


def _number(written: str) -> str | None:
    found = read_org_number(written)
    if found.cls is NumberClass.PERSONAL:
        raise Refused("number_is_personal")
    return found.canonical


def _kind(association_id: str | None, *, is_private: bool) -> PartyKind:
    if association_id is not None:
        return PartyKind.ASSOCIATION
    return PartyKind.PRIVATE if is_private else PartyKind.BODY


def _date(one: dict[str, Any]) -> AskedDate:
    elsewhere = _premises(one["premises"]).id if one["premises"] else None
    told = BookingState(one["state"]) if one["state"] else None
    for name in ("starts_at", "ends_at"):
        require_year(one[name])  # before it is turned into UTC, which the first and last day cannot be
    starts_at, ends_at = (one[name].astimezone(dt.UTC) for name in ("starts_at", "ends_at"))
    return AskedDate(starts_at, ends_at, one["id"], told, elsewhere)


def _premises(key: str) -> KnownPremises:
    board_id = g.actor.token_board
    return booking_names.premises_of_key(key, board_id=board_id, actor=g.actor, today=swedish_day(_now()))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
