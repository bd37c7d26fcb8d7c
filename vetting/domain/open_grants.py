"""Open grant files as funders publish them: one row read, by the 360Giving data standard's column titles.

Identifier, Title, Description, Currency, Amount Awarded, Award Date, Planned Dates, Recipient Org, Funding
Org (standard.threesixtygiving.org). Dates are ISO; amounts plain numbers.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from vetting.domain.application import MAX_AMOUNT, YEARS
from vetting.domain.application_list import ListProblem, day_in
from vetting.domain.association import tidy
from vetting.domain.identity import mask, read_org_number
from vetting.domain.payment_list import signed_kronor
from vetting.domain.working_days import add_months

LONGEST = 2000
CURRENCY = "SEK"


@dataclass(frozen=True, slots=True)
class ListedGrant:
    """One row as read; usable when nothing decisive is odd. Without planned dates it is for the twelve months
    from its award, which is told."""

    row_no: int
    identifier: str
    funder: str
    org_number: str
    recipient: str
    purpose: str
    amount: int
    awarded_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    problems: tuple[ListProblem, ...] = ()
    is_usable: bool = False


def read_grant(row_no: int, cells: Mapping[str, object]) -> ListedGrant:
    """One row, cells by canonical column. Never raises: what is odd stands in `problems`."""
    reader = _Reader(row_no, cells)
    written = reader.text("org_number").rpartition("SE-")[2].removeprefix("ON-")  # as org-id.guide has it
    number = read_org_number(written or cells.get("org_number"))
    amount = signed_kronor(_rounded(cells.get("amount")))
    awarded_on, starts_on, ends_on = (reader.day(name) for name in ("awarded_on", "starts_on", "ends_on"))
    starts_on = starts_on or awarded_on
    if number.canonical is None:
        reader.problems.append(ListProblem(row_no, "org_number", "recipient_without_number", number.shown))
    reader.tell_unless("amount", "amount_odd", amount is not None and 0 < amount <= MAX_AMOUNT)
    reader.tell_unless("currency", "currency_other", reader.text("currency").upper() in ("", CURRENCY))
    reader.tell_unless("identifier", "identifier_missing", bool(reader.text("identifier")))
    in_order = starts_on is not None and (ends_on is None or ends_on >= starts_on)
    reader.tell_unless("starts_on", "date_odd", in_order)
    is_usable = not reader.problems
    if ends_on is None and starts_on is not None:
        ends_on = add_months(starts_on, 12) - dt.timedelta(days=1)
        reader.tell_unless("ends_on", "twelve_months_assumed", False)
    texts = (reader.text("title"), reader.text("description", LONGEST))
    return ListedGrant(
        row_no=row_no,
        identifier=reader.text("identifier", 120),
        funder=reader.text("funder"),
        org_number=number.canonical or "",
        recipient=reader.text("recipient"),
        purpose=". ".join(part for part in texts if part),
        amount=amount or 0,
        awarded_on=awarded_on,
        starts_on=starts_on,
        ends_on=ends_on,
        problems=tuple(reader.problems),
        is_usable=is_usable,
    )


@dataclass
class _Reader:
    row_no: int
    cells: Mapping[str, object]
    problems: list[ListProblem] = field(default_factory=list)

    def text(self, name: str, longest: int = 200) -> str:
        value = self.cells.get(name)
        return mask(tidy("" if value is None else str(value)))[:longest]

    def day(self, name: str) -> dt.date | None:
        value = self.cells.get(name)
        found = None if value is None else day_in(value[:10] if isinstance(value, str) else value)
        return found if found is not None and found.year in YEARS else None

    def tell_unless(self, name: str, code: str, is_sound: bool) -> None:
        if not is_sound:
            self.problems.append(ListProblem(self.row_no, name, code, self.text(name, 60)))


def _rounded(value: object) -> object:
    """Plain numbers with decimals are published too; whole kronor are enough to compare by."""
    try:
        return round(float(str(value)))
    except (ValueError, OverflowError):  # no number, or one without an end
        return value
