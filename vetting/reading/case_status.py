"""What other systems may know of a case: where it stands, what is missing, until when it is awaited."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.application import Completeness, completeness
from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound
from vetting.domain.terms import PaperKind, Stage
from vetting.reading.case_filter import visible
from vetting.records.applications import Application, Case, Scheme, SupplementRequest
from vetting.records.associations import Association, Paper
from vetting.records.db import db
from vetting.records.openings import applied_of


@dataclass(frozen=True)
class CaseStatus:
    """A case for another system. `amount` in whole kronor."""

    case_number: str
    stage: Stage
    scheme: str
    year: int
    association_id: str
    association: str
    org_number: str | None
    version: int
    amount: int
    opened_at: dt.datetime
    decided_at: dt.datetime | None
    completeness: Completeness
    supplement_due_on: dt.date | None


def case_status(number: str, *, actor: Actor) -> CaseStatus:
    """The case of that number within the actor's boards. Raises NotFound."""
    row = db.session.execute(
        select(Case, Association, Scheme, Application, SupplementRequest.due_on)
        .join(Association, Association.id == Case.association_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Application, Application.case_id == Case.id)
        .outerjoin(
            SupplementRequest,
            (SupplementRequest.case_id == Case.id)
            & SupplementRequest.answered_at.is_(None)
            & (Case.stage == Stage.AWAITING_SUPPLEMENT),
        )
        .where(Case.case_number == number, visible(actor))
        .order_by(Application.version.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    case, association, scheme, application, due_on = row
    held = set(db.session.scalars(select(Paper.kind).where(Paper.case_id == case.id)))
    needed = [PaperKind(kind) for kind in scheme.papers]
    return CaseStatus(
        case_number=case.case_number,
        stage=case.stage,
        scheme=scheme.key,
        year=case.year,
        association_id=association.id,
        association=association.name,
        org_number=association.org_number,
        version=application.version,
        amount=application.amount,
        opened_at=case.opened_at,
        decided_at=case.decided_at,
        completeness=completeness(applied_of(application), year=case.year, needed=needed, held=held),
        supplement_due_on=due_on,
    )


def scheme_id_of(key: str, *, board_id: str) -> str:
    """The board's grant of that key. Raises NotFound `scheme_not_found`."""
    found = db.session.scalar(select(Scheme.id).where(Scheme.board_id == board_id, Scheme.key == key))
    if found is None:
        raise NotFound("scheme_not_found")
    return found
