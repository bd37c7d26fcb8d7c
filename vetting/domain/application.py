"""What is applied for: whether it can stand, what is missing or doubtful, what changed between versions."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.points import ApplicationField, PointKind, PointState
from vetting.domain.terms import Channel, PaperKind

MAX_AMOUNT = 1_000_000_000
LARGE_AMOUNT = 10_000_000  # above this a slip of the pen is likelier than a grant to an association
SHORT_PURPOSE = 20  # characters
LONG_PERIOD = dt.timedelta(days=366)
MAX_MEMBERS = 5_000_000
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Applied:
    """What one version of an application says. Amounts in whole kronor."""

    purpose: str
    amount: int
    starts_on: dt.date
    ends_on: dt.date
    expected_result: str = ""
    members_total: int | None = None
    other_support: str = ""


@dataclass(frozen=True)
class NewApplication:
    """An application on its way in. `source_key` is the sender's own id: the same key, the same case.

    `received_on`: the day it came to the municipality, when that is not the day it is registered.
    """

    association_id: str
    scheme_id: str
    year: int
    applied: Applied
    channel: Channel = Channel.FORM
    source_key: str | None = None
    received_on: dt.date | None = None

    def day_received(self, *, today: dt.date) -> dt.date:
        """The day whose rules it is judged by (KL 2:4). Raises Refused `received_ahead`."""
        day = self.received_on or today
        if day > today:
            raise Refused("received_ahead", field="received_on")
        return day


@dataclass(frozen=True)
class SentPaper:
    """A file that came with an application, as yet unexamined."""

    kind: PaperKind
    year: int
    file_name: str
    data: bytes


@dataclass(frozen=True)
class PointStanding:
    """A point that the scheme asks for, how it stands, and the code of what is doubtful about it."""

    kind: PointKind
    key: str
    state: PointState
    doubt: str = ""


@dataclass(frozen=True)
class Completeness:
    """The points in order of reading. A machine's count: whether it is enough is for a person to say."""

    points: tuple[PointStanding, ...]

    @property
    def done(self) -> int:
        return sum(point.state is PointState.IN_ORDER for point in self.points)

    @property
    def total(self) -> int:
        return len(self.points)

    @property
    def open_points(self) -> tuple[PointStanding, ...]:
        """What is missing or doubtful."""
        return tuple(point for point in self.points if point.state is not PointState.IN_ORDER)


@dataclass(frozen=True)
class Difference:
    """One field of two versions; `before` and `after` are plain values, dates as pairs for the period."""

    field: ApplicationField
    before: object
    after: object

    @property
    def kind(self) -> str:
        if self.before == self.after:
            return "same"
        if _blank(self.before):
            return "added"
        return "removed" if _blank(self.after) else "changed"


def case_number(prefix: str, year: int, number: int) -> str:
    """As NOR-2026-0001."""
    return f"{prefix}-{year}-{number:04d}"


def likely_year(kind: PaperKind, today: dt.date) -> int:
    """Year a paper that comes in today is likeliest about: statutes as they stand, the rest of last year."""
    return today.year if kind in (PaperKind.STATUTES, PaperKind.OTHER) else today.year - 1


def require_sound(applied: Applied) -> None:
    """Raises Refused `amount_not_positive`, `amount_too_large`, `period_odd`, `period_reversed` or
    `members_odd`."""
    if applied.amount <= 0:
        raise Refused("amount_not_positive")
    if applied.amount > MAX_AMOUNT:
        raise Refused("amount_too_large", limit=MAX_AMOUNT)
    if applied.starts_on.year not in YEARS or applied.ends_on.year not in YEARS:
        raise Refused("period_odd", first=YEARS.start, last=YEARS.stop - 1)
    if applied.ends_on < applied.starts_on:
        raise Refused("period_reversed")
    if applied.members_total is not None and not 0 <= applied.members_total <= MAX_MEMBERS:
        raise Refused("members_odd", limit=MAX_MEMBERS)


def require_year(year: int) -> None:
    """Raises Refused `year_odd`."""
    if year not in YEARS:
        raise Refused("year_odd", first=YEARS.start, last=YEARS.stop - 1)


def completeness(
    applied: Applied, *, year: int, needed: Collection[PaperKind], held: Collection[PaperKind]
) -> Completeness:
    """The fields every application has and the papers the scheme needs, each with its standing."""
    papers = (
        PointStanding(
            PointKind.PAPER, kind.value, PointState.IN_ORDER if kind in held else PointState.MISSING
        )
        for kind in needed
    )
    return Completeness((*_fields(applied, year), *papers))


def _fields(applied: Applied, year: int) -> Iterator[PointStanding]:
    yield _field(ApplicationField.PURPOSE, applied.purpose, _purpose_doubt(applied))
    yield _field(
        ApplicationField.AMOUNT, applied.amount, "amount_large" if applied.amount > LARGE_AMOUNT else ""
    )
    yield _field(ApplicationField.PERIOD, applied.starts_on, _period_doubt(applied, year))
    yield _field(ApplicationField.EXPECTED_RESULT, applied.expected_result, "")
    none = "members_none" if applied.members_total == 0 else ""
    yield _field(ApplicationField.MEMBERS_TOTAL, applied.members_total, none)


def _field(field: ApplicationField, value: object, doubt: str) -> PointStanding:
    if _blank(value):
        return PointStanding(PointKind.FIELD, field.value, PointState.MISSING)
    state = PointState.DOUBTFUL if doubt else PointState.IN_ORDER
    return PointStanding(PointKind.FIELD, field.value, state, doubt)


def _purpose_doubt(applied: Applied) -> str:
    return "purpose_short" if len(applied.purpose.strip()) < SHORT_PURPOSE else ""


def _period_doubt(applied: Applied, year: int) -> str:
    if not applied.starts_on.year <= year <= applied.ends_on.year:
        return "period_outside_year"
    return "period_long" if applied.ends_on - applied.starts_on > LONG_PERIOD else ""


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def differences(before: Applied, after: Applied) -> tuple[Difference, ...]:
    """Every field of the two versions side by side, in reading order."""
    return tuple(Difference(field, _value(before, field), _value(after, field)) for field in ApplicationField)


def changed_fields(before: Applied, after: Applied) -> frozenset[ApplicationField]:
    """The fields that differ."""
    return frozenset(line.field for line in differences(before, after) if line.kind != "same")


def _value(applied: Applied, field: ApplicationField) -> object:
    if field is ApplicationField.PERIOD:
        return (applied.starts_on, applied.ends_on)
    return getattr(applied, field.value)
