"""What is known of requests for rooms, gathered for many at a time, and the verdict that follows from it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import literal, or_, select, union_all

from vetting.domain.names import search_key
from vetting.domain.near_names import nearest
from vetting.domain.swedish_time import swedish_day
from vetting.domain.tenancy import SharedContract, StopMark, Tenancy, TenancyFacts, tenancy_of
from vetting.domain.terms import RowState
from vetting.domain.terms_lettings import PoliceWord, TenancyQuestion
from vetting.domain.terms_premises import PartyKind
from vetting.domain.terms_revocations import BarReach
from vetting.records.associations import Association
from vetting.records.bars import Bar, stopped_parties
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.contract_links import Barred, EndedContract, Ties, proven_breaches_of_many, ties_of
from vetting.records.contract_terms import terms_lacking
from vetting.records.db import db
from vetting.records.lettings import BookingQuestion, PoliceContactNote, contacts_of, questions_of
from vetting.records.meeting_dates import Met, dates_and_outside, met_by
from vetting.records.officers import Board, Officer
from vetting.records.premises import Premises


@dataclass(frozen=True)
class Seen:
    """A request with what is known of it. `met`: by its waiting or confirmed dates, others' dates that have
    or wait for the room then; `dates`: all its dates, of one that is seen closely."""

    request: BookingRequest
    room: Premises
    facts: TenancyFacts
    tenancy: Tenancy
    questions: Sequence[BookingQuestion]
    contacts: Sequence[PoliceContactNote]
    met: Mapping[str, Sequence[Met]]
    dates: Sequence[Booking] = ()

    @property
    def falls(self) -> frozenset[str]:
        """The other requests that wait for a time that this one waits for."""
        return frozenset(one.request_id for found in self.met.values() for one in found if one.falls)


@dataclass(frozen=True)
class _Around:
    """What is read once for all the requests."""

    rooms: Mapping[str, Premises]
    ties: Ties
    met: Mapping[str, Mapping[str, Sequence[Met]]]
    inactive: Collection[str]
    breaches: Mapping[str, int]
    names: Mapping[str, str]  # of boards and officers by id
    stopped: Mapping[str, str]  # names of stopped parties by id
    questions: Mapping[str, Sequence[BookingQuestion]]
    contacts: Mapping[str, Sequence[PoliceContactNote]]


def seen_many(
    requests: Sequence[BookingRequest], rooms: Mapping[str, Premises], *, today: dt.date
) -> dict[str, Seen]:
    """The requests with their verdicts, by id, in the same number of queries however many they are.

    `rooms`: the premises of the requests, by id.
    """
    if not requests:
        return {}
    around = _around(requests, rooms, today)
    return {request.id: _seen(request, around) for request in requests}


def seen_closely(request: BookingRequest, *, today: dt.date) -> Seen:
    """One request, with what is only told: terms not accepted, dates outside the opening hours, and names
    alike those of stopped parties."""
    room = db.session.get_one(Premises, request.premises_id)
    dates, outside = dates_and_outside(request.id)
    around = _around([request], {room.id: room}, today)
    return _seen(
        request,
        around,
        dates=dates,
        told={
            "is_terms_lacking": terms_lacking(request.id, room.board_id, today),
            "dates_outside_hours": outside,
            "likely_names": _likely_names(request, around.stopped),
        },
    )


def _around(requests: Sequence[BookingRequest], rooms: Mapping[str, Premises], today: dt.date) -> _Around:
    ids = [request.id for request in requests]
    boards = {request.id: rooms[request.premises_id].board_id for request in requests}
    ties = ties_of(requests, boards, today=today)
    starts = [date.starts_at for key in ids for date in ties.dates.get(key, ())]
    bars = (one.bar for found in ties.barred.values() for one in found)
    names, inactive, stopped = _named(bars, requests, today)
    return _Around(
        rooms=rooms,
        ties=ties,
        met=met_by(ids, since=min(starts)) if starts else {},
        inactive=inactive,
        breaches=proven_breaches_of_many(requests),
        names=names,
        stopped=stopped,
        questions=questions_of(ids),
        contacts=contacts_of(ids),
    )


def _seen(
    request: BookingRequest,
    around: _Around,
    *,
    dates: Sequence[Booking] = (),
    told: Mapping[str, Any] | None = None,
) -> Seen:
    """`told`: facts of one that is seen closely, by their names."""
    room = around.rooms[request.premises_id]
    contacts = around.contacts.get(request.id, ())
    questions = around.questions.get(request.id, ())
    known = _known(request, around)
    facts = replace(known, **told) if told else known
    tenancy = tenancy_of(facts, answered=answered(questions))
    met = around.met.get(request.id, {})
    return Seen(request, room, facts, tenancy, questions, contacts, met, dates)


def _known(request: BookingRequest, around: _Around) -> TenancyFacts:
    room, barred = around.rooms[request.premises_id], around.ties.barred.get(request.id, ())
    dates, met = around.ties.dates.get(request.id, ()), around.met.get(request.id, {})
    starts = [date.starts_at for date in dates]
    waiting = [date.id for date in dates if date.is_waiting]
    taken = [date for date in waiting if any(one.has_room for one in met.get(date, ()))]
    contacts = around.contacts.get(request.id, ())
    said = contacts[0] if contacts else None  # the latest word of the police
    return TenancyFacts(
        premises_kind=room.kind,
        is_room_open=room.is_open,
        capacity=room.capacity,
        is_slot_taken=bool(taken) and taken == waiting,
        is_identified=request.is_identified,
        has_actual_user=bool(request.actual_user),
        has_site_responsible=bool(request.site_responsible or request.contacts_gone_at),
        purpose_kind=request.purpose_kind,
        is_public=request.is_public,
        expected=request.expected,
        is_sublet=request.is_sublet,
        dates=len(dates),
        days=(max(starts) - min(starts)).days + 1 if starts else 0,
        is_party_inactive=request.association_id in around.inactive,
        stop_marks=tuple(_mark(one, around.names) for one in barred if one.stops),
        barred_contacts=tuple(_contact(one, around.names) for one in barred if not one.stops),
        ended_contracts=tuple(_ended(one) for one in around.ties.ended.get(request.id, ())),
        earlier_breaches=around.breaches.get(request.id, 0),
        police_risk_on=_said(said, PoliceWord.RISK),
        police_imminent_on=_said(said, PoliceWord.IMMINENT),
    )


def answered(questions: Iterable[BookingQuestion]) -> frozenset[TenancyQuestion]:
    """Which of the questions have an answer."""
    return frozenset(one.question for one in questions if one.answered_at is not None)


def _said(note: PoliceContactNote | None, word: PoliceWord) -> str:
    return swedish_day(note.contacted_at).isoformat() if note is not None and note.word is word else ""


def _mark(barred: Barred, names: Mapping[str, str]) -> StopMark:
    bar = barred.bar
    return StopMark(bar.id, names[bar.board_id], bar.ends_on.isoformat(), names[bar.owner_id])


def _contact(barred: Barred, names: Mapping[str, str]) -> SharedContract:
    bar = barred.bar
    return SharedContract(
        bar.request_id or "",
        "",
        names[bar.board_id],
        bar.ends_on.isoformat(),
        barred.link.value,
        names[bar.owner_id],
    )


def _ended(contract: EndedContract) -> SharedContract:
    return SharedContract(
        contract.request_id,
        contract.party_name,
        contract.premises,
        contract.ended_on.isoformat(),
        contract.link.value,
    )


def _named(
    bars: Iterable[Bar], requests: Iterable[BookingRequest], today: dt.date
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Names by id: of boards that set the stop marks and officers who answer for them; of the requests'
    associations that the directory merged away or set aside; of stopped parties. In one query."""
    found = list(bars)
    ids = {one.association_id for one in requests if one.association_id}
    gone = or_(Association.merged_into_id.is_not(None), Association.row_state == RowState.QUARANTINED)
    stopped = Association.id.in_(stopped_parties((BarReach.ROOMS,), today=today))
    owners = {bar.owner_id for bar in found}
    parts = [
        select(Board.id, Board.name, literal(0)).where(Board.id.in_({bar.board_id for bar in found})),
        select(Officer.id, Officer.display_name, literal(0)).where(Officer.id.in_(owners)),
        select(Association.id, Association.name, literal(1)).where(Association.id.in_(ids), gone),
        select(Association.id, Association.name, literal(2)).where(stopped),
    ]
    named: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    for row_id, name, part in db.session.execute(union_all(*parts)):
        named[part][row_id] = name
    return named


def _likely_names(request: BookingRequest, stopped: Mapping[str, str]) -> tuple[str, ...]:
    """Names of stopped parties that the party's own name resembles: told, and nothing more."""
    if request.party_kind is PartyKind.PRIVATE:
        return ()  # nobody is looked for by name
    others = {key: name for key, name in stopped.items() if key != request.association_id}
    near = nearest(request.party_name, [(key, search_key(name)) for key, name in others.items()])
    return tuple(others[key] for key in near)
