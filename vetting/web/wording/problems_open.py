"""What is wrong with a concern without names, a list to publish or a file to fetch, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "concern_points": _(
        "These words could lead to somebody: %(words)s. Write them in another way; how is told at the top of the page."
    ),
    "concern_short": _("Write what was seen or heard in a whole sentence (at least %(needed)s characters)."),
    "concern_month": _("Choose this month or one of the %(most)s before it."),
    "concern_district": _("Choose one of the parts of the city in the list."),
    "concern_handled": _("Somebody has handled it already, on %(handled_on)s."),
    "concern_not_found": _("The concern is not there any more. The list has those that are."),
    "signpost_same": _("These are the lines that hold already. Change one of them."),
    "signpost_written": _(
        "The lines were written by somebody in the same moment. Read them, and write yours if they differ."
    ),
    "funder_number": _("That is no organisation number of a municipality. Write its ten digits."),
    "open_year": _("That year cannot be published. Choose one from %(first)s up to this year."),
    "open_list_changed": _(
        "The list has changed since it was looked at. Read the new one below, then publish it."
    ),
    "open_list_same": _("This list is published already, word for word. Nothing was changed."),
    "open_list_not_found": _("There is no such list. The page Open data has those that are published."),
    "export_too_long": _(
        "The list has %(rows)s rows, and a file holds at most %(most)s. Filter the list, for example by year."
    ),
    "export_unsteady": _(
        "The list changed again and again while it was read. Try once more in a moment, or filter it."
    ),
    "export_not_found": _("There is no such file of yours. The page My files has those that are."),
    "export_not_ready": _(
        "The file is not there: it is still being made, or it has been removed. Ask for it anew."
    ),
    "export_out_of_reach": _(
        "The file holds rows of boards that you do not work for any more, so it is not handed out. "
        "Take the list out anew."
    ),
}
