"""Words for what is refused about boards' reports."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "report_changed": _(
        "Somebody saved the report after you opened it. Your words are still in the form: open the report in "
        "another window, compare, and save again."
    ),
    "report_names_person": _(
        "The text names a person. A report tells of the work and never of anybody: write the role instead."
    ),
    "report_number_like_personal": _(
        "The text holds a number that looks like a personal number. Take it out: a report tells of the work and "
        "never of anybody."
    ),
    "report_count_odd": _("Write a whole number from 0 to 99 999, or leave the field empty."),
    "report_same_as_before": _("Nothing has changed since the report was handed in last."),
    "report_too_early": _(
        "The period ends on %(day)s; the report can be handed in the day after. Save the texts until then."
    ),
    "report_without_summary": _("Write a summary before the report is handed in."),
}
