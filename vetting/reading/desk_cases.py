"""Open cases on a desk, oldest first, each with what it waits for."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import func, select

from vetting.domain.authority import Actor
from vetting.domain.stages import OPEN
from vetting.domain.terms import Stage
from vetting.reading.case_filter import visible
from vetting.records.applications import Case, Scheme, SupplementRequest
from vetting.records.assessments import Answer, CaseQuestion
from vetting.records.associations import Association
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.judgements import WAITS

SHOWN = 10  # lines of a list; the number of all stands beside its heading
Line = TypeVar("Line")
Whose = Literal["mine", "nobody"]


@dataclass(frozen=True)
class Listed(Generic[Line]):
    """The first lines of a list and how many there are in all."""

    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True)
class CaseLine:
    """A case of the officer and what it waits for. Numbers are counts; `last_return` is why it came back."""

    id: str
    case_number: str
    association: str
    scheme: str
    stage: Stage
    opened_at: dt.datetime
    unanswered: int
    unjudged: int
    has_check: bool
    supplement_due_on: dt.date | None
    last_return: str | None
    is_late: bool
    is_review: bool

    @property
    def is_ready(self) -> bool:
        """Everything is in: the next step is to propose."""
        return self.stage is Stage.IN_REVIEW and self.has_check and not (self.unanswered or self.unjudged)


def cases_of(actor: Actor, today: dt.date, whose: Whose) -> Listed[CaseLine]:
    """Open cases oldest first, each with what it lacks."""
    rows = db.session.execute(_query(actor, whose)).all()
    return Listed(tuple(_case_line(row, today) for row in rows), rows[0][-1] if rows else 0)


@lru_cache(maxsize=256)  # building it takes longer than running it
def _query(actor: Actor, whose: Whose) -> Any:
    answered = select(Answer.question_id).where(Answer.case_id == Case.id, Answer.is_current)
    unanswered = _scalar(
        select(func.count())
        .select_from(CaseQuestion)
        .where(CaseQuestion.case_id == Case.id, CaseQuestion.is_required)
        .where(CaseQuestion.question_id.not_in(answered.correlate(Case)))
    )
    check = select(CrossCheck.id).where(CrossCheck.case_id == Case.id, CrossCheck.is_latest)
    unjudged = _scalar(
        select(func.count()).select_from(Hit).where(Hit.check_id.in_(check.correlate(Case)), WAITS)
    )
    supplement = _scalar(
        select(func.min(SupplementRequest.due_on)).where(
            SupplementRequest.case_id == Case.id, SupplementRequest.answered_at.is_(None)
        )
    )
    returned = _scalar(
        select(Proposal.returned_reason)
        .where(Proposal.case_id == Case.id, Proposal.is_open.is_(False))
        .order_by(Proposal.proposed_at.desc())
        .limit(1)
    )
    shown = _shown(actor, whose)
    return (
        select(
            Case, Association.name, Scheme.name, unanswered, unjudged,
            check.correlate(Case).exists(), supplement, returned, shown.c.total,
        )
        .join(shown, shown.c.id == Case.id)
        .join(Association, Association.id == Case.association_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .order_by(Case.opened_at, Case.id)
    )  # fmt: skip


def _shown(actor: Actor, whose: Whose) -> Any:
    """The few cases that are shown; what a case lacks is only counted for these."""
    holder = Case.assigned_to == actor.id if whose == "mine" else Case.assigned_to.is_(None)
    return (
        select(Case.id, func.count().over().label("total"))
        .where(visible(actor), Case.stage.in_(OPEN), holder)
        .order_by(Case.opened_at, Case.id)
        .limit(SHOWN)
        .subquery()
    )


def _scalar(query: Any) -> Any:
    return query.correlate(Case).scalar_subquery()


def _case_line(row: Any, today: dt.date) -> CaseLine:
    case, association, scheme, unanswered, unjudged, has_check, due_on, returned, _ = row
    return CaseLine(
        id=case.id,
        case_number=case.case_number,
        association=association,
        scheme=scheme,
        stage=case.stage,
        opened_at=case.opened_at,
        unanswered=unanswered,
        unjudged=unjudged,
        has_check=bool(has_check),
        supplement_due_on=due_on,
        last_return=returned if case.stage is Stage.IN_REVIEW else None,
        is_late=due_on is not None and due_on < today,
        is_review=case.is_review,
    )
