"""What an account, its staff number and its address may be: never a personal number."""

import re
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.identity import mask
from vetting.domain.outbox import is_address

STAFF_NUMBER = re.compile(r"[0-9A-ZÅÄÖ][0-9A-ZÅÄÖ-]{1,39}")
USERNAME = re.compile(r"(?=.{2,80}$)[\w.@-]+( [\w.@-]+)*")


@dataclass(frozen=True)
class NewAccount:
    """Who an account is for; `email` "": reminders go nowhere but to My day."""

    username: str
    display_name: str
    email: str = ""


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


def fit_address(text: str) -> str | None:
    """The e-mail address to which reminders go; None when blank. Raises Refused `address_odd`."""
    kept = text.strip()
    if not kept:
        return None
    if not is_address(kept) or mask(kept) != kept:
        raise Refused("address_odd", field="email")
    return kept
