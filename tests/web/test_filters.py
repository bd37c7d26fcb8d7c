"""How a day is written, also that of an instant: half past midnight in Sweden is the day before in UTC."""

import datetime as dt

from vetting.web.filters import day


def test_the_day_of_an_instant_is_the_swedish_one(empty_app):
    with empty_app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert (
            day(dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC))
            == day(dt.date(2026, 11, 22))
            == "22 Nov 2026"
        )
        assert day(None) == "–"
