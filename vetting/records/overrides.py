"""Sources a check could not rely on, and people's word that its case may go on without them."""

import datetime as dt

from sqlalchemy import select

from vetting.domain.errors import NotFound, Refused
from vetting.records.applications import Case
from vetting.records.cross_checks import CheckedSource, CheckOverride, CrossCheck, case_to_check
from vetting.records.db import db
from vetting.records.snapshots import Source


def looked_at(check_id: str, source_key: str) -> tuple[CrossCheck, CheckedSource, Case]:
    """The check of a case, what that source contributed to it, and the case: locked until the deed ends, so
    that nobody makes the check anew meanwhile. Raises NotFound."""
    row = db.session.execute(
        select(CrossCheck, CheckedSource)
        .join(CheckedSource, CheckedSource.check_id == CrossCheck.id)
        .join(Source, Source.id == CheckedSource.source_id)
        .where(CrossCheck.id == check_id, Source.key == source_key)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    check, looked = row
    case = case_to_check(check.case_id or "")
    db.session.refresh(check)
    return check, looked, case


def keep_override(check_id: str, source_id: str, reason: str, *, by: str, at: dt.datetime) -> None:
    """Keeps the word. Raises Refused `source_overridden` when it was said before."""
    if db.session.get(CheckOverride, (check_id, source_id)) is not None:
        raise Refused("source_overridden")
    db.session.add(
        CheckOverride(
            check_id=check_id, source_id=source_id, reason=reason, overridden_by=by, overridden_at=at
        )
    )
