"""What the journal's entries about plans and post are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "PostAddressSet": _("E-mail address of an association saved"),
    "MessageQueued": _("E-mail put in the post"),
    "MessageMailed": _("E-mail sent"),
    "MessageFailed": _("E-mail could not be sent"),
    "MessageRetried": _("E-mail tried again"),
    "IndicatorTold": _("Outcome of a measure told"),
    "InstalmentReleased": _("Part of a grant released"),
    "ExtensionAsked": _("Later day asked for"),
    "ExtensionGranted": _("Later day granted"),
    "ExtensionRefused": _("Later day refused"),
}
