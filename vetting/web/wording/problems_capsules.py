"""What stands in the way of adding to reasons, or of taking a case out as a capsule."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "not_decided": _("The case is not decided, so there are no sealed reasons to add to."),
    "case_not_found": _("There is no case “%(case)s” here, or it belongs to another board."),
}
