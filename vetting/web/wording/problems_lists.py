"""What is wrong with a list that is read row by row, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "second_table": _(
        "“%(filename)s” holds more than one table; another one begins at row %(row)s. "
        "Send each table as a file of its own."
    ),
    "formulas_without_value": _(
        "“%(filename)s” holds formulas whose results were not saved (row %(row)s). Open it in a spreadsheet "
        "program, save it and send it again."
    ),
    "truncated_text": _(
        "“%(filename)s” ends in the middle of a line. Fetch it again; the earlier one stays in use."
    ),
    "too_many_broken_rows": _(
        "%(found)s of %(of)s rows in “%(filename)s” do not have the columns of the format. "
        "The earlier one stays in use; ask the sender whether the format was changed."
    ),
    "odd_setting": _(
        "The source's setting “%(setting)s” is missing or not known. Allowed: %(allowed)s. "
        "Correct the declaration of the source."
    ),
}
