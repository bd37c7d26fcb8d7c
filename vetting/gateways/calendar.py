"""The Swedish calendar: public holidays, and the eves on which nobody works."""

import datetime as dt
from functools import lru_cache

import holidays

# Midsummer Eve, Christmas Eve and New Year's Eve are working days in law but not in fact.
_CATEGORIES = ("public", "de_facto")


@lru_cache(maxsize=16)
def swedish_holidays(first_year: int, last_year: int) -> frozenset[dt.date]:
    """The holidays from the first to the last year, both included."""
    years = range(first_year, last_year + 1)
    return frozenset(holidays.country_holidays("SE", years=years, categories=_CATEGORIES))
