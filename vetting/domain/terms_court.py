"""What a court did with a decision of the municipality."""

from enum import StrEnum


class CourtOutcome(StrEnum):
    """What a court did with a decision that was put before it."""

    UPHELD = "upheld"
    ANNULLED = "annulled"
    ANNULLED_IN_PART = "annulled_in_part"
    NOT_TRIED = "not_tried"  # dismissed: too late, or by somebody who may not ask
