"""A retention plan that the municipality has adopted."""

import datetime as dt

from tests.makers import NOW, an_officer
from vetting.domain.retention_plan import Adoption
from vetting.domain.terms import Role
from vetting.services import disposal

ADOPTED = Adoption("Kommunstyrelsen § 112", NOW.date() - dt.timedelta(days=10), "KS 2026/114")


def adopted_plan() -> None:
    """The suggestion, adopted on the day of NOW for every kind."""
    administrator = an_officer(Role.ADMINISTRATOR, username="admin.antar", everywhere=True)
    disposal.adopt_suggestion(ADOPTED, by=administrator, now=NOW)
