"""Registers asked by file where something waits for whoever makes and sends the files."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import case, func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.terms import InquiryState
from vetting.records.db import db
from vetting.records.inquiries import Inquiry
from vetting.records.snapshots import Source


@dataclass(frozen=True)
class FilesToMake:
    """A source with questions that officers have queued, since when, and answers that are late."""

    key: str
    name: str
    queued: int
    since: dt.datetime | None
    late: int


def files_to_make(actor: Actor) -> tuple[FilesToMake, ...]:
    """Sources where questions wait for a question file, or answers are late. Raises NotAllowed."""
    require(actor, Act.MANAGE_SOURCES)
    is_queued = Inquiry.state == InquiryState.QUEUED
    queued = func.sum(case((is_queued, 1), else_=0))
    rows = db.session.execute(
        select(Source.key, Source.name, queued, func.min(case((is_queued, Inquiry.sent_at))))
        .add_columns(func.sum(case((is_queued, 0), else_=1)))
        .join(Inquiry, Inquiry.source_id == Source.id)
        .where(Inquiry.state.in_((InquiryState.QUEUED, InquiryState.OVERDUE)), Source.is_active)
        .group_by(Source.key, Source.name)
        .order_by(Source.name)
    )
    return tuple(FilesToMake(*row) for row in rows)
