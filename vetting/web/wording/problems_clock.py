"""What is told of jobs and slots that cannot be done by hand."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "job_not_found": _("There is no job named %(job)s. Choose one of: %(known)s."),
    "bad_slot": _(
        "“%(value)s” is no slot of the job %(job)s. Write it as 2026-11-20 or 2026-H2, as the job has."
    ),
    "slot_before_use": _(
        "%(slot)s lies before the job %(job)s came into use. Choose a later one, or do it on its own page."
    ),
    "slot_not_due": _("%(slot)s is not due yet for the job %(job)s. Wait until it is."),
}
