"""The Swedish calendar: public holidays, and the eves on which nobody works."""

import datetime as dt
from functools import lru_cache

import holidays

from vetting.domain.seasons import HalfYear, Season, season
from vetting.domain.swedish_time import swedish_day
from vetting.domain.working_days import Days

# Midsummer Eve, Christmas Eve and New Year's Eve are working days in law but not in fact.
_CATEGORIES = ("public", "de_facto")


@lru_cache(maxsize=16)
def swedish_holidays(first_year: int, last_year: int) -> frozenset[dt.date]:
    """The holidays from the first to the last year, both included."""
    years = range(first_year, last_year + 1)
    return frozenset(holidays.country_holidays("SE", years=years, categories=_CATEGORIES))


def days_of(now: dt.datetime) -> Days:
    """The Swedish day, with the holidays of its year and of those beside it."""
    today = swedish_day(now)
    return Days(today, swedish_holidays(today.year - 1, today.year + 1))


def season_of(half_year: str) -> Season:
    """The days of a half-year's round of spot checks. Raises Refused `half_year_odd`."""
    found = HalfYear(half_year)
    return season(found, swedish_holidays(found.year, found.year))
