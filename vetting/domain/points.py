"""The points of an application: fields, papers and questions, and how each stands."""

from enum import StrEnum


class ApplicationField(StrEnum):
    """What an application says, point by point."""

    PURPOSE = "purpose"
    AMOUNT = "amount"
    PERIOD = "period"
    EXPECTED_RESULT = "expected_result"
    MEMBERS_TOTAL = "members_total"
    OTHER_SUPPORT = "other_support"


class PointKind(StrEnum):
    """What a request for completion can name."""

    FIELD = "field"
    PAPER = "paper"
    QUESTION = "question"


class PointState(StrEnum):
    """How a point of an application stands."""

    IN_ORDER = "in_order"
    MISSING = "missing"
    DOUBTFUL = "doubtful"
