"""Words for what may be wrong with a file of parties to check."""

from flask_babel import lazy_gettext as _

PROBLEMS = {
    "file_not_read": _("“%(filename)s” could not be read."),
    "unknown_headings": _("“%(filename)s” has the headings %(found)s. Expected: %(expected)s."),
    "short_row": _(
        "Row %(row)s of “%(filename)s” has %(found)s cells, which is not as many as the headings."
    ),
    "value_missing": _("Row %(row)s of “%(filename)s” has nothing under %(field)s."),
    "value_too_long": _("Row %(row)s of “%(filename)s”: %(field)s is longer than %(most)s characters."),
    "same_query_again": _("Row %(row)s of “%(filename)s” has an id that an earlier row has."),
}
