"""Words of spot checks: rounds and their stages, streams, grounds, states of a check."""

from enum import StrEnum


class CheckScope(StrEnum):
    """Which kinds of support a round draws from."""

    GRANTS = "grants"
    PREMISES = "premises"
    BOTH = "both"


class RoundStage(StrEnum):
    """How far a round has come; each step can be taken once, and none can be skipped."""

    OPEN = "open"  # terms may still change
    SEALED = "sealed"  # frame and terms are frozen, and their seal may be published
    SEED_RECORDED = "seed_recorded"
    SEED_CONFIRMED = "seed_confirmed"  # a second person says the same
    DRAWN = "drawn"
    VOIDED = "voided"  # stays visible with its reason


class RoundStep(StrEnum):
    """What people do in a round, in its order."""

    SEAL = "seal"
    RECORD_SEED = "record_seed"
    CONFIRM_SEED = "confirm_seed"
    DRAW = "draw"
    SHARE_OUT = "share_out"
    PUBLISH = "publish"


class SeedKind(StrEnum):
    """Where the seed comes from, fixed before the frame is sealed."""

    DICE = "dice"  # rolled in front of two named officers
    PUBLIC = "public"  # a value published by others after the seal


class Stream(StrEnum):
    """Why an item is checked. The streams are never added together in a percentage."""

    RANDOM = "random"  # R: the only one that speaks of the whole frame
    WEIGHTED = "weighted"  # K: more lots for facts that call for a look
    TAKE_ALL = "take_all"  # A: drawn from nothing


class TakeAllGround(StrEnum):
    """Why an item is checked without being drawn."""

    AMOUNT = "amount"  # at or above the round's threshold
    FIRST_TIME = "first_time"  # the association's first support from the municipality
    EARLIER_BREACH = "earlier_breach"  # an earlier check found a breach
    COVERAGE = "coverage"  # unchecked for as many rounds as the guarantee allows


class WeightGround(StrEnum):
    """Facts that give an item more lots in the weighted stream; never outlook, never belief."""

    LATE_FOLLOW_UP = "late_follow_up"
    EARLIER_SHORTCOMING = "earlier_shortcoming"
    LARGE_INCREASE = "large_increase"
    SEVERAL_BOARDS = "several_boards"


class ExclusionReason(StrEnum):
    """Why a support that was looked at is not in the frame; listed with it in the seal."""

    ENDED_BEFORE_PERIOD = "ended_before_period"  # stopped before the period, though granted for longer
    DECIDED_AFTER_PERIOD = "decided_after_period"
    NOT_BEGUN = "not_begun"  # decided before the period, begins after it


class SpotCheckState(StrEnum):
    """Where one check stands."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    AWAITING_COMMENT = "awaiting_comment"
    CLOSED = "closed"
    LEFT_POPULATION = "left_population"  # a reserve came in its place


OPEN_STATES = (SpotCheckState.WAITING, SpotCheckState.UNDER_WAY, SpotCheckState.AWAITING_COMMENT)


class LeftReason(StrEnum):
    """How an association can leave the population; silence is not among them (it is a finding)."""

    DISSOLVED = "dissolved"
    MERGED = "merged"
    DECISION_ANNULLED = "decision_annulled"


class FocusState(StrEnum):
    """What a focus area shows, derived from the answers in it."""

    NOT_EXAMINED = "not_examined"
    NO_REMARK = "no_remark"
    REMARK = "remark"


class FindingResult(StrEnum):
    """Result of a check. The codes are those of the checklist `spot-check`."""

    NO_REMARK = "utan_anmarkning"
    MINOR_CORRECTED = "mindre_brist_rattad"
    ACTION_PLAN = "brist_atgardsplan"
    SERIOUS = "allvarlig_avvikelse"
    NO_REPLY = "ej_svar"


class MeasureKind(StrEnum):
    """What follows from a finding. A proposal only: each needs its own decision where the law wants one."""

    NONE = "none"
    CORRECTED = "corrected"
    ACTION_PLAN = "action_plan"
    CLOSER_FOLLOW_UP = "closer_follow_up"
    PAYMENT_HOLD = "payment_hold"
    SPECIAL_REVIEW = "special_review"


class BarredWhy(StrEnum):
    """Why an officer may not make a check: a part in the case, or an interest in it (D-06, D-11)."""

    PREPARED = "prepared"
    DECIDED = "decided"
    ASSIGNED = "assigned"  # the case is, or was, theirs
    ANSWERED = "answered"  # questions of its checklist
    JUDGED_HITS = "judged_hits"
    CONFLICT = "conflict"
    OTHER_READING = "other_reading"  # the two readings stay apart


class UnplacedWhy(StrEnum):
    """Why a check was given to nobody."""

    NOBODY = "nobody"  # no officer takes part
    ALL_BARRED = "all_barred"
    NO_CAPACITY = "no_capacity"  # those who may are away or have as many as they can make


class AssociationKind(StrEnum):
    """What an association does. Religion, outlook, politics and origin have no kind of their own, and never
    will: nothing is counted by them."""

    SPORTS = "sports"
    CULTURE = "culture"
    YOUTH = "youth"
    SENIORS = "seniors"
    DISABILITY = "disability"
    EDUCATION = "education"
    HOUSING_AREA = "housing_area"
    OUTDOOR = "outdoor"
    OTHER = "other"
