"""Post by e-mail: how long to wait after a failure, when to give up, and addresses shown in part."""

import datetime as dt
import re
from urllib.parse import urlsplit

PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
MOST_ATTEMPTS = len(PAUSES) + 1
IN_HAND = dt.timedelta(minutes=10)  # longer than any attempt takes
AT_ONCE = 50  # messages in one turn
LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def next_try_at(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When it is tried again after so many failed attempts; None: it is given up."""
    return None if attempts >= MOST_ATTEMPTS else now + PAUSES[max(attempts, 1) - 1]


def is_address(text: str) -> bool:
    """Whether post can be sent there: one plain address, and nothing that makes a second header."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def is_mail_server(url: str) -> bool:
    """Whether the address names a server that takes mail: smtp:// or smtps://, a host, a port if any."""
    try:
        at = urlsplit(url)
        return at.scheme in ("smtp", "smtps") and bool(at.hostname) and (at.port is None or at.port > 0)
    except ValueError:
        return False


def address_in_words(address: str) -> str:
    """A page's address as it stands in a letter: whole, or a path alone where the service does not
    know its own name."""
    return f"kommunens tjänst för föreningar, sidan {address}" if address.startswith("/") else address


def masked_address(text: str) -> str:
    """An address as a list shows it: the first letter and the domain."""
    name, _at, domain = text.partition("@")
    return f"{name[:1]}…@{domain}" if domain else "…"


def message_id(key: str, domain: str) -> str:
    """The name of a message among all mail in the world: the same each time it is tried."""
    return f"<{key}@{domain}>"
