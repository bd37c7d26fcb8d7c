"""Words about post by e-mail: why a message was not sent."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

FAILURES: dict[str, LazyString] = {
    "server_unreachable": _("The mail server could not be reached."),
    "server_silent": _("The mail server did not answer in time."),
    "server_refused": _("The mail server does not take mail from here."),
    "sign_in_refused": _("The mail server did not accept the service's name and password."),
    "broken_off": _("The mail server broke off."),
    "message_refused": _("The mail server did not take the message."),
    "address_refused": _("The mail server does not know the address. Correct it in the directory."),
    "folder_unwritable": _("The folder for post cannot be written to."),
}


def failure_text(code: str) -> str:
    """Why the latest attempt failed, and what helps."""
    return str(FAILURES[code]) if code else ""
