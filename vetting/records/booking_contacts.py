"""Contact details of requests for rooms, blanked room by room when the retention plan keeps them no more."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from vetting.domain.swedish_time import first_moment
from vetting.domain.terms_contracts import BreachStepKind, StepState
from vetting.records.bars import Bar
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.breaches import Breach, BreachStep
from vetting.records.db import db
from vetting.records.premises import Premises

DETAILS = ("booker_name", "booker_phone", "booker_email", "site_responsible", "site_phone")
DIGESTS = ("phone_digest", "email_digest")
PIECE = 500  # requests in one transaction
_TERMINATED = (
    BreachStep.breach_id == Breach.id,
    BreachStep.kind == BreachStepKind.TERMINATION,
    BreachStep.state == StepState.TAKEN,
)


@dataclass(frozen=True)
class OutOfTime:
    """Which requests are meant: their last date was `last_day` or before, their board made no exception.

    `ties_until`: terminations after that day still tie contracts together by their digests; None: every one.
    """

    last_day: dt.date
    ties_until: dt.date | None
    kept_boards: Collection[str] = ()

    @property
    def where(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions of a request with something to remove. A breach that is not settled, and
        ended no contract, keeps everything."""
        before = first_moment(self.last_day + dt.timedelta(days=1))
        of_request = Booking.request_id == BookingRequest.id
        details = or_(*(getattr(BookingRequest, name) != "" for name in DETAILS))
        digests = or_(*(getattr(BookingRequest, name).is_not(None) for name in DIGESTS))
        open_breach = exists().where(
            Breach.request_id == BookingRequest.id, Breach.ended_at.is_(None), ~exists().where(*_TERMINATED)
        )
        return (
            or_(details, and_(digests, ~self.is_tied)),
            BookingRequest.received_at < before,
            ~exists().where(of_request, Booking.ends_at >= before),
            ~open_breach,
            Premises.id == BookingRequest.premises_id,
            Premises.board_id.not_in(self.kept_boards),
        )

    @property
    def is_tied(self) -> ColumnElement[bool]:
        """Whether a later contract may still be held against this one: terminated, or its party stopped."""
        after = () if self.ties_until is None else (BreachStep.ends_on > self.ties_until,)
        terminated = exists().where(Breach.request_id == BookingRequest.id, *_TERMINATED, *after)
        stopped = exists().where(
            or_(
                Bar.request_id == BookingRequest.id,
                Bar.association_id == BookingRequest.association_id,
            ),
            Bar.lifted_at.is_(None),
            Bar.closed_at.is_(None),
        )
        return or_(terminated, stopped)


def rooms_with_old(due: OutOfTime) -> Sequence[str]:
    """Premises with contact details whose time is out."""
    return db.session.scalars(
        select(BookingRequest.premises_id).where(*due.where).distinct().order_by(BookingRequest.premises_id)
    ).all()


def count_old(due: OutOfTime) -> int:
    """How many requests have contact details whose time is out."""
    return db.session.scalar(select(func.count(BookingRequest.id.distinct())).where(*due.where)) or 0


def blank_some(premises_id: str, due: OutOfTime, *, now: dt.datetime) -> int:
    """Blanks the details of some requests of the premises, and digests no tie needs; gives how many."""
    ids = db.session.scalars(
        select(BookingRequest.id)
        .where(BookingRequest.premises_id == premises_id, *due.where)
        .order_by(BookingRequest.id)
        .limit(PIECE)
        .with_for_update(of=BookingRequest)
    ).all()
    some = BookingRequest.id.in_(ids)
    blank = {**dict.fromkeys(DETAILS, ""), "contacts_gone_at": now}
    db.session.execute(update(BookingRequest).where(some).values(blank))
    without = update(BookingRequest).where(some, ~due.is_tied).values(dict.fromkeys(DIGESTS))
    db.session.execute(without, execution_options={"synchronize_session": False})
    return len(ids)
