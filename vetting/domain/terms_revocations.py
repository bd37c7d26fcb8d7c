"""Words of what follows when support ends: reviews, holds, effects, stop marks, claims and payments."""

from enum import StrEnum


class RevocationGround(StrEnum):
    """Why a favourable decision may be changed at all (the principle of FL 37 §)."""

    RESERVATION = "reservation"  # the decision itself, or its rules, reserve it
    WRONG_INFORMATION = "wrong_information"
    COMPELLING_SAFETY = "compelling_safety"


class ReviewStep(StrEnum):
    """How far a special review has come: the ladder before the axe."""

    OPENED = "opened"
    ASKED = "asked"  # a question was put to the association
    HELD = "held"  # payment waits
    PLANNED = "planned"  # an action plan is followed
    CLOSED = "closed"


class HoldScope(StrEnum):
    """How much of what is not yet paid waits."""

    WHOLE = "whole"
    PART = "part"


class EffectKind(StrEnum):
    """What a party holds in any board, or asks for."""

    GRANT = "grant"
    INSTALMENT = "instalment"  # of a grant, not yet paid
    TARIFF = "tariff"  # free or reduced use of rooms
    BOOKING = "booking"  # one date
    BOOKING_REQUEST = "booking_request"  # waiting
    APPLICATION = "application"  # waiting
    LINKED_REQUEST = "linked_request"  # of another party, by the same contact: a question, never a hit


class EffectState(StrEnum):
    """What the board that owns a row did with it; nothing is cancelled by itself."""

    OPEN = "open"
    AWAITING_SECOND = "awaiting_second"  # one person says it is to end; another has to say so too
    KEPT = "kept"
    ENDED = "ended"
    LAWYER = "lawyer"  # put to a lawyer, still open


class BarReach(StrEnum):
    """What a stop mark stops."""

    MONEY = "money"
    ROOMS = "rooms"
    BOTH = "both"


class ClaimState(StrEnum):
    """Where a claim for repayment stands."""

    DECIDED = "decided"  # not yet demanded
    DEMANDED = "demanded"
    RESPITE = "respite"
    INSTALMENTS = "instalments"
    HANDED_OVER = "handed_over"  # to the lawyer: order to pay, or suit
    SETTLED = "settled"  # paid, waived or written off in full


class ClaimEventKind(StrEnum):
    """What happened to a claim; each is a line of its ledger and never changed."""

    OPENED = "opened"
    DEMANDED = "demanded"
    ACKNOWLEDGED = "acknowledged"
    PAID = "paid"
    RESPITE = "respite"
    INSTALMENTS_AGREED = "instalments_agreed"
    WAIVED = "waived"
    WRITTEN_OFF = "written_off"
    HANDED_OVER = "handed_over"
    PAYMENT_UNDONE = "payment_undone"  # one that was noted by mistake


class ReliefKind(StrEnum):
    """How a board lets go of a claim, wholly or in part: by two persons, with a reason."""

    WAIVED = "waived"  # eftergift: special reasons of the association
    WRITTEN_OFF = "written_off"  # avskrivning: it cannot be collected


class StopCause(StrEnum):
    """What stopped a payment."""

    REVOKED = "revoked"
    HELD = "held"
    BARRED = "barred"


class PaymentWord(StrEnum):
    """What a person says of a payment that does not agree."""

    IN_ORDER = "in_order"  # it is right as it is
    MENDED = "mended"  # put right in the finance system
    TO_RECLAIM = "to_reclaim"  # a decision about it is prepared


class PaymentAlarm(StrEnum):
    """What a payment does not agree with; a person settles it with a word."""

    PAID_AFTER_STOP = "paid_after_stop"
    OTHER_ACCOUNT = "other_account"
    OTHER_AMOUNT = "other_amount"
    BEFORE_RELEASE = "before_release"  # a part whose condition nobody had found met
    WITHOUT_DECISION = "without_decision"
