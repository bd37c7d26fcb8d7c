"""When a half-year's round of spot checks is opened, sealed, drawn and reported."""

from vetting.domain.seasons import Season
from vetting.gateways import calendar


def season_of(half_year: str) -> Season:
    """The days of a half-year, by the Swedish calendar. Raises Refused `half_year_odd`."""
    return calendar.season_of(half_year)
