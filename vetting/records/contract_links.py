"""One request for a room held against stopped parties and terminated contracts, by facts of contracts alone.

Nobody can be looked for here: the question is always about one request, and the answer names contracts.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select

from vetting.domain.bars import STOPPING, ContractFacts, Slot, links_between, slot_of, strongest
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


def bars_touching(request: BookingRequest, board_id: str, *, today: dt.date) -> tuple[Barred, ...]:
    """The stop marks on rooms that have something to do with the request, one row each, the surest first."""
    return bars_touching_many((request,), board_id, today=today).get(request.id, ())


def bars_touching_many(
    requests: Sequence[BookingRequest], board_id: str, *, today: dt.date
) -> Mapping[str, tuple[Barred, ...]]:
    """As bars_touching for many requests in one board, by request; those without any are left out."""
    bars = [bar for bar in bars_in_force(_ROOMS, today=today) if holds_in(bar, board_id)]
    if not bars:
        return {}
    marked = _contracts(bars)
    parties = [bar.association_id for bar in bars if bar.association_id]
    rows = {row.id: row for row in requests}
    theirs = or_(BookingRequest.id.in_(marked), BookingRequest.association_id.in_(parties))
    rows |= {row.id: row for row in _requests(theirs)}
    facts = _facts(rows.values())
    contracts: dict[str | None, list[ContractFacts]] = {}
    for one in facts.values():
        contracts.setdefault(one.association_id, []).append(one)
    own = [(bar, _contracts_of(bar, facts, contracts)) for bar in bars]
    found = {one.id: tuple(_barred(facts[one.id], own, today)) for one in requests}
    return {key: _sorted(value) for key, value in found.items() if value}


def _contracts_of(
    bar: Bar, facts: Mapping[str, ContractFacts], by_association: Mapping[str | None, list[ContractFacts]]
) -> list[ContractFacts]:
    """The contract a stop mark is about, or those of the association it is about."""
    return [facts[bar.request_id]] if bar.request_id else by_association.get(bar.association_id, [])


def _barred(
    asked: ContractFacts, bars: Iterable[tuple[Bar, list[ContractFacts]]], today: dt.date
) -> Iterable[Barred]:
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
    places = list(BarLink)
    return tuple(sorted(found, key=lambda one: (places.index(one.link), one.bar.ends_on, one.bar.id)))


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
    for one in bars_touching(request, board_id, today=today):
        if one.stops:
            raise Refused(
                "party_barred", until=one.bar.ends_on.isoformat(), board=board(one.bar.board_id).name
            )


def ended_contracts_like(request: BookingRequest, *, today: dt.date) -> tuple[EndedContract, ...]:
    """Contracts terminated for a breach that share a fact with the request, the surest first, each once."""
    return ended_contracts_like_many((request,), today=today).get(request.id, ())


def ended_contracts_like_many(
    requests: Sequence[BookingRequest], *, today: dt.date
) -> Mapping[str, tuple[EndedContract, ...]]:
    """As ended_contracts_like for many requests, by request; those without any are left out. In two queries.

    The slot ties for three months alone: whoever takes a freed hour is not asked about it for ever.
    """
    ended = _ended_contracts()
    if not ended:
        return {}
    facts = _facts([*requests, *(row for row, _, _ in ended)])
    found: dict[str, tuple[EndedContract, ...]] = {}
    for asked in requests:
        ties = []
        for row, premises, ended_on in ended:
            link = strongest(links_between(facts[asked.id], facts[row.id]))
            if row.id == asked.id or link is None or _is_old_slot(link, ended_on, today):
                continue
            name = "" if row.party_kind is PartyKind.PRIVATE else row.party_name
            ties.append(EndedContract(row.id, name, row.premises_id, premises, ended_on, link))
        if ties:
            found[asked.id] = tuple(sorted(ties, key=_surest_first))
    return found


def _surest_first(one: EndedContract) -> tuple[int, dt.date, str]:
    return list(BarLink).index(one.link), one.ended_on, one.request_id


def _ended_contracts() -> list[tuple[BookingRequest, str, dt.date]]:
    """Every contract that was terminated for a breach, with its premises and last day: they are few."""
    rows = db.session.execute(
        select(BookingRequest, Premises.name, BreachStep.ends_on)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .join(Breach, Breach.request_id == BookingRequest.id)
        .join(BreachStep, BreachStep.breach_id == Breach.id)
        .where(BreachStep.kind == BreachStepKind.TERMINATION, BreachStep.state == StepState.TAKEN)
    )
    found = {row.id: (row, premises, ends_on) for row, premises, ends_on in rows if ends_on is not None}
    return list(found.values())


def proven_breaches_of(request: BookingRequest) -> int:
    """Breaches by the same responsible party, in any contract, that led to a written step (criterion L10)."""
    return proven_breaches_of_many((request,)).get(request.id, 0)


def proven_breaches_of_many(requests: Sequence[BookingRequest]) -> Mapping[str, int]:
    """As proven_breaches_of for many requests, by request; those without any are left out. In one query."""
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


def _facts(requests: Iterable[BookingRequest]) -> dict[str, ContractFacts]:
    """The facts of contracts, with the slots of their dates and their associations' giros; in one query."""
    rows = {row.id: row for row in requests}
    slots: dict[str, set[Slot]] = {}
    giros: dict[str, str] = {}
    stands = and_(Booking.request_id == BookingRequest.id, Booking.state != BookingState.WITHDRAWN)
    told = (
        select(
            BookingRequest.id, Booking.premises_id, Booking.starts_at, Association.giro_kind, Association.giro
        )
        .outerjoin(Booking, stands)
        .outerjoin(Association, Association.id == BookingRequest.association_id)
        .where(among(BookingRequest.id, rows))
    )
    for request_id, premises_id, starts_at, giro_kind, giro in db.session.execute(told):
        if premises_id is not None:
            slots.setdefault(request_id, set()).add(slot_of(premises_id, starts_at))
        if giro:
            giros[request_id] = f"{giro_kind}:{giro}"
    return {
        row.id: ContractFacts(
            row.id,
            row.association_id,
            row.org_number,
            row.phone_digest,
            row.email_digest,
            frozenset(slots.get(row.id, ())),
            giros.get(row.id),
        )
        for row in rows.values()
    }
