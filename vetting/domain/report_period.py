"""What a report covers: a half-year, "2026-H2", or a year, "2026"."""

import re
from dataclasses import dataclass

from vetting.domain.errors import NotFound
from vetting.domain.seasons import HalfYear

_YEAR = re.compile(r"20[0-9]{2}")
_HALF_YEAR = re.compile(r"20[0-9]{2}-H[12]")
TREND = 10  # half-years, the last of the period included


@dataclass(frozen=True)
class ReportPeriod:
    """A period by its name. Raises NotFound `report_period_odd` for any other text."""

    name: str

    def __post_init__(self) -> None:
        if not (_YEAR.fullmatch(self.name) or _HALF_YEAR.fullmatch(self.name)):
            raise NotFound("report_period_odd", period=self.name[:20])

    @property
    def half_years(self) -> tuple[str, ...]:
        """Names of the half-years, in order."""
        return (self.name,) if "-" in self.name else (f"{self.name}-H1", f"{self.name}-H2")

    @property
    def trend_from(self) -> str:
        """The first half-year of the trend."""
        last = HalfYear(self.half_years[-1])
        return str(last.back(min(TREND - 1, 2 * (last.year - 2000))))
