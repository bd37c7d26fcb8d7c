"""Periods of reports: half-years and years, nothing else."""

import pytest

from vetting.domain.errors import NotFound
from vetting.domain.report_period import ReportPeriod


@pytest.mark.parametrize(
    ("name", "half_years", "trend_from"),
    [
        ("2026-H2", ("2026-H2",), "2022-H1"),
        ("2026-H1", ("2026-H1",), "2021-H2"),
        ("2026", ("2026-H1", "2026-H2"), "2022-H1"),
        ("2000", ("2000-H1", "2000-H2"), "2000-H2"),
        ("2000-H1", ("2000-H1",), "2000-H1"),
    ],
)
def test_a_period_and_the_five_years_up_to_it(name, half_years, trend_from):
    period = ReportPeriod(name)
    assert (period.half_years, period.trend_from) == (half_years, trend_from)


@pytest.mark.parametrize(
    "name", ["", "26", "2026-H3", "2026-Q1", "1999", "2026-h2", " 2026", "2026\n", "٢٠٢٦"]
)
def test_other_texts_are_no_period(name):
    with pytest.raises(NotFound, match="report_period_odd"):
        ReportPeriod(name)
