"""What a letter about a spot check is written from: names and figures that stand in other tables."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Board, Officer
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class CheckFacts:
    """The object of a check in names. `officer` is who checks, blank until it is given to somebody."""

    board: str
    association: str
    org_number: str
    scheme: str
    amount: int
    decided_on: dt.date
    officer: str


def facts_of(check: SpotCheck) -> CheckFacts:
    """Names and figures of the check's object in one question."""
    officer = aliased(Officer)
    row = db.session.execute(
        select(
            Board.name,
            Association.name,
            Association.org_number,
            Scheme.name,
            Support.amount,
            Decision.decided_on,
            officer.display_name,
        )
        .select_from(SpotCheck)
        .join(Board, Board.id == SpotCheck.board_id)
        .join(Case, Case.id == SpotCheck.case_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Support, Support.id == SpotCheck.support_id)
        .join(Association, Association.id == Support.association_id)
        .join(Decision, Decision.id == Support.decision_id)
        .outerjoin(officer, officer.id == SpotCheck.officer_id)
        .where(SpotCheck.id == check.id)
    ).one()
    board, association, org_number, scheme, amount, decided_on, name = row
    return CheckFacts(board, association, org_number or "", scheme, amount, decided_on, name or "")


def letters_of(check_id: str, case_id: str) -> tuple[Notice, ...]:
    """The letters about the check, in the order they were written."""
    rows = db.session.scalars(
        select(Notice)
        .where(Notice.case_id == case_id, Notice.kind == NoticeKind.SPOT_CHECK)
        .order_by(Notice.written_at, Notice.id)
    )
    return tuple(row for row in rows if row.content["check"] == check_id)
