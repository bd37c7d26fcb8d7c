"""Recording the reference rate of a half-year: interest is counted by what is recorded, never by a guess."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.free_text import require_written
from vetting.domain.late_interest import require_rate
from vetting.records import reference_rates
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.reference_rates import ReferenceRate


def record_rate(from_on: dt.date, hundredths: int, source: str, *, by: Actor, now: dt.datetime) -> str:
    """Records the rate of the half-year that begins that day, in hundredths of a percentage point.

    A correction follows what was recorded before. Raises NotAllowed, and Refused `rate_day_odd`, `rate_odd`
    or as require_written.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        require_rate(from_on, hundredths)
        rate_id = reference_rates.add_rate(
            ReferenceRate(
                from_on=from_on,
                hundredths=hundredths,
                source=require_written(source, field="source", longest=200),
                recorded_by=by.id,
                recorded_at=now,
            )
        )
        note(
            RoomEntry.REFERENCE_RATE_RECORDED,
            by=by,
            now=now,
            subject=f"rate:{rate_id}",
            on=from_on.isoformat(),
            hundredths=hundredths,
        )
        return rate_id
