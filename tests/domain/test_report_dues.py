"""Which reports are asked for on a day, and from when one is late."""

import datetime as dt

import pytest

from vetting.domain.board_report import ReportTerm
from vetting.domain.report_dues import ReportMoment, about, moment_of, terms_ended
from vetting.domain.terms_reports import BoardReportKind

HOLIDAYS = frozenset()  # Sundays are rest days by themselves
T1 = ReportTerm(BoardReportKind.T1, 2027)


@pytest.mark.parametrize(
    ("today", "names"),
    [
        ("2027-04-30", set()),
        ("2027-05-01", {"t1-2027"}),
        ("2027-06-29", {"t1-2027"}),
        ("2027-06-30", set()),
        ("2027-09-01", {"t2-2027"}),
        ("2027-01-01", {"vb-2026", "ks-2026"}),
        ("2027-12-31", set()),
    ],
)
def test_a_report_is_asked_for_from_the_day_after_its_last_one(today, names):
    assert {term.name for term in terms_ended(dt.date.fromisoformat(today))} == names


@pytest.mark.parametrize(
    ("today", "moment"),
    [
        ("2027-05-01", ReportMoment.READY),
        ("2027-05-31", ReportMoment.READY),  # the thirtieth day is a Sunday
        ("2027-06-01", ReportMoment.LATE),
    ],
)
def test_it_is_late_after_a_month(today, moment):
    assert moment_of(T1, dt.date.fromisoformat(today), HOLIDAYS) is moment


def test_a_reminder_of_it_fits_where_reminders_name_things():
    assert len(about("x" * 16, T1)) <= 60
