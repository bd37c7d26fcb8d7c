"""The retention plan as dated data: how long each kind of record is kept, counted from when, by which source.

The municipality decides its own plan (arkivlagen 1990:782, whose text was not read: UNVERIFIED, and never
shown as law). Until it has, the rows below hold; each says what it rests on.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vetting.domain.errors import Refused
from vetting.domain.terms_disposal import CountedFrom, RecordKind

LONGEST_DAYS = 36_500
# What the clock removes by the plan; of the rest the plan tells how long it is kept at least.
CARRIED_OUT = (RecordKind.LEAD, RecordKind.INDICATION, RecordKind.BOOKING_CONTACT)
COUNTED: Mapping[RecordKind, CountedFrom] = MappingProxyType(
    {
        RecordKind.LEAD: CountedFrom.ADDED,
        RecordKind.INDICATION: CountedFrom.GAINED_FORCE,
        RecordKind.GROUND: CountedFrom.DECIDED,
        RecordKind.DRAW_FRAME: CountedFrom.DRAWN,
        RecordKind.BOOKING_CONTACT: CountedFrom.LAST_DATE,
        RecordKind.JOURNAL: CountedFrom.WRITTEN,
    }
)


@dataclass(frozen=True)
class PlanRow:
    """A row of the plan. `days` None: kept for good. `adopted_by`: the body and where it stands, "" for what
    the service came with; `source`: what that rests on."""

    kind: RecordKind
    days: int | None
    in_force_on: dt.date
    adopted_by: str = ""
    source: str = ""

    @property
    def counted_from(self) -> CountedFrom:
        return COUNTED[self.kind]

    @property
    def is_carried_out(self) -> bool:
        """Whether the clock removes what is older."""
        return self.kind in CARRIED_OUT


_FROM = dt.date(2018, 7, 1)
BUILT_IN: tuple[PlanRow, ...] = (
    PlanRow(RecordKind.LEAD, 90, _FROM, source="design"),
    PlanRow(RecordKind.INDICATION, 21, _FROM, source="design"),
    PlanRow(RecordKind.GROUND, 3653, _FROM, source="SFS 1981:130 2 §"),  # as long as a claim lives
    PlanRow(RecordKind.DRAW_FRAME, 3653, _FROM, source="design"),
    PlanRow(RecordKind.BOOKING_CONTACT, 365, _FROM, source="design"),
    PlanRow(RecordKind.JOURNAL, None, _FROM, source="design"),
)


def plan_on(day: dt.date, adopted: Iterable[PlanRow] = ()) -> dict[RecordKind, PlanRow]:
    """The rows in force on a day, by kind: what the municipality adopted last, else what came with it."""
    found: dict[RecordKind, PlanRow] = {row.kind: row for row in BUILT_IN}
    for row in sorted(adopted, key=lambda row: row.in_force_on):
        if row.in_force_on <= day:
            found[row.kind] = row
    return found


def last_day_due(row: PlanRow, today: dt.date) -> dt.date | None:
    """The latest first day whose time is out today; None when the kind is kept for good.

    A lead that came that day or before, or a decision in force since then or before, is due.
    """
    return None if row.days is None else today - dt.timedelta(days=row.days)


def require_sound_row(row: PlanRow, *, today: dt.date, held: Collection[PlanRow]) -> None:
    """Raises Refused `plan_days_impossible`, `plan_reaches_back` or `plan_row_taken`."""
    if row.days is not None and not 1 <= row.days <= LONGEST_DAYS:
        raise Refused("plan_days_impossible", field="days", most=LONGEST_DAYS)
    if row.in_force_on < today:
        raise Refused("plan_reaches_back", field="in_force_on")
    if any(one.kind is row.kind and one.in_force_on == row.in_force_on for one in held):
        raise Refused("plan_row_taken", field="in_force_on")
