"""What associations apply for or hold in any board and by open grant files, to see double funding by."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from vetting.domain.double_funding import Funded
from vetting.domain.stages import OPEN
from vetting.domain.terms import Stage
from vetting.records.applications import Application, Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.double_funding import OpenGrant
from vetting.records.officers import Board

LOOKED_BACK = dt.timedelta(days=3 * 366)  # what ended longer ago overlaps nothing that is applied for


@dataclass(frozen=True)
class FundedRow:
    """One application or grant with its words. `case_id` is None for a row of an open file; `is_granted`:
    decided, and the amount is the one granted."""

    funded: Funded
    association_id: str
    payer: str
    scheme: str
    number: str
    case_id: str | None
    is_granted: bool


def rows_of_associations(association_ids: Collection[str], *, today: dt.date) -> Sequence[FundedRow]:
    """Open applications and grants of the associations in every board, with what open files say of their
    numbers. Refused, closed, withdrawn and ended ones are not among them."""
    if not association_ids:
        return ()
    return [*_of_cases(association_ids, today), *_of_files(association_ids, today)]


def by_association(rows: Iterable[FundedRow]) -> Mapping[str, Sequence[FundedRow]]:
    """The same rows, by whose they are."""
    found: dict[str, list[FundedRow]] = {}
    for row in rows:
        found.setdefault(row.association_id, []).append(row)
    return found


def _of_cases(association_ids: Collection[str], today: dt.date) -> list[FundedRow]:
    newest = (
        select(Application.case_id, func.max(Application.version).label("version"))
        .join(Case, Case.id == Application.case_id)
        .where(Case.association_id.in_(association_ids))
        .group_by(Application.case_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Case, Application, Board.name, Scheme.name, Support)
        .join(newest, newest.c.case_id == Case.id)
        .join(
            Application,
            and_(Application.case_id == newest.c.case_id, Application.version == newest.c.version),
        )
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .outerjoin(Support, Support.case_id == Case.id)
        .where(
            Case.association_id.in_(association_ids),
            Case.stage.in_([*OPEN, Stage.DECIDED]),
            Case.is_review.is_(False),
            Application.ends_on >= today - LOOKED_BACK,
        )
        .order_by(Case.opened_at, Case.id)
    )
    return [
        FundedRow(
            _funded(case, application, support), case.association_id, board, scheme, case.case_number,
            case.id, support is not None,
        )
        for case, application, board, scheme, support in rows
        if case.stage is not Stage.DECIDED or support is not None
    ]  # fmt: skip


def _funded(case: Case, application: Application, support: Support | None) -> Funded:
    """What is granted until the day it ended, or what is applied for."""
    if support is None:
        amount, starts_on, ends_on = application.amount, application.starts_on, application.ends_on
    else:
        amount, starts_on = support.amount, support.starts_on
        ends_on = min(support.ends_on, support.ended_on or support.ends_on)
    return Funded(
        f"case:{case.id}", case.board_id, application.purpose, amount, starts_on, max(starts_on, ends_on)
    )


def _of_files(association_ids: Collection[str], today: dt.date) -> list[FundedRow]:
    rows = db.session.execute(
        select(OpenGrant, Association.id)
        .join(Association, Association.org_number == OpenGrant.org_number)
        .where(Association.id.in_(association_ids), OpenGrant.ends_on >= today - LOOKED_BACK)
        .order_by(OpenGrant.identifier)
    )
    return [
        FundedRow(
            Funded(f"open:{row.id}", "", row.purpose, row.amount, row.starts_on, row.ends_on),
            association_id, row.funder, "", row.identifier, None, True,
        )
        for row, association_id in rows
    ]  # fmt: skip
