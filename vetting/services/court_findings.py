"""A court's judgment on a decision is recorded, and shown to whoever decides about the association again."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.domain.terms_court import CourtOutcome
from vetting.records import court_findings, sealed_reasons, sheets
from vetting.records.court_findings import CourtFinding
from vetting.records.db import transaction
from vetting.records.journal import note


@dataclass(frozen=True)
class Judgment:
    """A judgment as written down; `number` is the court's own."""

    court: str
    number: str
    judged_on: dt.date
    outcome: CourtOutcome
    finding: str


def record_finding(case_id: str, judgment: Judgment, *, by: Actor, now: dt.datetime) -> str:
    """Records what a court found of the decision of a case and gives its id; kept as written.

    Raises NotFound, NotAllowed, Refused `not_decided`, `judgment_day_impossible`, `text_missing`,
    `personal_number_in_text` and `outlook_in_text`.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        if case.stage is not Stage.DECIDED:
            raise Refused("not_decided")
        decision, _, _ = sealed_reasons.decision_with_seal(case.id)
        if not decision.decided_on <= judgment.judged_on <= swedish_day(now):
            raise Refused("judgment_day_impossible", field="judged_on")
        row = CourtFinding(
            decision_id=decision.id,
            court=require_written(judgment.court, field="court", longest=120),
            number=require_written(judgment.number, field="number", longest=60),
            judged_on=judgment.judged_on,
            outcome=judgment.outcome,
            finding=require_written(judgment.finding, field="finding"),
            recorded_by=by.id,
            recorded_at=now,
        )
        finding_id = court_findings.add_finding(row)
        note(
            Entry.COURT_FINDING_RECORDED,
            by=by,
            now=now,
            subject=f"court_finding:{finding_id}",
            case_id=case.id,
            court=row.court,
            judgment=row.number,
            on=row.judged_on.isoformat(),
            court_outcome=row.outcome.value,
        )
        return finding_id
