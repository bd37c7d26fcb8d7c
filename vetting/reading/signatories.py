"""The declared signatories of one case. There is no other way to them: no list, no search (RF 2:3)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor
from vetting.domain.terms import OfficeRole, PaperKind
from vetting.reading.checks import CaseHeading, case_heading
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.signatories import Signatory


@dataclass(frozen=True)
class SignatoryLine:
    """One declared signatory; `paper` is None when the application itself says so. `ended_at`: from when no
    check asks about them."""

    id: str
    name: str
    born_on: dt.date
    function: OfficeRole
    declared_on: dt.date
    paper: str | None
    paper_id: str | None
    added_by: str
    added_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True)
class CaseSignatories:
    """Those who sign now and those who did, in the order they were declared. `papers`: id, kind, year and
    file name of the papers of the case, the newest first."""

    case: CaseHeading
    present: tuple[SignatoryLine, ...]
    ended: tuple[SignatoryLine, ...]
    papers: tuple[tuple[str, PaperKind, int, str], ...]


def signatories_of_case(case_id: str, *, actor: Actor) -> CaseSignatories:
    """Those of a case that the actor prepares. Raises NotFound."""
    heading = case_heading(case_id, actor=actor, act=Act.PREPARE_CASE)
    rows = db.session.execute(
        select(Signatory, Paper.file_name, Officer.display_name)
        .outerjoin(Paper, Paper.id == Signatory.paper_id)
        .outerjoin(Officer, Officer.id == Signatory.added_by)
        .where(Signatory.case_id == case_id)
        .order_by(Signatory.added_at, Signatory.id)
    )
    lines = [_line(row, paper, by) for row, paper, by in rows]
    papers = db.session.execute(
        select(Paper.id, Paper.kind, Paper.year, Paper.file_name)
        .where(Paper.case_id == case_id)
        .order_by(Paper.received_at.desc(), Paper.id)
    )
    return CaseSignatories(
        heading,
        tuple(one for one in lines if one.ended_at is None),
        tuple(one for one in lines if one.ended_at is not None),
        tuple((paper_id, kind, year, name) for paper_id, kind, year, name in papers),
    )


def _line(row: Signatory, paper: str | None, by: str | None) -> SignatoryLine:
    return SignatoryLine(
        row.id,
        row.name,
        row.born_on,
        row.function,
        row.declared_on,
        paper,
        row.paper_id,
        by or row.added_by,
        row.added_at,
        row.ended_at,
    )
