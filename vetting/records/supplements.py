"""Questions asked of requests for completion: the open one of a case, a new one with its letter."""

import datetime as dt

from sqlalchemy import select

from vetting.domain.errors import NotFound
from vetting.domain.points import PointKind
from vetting.domain.supplement import Point
from vetting.records.applications import SupplementRequest
from vetting.records.db import db
from vetting.records.notices import Notice


def open_request(case_id: str) -> SupplementRequest:
    """The request that awaits an answer. Raises NotFound `no_open_request`."""
    found = db.session.scalar(
        select(SupplementRequest)
        .where(SupplementRequest.case_id == case_id, SupplementRequest.answered_at.is_(None))
        .order_by(SupplementRequest.requested_at.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound("no_open_request")
    return found


def points_of(request: SupplementRequest) -> tuple[Point, ...]:
    """The named points as the rules see them."""
    return tuple(
        Point(PointKind(point["kind"]), point["key"], point.get("note", "")) for point in request.points
    )


def add_request(
    case_id: str, points: tuple[Point, ...], *, due_on: dt.date, notice: Notice, requested_by: str
) -> SupplementRequest:
    """Keeps the request; `requested_at` is when its letter was written."""
    request = SupplementRequest(
        case_id=case_id,
        points=[{"kind": p.kind.value, "key": p.key, "note": p.note} for p in points],
        due_on=due_on,
        notice_id=notice.id,
        requested_by=requested_by,
        requested_at=notice.written_at,
    )
    db.session.add(request)
    db.session.flush()
    return request
