"""What a party holds or asks for in every board, in six queries; which of it has ended; ending a tariff."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from vetting.domain.effects import Held, HeldGrant, Holdings, Part
from vetting.domain.stages import OPEN
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_premises import BookingState
from vetting.records.applications import Application, Case
from vetting.records.associations import Association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.payments import Instalment, Payment
from vetting.records.premises import Premises, Tariff


def holdings_of(association_id: str, *, now: dt.datetime) -> Holdings:
    """Everything of the association that is alive or waits at `now`; a special review is no application."""
    tariffs, dates = _rooms(association_id, now)
    return Holdings(
        grants=_grants(association_id, swedish_day(now)),
        tariffs=tariffs,
        dates=dates,
        requests=_waiting(BookingRequest.association_id == association_id, now),
        applications=_applications(association_id),
        linked=_waiting(_same_contact(association_id), now),
    )


def _grants(association_id: str, today: dt.date) -> list[HeldGrant]:
    supports = db.session.execute(
        select(Support.id, Support.board_id, Support.amount)
        .where(Support.association_id == association_id, Support.ended_on.is_(None), Support.ends_on >= today)
        .order_by(Support.starts_on, Support.id)
    ).all()
    parts: dict[str, list[tuple[Part, bool]]] = {support_id: [] for support_id, *_ in supports}
    paid_so_far = (
        select(func.coalesce(func.sum(Payment.amount), 0))
        .where(Payment.instalment_id == Instalment.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Instalment.support_id, Instalment.id, Instalment.amount, Instalment.due_on, paid_so_far)
        .where(Instalment.support_id.in_(parts))
        .order_by(Instalment.position)
    )
    for support_id, part_id, amount, due_on, paid in rows:
        parts[support_id].append((Part(part_id, amount, due_on), paid > 0))
    return [
        HeldGrant(
            support_id,
            board_id,
            amount,
            parts=len(parts[support_id]),
            unpaid=[part for part, paid in parts[support_id] if not paid],
        )
        for support_id, board_id, amount in supports
    ]


def _rooms(association_id: str, now: dt.datetime) -> tuple[list[Held], list[Held]]:
    """Subsidised tariffs that dates to come are let at, and those dates."""
    rows = db.session.execute(
        select(
            Booking.id,
            Booking.starts_at,
            Booking.request_id,
            Premises.id,
            Premises.board_id,
            Tariff.id,
            Tariff.is_subsidised,
        )
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .join(Premises, Premises.id == Booking.premises_id)
        .outerjoin(Tariff, Tariff.id == BookingRequest.tariff_id)
        .where(
            BookingRequest.association_id == association_id,
            Booking.state == BookingState.APPROVED,
            Booking.ends_at > now,
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    tariffs: dict[str, Held] = {}
    dates = []
    for booking_id, starts_at, request_id, premises_id, board_id, tariff_id, is_subsidised in rows:
        day = swedish_day(starts_at)
        dates.append(Held(booking_id, board_id, day, request_id=request_id, premises_id=premises_id))
        if is_subsidised:
            one = Held(tariff_id, board_id, request_id=request_id, premises_id=premises_id)
            tariffs.setdefault(tariff_id, one)
    return list(tariffs.values()), dates


def _waiting(of_whom: ColumnElement[bool], now: dt.datetime) -> list[Held]:
    """Requests with a date to come that nobody has decided on, by their first such date."""
    first = func.min(Booking.starts_at)
    rows = db.session.execute(
        select(BookingRequest.id, Premises.board_id, Premises.id, first)
        .join(Booking, Booking.request_id == BookingRequest.id)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(of_whom, Booking.state == BookingState.PENDING, Booking.ends_at > now)
        .group_by(BookingRequest.id, Premises.board_id, Premises.id)
        .order_by(first, BookingRequest.id)
    )
    return [
        Held(request_id, board_id, swedish_day(starts_at), request_id=request_id, premises_id=premises_id)
        for request_id, board_id, premises_id, starts_at in rows
    ]


def _same_contact(association_id: str) -> ColumnElement[bool]:
    """Requests of others by the telephone or e-mail of this party's requests, or by an association with the
    account of this one. Contract against contract: nobody is looked for (RF 2:3)."""

    def digests(column: ColumnElement[str | None]) -> ColumnElement[bool]:
        own = select(column).where(BookingRequest.association_id == association_id, column.is_not(None))
        return column.in_(own.scalar_subquery())

    return (
        or_(BookingRequest.association_id.is_(None), BookingRequest.association_id != association_id)
    ) & or_(
        digests(BookingRequest.phone_digest),  # type: ignore[arg-type]
        digests(BookingRequest.email_digest),  # type: ignore[arg-type]
        BookingRequest.association_id.in_(_same_account(association_id)),
    )


def _same_account(association_id: str) -> ScalarSelect[str]:
    """Other associations that are paid to the very account of this one."""
    other = aliased(Association)
    return (
        select(other.id)
        .join(Association, and_(other.giro == Association.giro, other.giro_kind == Association.giro_kind))
        .where(Association.id == association_id, Association.giro.is_not(None), other.id != association_id)
        .scalar_subquery()
    )


def _applications(association_id: str) -> list[Held]:
    newest = (
        select(Application.amount)
        .where(Application.case_id == Case.id)
        .order_by(Application.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Case.id, Case.board_id, newest)
        .where(
            Case.association_id == association_id,
            Case.stage.in_(OPEN),
            Case.is_review.is_(False),
        )
        .order_by(Case.opened_at, Case.id)
    )
    return [Held(case_id, board_id, amount=amount or 0) for case_id, board_id, amount in rows]


def ended_among(subjects: Iterable[str]) -> set[str]:
    """Which of these have been ended by a decision of their own: supports and parts of grants, requests for
    rooms, applications that led to nothing. A part has when its grant has."""
    wanted = set(subjects)
    ended = {BookingState.REFUSED, BookingState.WITHDRAWN, BookingState.CANCELLED}
    over = Support.ended_on.is_not(None)
    return {
        *db.session.scalars(select(Support.id).where(Support.id.in_(wanted), over)),
        *db.session.scalars(
            select(Instalment.id)
            .join(Support, Support.id == Instalment.support_id)
            .where(Instalment.id.in_(wanted), over)
        ),
        *db.session.scalars(
            select(BookingRequest.id).where(BookingRequest.id.in_(wanted), BookingRequest.state.in_(ended))
        ),
        *db.session.scalars(
            select(Case.id).where(
                Case.id.in_(wanted), Case.stage.not_in(OPEN), ~exists().where(Support.case_id == Case.id)
            )
        ),
    }


def end_tariff(association_id: str, tariff_id: str, *, now: dt.datetime) -> int:
    """The party's requests with a date to come are let at that tariff no longer; gives how many they are.

    `tariff_id`: of the tariff, or of a request that is let at it.
    """
    of_request = db.session.scalar(select(BookingRequest.tariff_id).where(BookingRequest.id == tariff_id))
    tariff_id = of_request or tariff_id
    to_come = exists().where(
        Booking.request_id == BookingRequest.id,
        Booking.ends_at > now,
        Booking.state.in_((BookingState.APPROVED, BookingState.PENDING)),
    )
    ended = db.session.scalars(
        update(BookingRequest)
        .where(
            BookingRequest.association_id == association_id, BookingRequest.tariff_id == tariff_id, to_come
        )
        .values(tariff_id=None, version=BookingRequest.version + 1)
        .returning(BookingRequest.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())
