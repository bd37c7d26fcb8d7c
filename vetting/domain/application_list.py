"""The municipality's own list of applications: each row read, repaired where it is safe, or set aside."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vetting.domain.application import MAX_AMOUNT, MAX_MEMBERS, YEARS, Applied
from vetting.domain.association import tidy
from vetting.domain.identity import OrgNumberReading, mask, read_org_number
from vetting.domain.terms import NumberClass, RowState

TEXT_LIMIT = 4000
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_OREN = re.compile(r"([.,]00|[:,]-|:-|-)$")
_SWEDISH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[ /.-](\d{4})")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_REPAIRS = frozenset({"period_from_year", "year_from_period", "members_odd", "name_differs"})
_NUMBER_FINE = frozenset({NumberClass.OK, NumberClass.MISSING})


@dataclass(frozen=True, slots=True)
class ListProblem:
    """What is odd about one row: `value_masked` is safe to show."""

    row: int
    field: str
    code: str
    value_masked: str = ""

    def as_json(self) -> dict[str, object]:
        return {"row": self.row, "field": self.field, "code": self.code, "value_masked": self.value_masked}


@dataclass(frozen=True, slots=True)
class ListedApplication:
    """One row as read. What could not be read is None, and told among `problems`."""

    row_no: int
    name: str
    number: OrgNumberReading
    scheme: str
    board: str
    own_id: str
    year: int | None
    amount: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    purpose: str
    expected_result: str
    members_total: int | None
    other_support: str
    problems: tuple[ListProblem, ...] = ()

    @property
    def applied(self) -> Applied | None:
        """What is applied for, when enough could be read."""
        if self.amount is None or self.starts_on is None or self.ends_on is None:
            return None
        return Applied(
            purpose=self.purpose,
            amount=self.amount,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            expected_result=self.expected_result,
            members_total=self.members_total,
            other_support=self.other_support,
        )


@dataclass
class RowReader:
    """Reads one row's cells and gathers what is odd."""

    row_no: int
    cells: Mapping[str, object]
    problems: list[ListProblem] = field(default_factory=list)

    def tell(self, name: str, code: str) -> None:
        shown = tidy(str(self.cells.get(name) or ""))[:60]
        self.problems.append(ListProblem(self.row_no, name, code, shown))

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        raw = "" if value is None else str(value)
        if mask(raw) != raw:
            self.tell(name, "personal_number_in_text")
        return tidy(raw)[:TEXT_LIMIT]

    def whole(self, name: str, *, most: int) -> int | None:
        value = self.cells.get(name)
        if value is None or str(value).strip() == "":
            return None
        number = whole_number(value)
        if number is None or not 0 <= number <= most:
            self.tell(name, f"{name}_odd")
            return None
        return number

    def day(self, name: str) -> dt.date | None:
        value = self.cells.get(name)
        if value is None or str(value).strip() == "":
            return None
        found = day_in(value)
        if found is None or found.year not in YEARS:
            self.tell(name, "date_odd")
            return None
        return found


def read_listed(row_no: int, cells: Mapping[str, object]) -> ListedApplication:
    """One row, cells by canonical column. Never raises: what is odd stands in `problems`."""
    reader = RowReader(row_no, cells)
    name = reader.text("name")
    number = read_org_number(cells.get("org_number"))
    if not name and number.canonical is None:
        reader.tell("name", "missing_name")
    if number.cls not in _NUMBER_FINE:
        reader.problems.append(ListProblem(row_no, "org_number", number.cls.value, number.shown))
    amount = _amount(reader)
    year, starts_on, ends_on = _when(reader)
    return ListedApplication(
        row_no=row_no,
        name=name,
        number=number,
        scheme=reader.text("scheme"),
        board=reader.text("board"),
        own_id=reader.text("own_id")[:60],
        year=year,
        amount=amount,
        starts_on=starts_on,
        ends_on=ends_on,
        purpose=reader.text("purpose"),
        expected_result=reader.text("expected_result"),
        members_total=reader.whole("members", most=MAX_MEMBERS),
        other_support=reader.text("other_support"),
        problems=tuple(reader.problems),
    )


def _amount(reader: RowReader) -> int | None:
    amount = reader.whole("amount", most=MAX_AMOUNT)
    if amount == 0:
        reader.tell("amount", "amount_odd")
        return None
    if amount is None and not any(problem.field == "amount" for problem in reader.problems):
        reader.tell("amount", "amount_missing")
    return amount


def _when(reader: RowReader) -> tuple[int | None, dt.date | None, dt.date | None]:
    """Year and period; each may be taken from the other, which is told."""
    year = reader.whole("year", most=9999)
    if year is not None and year not in YEARS:
        reader.tell("year", "year_odd")
        year = None
    starts_on, ends_on = reader.day("starts_on"), reader.day("ends_on")
    if year is None and starts_on is not None:
        reader.tell("year", "year_from_period")
        year = starts_on.year
    if year is None:
        reader.tell("year", "year_missing")
        return None, starts_on, ends_on
    odd = any(problem.code == "date_odd" for problem in reader.problems)
    if not odd and starts_on is None and ends_on is None:
        reader.tell("starts_on", "period_from_year")
        return year, dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not odd and (starts_on is None or ends_on is None):
        reader.tell("ends_on" if ends_on is None else "starts_on", "period_half")
    elif starts_on and ends_on and ends_on < starts_on:
        reader.tell("ends_on", "period_reversed")
    return year, starts_on, ends_on


def state_of(problems: tuple[ListProblem, ...]) -> RowState:
    """The row's state by its problems; a repair that changes nothing decisive leaves it usable."""
    codes = {problem.code for problem in problems}
    masked = {NumberClass.PERSONAL.value, "personal_number_in_text"}
    numbers = {cls.value for cls in NumberClass}
    if codes - _REPAIRS - masked - numbers:
        return RowState.QUARANTINED
    if codes & masked:
        return RowState.MASKED
    return RowState.REPAIRED if codes else RowState.OK


def whole_number(value: object) -> int | None:
    """Whole kronor or heads from a cell: 25000, "25 000 kr", "25.000:-". None when it is anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == value and abs(value) < 1e15 and value == int(value) else None
    text = re.sub(r"\s|\u00a0|\u202f", "", str(value)).casefold()
    text = _OREN.sub("", text.removesuffix("kronor").removesuffix("sek").removesuffix("kr"))
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[.,]", "", text)
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def day_in(value: object) -> dt.date | None:
    """A date cell, 2026-01-31, 20260131 or 31/1 2026; None for anything else."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    try:
        if found := _SWEDISH_DATE.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return dt.date(year, month, day)
        if found := _COMPACT_DATE.fullmatch(text):
            return dt.date(*(int(part) for part in found.groups()))
        return dt.date.fromisoformat(text[:10]) if len(text) in (10, 19) else None
    except ValueError:
        return None
