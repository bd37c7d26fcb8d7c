"""What stands in the way of a report."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "report_of_voided": _(
        "The round is voided, so its figures stand in no report. The page of the round says why it was voided."
    ),
    "report_period_odd": _(
        "“%(period)s” is no period of a report. Write a half-year as 2026-H2, or a year as 2026."
    ),
    "report_nothing_drawn": _(
        "No round of spot checks was drawn in %(period)s, so there is nothing to report."
    ),
}
