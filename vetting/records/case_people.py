"""Names that the service knows of, so that texts about an activity can be kept free of them."""

from collections.abc import Sequence

from sqlalchemy import select

from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.signatories import Signatory


def names_in_case(case_id: str) -> Sequence[str]:
    """Those who sign in the case, by name."""
    return db.session.scalars(select(Signatory.name).where(Signatory.case_id == case_id).distinct()).all()


def names_known() -> Sequence[str]:
    """Everybody the service knows by name: officers, and signatories of cases."""
    officers = db.session.scalars(select(Officer.display_name)).all()
    return [*officers, *db.session.scalars(select(Signatory.name).distinct())]
