"""The words of lists that come in as files: what they hold, how far they have come, what settles a row."""

from enum import StrEnum


class ListKind(StrEnum):
    """What a list that comes in as a file holds."""

    DIRECTORY = "directory"
    APPLICATIONS = "applications"
    BOOKINGS = "bookings"
    PREMISES = "premises"
    PAYMENTS = "payments"
    OPEN_GRANTS = "open_grants"


class ImportState(StrEnum):
    """How far a list has come on its way in."""

    STAGING = "staging"  # rows are being read
    PREVIEW = "preview"  # everything read, nothing changed yet
    APPLIED = "applied"
    DISCARDED = "discarded"
    REJECTED = "rejected"  # the file as a whole cannot be used


class Settlement(StrEnum):
    """What a person did about a row that was set aside."""

    NUMBER_GIVEN = "number_given"
    ACCEPTED = "accepted"  # as it stands, without a usable number if it has none
    SET_ASIDE = "set_aside"  # a test or dead row: stays out of trust, no longer waits
