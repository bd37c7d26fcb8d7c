"""Whether people can sign in through the municipality, and since when an account is linked."""

import datetime as dt

from vetting.records.db import settings
from vetting.records.outside_identities import link_of


def is_offered() -> bool:
    """Whether the municipality's own sign-in is set up."""
    return settings().provider is not None


def linked_at(officer_id: str) -> dt.datetime | None:
    """When the account was linked, or None."""
    found = link_of(officer_id)
    return None if found is None else found.linked_at
