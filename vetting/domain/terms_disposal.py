"""Words of the retention plan: what is kept how long, and how a lead came and is trusted."""

from enum import StrEnum


class RecordKind(StrEnum):
    """What the plan speaks of, each kind with a time of its own."""

    LEAD = "lead"  # evidence of level 6-8 that nobody has verified
    INDICATION = "indication"  # what was indicated in a decided case and never proven
    GROUND = "ground"  # what a decision rests on, its reasons and its letters
    DRAW_FRAME = "draw_frame"  # the list a round of spot checks was drawn from
    BOOKING_CONTACT = "booking_contact"  # who books and who answers on site, with telephone and e-mail
    CONCERN = "concern"  # what came in without names, of no board and no case
    OFFICER_MAIL = "officer_mail"  # reminders that left by e-mail, with the officers' addresses
    JOURNAL = "journal"


class CountedFrom(StrEnum):
    """The day a time of the plan begins."""

    ADDED = "added"  # when it came into the case
    GAINED_FORCE = "gained_force"  # the day after the last to ask for review
    DECIDED = "decided"
    DRAWN = "drawn"
    LAST_DATE = "last_date"  # of the booking; of one without dates, the day it came
    WRITTEN = "written"
    SENT = "sent"  # or the day nobody tried any longer to send it


class LeadSource(StrEnum):
    """Where a lead came from, never who told it."""

    MEDIA = "media"
    ANONYMOUS = "anonymous"
    PUBLIC = "public"  # somebody of the public who gave a name
    OTHER_AUTHORITY = "other_authority"
    THIRD_PARTY = "third_party"  # linked to by somebody else


class Reliability(StrEnum):
    """How far a lead is trusted before anybody has verified it."""

    UNKNOWN = "unknown"
    DOUBTFUL = "doubtful"
    LIKELY = "likely"
