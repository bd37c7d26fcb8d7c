"""Whether a file sent in a case is a named list of members that the association need not give."""

from sqlalchemy import select

from vetting.domain.member_lists import require_no_member_list
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db


def require_none(case_id: str, file_name: str, data: bytes) -> None:
    """Raises Refused as require_no_member_list, by what is known of the case's association."""
    row = db.session.execute(
        select(Association.name, Association.types, Association.activities)
        .join(Case, Case.association_id == Association.id)
        .where(Case.id == case_id)
    ).one()
    require_no_member_list(
        file_name, data, name=row.name, types=row.types or (), activities=row.activities or ()
    )
