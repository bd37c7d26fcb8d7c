"""May tonight's booking go ahead? Facts in; go, ask or stop with the reason out. Never a decision.

The default is to approve. Questions come from facts alone, with the same words for everybody with the same
facts. A likeness of names is told and forces nothing; kinds of events that have served as a cover elsewhere
only ever make a question. What is to be said in the room is no fact here (ORDL 2:9).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from vetting.domain.terms_lettings import PointWeight, TenancyPoint, TenancyQuestion
from vetting.domain.terms_premises import PremisesKind, PurposeKind, TenancyVerdict

MOST_QUESTIONS = 2  # at a time
SERIES = 4  # dates that make a request a series
LONG_USE_DAYS = 270  # nine months (JB 12:3, 12:56)

_P = TenancyPoint
# What stands in the way whatever anybody writes; approving is then not to be had.
CLOSED = frozenset({_P.POLICE_DECIDE, _P.OWNER_DECIDES, _P.ROOM_CLOSED, _P.OVER_CAPACITY, _P.BARRED})
_Q = TenancyQuestion


@dataclass(frozen=True)
class SharedContract:
    """An earlier contract that shares something with the request. `shared`: "phone", "slot" …

    `party` is empty for a private person; `ended_on` an ISO date; `talk_to` an officer who knows the matter.
    """

    contract_id: str
    party: str
    premises: str
    ended_on: str
    shared: str
    talk_to: str = ""

    @property
    def told(self) -> Mapping[str, str]:
        """As facts of a point."""
        return {
            "contract": self.contract_id,
            "party": self.party,
            "premises": self.premises,
            "ended_on": self.ended_on,
            "shared": self.shared,
            "talk_to": self.talk_to,
        }


@dataclass(frozen=True)
class StopMark:
    """A stop mark on the very party: who set it, and the last day it holds (ISO)."""

    bar_id: str
    board: str
    until: str
    talk_to: str

    @property
    def told(self) -> Mapping[str, str]:
        """As facts of a point; nothing of the case it rests on."""
        return {"bar": self.bar_id, "board": self.board, "until": self.until, "talk_to": self.talk_to}


@dataclass(frozen=True)
class TenancyFacts:
    """What is known of a request. None: not told. `days`: from the first date to the last.

    `likely_names`: names of stopped parties that the party's own name merely resembles.
    """

    premises_kind: PremisesKind = PremisesKind.HALL
    is_room_open: bool = True
    capacity: int | None = None
    is_slot_taken: bool = False
    is_identified: bool = True
    has_actual_user: bool = True
    has_site_responsible: bool = True
    purpose_kind: PurposeKind = PurposeKind.MEETING
    is_public: bool | None = False
    expected: int | None = 20
    is_sublet: bool | None = False
    dates: int = 1
    days: int = 1
    is_party_inactive: bool = False
    stop_marks: tuple[StopMark, ...] = ()
    barred_contacts: tuple[SharedContract, ...] = ()
    ended_contracts: tuple[SharedContract, ...] = ()
    earlier_breaches: int = 0
    is_terms_lacking: bool = False
    dates_outside_hours: int = 0
    police_risk_on: str = ""
    police_imminent_on: str = ""
    likely_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A fact that calls for something, the criterion it belongs to (L01 …), and its particulars."""

    kind: TenancyPoint
    criterion: str
    weight: PointWeight
    questions: tuple[TenancyQuestion, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Tenancy:
    """The verdict with everything it rests on. `questions`: what to put now, at most two."""

    verdict: TenancyVerdict
    points: tuple[Point, ...]
    questions: tuple[TenancyQuestion, ...]

    @property
    def talk_to(self) -> tuple[str, ...]:
        """Officers who know of an earlier contract or a stop mark."""
        names = (str(point.facts.get("talk_to") or "") for point in self.points)
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def closed_by(self) -> Point | None:
        """The point that no word of an officer lets through; None where it can be approved. A room that is
        taken closes its dates alone."""
        return next((point for point in self.points if point.kind in CLOSED), None)

    @property
    def first(self) -> Point | None:
        """The point that made the verdict: the short reason in a list."""
        weight = {TenancyVerdict.STOP: PointWeight.STOP, TenancyVerdict.ASK: PointWeight.ASK}
        wanted = weight.get(self.verdict)
        return next((point for point in self.points if point.weight is wanted), None)


def tenancy_of(facts: TenancyFacts, *, answered: Collection[TenancyQuestion] = ()) -> Tenancy:
    """The verdict: stop where something stands in the way, ask where a question is open, else go.

    `answered`: questions that were put and have an answer; they are not put again.
    """
    points = tuple([*_stops(facts), *_asks(facts, answered), *_notes(facts)])
    if any(point.weight is PointWeight.STOP for point in points):
        return Tenancy(TenancyVerdict.STOP, points, ())
    asking = [point for point in points if point.weight is PointWeight.ASK]
    wanted = {question for point in asking for question in point.questions} - set(answered)
    questions = tuple(question for question in TenancyQuestion if question in wanted)[:MOST_QUESTIONS]
    return Tenancy(TenancyVerdict.ASK if questions else TenancyVerdict.GO, points, questions)


def _stops(facts: TenancyFacts) -> Iterator[Point]:
    """What no question mends: another decides, the room is not to be had, or a stop mark holds."""
    for kind, criterion, is_so in (
        (_P.POLICE_DECIDE, "L07", facts.premises_kind is PremisesKind.PUBLIC_PLACE),
        (_P.OWNER_DECIDES, "L14", facts.premises_kind is PremisesKind.PARTNER_HALL),
        (_P.ROOM_CLOSED, "L03", not facts.is_room_open),
        (_P.SLOT_TAKEN, "L03", facts.is_slot_taken),
    ):
        if is_so:
            yield Point(kind, criterion, PointWeight.STOP)
    for mark in facts.stop_marks:
        yield Point(_P.BARRED, "L10", PointWeight.STOP, facts=mark.told)
    if facts.capacity is not None and facts.expected is not None and facts.expected > facts.capacity:
        persons = {"expected": facts.expected, "capacity": facts.capacity}
        yield Point(_P.OVER_CAPACITY, "L08", PointWeight.STOP, facts=persons)
    if facts.police_imminent_on:
        told = {"day": facts.police_imminent_on}
        yield Point(_P.CRIME_IMMINENT, "L16", PointWeight.STOP, facts=told)


def _asks(facts: TenancyFacts, answered: Collection[TenancyQuestion]) -> Iterator[Point]:
    """What a neutral question can clear up; one that has its answer is told and asks no more."""
    for kind, criterion, questions, told in _unclear(facts):
        weight = PointWeight.NOTE if set(questions) <= set(answered) else PointWeight.ASK
        yield Point(kind, criterion, weight, questions, told)


_Unclear = tuple[TenancyPoint, str, tuple[TenancyQuestion, ...], Mapping[str, object]]


def _unclear(facts: TenancyFacts) -> Iterator[_Unclear]:
    yield from _of_contracts(facts)
    if not facts.has_actual_user:
        yield _P.USER_MISSING, "L02", (_Q.USERS,), {}
    if not facts.has_site_responsible:
        yield _P.SITE_RESPONSIBLE_MISSING, "L02", (_Q.USERS,), {}
    if facts.is_sublet:
        yield _P.SUBLET, "L04", (_Q.USERS,), {}
    if not facts.is_identified:
        yield _P.IDENTITY_MISSING, "L01", (_Q.IDENTITY,), {}
    if facts.is_party_inactive:
        yield _P.PARTY_INACTIVE, "L01", (_Q.IDENTITY,), {}
    yield from _of_purpose(facts)
    if facts.police_risk_on:
        yield _P.POLICE_RISK, "L05", (_Q.ORDER,), {"day": facts.police_risk_on}


def _of_contracts(facts: TenancyFacts) -> Iterator[_Unclear]:
    """A contract is held against a contract; who is to use the room is asked beside it."""
    for kind, contracts in (
        (_P.BARRED_CONTACT, facts.barred_contacts),
        (_P.ENDED_CONTRACT, facts.ended_contracts),
    ):
        for contract in contracts:
            yield kind, "L10", (_Q.USERS, _Q.EARLIER_CONTRACT), contract.told
    if facts.earlier_breaches:
        yield _P.EARLIER_BREACH, "L10", (_Q.EARLIER_CONTRACT,), {"count": facts.earlier_breaches}


def _of_purpose(facts: TenancyFacts) -> Iterator[_Unclear]:
    if facts.is_public is None or facts.expected is None:
        yield _P.PARTICULARS_MISSING, "L03", (_Q.PARTICULARS,), {}
    if _is_odd(facts):
        yield _P.ODD_PURPOSE, "L03", (_Q.PARTICULARS,), {}
    if facts.is_public and facts.purpose_kind in (PurposeKind.CELEBRATION, PurposeKind.MARKET):
        yield _P.PERMIT_MISSING, "L07", (_Q.PERMIT,), {}  # offentlig tillställning (ORDL 2:3, 2:4)


def _is_odd(facts: TenancyFacts) -> bool:
    """Whether kind, openness and pattern do not go together: a lecture or market closed to all, a party every
    week. It is asked about, and is nothing to refuse for."""
    if facts.purpose_kind in (PurposeKind.PUBLIC_TALK, PurposeKind.MARKET):
        return facts.is_public is False
    return facts.purpose_kind is PurposeKind.CELEBRATION and facts.dates >= SERIES


def _notes(facts: TenancyFacts) -> Iterator[Point]:
    """What whoever decides should know, and what asks nothing of the party."""
    if facts.is_terms_lacking:
        yield Point(_P.TERMS_LACKING, "L11", PointWeight.NOTE)
    if facts.dates_outside_hours:
        outside = {"count": facts.dates_outside_hours, "dates": facts.dates}
        yield Point(_P.OUTSIDE_HOURS, "L03", PointWeight.NOTE, facts=outside)
    if facts.days > LONG_USE_DAYS:
        yield Point(_P.LONG_USE, "L09", PointWeight.NOTE, facts={"days": facts.days})
    for name in facts.likely_names:
        yield Point(_P.NAME_LIKENESS, "", PointWeight.NOTE, facts={"name": name})
