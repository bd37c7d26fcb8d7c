"""Words of premises and bookings: kinds of rooms and parties, how a request came, what became of it."""

from enum import StrEnum


class PremisesKind(StrEnum):
    """Four different things, each with a law of its own."""

    HALL = "hall"  # let by contract (JB 12 where it is against payment)
    OPEN_ROOM = "open_room"  # öppna rum, medborgarhus: used free or cheaply
    PUBLIC_PLACE = "public_place"  # the police decide (ORDL 3:1)
    PARTNER_HALL = "partner_hall"  # a private owner's: the owner decides


class PartyKind(StrEnum):
    """Who asks for a room."""

    ASSOCIATION = "association"  # one of the directory
    BODY = "body"  # another legal person: a company, an authority, a body not in the directory
    PRIVATE = "private"


class PurposeKind(StrEnum):
    """What a room is asked for, by kind only: what is to be said there is nobody's business (ORDL 2:9)."""

    MEETING = "meeting"
    COURSE = "course"
    TRAINING = "training"  # sport, exercise
    CULTURE = "culture"  # concert, theatre, exhibition
    PUBLIC_TALK = "public_talk"  # föreläsning, debatt; never its subject
    CELEBRATION = "celebration"
    CEREMONY = "ceremony"
    MARKET = "market"
    OTHER = "other"


class BookingChannel(StrEnum):
    """How a request for a room came."""

    DESK = "desk"
    FILE = "file"
    FOLDER = "folder"
    API = "api"


class BookingState(StrEnum):
    """What became of a request, or of one of its dates. Nothing is deleted."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by the one who booked
    CANCELLED = "cancelled"  # by the municipality, after it was approved


class TenancyVerdict(StrEnum):
    """What the facts of a request ask of the one at the desk; never a decision."""

    GO = "go"
    ASK = "ask"
    STOP = "stop"


class MilderMeasure(StrEnum):
    """What is tried before a no (FL 5 § 3 st.)."""

    OTHER_TIME = "other_time"
    FEWER = "fewer"
    GUARD = "guard"
    DEPOSIT = "deposit"
    OTHER_ROOM = "other_room"
    SINGLE_DATE = "single_date"
