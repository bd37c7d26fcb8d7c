"""What a revocation reaches: everything a party holds or asks for, as rows that each await a decision."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.lettings import (
    Cancellation,
    LettingFacts,
    TriedMeasure,
    faults_of_cancellation,
    require_sound,
    tidied_cancellation,
)
from vetting.domain.reason_linter import findings_in
from vetting.domain.terms_lettings import FreedomRight, LettingGround
from vetting.domain.terms_premises import MilderMeasure
from vetting.domain.terms_revocations import EffectKind, EffectState

WATCHED_DAYS = 365  # how long after the decision what is new still joins the list; a rule of the house

# Still waiting for the board that owns the row.
WAITING = frozenset({EffectState.OPEN, EffectState.AWAITING_SECOND, EffectState.LAWYER})
# What the list itself carries out, once two persons have said so.
CARRIED_OUT = frozenset({EffectKind.BOOKING, EffectKind.TARIFF})
# What only a decision of its own can end, with hearing and reasons; the list takes note when it has.
ENDED_ELSEWHERE = frozenset(
    {EffectKind.GRANT, EffectKind.INSTALMENT, EffectKind.BOOKING_REQUEST, EffectKind.APPLICATION}
)


@dataclass(frozen=True)
class Part:
    """A part of a grant not yet paid; `amount` in whole kronor."""

    instalment_id: str
    amount: int
    due_on: dt.date


@dataclass(frozen=True)
class Held:
    """One thing: whose it is to decide, the day it concerns if it has one, and whole kronor."""

    id: str
    board_id: str
    on: dt.date | None = None
    amount: int = 0
    request_id: str | None = None
    premises_id: str | None = None


@dataclass(frozen=True)
class HeldGrant:
    """A live grant. `parts`: in how many it is paid; `unpaid`: those that are not."""

    id: str
    board_id: str
    amount: int
    parts: int = 1
    unpaid: Sequence[Part] = ()


@dataclass(frozen=True)
class Holdings:
    """Everything one party holds or asks for, in every board of the municipality.

    `dates`: approved, still to come. `linked`: what waits for another party with the same contact.
    """

    grants: Sequence[HeldGrant] = ()
    tariffs: Sequence[Held] = ()
    dates: Sequence[Held] = ()
    requests: Sequence[Held] = ()
    applications: Sequence[Held] = ()
    linked: Sequence[Held] = ()


@dataclass(frozen=True)
class Effect:
    """A row: nothing happens to what it names until the board that owns it has decided."""

    kind: EffectKind
    held: Held = field(compare=False)
    subject_id: str


def effects_of(held: Holdings) -> tuple[Effect, ...]:
    """The rows, in the order they are told: money first, then rooms by date, last what is a question.

    A grant is one row however much of it is paid; one that is paid in parts has a row more for each part
    that is not. A series is a row a date.
    """
    plain = (
        (EffectKind.TARIFF, held.tariffs),
        (EffectKind.BOOKING, sorted(held.dates, key=lambda one: (one.on or dt.date.max, one.id))),
        (EffectKind.BOOKING_REQUEST, held.requests),
        (EffectKind.APPLICATION, held.applications),
        (EffectKind.LINKED_REQUEST, held.linked),
    )
    rooms = tuple(Effect(kind, one, one.id) for kind, things in plain for one in things)
    return (*(row for grant in held.grants for row in _of_grant(grant)), *rooms)


def _of_grant(grant: HeldGrant) -> Iterable[Effect]:
    yield Effect(EffectKind.GRANT, Held(grant.id, grant.board_id, amount=grant.amount), grant.id)
    if grant.parts > 1:
        for part in grant.unpaid:
            one = Held(part.instalment_id, grant.board_id, part.due_on, part.amount)
            yield Effect(EffectKind.INSTALMENT, one, part.instalment_id)


def new_among(
    effects: Iterable[Effect], known: Iterable[tuple[EffectKind, str]], ended: Iterable[str] = ()
) -> tuple[Effect, ...]:
    """Those that no row stands for yet; `known` are pairs of kind and subject, `ended` tariffs that have.

    A request that has a row as waiting has one for each of its dates when it has been approved: those are
    other decisions. So is a tariff that had ended and that a later request is let at.
    """
    there, over = set(known), set(ended)
    found = (_used_again(one) if one.subject_id in over else one for one in effects)
    return tuple(one for one in found if (one.kind, one.subject_id) not in there)


def _used_again(effect: Effect) -> Effect:
    """A tariff that had ended and is used again: another decision, known by the request that uses it."""
    if effect.kind is not EffectKind.TARIFF or effect.held.request_id is None:
        return effect
    return replace(effect, subject_id=effect.held.request_id)


def due_day(on: dt.date | None, usual: dt.date, *, today: dt.date) -> dt.date:
    """When the board should have decided: the usual day, or the day before what it concerns comes first."""
    if on is None:
        return usual
    return min(usual, max(today, on - dt.timedelta(days=1)))


@dataclass(frozen=True)
class EffectWord:
    """What a board says of rows: kept, ended or put to a lawyer, and why. `cancelling`: of confirmed dates
    that are to end."""

    state: EffectState
    reason: str
    cancelling: Cancellation | None = None


def tidied(word: EffectWord, kinds: Iterable[EffectKind], *, now: dt.datetime) -> EffectWord:
    """The word as it can be kept. Raises Refused `text_missing`, `effect_mixed`, the code of a wording, or as
    lettings.require_sound does, for dates to be cancelled."""
    reason = require_written(word.reason, field="reason")
    for finding in findings_in(reason, has_act=False):
        raise Refused(finding.code, phrase=finding.phrase, field="reason")
    found = set(kinds)
    if word.state is not EffectState.ENDED or EffectKind.BOOKING not in found:
        return EffectWord(word.state, reason)
    if len(found) > 1:
        raise Refused("effect_mixed")
    if word.cancelling is None:
        raise Refused("new_fact_missing", field="new_fact")
    cancelling = tidied_cancellation(word.cancelling)
    facts = LettingFacts(borne_out=(LettingGround.BARRED,))  # looked up anew when it is carried out
    require_sound(faults_of_cancellation(cancelling, facts, now=now))
    return EffectWord(word.state, reason, cancelling)


def kept_cancelling(cancelling: Cancellation) -> Mapping[str, Any]:
    """As a row keeps it until the second person has signed."""
    return {
        "new_fact": cancelling.new_fact,
        "new_fact_on": cancelling.new_fact_on.isoformat(),
        "measures": [[one.measure.value, one.outcome] for one in cancelling.measures],
        "rights": sorted(right.value for right in cancelling.rights),
        "offer": cancelling.offer,
    }


def cancelling_of(kept: Mapping[str, Any]) -> Cancellation:
    """What was kept."""
    return Cancellation(
        LettingGround.BARRED,
        kept["new_fact"],
        dt.date.fromisoformat(kept["new_fact_on"]),
        tuple(TriedMeasure(MilderMeasure(measure), outcome) for measure, outcome in kept["measures"]),
        frozenset(FreedomRight(right) for right in kept["rights"]),
        kept["offer"],
    )


def require_may_end(kind: EffectKind, *, has_ended: bool) -> None:
    """Raises Refused `link_ends_nothing` for a mere likeness of contact, and `ended_elsewhere` when a thing
    that only its own decision can end has not been ended by one."""
    if kind is EffectKind.LINKED_REQUEST:
        raise Refused("link_ends_nothing")
    if kind in ENDED_ELSEWHERE and not has_ended:
        raise Refused("ended_elsewhere", effect=kind.value)


def require_to_end(ends: Iterable[dt.datetime], *, now: dt.datetime) -> None:
    """Raises Refused `effect_passed` with how many of the dates to end are over: nothing of them is left."""
    passed = sum(ends_at <= now for ends_at in ends)
    if passed:
        raise Refused("effect_passed", rows=passed)


def require_waiting(state: EffectState) -> None:
    """Raises Refused `effect_decided` for a row that no longer waits."""
    if state not in WAITING:
        raise Refused("effect_decided")


def require_none_open(waiting: int) -> None:
    """Raises Refused `effects_open` with how many, when a list is to be closed."""
    if waiting:
        raise Refused("effects_open", rows=waiting)
