"""How dates, times, amounts and numbers are written for people."""

import datetime as dt

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, get_locale

from vetting.domain import swedish_time
from vetting.domain.identity import format_org_number
from vetting.domain.swedish_time import swedish_day
from vetting.web.wording import told_day, word


def kronor(amount: int | None) -> str:
    """1234567 becomes "1 234 567 kr" (sv) or "SEK 1,234,567" (en)."""
    if amount is None:
        return "–"
    locale = get_locale()
    if locale is not None and locale.language == "en":
        return f"SEK\u00a0{format_decimal(amount)}"
    return f"{format_decimal(amount)}\u00a0kr"


def capital(text: str) -> str:
    """A word of the trade as it begins a row or a heading; names within it stay as they are."""
    return text[:1].upper() + text[1:]


def day(value: dt.date | None) -> str:
    """A calendar date, of an instant the Swedish one: "20 nov. 2026"."""
    return "–" if value is None else format_date(value, "d MMM y")


def moment(value: dt.datetime | None) -> str:
    """An instant in Swedish local time, to the minute."""
    return "–" if value is None else format_datetime(value, "d MMM y HH:mm")


def clock(value: dt.datetime | None) -> str:
    """The time of day of an instant, by the Swedish clock: "18:00"."""
    return "–" if value is None else swedish_time.clock(value)


def number(value: float | None) -> str:
    """A number with the language's grouping and decimal sign."""
    return "–" if value is None else format_decimal(value)


def org_number(value: str | None) -> str:
    """Ten digits as NNNNNN-NNNN; a dash when there is none."""
    return "–" if not value else format_org_number(value)


def init_app(app: Flask) -> None:
    """Makes the filters known to the templates."""
    app.jinja_env.filters.update(
        kronor=kronor,
        day=day,
        moment=moment,
        clock=clock,
        number=number,
        org_number=org_number,
        swedish_day=swedish_day,
        word=word,
        capital=capital,
        told_day=told_day,
    )
