"""The steps taken on broken contracts, as lines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain.terms_contracts import BreachStepKind, StepState, TerminationWay
from vetting.records.breaches import BreachStep
from vetting.records.db import db
from vetting.records.officers import Officer


@dataclass(frozen=True)
class StepLine:
    """One step with the names of those who took it. `has_letter`: it was told to the tenant."""

    id: str
    breach_id: str
    kind: BreachStepKind
    state: StepState
    telling: str
    proportionality: str
    lawyer_word: str
    reply_by_on: dt.date | None
    way: TerminationWay | None
    ends_on: dt.date | None
    review_on: dt.date | None
    proposed_by_id: str
    proposed_by: str
    proposed_at: dt.datetime
    second_by: str | None
    taken_at: dt.datetime | None
    return_reason: str
    bar_id: str | None

    @property
    def has_letter(self) -> bool:
        """Whether a letter was written."""
        return self.state is StepState.TAKEN


def step_lines(breach_ids: Sequence[str]) -> tuple[StepLine, ...]:
    """The steps of breaches, in their order, in one query."""
    second = aliased(Officer)
    rows = db.session.execute(
        select(BreachStep, Officer.display_name, second.display_name)
        .join(Officer, Officer.id == BreachStep.proposed_by)
        .outerjoin(second, second.id == BreachStep.second_by)
        .where(BreachStep.breach_id.in_(breach_ids))
        .order_by(BreachStep.breach_id, BreachStep.position)
    ).all()
    return tuple(_line(row, proposed, seconded) for row, proposed, seconded in rows)


def _line(row: BreachStep, proposed: str, seconded: str | None) -> StepLine:
    return StepLine(
        id=row.id,
        breach_id=row.breach_id,
        kind=row.kind,
        state=row.state,
        telling=row.telling,
        proportionality=row.proportionality,
        lawyer_word=row.lawyer_word,
        reply_by_on=row.reply_by_on,
        way=row.way,
        ends_on=row.ends_on,
        review_on=row.review_on,
        proposed_by_id=row.proposed_by,
        proposed_by=proposed,
        proposed_at=row.proposed_at,
        second_by=seconded,
        taken_at=row.taken_at,
        return_reason=row.return_reason,
        bar_id=row.bar_id,
    )
