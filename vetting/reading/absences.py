"""When one officer is away."""

import datetime as dt

from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.reading.roster_people import AbsenceLine
from vetting.records.absences import absences_between
from vetting.records.officers import officer

FURTHEST = dt.timedelta(days=1500)


def absences_of(officer_id: str, *, actor: Actor, today: dt.date) -> tuple[AbsenceLine, ...]:
    """The officer's absences of today and later, for themself or an administrator. Raises NotFound."""
    if actor.id != officer_id and not may(actor, Act.ADMINISTER):
        raise NotFound("officer_not_found")
    name = officer(officer_id).display_name
    rows = absences_between([officer_id], today, today + FURTHEST)
    return tuple(AbsenceLine(row.id, row.officer_id, name, row.from_on, row.until_on) for row in rows)
