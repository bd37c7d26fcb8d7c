"""The finance system's list of payments: each row read, or told what is odd about it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vetting.domain.application import MAX_AMOUNT, YEARS
from vetting.domain.application_list import ListProblem, day_in, whole_number
from vetting.domain.association import tidy
from vetting.domain.giro import MOST_DIGITS
from vetting.domain.identity import OrgNumberReading, mask, read_org_number
from vetting.domain.terms import NumberClass

LAST_DIGITS = 4
_MINUS = re.compile(r"^\s*[-\u2212\u2013]\s*|(?<=\d)\s*-\s*$")
_READABLE = frozenset({NumberClass.OK, NumberClass.OK_ODD_FORMAT, NumberClass.MISSING})


@dataclass(frozen=True, slots=True)
class ListedPayment:
    """One row as read. What could not be read is None, and told among `problems`; `amount` is negative when
    money was taken back."""

    row_no: int
    voucher: str
    paid_on: dt.date | None
    amount: int | None
    account: str
    number: OrgNumberReading
    case_number: str
    problems: tuple[ListProblem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it can be kept as a payment."""
        return bool(self.voucher) and self.paid_on is not None and self.amount is not None


@dataclass
class _Reader:
    row_no: int
    cells: Mapping[str, object]
    problems: list[ListProblem] = field(default_factory=list)

    def text(self, name: str, longest: int) -> str:
        value = self.cells.get(name)
        return tidy("" if value is None else str(value))[:longest]

    def tell(self, name: str, code: str) -> None:
        self.problems.append(ListProblem(self.row_no, name, code, mask(self.text(name, 60))))


def read_payment(row_no: int, cells: Mapping[str, object]) -> ListedPayment:
    """One row, cells by canonical column. Never raises: what is odd stands in `problems`."""
    reader = _Reader(row_no, cells)
    voucher = mask(reader.text("voucher", 60))  # some finance systems build them of personal numbers
    if not voucher:
        reader.tell("voucher", "voucher_missing")
    paid_on = day_in(cells.get("paid_on")) if cells.get("paid_on") is not None else None
    if paid_on is None or paid_on.year not in YEARS:
        reader.tell("paid_on", "date_odd")
        paid_on = None
    amount = signed_kronor(cells.get("amount"))
    if amount is None:
        reader.tell("amount", "amount_odd")
    number = read_org_number(cells.get("org_number"))
    if number.cls not in _READABLE:
        reader.problems.append(ListProblem(row_no, "org_number", number.cls.value, number.shown))
    return ListedPayment(
        row_no=row_no,
        voucher=voucher,
        paid_on=paid_on,
        amount=amount,
        account=account_key(reader.text("account", 60)),
        number=number,
        case_number=mask(reader.text("case_number", 40)),
        problems=tuple(reader.problems),
    )


def signed_kronor(value: object) -> int | None:
    """Whole kronor from a cell, negative when taken back; None when it is zero or no whole number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        amount = whole_number(abs(value))
        sign = -1 if value < 0 else 1
    else:
        text = "" if value is None else str(value)
        amount = whole_number(_MINUS.sub("", text))
        sign = -1 if _MINUS.search(text) else 1
    return None if not amount or amount > MAX_AMOUNT else sign * amount


def account_key(written: str) -> str:
    """A giro as its digits. Any other account may be a person's: only its last digits are kept."""
    digits = re.sub(r"\D", "", written)
    if not digits:
        return ""
    return digits if len(digits) <= MOST_DIGITS else "…" + digits[-LAST_DIGITS:]
