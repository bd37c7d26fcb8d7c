"""What is refused in a source's declaration, and of deliveries that are kept no longer."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "owner_too_long": _("Write the function in at most %(most)s characters."),
    "owner_contact": _("Write the address of one mailbox, such as registrator@myndighet.example."),
    "interval_days": _("Deliveries are expected every 1–%(most)s days."),
    "keep_days": _("What is out of use is kept for 1–%(most)s days."),
    "delivery_forgotten": _(
        "The rows of that delivery were removed under the retention of the source, so it cannot be gone back to."
    ),
}
