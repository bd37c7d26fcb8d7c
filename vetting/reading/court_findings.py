"""What courts have found of decisions on an association, for whoever decides about it again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.terms import Stage
from vetting.domain.terms_court import CourtOutcome
from vetting.reading.checks import case_heading
from vetting.records.applications import Case
from vetting.records.cases import case
from vetting.records.court_findings import CourtFinding, case_with_findings, findings_on


@dataclass(frozen=True)
class ShownFinding:
    """A judgment. `is_here`: on the decision of the very case it is shown in."""

    case_number: str
    court: str
    number: str
    judged_on: dt.date
    outcome: CourtOutcome
    finding: str
    is_here: bool


@dataclass(frozen=True)
class FindingsPage:
    """`may_record`: the case is decided and the reader prepares cases of its board."""

    case_id: str
    case_number: str
    association: str
    findings: tuple[ShownFinding, ...]
    may_record: bool


def case_to_decide(case_id: str, actor: Actor) -> tuple[Case, tuple[ShownFinding, ...]]:
    """The case within the reader's reach, and what courts have found of decisions on its association. Raises
    NotFound."""
    found, rows = case_with_findings(case_id, boards_for(actor, Act.SEE_CASES))
    return found, _shown(rows, case_id)


def _shown(rows: Sequence[tuple[CourtFinding, Case]], case_id: str) -> tuple[ShownFinding, ...]:
    return tuple(
        ShownFinding(
            of.case_number, row.court, row.number, row.judged_on, row.outcome, row.finding, of.id == case_id
        )
        for row, of in rows
    )


def findings_page(case_id: str, *, actor: Actor) -> FindingsPage:
    """The judgments, and whether one may be recorded here. Raises NotFound."""
    heading = case_heading(case_id, actor=actor)
    may_record = heading.stage is Stage.DECIDED and may(actor, Act.PREPARE_CASE, heading.board_id)
    shown = _shown(findings_on(case(case_id).association_id), case_id)
    return FindingsPage(heading.id, heading.case_number, heading.association, shown, may_record)
