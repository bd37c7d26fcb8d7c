"""The right to reply: nothing the association has not seen is used against it, nor anything it said unread.

A rule of the house after förvaltningslagen 25 §, which does not bind these cases by law (FL 2 §); LR-09.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from vetting.domain.deadlines import TABLE, rolled
from vetting.domain.decisions import Blocker
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.grounds import Ground
from vetting.domain.journal import canonical
from vetting.domain.material import Material, MaterialKind
from vetting.domain.revocation import REVOKING
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Outcome
from vetting.domain.terms_decisions import (
    DeadlineKind,
    HearingExemption,
    StatementChannel,
    StatementTiming,
)

BEFORE_DECISION = frozenset({StatementTiming.IN_TIME, StatementTiming.LATE})
# What says that the decision cannot await an answer; that hearing is unnecessary says no such thing.
ENDS_WAITING = frozenset({HearingExemption.IMMEDIATE, HearingExemption.FRUSTRATES})
HEARD_BEFORE = frozenset({Outcome.REFUSED}) | REVOKING
LONGEST_STATEMENT = 20_000  # an association may write at length
MIN_WHY = 40  # an exception is reasoned, not ticked
MOST_A_DAY = 20  # statements from the association's own page in one case: nobody floods it


@dataclass(frozen=True)
class Shown:
    """An item as it was communicated. `print` is that of its words; masked: only that there is one."""

    key: str
    print: str
    is_masked: bool = False


@dataclass(frozen=True)
class Heard:
    """Items put before the association at one time, or why they were not: then `reply_due_on` is None."""

    made_at: dt.datetime
    shown: tuple[Shown, ...]
    reply_due_on: dt.date | None
    exemption: HearingExemption | None = None


@dataclass(frozen=True)
class Said:
    """Words that came from the association, and whether an officer has said what they mean for the case.
    `is_final`: they are its whole answer, as it said itself or the officer who considered them did."""

    received_on: dt.date
    entered_at: dt.datetime
    is_considered: bool
    is_final: bool = False


@dataclass(frozen=True)
class Standing:
    """How far the association has been heard. `marked`: keys of material kept secret from it now."""

    material: tuple[Material, ...] = ()
    hearings: tuple[Heard, ...] = ()
    statements: tuple[Said, ...] = ()
    marked: frozenset[str] = frozenset()


def print_of(item: Material) -> str:
    """SHA-256 of what an item says. What is said anew in the same words has been seen; what has been
    corrected has not. The day of a hit is that of the run, which is no news."""
    told_on = None if item.kind is MaterialKind.HIT or item.on is None else item.on.isoformat()
    words = [item.kind.value, item.code, item.text, item.source, told_on, item.question_id, item.digest]
    return hashlib.sha256(canonical([*words, item.level, item.is_contrary, item.about])).hexdigest()


def unshown(standing: Standing) -> tuple[Material, ...]:
    """The material in no letter and under no exception; masked in a letter, it counts while it is marked."""
    every = [one for heard in standing.hearings for one in heard.shown]
    clear = {one.print for one in every if not one.is_masked}
    masked = {(one.key, one.print) for one in every if one.is_masked}
    return tuple(
        item
        for item in standing.material
        if print_of(item) not in clear
        and not (item.key in standing.marked and (item.key, print_of(item)) in masked)
    )


def awaited_until(standing: Standing, today: dt.date) -> dt.date | None:
    """The last day to answer a letter that has neither been answered nor run out; None when none waits.

    What asks for longer time or comes in part answers nothing yet: only what is its whole answer does. An
    exception made later ends the waiting when its ground is that the decision cannot await the answer.
    """
    waiting = [
        heard.reply_due_on
        for heard in standing.hearings
        if heard.reply_due_on is not None
        and today <= heard.reply_due_on
        and not any(_answers(said, heard) for said in standing.statements)
        and not any(_excepts(other, heard) for other in standing.hearings)
    ]
    return max(waiting, default=None)


def _answers(said: Said, heard: Heard) -> bool:
    is_later = said.entered_at > heard.made_at and said.received_on >= swedish_day(heard.made_at)
    return said.is_final and is_later


def _excepts(other: Heard, heard: Heard) -> bool:
    return other.exemption in ENDS_WAITING and other.made_at > heard.made_at


def is_heard_before(outcome: Outcome, grounds: Iterable[Ground]) -> bool:
    """Whether the association is heard before such a decision: a refusal, a revocation, and whatever else
    holds a ground against it, so that no part of what it asked for is refused on what it has not seen."""
    return outcome in HEARD_BEFORE or any(ground.is_negative for ground in grounds)


def ended_on(standing: Standing, today: dt.date) -> dt.date | None:
    """The last day there was to answer, once it has passed; None while there is time or none was given.

    What comes after it and before the decision is taken in all the same, marked as late: what has come in is
    considered before a case is decided. After the decision nothing is.
    """
    last = max((heard.reply_due_on for heard in standing.hearings if heard.reply_due_on), default=None)
    return last if last is not None and last < today else None


def blockers_of_hearing(standing: Standing, *, today: dt.date) -> tuple[Blocker, ...]:
    """What of the right to reply stands between the case and a decision that `is_heard_before`."""
    return tuple(_blockers(standing, today))


def _blockers(standing: Standing, today: dt.date) -> Iterator[Blocker]:
    if not standing.hearings:
        yield Blocker("hearing_missing")
    elif left := unshown(standing):
        yield Blocker("hearing_material_unshown", {"count": len(left)})
    if (until := awaited_until(standing, today)) is not None:
        yield Blocker("hearing_reply_awaited", {"due_on": until.isoformat()})
    if unread := sum(not said.is_considered for said in standing.statements):
        yield Blocker("statement_not_considered", {"count": unread})


def before_the_board(standing: Standing, proposed_at: dt.datetime, decided_on: dt.date) -> Standing:
    """Without the material that came after the proposal, and the words that came after the board's day: what
    the board has decided, it has decided on what lay before it."""
    return replace(
        standing,
        material=tuple(item for item in standing.material if item.added_at <= proposed_at),
        statements=tuple(said for said in standing.statements if said.received_on <= decided_on),
    )


def timing_of(
    received_on: dt.date, *, decided_on: dt.date | None, last_day: dt.date | None
) -> StatementTiming:
    """When a statement came. `decided_on`: the day of the decision, where there is one, which a statement of
    the same day is held to have come after; `last_day`: the latest day that was given to answer."""
    if decided_on is not None:
        is_unread = received_on < decided_on
        return StatementTiming.UNREAD if is_unread else StatementTiming.AFTER_DECISION
    if last_day is not None and received_on > last_day:
        return StatementTiming.LATE
    return StatementTiming.IN_TIME


def require_received(received_on: dt.date, *, opened_on: dt.date, today: dt.date) -> None:
    """Raises Refused `statement_day_impossible` for a day before the case was opened, or to come."""
    if not opened_on <= received_on <= today:
        raise Refused("statement_day_impossible", field="received_on", received_on=received_on.isoformat())


def require_noted(channel: StatementChannel) -> None:
    """Raises Refused `statement_channel`: no officer writes on the association's own page."""
    if channel is StatementChannel.OWN_VIEW:
        raise Refused("statement_channel", field="channel")


def require_reasoned(why: str) -> str:
    """Why an exception is made. Raises Refused `exemption_reason_short`, or as require_written."""
    text = require_written(why, field="why")
    if len(text) < MIN_WHY:
        raise Refused("exemption_reason_short", field="why", needed=MIN_WHY)
    return text


def require_purpose(ground: HearingExemption, standing: Standing, *, today: dt.date) -> None:
    """Raises Refused `exemption_without_items` for an exception from nothing: no item is unshown, the
    association was heard or excepted before, and the ground ends no time to answer that still runs."""
    ends_time = ground in ENDS_WAITING and awaited_until(standing, today) is not None
    if standing.hearings and not unshown(standing) and not ends_time:
        raise Refused("exemption_without_items", field="ground")


def require_same_material(seen: Collection[str], items: Collection[Material]) -> None:
    """Raises Refused `hearing_material_changed` when the letter would not list what its writer read."""
    if sorted(seen) != sorted(print_of(item) for item in items):
        raise Refused("hearing_material_changed")


def longer_time(
    before: dt.date, wanted: dt.date, *, today: dt.date, holidays: Collection[dt.date]
) -> dt.date:
    """The new last day to answer. The time is never made shorter, and the least of it the letter gave.

    Raises Refused `hearing_not_longer` or `due_too_late`.
    """
    if wanted <= max(before, today):
        raise Refused("hearing_not_longer", field="due_on", due_on=before.isoformat())
    most = TABLE[DeadlineKind.HEARING_REPLY].most
    if most is not None and wanted > today + dt.timedelta(days=most):
        raise Refused("due_too_late", days=most)
    return rolled(DeadlineKind.HEARING_REPLY, wanted, holidays)
