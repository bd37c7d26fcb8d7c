"""Addresses that came from outside: only paths of this service are followed."""

from flask import current_app, request, url_for
from flask_babel import gettext as _

LOOPBACK = frozenset({"localhost", "127.0.0.1"})


def address_in_post(endpoint: str) -> str:
    """The address of a page as it may stand in a letter: whole where the service knows its own name, else the
    path alone, for whoever asks can name any host."""
    host = request.host.partition(":")[0]
    is_known = bool(current_app.config["TRUSTED_HOSTS"]) or host in LOOPBACK
    return url_for(endpoint, _external=is_known)


def address_on_paper(endpoint: str) -> str:
    """The same address in the words of a page that is printed or read aloud to somebody else."""
    address = address_in_post(endpoint)
    return _("the municipality's own service, page %(page)s", page=address) if address[0] == "/" else address


def own_path(target: str | None) -> str | None:
    """The address asked for, when it is a path of this service and nothing else."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return target if target.isprintable() and "\\" not in target else None
