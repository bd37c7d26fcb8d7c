"""The retention plan as dated data: how long each kind of record is kept, counted from when, by which source.

The municipality decides its own plan (arkivlagen 1990:782, whose text was not read: UNVERIFIED, and never
shown as law). Until it has, nothing is removed: the rows below are a suggestion, each with what it rests on.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from vetting.domain.errors import Refused
from vetting.domain.terms_disposal import CountedFrom, RecordKind

LONGEST_DAYS = 36_500
# What the clock removes by the plan; of the rest the plan tells how long it is kept at least.
CARRIED_OUT = (
    RecordKind.LEAD,
    RecordKind.INDICATION,
    RecordKind.BOOKING_CONTACT,
    RecordKind.CONCERN,
    RecordKind.OFFICER_MAIL,
)
# Of those, what belongs to boards, each of which may make an exception for the archive.
OF_BOARDS = (RecordKind.LEAD, RecordKind.INDICATION, RecordKind.BOOKING_CONTACT)
COUNTED: Mapping[RecordKind, CountedFrom] = MappingProxyType(
    {
        RecordKind.LEAD: CountedFrom.ADDED,
        RecordKind.INDICATION: CountedFrom.GAINED_FORCE,
        RecordKind.GROUND: CountedFrom.DECIDED,
        RecordKind.DRAW_FRAME: CountedFrom.DRAWN,
        RecordKind.BOOKING_CONTACT: CountedFrom.LAST_DATE,
        RecordKind.CONCERN: CountedFrom.ADDED,
        RecordKind.OFFICER_MAIL: CountedFrom.SENT,
        RecordKind.JOURNAL: CountedFrom.WRITTEN,
    }
)


@dataclass(frozen=True)
class PlanRow:
    """A row of the plan. `days` None: kept for good. `adopted_by`: the body and where it stands, "" for what
    the service suggests and nobody has adopted; `source`: what that rests on."""

    kind: RecordKind
    days: int | None
    in_force_on: dt.date
    adopted_by: str = ""
    source: str = ""
    adopted_on: dt.date | None = None
    diary_number: str = ""

    @property
    def is_adopted(self) -> bool:
        """Whether the municipality has decided it; what it has not decided removes nothing."""
        return bool(self.adopted_by)

    @property
    def counted_from(self) -> CountedFrom:
        return COUNTED[self.kind]

    @property
    def is_carried_out(self) -> bool:
        """Whether the clock removes what is older, once the municipality has adopted the row."""
        return self.kind in CARRIED_OUT


@dataclass(frozen=True)
class Adoption:
    """That the municipality adopted the suggested plan: which body, where it stands, when, diary number."""

    adopted_by: str
    adopted_on: dt.date
    diary_number: str


_FROM = dt.date(2018, 7, 1)
SUGGESTED: tuple[PlanRow, ...] = (
    PlanRow(RecordKind.LEAD, 90, _FROM, source="design"),
    PlanRow(RecordKind.INDICATION, 21, _FROM, source="design"),
    PlanRow(RecordKind.GROUND, 3653, _FROM, source="SFS 1981:130 2 §"),  # as long as a claim lives
    PlanRow(RecordKind.DRAW_FRAME, 3653, _FROM, source="design"),
    PlanRow(RecordKind.BOOKING_CONTACT, 365, _FROM, source="design"),
    PlanRow(RecordKind.CONCERN, 731, _FROM, source="design"),  # two yearly revisions of the action plan
    PlanRow(RecordKind.OFFICER_MAIL, 90, _FROM, source="design"),  # the reminder itself stays
    PlanRow(RecordKind.JOURNAL, None, _FROM, source="design"),
)


def plan_on(day: dt.date, adopted: Iterable[PlanRow] = ()) -> dict[RecordKind, PlanRow]:
    """The rows of a day, by kind: what the municipality adopted last, else what is suggested."""
    found: dict[RecordKind, PlanRow] = {row.kind: row for row in SUGGESTED}
    for row in sorted(adopted, key=lambda row: row.in_force_on):
        if row.in_force_on <= day:
            found[row.kind] = row
    return found


def not_adopted(plan: Mapping[RecordKind, PlanRow]) -> tuple[RecordKind, ...]:
    """The kinds that would be removed but that the municipality has not decided about: the clock waits."""
    return tuple(kind for kind in CARRIED_OUT if not plan[kind].is_adopted)


def suggested_rows(adoption: Adoption, held: Collection[PlanRow], *, today: dt.date) -> tuple[PlanRow, ...]:
    """What is suggested and not adopted in any row yet, as adopted from today.

    Raises Refused `plan_adopted_already` where there is nothing left to adopt.
    """
    known = {row.kind for row in held}
    rows = tuple(
        replace(
            row,
            in_force_on=today,
            adopted_by=adoption.adopted_by,
            adopted_on=adoption.adopted_on,
            diary_number=adoption.diary_number,
        )
        for row in SUGGESTED
        if row.is_carried_out and row.kind not in known
    )
    if not rows:
        raise Refused("plan_adopted_already")
    return rows


def last_day_due(row: PlanRow, today: dt.date) -> dt.date | None:
    """The latest first day whose time is out today; None when the kind is kept for good.

    A lead that came that day or before, or a decision in force since then or before, is due.
    """
    return None if row.days is None else today - dt.timedelta(days=row.days)


def last_day_carried_out(row: PlanRow, today: dt.date) -> dt.date | None:
    """As last_day_due; None also while the municipality has not adopted the row."""
    return last_day_due(row, today) if row.is_adopted else None


def require_sound_row(row: PlanRow, *, today: dt.date, held: Collection[PlanRow]) -> None:
    """Raises Refused `plan_days_impossible`, `plan_adopted_later`, `plan_reaches_back`, `plan_row_taken`."""
    if row.days is not None and not 1 <= row.days <= LONGEST_DAYS:
        raise Refused("plan_days_impossible", field="days", most=LONGEST_DAYS)
    require_adopted_by_now(row.adopted_on, today=today)
    if row.in_force_on < today:
        raise Refused("plan_reaches_back", field="in_force_on")
    if any(one.kind is row.kind and one.in_force_on == row.in_force_on for one in held):
        raise Refused("plan_row_taken", field="in_force_on")


def require_adopted_by_now(adopted_on: dt.date | None, *, today: dt.date) -> None:
    """Raises Refused `plan_adopted_later` where the day of the decision is not given or has not come."""
    if adopted_on is None or adopted_on > today:
        raise Refused("plan_adopted_later", field="adopted_on")
