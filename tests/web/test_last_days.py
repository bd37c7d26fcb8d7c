"""A chosen day that was moved is told with the day it became, in the reader's language."""

import datetime as dt

import pytest
from flask_babel import force_locale

from vetting.web.wording.last_days import told_until

SUNDAY, MONDAY = dt.date(2026, 12, 6), dt.date(2026, 12, 7)


@pytest.mark.parametrize(
    ("language", "wanted", "words"),
    [
        ("sv", SUNDAY, "Begärd. Dagen du valde är ingen arbetsdag, så den flyttades till nästa arbetsdag, "
         "måndag 7 december 2026."),
        ("en", SUNDAY, "Begärd. The day you chose is no working day, so it was moved to the next one, "
         "Monday 7 December 2026."),
        ("sv", MONDAY, "Begärd."),
        ("sv", None, "Begärd."),
    ],
)  # fmt: skip
def test_a_day_that_was_moved_is_told(app, language, wanted, words):
    with app.test_request_context(), force_locale(language):
        assert told_until("Begärd.", MONDAY, wanted=wanted) == words
