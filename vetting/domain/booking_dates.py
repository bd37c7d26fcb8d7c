"""What a request that comes again does to its dates: added, moved, cancelled, or told as gone."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vetting.domain.booking import AskedDate
from vetting.domain.terms_premises import BookingState

# Decided here by a person: nothing that comes in changes it.
DECIDED_HERE = frozenset({BookingState.REFUSED, BookingState.CANCELLED})
LIVE = frozenset({BookingState.PENDING, BookingState.APPROVED})


@dataclass(frozen=True, slots=True)
class KeptDate:
    """A date as it stands."""

    id: str
    source_key: str | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    premises_id: str
    state: BookingState


@dataclass(frozen=True, slots=True)
class DateChange:
    """A date that stands and is to stand otherwise."""

    id: str
    asked: AskedDate
    state: BookingState


@dataclass(frozen=True, slots=True)
class DatePlan:
    """What is to be done. `gone`: ids of coming dates that were not among those asked for, told and never
    taken away. `decided`: ids of dates decided here of which the sender says something else, left alone."""

    added: tuple[tuple[AskedDate, BookingState], ...]
    changed: tuple[DateChange, ...]
    gone: tuple[str, ...]
    decided: tuple[str, ...]


def state_when_new(asked: AskedDate, *, is_barred: bool) -> BookingState:
    """The state of a date that comes for the first time: what the municipality's booking system has confirmed
    is approved, for a confirmed booking may not be treated as a question (JO 4602-2014); with a stop mark
    against the party it waits for a person all the same."""
    if asked.told is BookingState.APPROVED and is_barred:
        return BookingState.PENDING
    return asked.told or BookingState.PENDING


def plan_dates(
    kept: Sequence[KeptDate],
    asked: Sequence[AskedDate],
    *,
    premises_id: str,
    is_barred: bool,
    now: dt.datetime,
) -> DatePlan:
    """The plan for a request that is here already. A date is known again by the sender's id, and without one
    by when it begins and where. `premises_id`: the request's own."""
    left = {one.id: one for one in kept}
    added: list[tuple[AskedDate, BookingState]] = []
    changed: list[DateChange] = []
    decided: list[str] = []
    for one in asked:
        found = _known(one, left.values(), premises_id)
        if found is None:
            added.append((one, state_when_new(one, is_barred=is_barred)))
            continue
        del left[found.id]
        moved = _place(one, premises_id) != (found.starts_at, found.ends_at, found.premises_id)
        state = _next_state(one, found.state, moved=moved, is_barred=is_barred)
        if found.state in DECIDED_HERE:
            if moved or one.told not in (None, BookingState.WITHDRAWN):
                decided.append(found.id)
        elif moved or state is not found.state:
            changed.append(DateChange(found.id, one, state))
    gone = tuple(one.id for one in left.values() if one.state in LIVE and one.ends_at > now)
    return DatePlan(tuple(added), tuple(changed), gone, tuple(decided))


def _known(one: AskedDate, kept: Iterable[KeptDate], premises_id: str) -> KeptDate | None:
    for other in kept:
        if one.source_key is not None:
            if other.source_key == one.source_key:
                return other
        elif (other.starts_at, other.premises_id) == (one.starts_at, one.premises_id or premises_id):
            return other
    return None


def _place(one: AskedDate, premises_id: str) -> tuple[dt.datetime, dt.datetime, str]:
    return one.starts_at, one.ends_at, one.premises_id or premises_id


def _next_state(one: AskedDate, state: BookingState, *, moved: bool, is_barred: bool) -> BookingState:
    """A moved date waits for an answer again unless the sender's system has confirmed it; what a person here
    approved is not undone by a system that has not heard of it."""
    if state in DECIDED_HERE:
        return state
    if one.told is BookingState.WITHDRAWN:
        return BookingState.WITHDRAWN
    if one.told is BookingState.APPROVED and not is_barred:
        return BookingState.APPROVED
    if moved or state is BookingState.WITHDRAWN:
        return BookingState.PENDING
    return state
