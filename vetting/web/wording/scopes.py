"""What another system's key lets it do, in words."""

from flask_babel import gettext as _


def scope_word(scope: str) -> str:
    """The words for a scope; the scope itself when it has none."""
    words = {
        "applications:write": _("Send in applications"),
        "bookings:write": _("Send in bookings"),
        "checks:run": _("Check a party against the sources"),
        "deliveries:write": _("Deliver files to the partner's own sources"),
        "questions:answer": _("Answer questions put to the partner"),
        "cases:read": _("Read cases and supports"),
    }
    return words.get(scope, scope)
