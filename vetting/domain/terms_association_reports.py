"""Words of what associations report, of visits, and of what the board learnt."""

from enum import StrEnum


class AskedKind(StrEnum):
    """What is written as the answer to a plain question."""

    TEXT = "text"
    KRONOR = "kronor"  # whole kronor
    COUNT = "count"  # a whole number of persons, occasions or things


class ReportSection(StrEnum):
    """Where in a report or a visit a question stands."""

    MONEY = "money"
    ACTIVITIES = "activities"
    PARTICIPANTS = "participants"
    RESULTS = "results"
    INDICATORS = "indicators"
    SEEN = "seen"
    TALKED = "talked"


class ReportChannel(StrEnum):
    """How a report came in."""

    OWN_VIEW = "own_view"  # written by the association on its own page, or in the workbook of that page
    PAPER = "paper"  # registered by an officer


class ReadingKind(StrEnum):
    """What an officer said of a report."""

    APPROVED = "approved"
    COMPLETION = "completion"


class ReportState(StrEnum):
    """Where the latest report of a case stands."""

    TO_READ = "to_read"
    COMPLETION = "completion"
    APPROVED = "approved"


class OwnReportStanding(StrEnum):
    """Where its report stands, as the association sees it."""

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    AWAITS_SIGNATURE = "awaits_signature"
    HANDED_IN = "handed_in"
    COMPLETION = "completion"
    APPROVED = "approved"


class SignKind(StrEnum):
    """What a report shows beside last year's and in itself: a question for the officer, never an answer."""

    EQUAL = "equal"
    JUMP = "jump"
    OVER = "over"  # more used than was granted
    PART = "part"  # a part greater than its whole


class RestsOn(StrEnum):
    """What the answer to a question about a report rests on."""

    REPORT = "report"
    PAPER = "paper"
    VISIT = "visit"
    DECISION = "decision"
    SIGN = "sign"  # may raise a question, and carries no negative answer


class VisitWay(StrEnum):
    """How the notes of a visit were taken."""

    PHONE = "phone"
    PAPER = "paper"


class Activity(StrEnum):
    """What a grant was for, in broad kinds that boards can look for each other's experience by."""

    MEETING_PLACE = "meeting_place"
    YOUTH = "youth"
    CULTURE = "culture"
    SPORT = "sport"
    EDUCATION = "education"
    FAMILIES = "families"
    EQUALITY = "equality"
    DIALOGUE = "dialogue"
    OTHER = "other"


class Again(StrEnum):
    """Whether the board would give such a grant again."""

    YES = "yes"
    CHANGED = "changed"
    NO = "no"
