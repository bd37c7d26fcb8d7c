"""Words of contracts and stop marks: breaches, the steps that answer them, what ties a request to a stop."""

from enum import StrEnum


class TermsAcceptance(StrEnum):
    """How the tenant accepted the terms of a contract."""

    SIGNED = "signed"  # on paper
    E_ID = "e_id"
    BOOKING_SYSTEM = "booking_system"
    EMAIL = "email"


class BreachKind(StrEnum):
    """What was broken; each has its own way in JB 12:42."""

    SUBLET = "sublet"  # let on without consent (12:39, 42 § p. 4)
    WRONG_USE = "wrong_use"  # used for another purpose (12:23, 42 § p. 7)
    CLAUSE = "clause"  # a clause of the accepted terms (42 § p. 11 where it is of exceptional importance)
    CRIME = "crime"  # serious or habitual, in the premises (42 § p. 12): a lawyer's way


class BreachStepKind(StrEnum):
    """The ladder, mildest first."""

    REMARK = "remark"
    WARNING = "warning"
    CORRECTION = "correction"  # request to correct, in writing, with a last day
    SUSPENSION = "suspension"  # no new bookings for a stated time
    TERMINATION = "termination"


class StepState(StrEnum):
    """Where a step, or what is done with a stop mark, stands."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    RETURNED = "returned"


class TerminationWay(StrEnum):
    """How a contract ends."""

    AT_ONCE = "at_once"  # forfeited (JB 12:42)
    WITH_NOTICE = "with_notice"  # JB 12:3-4


class BreachEnd(StrEnum):
    """How a breach was settled."""

    CORRECTED = "corrected"
    PERMITTED = "permitted"  # consent was asked for and given
    UNPROVEN = "unproven"
    DROPPED = "dropped"  # no further step


class BarLink(StrEnum):
    """What ties a request for a room to a stop, or to a contract that was terminated: facts of contracts."""

    ASSOCIATION = "association"
    NUMBER = "number"  # organisation number
    CONTRACT = "contract"  # the very contract
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"  # the giro that both associations are paid to
    SLOT = "slot"  # same premises, weekday and hour


class BarMoveKind(StrEnum):
    """What two persons do with a stop mark."""

    SET = "set"
    RENEW = "renew"
    LIFT = "lift"


class BarWordKind(StrEnum):
    """What a person answers when a stop mark asks."""

    STANDS = "stands"  # reviewed: it stays until its end
    ENDED = "ended"  # its time is over


class BarStanding(StrEnum):
    """Where a stop mark stands on a day."""

    HOLDS = "holds"
    TO_REVIEW = "to_review"  # holds, and asks
    RUN_OUT = "run_out"  # stops nothing more, and asks
    LIFTED = "lifted"
    ENDED = "ended"
