"""What the letters and lists about a claim are written from, beside the claim itself."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from vetting.domain.demand_letter import LetterPeriod
from vetting.domain.errors import NotFound
from vetting.records.claims import ClaimPeriod
from vetting.records.db import db
from vetting.records.decisions import Decision


def decided_on(decision_id: str) -> dt.date:
    """The day of the decision by which money is claimed back. Raises NotFound."""
    found = db.session.get(Decision, decision_id)
    if found is None:
        raise NotFound("not_found")
    return found.decided_on


def periods_of(claim_id: str) -> Sequence[ClaimPeriod]:
    """The days the claim covers, in order."""
    rows = db.session.scalars(
        select(ClaimPeriod).where(ClaimPeriod.claim_id == claim_id).order_by(ClaimPeriod.position)
    )
    return rows.all()


def periods_in_letter(claim_id: str) -> tuple[LetterPeriod, ...]:
    """The same, as a letter tells of them."""
    return tuple(
        LetterPeriod(row.starts_on.isoformat(), row.ends_on.isoformat(), row.amount)
        for row in periods_of(claim_id)
    )
