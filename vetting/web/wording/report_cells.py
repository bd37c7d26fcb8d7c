"""Tables of a report as data, and how their cells are written for people."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import format_decimal

from vetting.web import filters
from vetting.web.filters import capital as capital
from vetting.web.filters import number
from vetting.web.wording.round_reports import percent, percent_number


@dataclass(frozen=True)
class Column:
    """A heading and what its cells are: text, count, share, shares or counts (from, to), kronor, days,
    decimal, agreement (from -1 to 1)."""

    label: str
    kind: str = "count"


@dataclass(frozen=True)
class Table:
    """`key` names it in addresses and sheets; notes say what the figures mean."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    notes: tuple[str, ...] = ()


def shown(value: Any, kind: str) -> str:
    """A cell as people read it."""
    if value is None:
        return "–"
    if isinstance(value, tuple):
        low, high = value
        if kind == "shares":
            return f"{percent_number(low)}–{percent(high)}"
        return f"{number(low)}–{number(high)}"
    if isinstance(value, str):
        return value
    written = WRITTEN.get(kind)
    return written(value) if written else str(format_decimal(round(float(value), 1), "#,##0.#"))


def _two_decimals(value: float | Fraction) -> str:
    return str(format_decimal(round(float(value), 2), "0.00"))


WRITTEN: dict[str, Callable[[Any], str]] = {
    "share": percent,
    "kronor": filters.kronor,
    "agreement": _two_decimals,
}
