"""What a decision letter is written from: names and words that stand in other tables."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import TABLE, Act
from vetting.domain.errors import NotFound
from vetting.domain.terms import SupportKind
from vetting.records.applications import Application, Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.officers import Appointment, Board, Officer

OWNING_ROLES = tuple(role for role, acts in TABLE.items() if Act.FOLLOW_UP in acts)


@dataclass(frozen=True)
class CaseNames:
    """The names a letter needs. `org_number` is ten digits or blank."""

    board: str
    scheme: str
    kind: SupportKind
    association: str
    org_number: str


_NAMES = (Board.name, Scheme.name, Scheme.kind, Association.name, Association.org_number)


def names_of_case(case: Case) -> CaseNames:
    """Board, scheme and association of a case in one question."""
    board, scheme, kind, association, org_number = db.session.execute(
        select(*_NAMES)
        .select_from(Case)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case.id)
    ).one()
    return CaseNames(board, scheme, kind, association, org_number or "")


def newest_application_and_names(case_id: str) -> tuple[Application, CaseNames]:
    """The version that is judged, and the case's names, in one question. Raises NotFound."""
    row = db.session.execute(
        select(Application, *_NAMES)
        .join(Case, Case.id == Application.case_id)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Association, Association.id == Case.association_id)
        .where(Application.case_id == case_id)
        .order_by(Application.version.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    application, board, scheme, kind, association, org_number = row
    return application, CaseNames(board, scheme, kind, association, org_number or "")


def names_of_officers(ids: Collection[str]) -> Mapping[str, str]:
    """Display names by officer id."""
    rows = db.session.execute(select(Officer.id, Officer.display_name).where(Officer.id.in_(ids)))
    return {officer_id: name for officer_id, name in rows}


def possible_owners(board_id: str) -> Mapping[str, str]:
    """Active officers appointed in the board or everywhere, by name: who can own a follow-up."""
    rows = db.session.execute(
        select(Officer.id, Officer.display_name)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .where(
            Officer.is_active,
            Appointment.role.in_(OWNING_ROLES),
            (Appointment.board_id == board_id) | Appointment.board_id.is_(None),
        )
        .distinct()
        .order_by(Officer.display_name)
    )
    return {officer_id: name for officer_id, name in rows}
