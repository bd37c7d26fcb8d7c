"""One request for a room held against stopped parties and terminated contracts, by facts of contracts alone.

Nobody can be looked for here: the question is always about one request, and the answer names contracts.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select

from vetting.domain.bars import STOPPING, STRENGTH, ContractFacts, Slot, links_between, slot_of, strongest
from vetting.domain.errors import Refused
from vetting.domain.terms_contracts import BarLink, BreachEnd, BreachStepKind, StepState
from vetting.domain.terms_premises import BookingState, PartyKind
from vetting.domain.terms_revocations import BarReach
from vetting.records.associations import Association
from vetting.records.bars import Bar, bars_in_force, holds_in
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.breaches import Breach, BreachStep
from vetting.records.db import among, db
from vetting.records.officers import board
from vetting.records.premises import Premises

SLOT_TIES = dt.timedelta(days=92)  # the months around: a freed hour is for anybody to take
_ROOMS = (BarReach.ROOMS, BarReach.BOTH)
_CONTACTS = (BarLink.PHONE, BarLink.EMAIL, BarLink.ACCOUNT)


@dataclass(frozen=True)
class Barred:
    """A stop mark, and the strongest fact that ties the request to it."""

    bar: Bar
    link: BarLink

    @property
    def stops(self) -> bool:
        """Whether it is the same responsible party; else it is a question to put."""
        return self.link in STOPPING


@dataclass(frozen=True)
class EndedContract:
    """A contract that was terminated for a breach, and the fact it has in common with the request."""

    request_id: str
    party_name: str
    premises_id: str
    premises: str
    ended_on: dt.date
    link: BarLink


@dataclass(frozen=True)
class BookedDate:
    """A date of a request that was not withdrawn."""

    id: str
    starts_at: dt.datetime
    is_waiting: bool


@dataclass(frozen=True)
class Ties:
    """By request: the stop marks that touch it, the ended contracts like it, both the surest first, and its
    dates. Requests without any are left out of each."""

    barred: Mapping[str, tuple[Barred, ...]]
    ended: Mapping[str, tuple[EndedContract, ...]]
    dates: Mapping[str, Sequence[BookedDate]]


def ties_of(requests: Sequence[BookingRequest], boards: Mapping[str, str], *, today: dt.date) -> Ties:
    """What requests have to do with stop marks on rooms and with contracts terminated for a breach.

    `boards`: the board of each request's premises, by request; a stop mark touches where it holds. In five
    queries however many the requests are.
    """
    bars = bars_in_force(_ROOMS, today=today)
    ended = _ended_contracts()
    facts, dates = _facts([*requests, *_marked(bars), *(one.contract for one in ended)])
    contracts: dict[str | None, list[ContractFacts]] = {}
    for one in facts.values():
        contracts.setdefault(one.association_id, []).append(one)
    own = [(bar, _contracts_of(bar, facts, contracts)) for bar in bars]
    barred, like = {}, {}
    for request in requests:
        asked, board_id = facts[request.id], boards[request.id]
        held = ((bar, theirs) for bar, theirs in own if holds_in(bar, board_id))
        if touching := _sorted(_barred(asked, held, today)):
            barred[asked.request_id] = touching
        if ties := tuple(sorted(_like(asked, ended, facts, today), key=_surest_first)):
            like[asked.request_id] = ties
    return Ties(barred, like, dates)


def _contracts_of(
    bar: Bar, facts: Mapping[str, ContractFacts], by_association: Mapping[str | None, list[ContractFacts]]
) -> list[ContractFacts]:
    """The contract a stop mark is about, or those of the association it is about."""
    return [facts[bar.request_id]] if bar.request_id else by_association.get(bar.association_id, [])


def _barred(
    asked: ContractFacts, bars: Iterable[tuple[Bar, list[ContractFacts]]], today: dt.date
) -> Iterator[Barred]:
    for bar, contracts in bars:
        if bar.request_id is None:
            link = _link_to_party(asked, bar.association_id, contracts)
        else:
            link = strongest(links_between(asked, contracts[0]))
        if link is not None and not _is_old_slot(link, bar.starts_on, today):
            yield Barred(bar, link)


def _is_old_slot(link: BarLink, since: dt.date, today: dt.date) -> bool:
    return link is BarLink.SLOT and since < today - SLOT_TIES


def _link_to_party(
    asked: ContractFacts, association_id: str | None, contracts: Iterable[ContractFacts]
) -> BarLink | None:
    """The stopped association itself, or a contact that one of its own contracts has too."""
    if asked.association_id == association_id:
        return BarLink.ASSOCIATION
    links = (link for one in contracts for link in links_between(asked, one) if link in _CONTACTS)
    return strongest(links)


def _sorted(found: Iterable[Barred]) -> tuple[Barred, ...]:
    return tuple(sorted(found, key=lambda one: (STRENGTH[one.link], one.bar.ends_on, one.bar.id)))


def _marked(bars: Sequence[Bar]) -> Sequence[BookingRequest]:
    """The contracts that stop marks are about, and those of the associations they are about."""
    if not bars:
        return ()
    parties = [bar.association_id for bar in bars if bar.association_id]
    return _requests(or_(BookingRequest.id.in_(_contracts(bars)), BookingRequest.association_id.in_(parties)))


@dataclass(frozen=True)
class StoppedParty:
    """Whom a stop mark on rooms holds against: an association, or the responsible party of one contract."""

    bar: Bar
    association_id: str | None
    org_number: str | None

    def is_party(self, association_id: str | None, org_number: str | None) -> bool:
        """Whether it is that party, by the directory or by the number of the contract."""
        is_same = association_id is not None and association_id == self.association_id
        return is_same or (org_number is not None and org_number == self.org_number)


def stopped_on_rooms(*, today: dt.date) -> tuple[StoppedParty, ...]:
    """Every stop mark on rooms that holds today in any board, with its party. In at most two queries."""
    bars = bars_in_force(_ROOMS, today=today)
    marked = {row.id: row for row in _requests(BookingRequest.id.in_(_contracts(bars)))}
    found = []
    for bar in bars:
        row = marked.get(bar.request_id or "")
        if row is None:
            found.append(StoppedParty(bar, bar.association_id, None))
        else:
            found.append(StoppedParty(bar, row.association_id, row.org_number))
    return tuple(found)


def _contracts(bars: Iterable[Bar]) -> list[str]:
    return [bar.request_id for bar in bars if bar.request_id]


def require_request_free(request: BookingRequest, board_id: str, *, today: dt.date) -> None:
    """Raises Refused `party_barred` while the same responsible party is under a stop mark on rooms."""
    ties = ties_of((request,), {request.id: board_id}, today=today)
    for one in ties.barred.get(request.id, ()):
        if one.stops:
            raise Refused(
                "party_barred", until=one.bar.ends_on.isoformat(), board=board(one.bar.board_id).name
            )


@dataclass(frozen=True)
class _Ended:
    contract: BookingRequest
    premises: str
    ended_on: dt.date


def _like(
    asked: ContractFacts, ended: Iterable[_Ended], facts: Mapping[str, ContractFacts], today: dt.date
) -> Iterator[EndedContract]:
    """The ended contracts that share a fact with the request. The slot ties for three months alone: whoever
    takes a freed hour is not asked about it for ever."""
    for one in ended:
        row = one.contract
        link = strongest(links_between(asked, facts[row.id]))
        if row.id == asked.request_id or link is None or _is_old_slot(link, one.ended_on, today):
            continue
        name = "" if row.party_kind is PartyKind.PRIVATE else row.party_name
        yield EndedContract(row.id, name, row.premises_id, one.premises, one.ended_on, link)


def _surest_first(one: EndedContract) -> tuple[int, dt.date, str]:
    return STRENGTH[one.link], one.ended_on, one.request_id


def _ended_contracts() -> list[_Ended]:
    """Every contract that was terminated for a breach, with its premises and last day: they are few."""
    rows = db.session.execute(
        select(BookingRequest, Premises.name, BreachStep.ends_on)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .join(Breach, Breach.request_id == BookingRequest.id)
        .join(BreachStep, BreachStep.breach_id == Breach.id)
        .where(BreachStep.kind == BreachStepKind.TERMINATION, BreachStep.state == StepState.TAKEN)
    )
    found = {row.id: _Ended(row, premises, ends_on) for row, premises, ends_on in rows if ends_on is not None}
    return list(found.values())


def proven_breaches_of_many(requests: Sequence[BookingRequest]) -> Mapping[str, int]:
    """Breaches by the same responsible party, in any contract, that led to a written step (criterion L10); by
    request, those without any are left out. In one query."""
    written = exists().where(
        BreachStep.breach_id == Breach.id,
        BreachStep.state == StepState.TAKEN,
        BreachStep.kind != BreachStepKind.REMARK,
    )
    rows = db.session.execute(
        select(Breach.ended, BookingRequest.id, BookingRequest.association_id, BookingRequest.org_number)
        .join(BookingRequest, BookingRequest.id == Breach.request_id)
        .where(written)
    ).all()
    found = {}
    for asked in requests:
        same = sum(
            ended not in (BreachEnd.UNPROVEN, BreachEnd.PERMITTED)
            and (
                request_id == asked.id
                or (association_id is not None and association_id == asked.association_id)
                or (org_number is not None and org_number == asked.org_number)
            )
            for ended, request_id, association_id, org_number in rows
        )
        if same:
            found[asked.id] = same
    return found


def _requests(where: ColumnElement[bool]) -> Sequence[BookingRequest]:
    return db.session.scalars(select(BookingRequest).where(where)).all()


def _facts(
    requests: Iterable[BookingRequest],
) -> tuple[dict[str, ContractFacts], dict[str, list[BookedDate]]]:
    """The facts of contracts, with the slots of their dates and their associations' giros, and the dates; by
    request, in two queries."""
    rows = {row.id: row for row in requests}
    dates: dict[str, list[BookedDate]] = {}
    slots: dict[str, set[Slot]] = {}
    told = select(
        Booking.request_id, Booking.id, Booking.premises_id, Booking.starts_at, Booking.state
    ).where(among(Booking.request_id, rows), Booking.state != BookingState.WITHDRAWN)
    for request_id, date_id, premises_id, starts_at, state in db.session.execute(told):
        one = BookedDate(date_id, starts_at, state is BookingState.PENDING)
        dates.setdefault(request_id, []).append(one)
        slots.setdefault(request_id, set()).add(slot_of(premises_id, starts_at))
    giros = _giros({row.association_id for row in rows.values() if row.association_id})
    facts = {
        key: _facts_of(row, slots.get(key, set()), giros.get(row.association_id or ""))
        for key, row in rows.items()
    }
    return facts, dates


def _giros(association_ids: Collection[str]) -> dict[str, str]:
    """The accounts of associations that have one, each with its kind."""
    if not association_ids:
        return {}
    rows = db.session.execute(
        select(Association.id, Association.giro_kind, Association.giro).where(
            among(Association.id, association_ids)
        )
    )
    return {key: f"{kind}:{number}" for key, kind, number in rows if number}


def _facts_of(row: BookingRequest, slots: Iterable[Slot], giro: str | None) -> ContractFacts:
    return ContractFacts(
        row.id,
        row.association_id,
        row.org_number,
        row.phone_digest,
        row.email_digest,
        frozenset(slots),
        giro,
    )
