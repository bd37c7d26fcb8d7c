"""What the facts of journal entries about sources' declarations are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

FACTS: dict[str, LazyString] = {
    "interval_days": _("expected every days"),
    "keep_days": _("kept for days"),
    "max_growth": _("largest growth, percent"),
    "max_shrink": _("largest shrinking, percent"),
    "min_rows": _("least number of rows"),
    "owner": _("function that answers for it"),
    "owner_contact": _("its mailbox"),
}
