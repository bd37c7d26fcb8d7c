"""What an account and its staff number may be: never a personal number."""

import re

from vetting.domain.errors import Refused
from vetting.domain.identity import mask

STAFF_NUMBER = re.compile(r"[0-9A-ZÅÄÖ][0-9A-ZÅÄÖ-]{1,39}")
USERNAME = re.compile(r"(?=.{2,80}$)[\w.@-]+( [\w.@-]+)*")


def require_fit_names(username: str, display_name: str) -> None:
    """Raises Refused `username_odd`, `name_blank` or `name_is_number`."""
    if not USERNAME.fullmatch(username):
        raise Refused("username_odd")
    if not display_name:
        raise Refused("name_blank")
    if mask(username) != username or mask(display_name) != display_name:
        raise Refused("name_is_number")


def fit_staff_number(number: str) -> str | None:
    """The number as it is compared: without blanks, in capitals; None when blank. Raises Refused
    `staff_number_odd`."""
    kept = "".join(number.split()).upper()
    if not kept:
        return None
    if not STAFF_NUMBER.fullmatch(kept) or mask(kept) != kept:
        raise Refused("staff_number_odd")
    return kept
