"""What a password must be: long enough, and not the account's own name (NIST SP 800-63B section 5)."""

import datetime as dt

from vetting.domain.errors import Refused

MIN_LENGTH = 12
SESSION_LENGTH = dt.timedelta(hours=12)  # of a sign-in, whatever way it came
WINDOW = dt.timedelta(minutes=15)  # in which failed sign-ins are counted


def require_good_password(password: str, username: str) -> None:
    """Raises Refused `password_too_short` (with the length needed) or `password_is_name`."""
    if len(password) < MIN_LENGTH:
        raise Refused("password_too_short", needed=MIN_LENGTH)
    if username.casefold() in password.casefold():
        raise Refused("password_is_name")
