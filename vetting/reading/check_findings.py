"""What a spot check came to, in all its versions, with what followed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain.terms_spot_checks import FindingResult, MeasureKind
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome


@dataclass(frozen=True)
class ShownFinding:
    """What the check came to; `reopened_*` when it was taken up again, `done_*` when the measure is done."""

    id: str
    version: int
    result: FindingResult
    summary: str
    comment: str
    measure: MeasureKind
    measure_note: str
    measure_due_on: dt.date | None
    minutes_spent: int
    closed_by: str
    closed_at: dt.datetime
    reopened_reason: str
    reopened_by: str
    reopened_at: dt.datetime | None
    outcome: str
    done_by: str
    done_at: dt.datetime | None

    @property
    def stands(self) -> bool:
        return self.reopened_at is None


def findings_of(check_id: str) -> tuple[ShownFinding, ...]:
    """Every finding of the check, newest first."""
    closer, opener, doer = aliased(Officer), aliased(Officer), aliased(Officer)
    rows = db.session.execute(
        select(Finding, FindingReopening, MeasureOutcome)
        .add_columns(closer.display_name, opener.display_name, doer.display_name)
        .outerjoin(FindingReopening, FindingReopening.finding_id == Finding.id)
        .outerjoin(MeasureOutcome, MeasureOutcome.finding_id == Finding.id)
        .outerjoin(closer, closer.id == Finding.closed_by)
        .outerjoin(opener, opener.id == FindingReopening.reopened_by)
        .outerjoin(doer, doer.id == MeasureOutcome.done_by)
        .where(Finding.check_id == check_id)
        .order_by(Finding.version.desc())
    )
    return tuple(
        ShownFinding(
            **_written(row),
            closed_by=closed_by or row.closed_by,
            reopened_reason=again.reason if again else "",
            reopened_by=(again_by or again.reopened_by) if again else "",
            reopened_at=again.reopened_at if again else None,
            outcome=done.outcome if done else "",
            done_by=(done_by or done.done_by) if done else "",
            done_at=done.done_at if done else None,
        )
        for row, again, done, closed_by, again_by, done_by in rows
    )


def _written(row: Finding) -> dict[str, Any]:
    names = ("id", "version", "result", "summary", "comment", "measure", "measure_note", "measure_due_on")
    return {name: getattr(row, name) for name in (*names, "minutes_spent", "closed_at")}
