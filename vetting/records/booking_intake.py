"""A request for a room taken in: kept as new, changed where it came before, never doubled, never deleted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vetting.domain.authority import Actor
from vetting.domain.booking import AskedDate, NewBooking, sound, state_of_request
from vetting.domain.booking_dates import DatePlan, KeptDate, plan_dates, state_when_new
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_premises import BookingState, PremisesKind
from vetting.records.bars import holds_in
from vetting.records.bookings import Booking, BookingRequest, dates_of_requests, requests_of_source
from vetting.records.contract_links import StoppedParty, stopped_on_rooms
from vetting.records.db import db
from vetting.records.journal import note
from vetting.records.premises import Premises, premises_of


@dataclass(frozen=True)
class TakenIn:
    """What became of a request. `gone`: coming dates that the sender no longer lists; `decided`: dates that
    were decided here and of which the sender says something else. Both are told and left as they are."""

    request_id: str
    is_new: bool
    is_changed: bool
    is_barred: bool = False
    gone: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()


@dataclass
class Around:
    """What requests are held against, read once for many of them."""

    requests: dict[str, BookingRequest] = field(default_factory=dict)
    dates: dict[str, list[Booking]] = field(default_factory=dict)
    premises: dict[str, Premises] = field(default_factory=dict)
    stopped: tuple[StoppedParty, ...] | None = None

    def at(self, premises_id: str) -> Premises:
        """The premises. Raises NotFound."""
        if premises_id not in self.premises:
            self.premises[premises_id] = premises_of(premises_id)
        return self.premises[premises_id]

    def is_barred(self, new: NewBooking, today: dt.date) -> bool:
        """Whether a stop mark holds against the party for rooms of the board."""
        if self.stopped is None:
            self.stopped = stopped_on_rooms(today=today)
        board_id = self.at(new.premises_id).board_id
        return any(
            holds_in(one.bar, board_id) and one.is_party(new.association_id, new.org_number)
            for one in self.stopped
        )


def around(system: str, keys: Sequence[str]) -> Around:
    """The requests of a sender's system that came before under those keys, locked, with their dates."""
    requests = requests_of_source(system, keys)
    return Around(requests, dates_of_requests([one.id for one in requests.values()]))


def take_in(new: NewBooking, beside: Around, *, by: Actor, now: dt.datetime) -> TakenIn:
    """Keeps the request or brings the one that came before up to it. Raises NotFound, and Refused as
    booking.sound, `booking_public_place` and `premises_of_other_board`."""
    place = beside.at(new.premises_id)
    new = sound(new, place.kind)
    for one in new.dates:
        elsewhere = place if one.premises_id is None else beside.at(one.premises_id)
        if elsewhere.board_id != place.board_id:
            raise Refused("premises_of_other_board")
        if elsewhere.kind is PremisesKind.PUBLIC_PLACE:
            raise Refused("booking_public_place")
    is_barred = beside.is_barred(new, swedish_day(now))
    known = beside.requests.get(new.source_key) if new.source_key else None
    if known is None:
        return _add(new, beside, is_barred=is_barred, by=by, now=now)
    return _bring_up(known, new, beside.dates.get(known.id, []), is_barred=is_barred, by=by, now=now)


def _add(new: NewBooking, beside: Around, *, is_barred: bool, by: Actor, now: dt.datetime) -> TakenIn:
    states = [state_when_new(one, is_barred=is_barred) for one in new.dates]
    row = BookingRequest(
        **new.columns,
        channel=new.channel,
        source_system=new.source_system,
        source_key=new.source_key,
        state=state_of_request(states),
        content_digest=new.content_digest,
        received_at=now,
        received_by=by.id,
    )
    db.session.add(row)
    db.session.flush()
    dates = [_date(row, one, state, now=now) for one, state in zip(new.dates, states, strict=True)]
    db.session.add_all(dates)
    db.session.flush()
    if new.source_key:
        beside.requests[new.source_key], beside.dates[row.id] = row, dates
    _note(RoomEntry.BOOKING_RECEIVED, row, by, now, dates=len(dates), state=row.state.value, barred=is_barred)
    return TakenIn(row.id, is_new=True, is_changed=False, is_barred=is_barred)


def _bring_up(
    row: BookingRequest,
    new: NewBooking,
    dates: list[Booking],
    *,
    is_barred: bool,
    by: Actor,
    now: dt.datetime,
) -> TakenIn:
    kept = [_kept(one) for one in dates]
    plan = plan_dates(kept, new.dates, premises_id=new.premises_id, is_barred=is_barred, now=now)
    same = TakenIn(row.id, False, False, is_barred=is_barred, gone=plan.gone, decided=plan.decided)
    if row.content_digest == new.content_digest:
        return same
    fields, before = _rewrite(row, new), row.state
    _carry_out(plan, row, dates, now)
    row.state = state_of_request([one.state for one in dates])
    row.content_digest = new.content_digest
    if not (fields or plan.added or plan.changed):
        return same
    row.version += 1
    db.session.flush()
    facts = {"fields": fields, "added": len(plan.added), "changed": len(plan.changed)}
    states = {"state_before": before.value, "state": row.state.value}
    _note(RoomEntry.BOOKING_CHANGED, row, by, now, **facts, **states)
    return replace(same, is_changed=True)


def _rewrite(row: BookingRequest, new: NewBooking) -> list[str]:
    """Writes what the sender tells over what stood, and names the columns. What the sender leaves empty
    stays: it may have been answered at the counter since."""
    changed = []
    for name, value in new.columns.items():
        if value in (None, "") or value == getattr(row, name):
            continue
        if name == "is_identified" and row.is_identified:
            continue
        setattr(row, name, value)
        changed.append(name)
    return sorted(changed)


def _carry_out(plan: DatePlan, row: BookingRequest, dates: list[Booking], now: dt.datetime) -> None:
    by_id = {one.id: one for one in dates}
    for change in plan.changed:
        found = by_id[change.id]
        found.starts_at, found.ends_at = change.asked.starts_at, change.asked.ends_at
        found.premises_id = change.asked.premises_id or row.premises_id
        found.state, found.changed_at = change.state, now
    added = [_date(row, one, state, now=now) for one, state in plan.added]
    db.session.add_all(added)
    dates.extend(added)


def _date(row: BookingRequest, one: AskedDate, state: BookingState, *, now: dt.datetime) -> Booking:
    return Booking(
        request_id=row.id,
        premises_id=one.premises_id or row.premises_id,
        source_key=one.source_key,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        state=state,
        changed_at=now,
    )


def _kept(row: Booking) -> KeptDate:
    return KeptDate(row.id, row.source_key, row.starts_at, row.ends_at, row.premises_id, row.state)


def _note(entry: RoomEntry, row: BookingRequest, by: Actor, now: dt.datetime, **facts: object) -> None:
    subject = f"booking_request:{row.id}"
    note(entry, by=by, now=now, subject=subject, case_id="", premises=row.premises_id, **facts)
