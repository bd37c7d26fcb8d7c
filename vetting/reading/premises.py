"""The register of premises: the list, and one of them with its rules, tariffs, hours, managers and dates."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.booking_dates import LIVE
from vetting.domain.errors import NotFound
from vetting.domain.names import search_key
from vetting.domain.premises import holds
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState, PremisesKind
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.officers import Appointment, Board, Officer
from vetting.records.premises import OpeningHours, Premises, PremisesDuty, PremisesRule, Tariff

NEXT_DATES = 20


@dataclass(frozen=True)
class TariffLine:
    """One tariff. `standing` is "coming", "in_force" or "ended"."""

    name: str
    kronor_per_hour: int
    is_subsidised: bool
    in_force_from_on: dt.date
    in_force_to_on: dt.date | None
    standing: str


@dataclass(frozen=True)
class RuleLine:
    """One house rule; `standing` as of a tariff."""

    text: str
    adopted_by: str
    adopted_on: dt.date
    in_force_from_on: dt.date
    in_force_to_on: dt.date | None
    standing: str


@dataclass(frozen=True)
class DutyLine:
    """Who manages the premises, and from when to when."""

    id: str
    officer: str
    from_on: dt.date
    until_on: dt.date | None
    is_past: bool


@dataclass(frozen=True)
class DateLine:
    """One coming date: when, whose, and how it stands."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    party: str
    state: BookingState


@dataclass(frozen=True)
class PremisesLine:
    """Premises in the list. `prices`: the tariffs that hold today."""

    id: str
    key: str
    name: str
    kind: PremisesKind
    board: str
    address: str
    capacity: int | None
    is_state_aided: bool
    is_open: bool
    prices: tuple[TariffLine, ...]
    managers: tuple[str, ...]
    has_rule: bool


@dataclass(frozen=True)
class PremisesPage:
    """One of them. `may_manage`: whether the reader may change it. `hours` by weekday, 0 is Monday."""

    line: PremisesLine
    board_id: str
    version: int
    rules: tuple[RuleLine, ...]
    tariffs: tuple[TariffLine, ...]
    hours: dict[int, tuple[str, str]]
    duties: tuple[DutyLine, ...]
    dates: tuple[DateLine, ...]
    coming: int
    may_manage: bool


@dataclass(frozen=True)
class PremisesList:
    """What was found, and the boards whose premises the reader sees."""

    lines: tuple[PremisesLine, ...]
    boards: tuple[tuple[str, str], ...]


def premises_list(
    *, board_id: str = "", kind: str = "", words: str = "", actor: Actor, today: dt.date
) -> PremisesList:
    """Premises of the reader's boards, narrowed where asked; `words` in name, key and address."""
    require(actor, Act.SEE_PREMISES)
    reach = boards_for(actor, Act.SEE_PREMISES)
    query = select(Premises, Board.name).join(Board, Board.id == Premises.board_id)
    if reach is not None:
        query = query.where(Premises.board_id.in_(sorted(reach)))
    if board_id:
        query = query.where(Premises.board_id == board_id)
    if kind in set(PremisesKind):
        query = query.where(Premises.kind == PremisesKind(kind))
    found = [(row, board) for row, board in db.session.execute(query.order_by(Board.name, Premises.name))]
    if wanted := search_key(words):
        found = [(row, board) for row, board in found if wanted in _searched(row)]
    return PremisesList(tuple(_lines(found, today)), boards_seen(Act.SEE_PREMISES, actor=actor))


def premises_page(premises_id: str, *, actor: Actor, now: dt.datetime, today: dt.date) -> PremisesPage:
    """One of them. Raises NotFound, also for another board's."""
    row, board = _seen(premises_id, Act.SEE_PREMISES, actor)
    rules = db.session.scalars(
        select(PremisesRule)
        .where(PremisesRule.premises_id == premises_id)
        .order_by(PremisesRule.in_force_from_on.desc())
    ).all()
    tariffs = _tariffs([premises_id], today)[premises_id]
    hours = db.session.scalars(select(OpeningHours).where(OpeningHours.premises_id == premises_id))
    dates, coming = _dates(premises_id, now)
    return PremisesPage(
        line=_lines([(row, board)], today)[0],
        board_id=row.board_id,
        version=row.version,
        rules=tuple(
            RuleLine(
                one.text,
                one.adopted_by,
                one.adopted_on,
                one.in_force_from_on,
                one.in_force_to_on,
                _standing(one.in_force_from_on, one.in_force_to_on, today),
            )
            for one in rules
        ),
        tariffs=tuple(tariffs),
        hours={one.weekday: (one.opens_at, one.closes_at) for one in hours},
        duties=tuple(_duties([premises_id], today)[premises_id]),
        dates=dates,
        coming=coming,
        may_manage=may(actor, Act.MANAGE_PREMISES, row.board_id),
    )


def premises_to_change(premises_id: str, *, actor: Actor) -> Premises:
    """The row that a form begins from. Raises NotFound, also for another board's."""
    return _seen(premises_id, Act.MANAGE_PREMISES, actor)[0]


def boards_seen(act: Act, *, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Boards in use where the reader may do that, by name: id and name."""
    reach = boards_for(actor, act)
    rows = db.session.execute(select(Board.id, Board.name).where(Board.is_active).order_by(Board.name))
    return tuple((key, name) for key, name in rows if reach is None or key in reach)


def managers_of_board(board_id: str, *, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Officers who may decide on bookings of the board, by name: id and name."""
    require(actor, Act.MANAGE_PREMISES, board_id)
    rows = db.session.execute(
        select(Officer.id, Officer.display_name, Appointment.role, Appointment.board_id)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .where(Officer.is_active, or_(Appointment.board_id == board_id, Appointment.board_id.is_(None)))
        .order_by(Officer.display_name, Officer.id)
    )
    held: dict[tuple[str, str], set[tuple[Role, str | None]]] = {}
    for key, name, role, where in rows:
        held.setdefault((key, name), set()).add((role, where))
    return tuple(
        (key, name)
        for (key, name), roles in held.items()
        if may(Actor(key, name, frozenset(roles)), Act.DECIDE_BOOKING, board_id)
    )


def _seen(premises_id: str, act: Act, actor: Actor) -> tuple[Premises, str]:
    require(actor, act)
    found = db.session.execute(
        select(Premises, Board.name)
        .join(Board, Board.id == Premises.board_id)
        .where(Premises.id == premises_id)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    require(actor, act, found[0].board_id)
    return found[0], found[1]


def _lines(found: list[tuple[Premises, str]], today: dt.date) -> list[PremisesLine]:
    ids = [row.id for row, _ in found]
    tariffs, duties = _tariffs(ids, today), _duties(ids, today)
    ruled = set(
        db.session.scalars(
            select(PremisesRule.premises_id).where(
                PremisesRule.premises_id.in_(ids),
                PremisesRule.in_force_from_on <= today,
                or_(PremisesRule.in_force_to_on.is_(None), PremisesRule.in_force_to_on >= today),
            )
        )
    )
    return [
        PremisesLine(
            id=row.id,
            key=row.key,
            name=row.name,
            kind=row.kind,
            board=board,
            address=row.address,
            capacity=row.capacity,
            is_state_aided=row.is_state_aided,
            is_open=row.is_open,
            prices=tuple(one for one in tariffs[row.id] if one.standing == "in_force"),
            managers=tuple(one.officer for one in duties[row.id] if not one.is_past and one.from_on <= today),
            has_rule=row.id in ruled,
        )
        for row, board in found
    ]


def _tariffs(ids: list[str], today: dt.date) -> defaultdict[str, list[TariffLine]]:
    found: defaultdict[str, list[TariffLine]] = defaultdict(list)
    rows = db.session.scalars(
        select(Tariff)
        .where(Tariff.premises_id.in_(ids))
        .order_by(Tariff.in_force_from_on.desc(), Tariff.name, Tariff.id)
    )
    for row in rows:
        found[row.premises_id].append(
            TariffLine(
                row.name,
                row.kronor_per_hour,
                row.is_subsidised,
                row.in_force_from_on,
                row.in_force_to_on,
                _standing(row.in_force_from_on, row.in_force_to_on, today),
            )
        )
    return found


def _duties(ids: list[str], today: dt.date) -> defaultdict[str, list[DutyLine]]:
    found: defaultdict[str, list[DutyLine]] = defaultdict(list)
    rows = db.session.execute(
        select(PremisesDuty, Officer.display_name)
        .join(Officer, Officer.id == PremisesDuty.officer_id)
        .where(PremisesDuty.premises_id.in_(ids))
        .order_by(PremisesDuty.from_on, Officer.display_name)
    )
    for row, name in rows:
        is_past = row.until_on is not None and row.until_on < today
        found[row.premises_id].append(DutyLine(row.id, name, row.from_on, row.until_on, is_past))
    return found


def _dates(premises_id: str, now: dt.datetime) -> tuple[tuple[DateLine, ...], int]:
    """The next dates, and how many there are in all."""
    meant = (Booking.premises_id == premises_id, Booking.ends_at > now, Booking.state.in_(sorted(LIVE)))
    rows = db.session.execute(
        select(Booking.starts_at, Booking.ends_at, BookingRequest.party_name, Booking.state)
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .where(*meant)
        .order_by(Booking.starts_at, Booking.id)
        .limit(NEXT_DATES)
    )
    total = db.session.scalar(select(func.count()).select_from(Booking).where(*meant)) or 0
    return tuple(DateLine(*row) for row in rows), total


def _standing(first: dt.date, last: dt.date | None, today: dt.date) -> str:
    if first > today:
        return "coming"
    return "in_force" if holds(first, last, today) else "ended"


def _searched(row: Premises) -> str:
    return search_key(f"{row.name} {row.key} {row.address}")
