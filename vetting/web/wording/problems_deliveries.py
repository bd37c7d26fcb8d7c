"""Why a delivery is held or refused on its way into use, and what a person may do about it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "grown_too_much": _(
        "The file has %(after)s rows where the one in use has %(before)s; it may grow by at most "
        "%(most)s percent. Ask the sender whether it is the right file."
    ),
    "rows_unlike_before": _(
        "%(share)s percent of the rows are “%(state)s”, where earlier deliveries had %(usual)s percent. "
        "Look at the rows before you let it in."
    ),
    "delta_gap": _(
        "These changes build on %(found)s, and the snapshot in use is %(expected)s. A delivery between them is "
        "missing: ask the sender for the whole list."
    ),
    "missing_name": _("Write the name."),
    "not_held": _("The delivery is not held, so there is nothing to let in."),
    "snapshot_in_use": _("That snapshot is in use already."),
    "snapshot_not_accepted": _("That delivery was never taken into use, so it cannot be gone back to."),
    "row_not_changed": _("Nothing in the row was changed."),
    "record_not_found": _("There is no such row in the snapshot in use."),
    "unknown_field": _("The field “%(field)s” cannot be corrected."),
    "bad_date": _("Write the date as YYYY-MM-DD."),
}
