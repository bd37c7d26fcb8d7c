"""What an account may be called: never by a personal number."""

import re

from vetting.domain.errors import Refused
from vetting.domain.identity import mask

USERNAME = re.compile(r"(?=.{2,80}$)[\w.@-]+( [\w.@-]+)*")


def require_fit_names(username: str, display_name: str) -> None:
    """Raises Refused `username_odd`, `name_blank` or `name_is_number`."""
    if not USERNAME.fullmatch(username):
        raise Refused("username_odd")
    if not display_name:
        raise Refused("name_blank")
    if mask(username) != username or mask(display_name) != display_name:
        raise Refused("name_is_number")
