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
    "report_same_as_before": _("Nothing has changed since the report was handed in last."),
    "report_too_early": _(
        "The period ends on %(day)s; the report can be handed in the day after. Save the texts until then."
    ),
    "report_without_summary": _("Write a summary before the report is handed in."),
}
