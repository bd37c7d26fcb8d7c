"""How far the freedoms have been gone through in a case on premises."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import Regime
from vetting.reading.checks import case_heading
from vetting.records.cases import case
from vetting.records.decision_papers import names_of_officers
from vetting.records.freedom_trials import trials_of


@dataclass(frozen=True)
class ShownTrial:
    """What somebody found, and when."""

    finding: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class TrialsPage:
    """`is_asked`: whether the case is about premises let by contract."""

    case_id: str
    case_number: str
    association: str
    trials: tuple[ShownTrial, ...]
    is_asked: bool
    may_try: bool


def trials_page(case_id: str, *, actor: Actor) -> TrialsPage:
    """The trials of a case. Raises NotFound."""
    heading = case_heading(case_id, actor=actor)
    rows = trials_of(case_id)
    names = names_of_officers({row.tried_by for row in rows})
    is_asked = case(case_id).regime is Regime.CIVIL_LAW
    able = heading.stage in UNDER_PREPARATION and may(actor, Act.PREPARE_CASE, heading.board_id)
    return TrialsPage(
        heading.id,
        heading.case_number,
        heading.association,
        tuple(ShownTrial(row.finding, names.get(row.tried_by, ""), row.tried_at) for row in rows),
        is_asked,
        is_asked and able,
    )
