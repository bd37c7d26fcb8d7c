"""The trade's words about deciding as enums: what falls due, the rules of the house, a word to the police."""

from enum import StrEnum


class DeadlineKind(StrEnum):
    """Everything that falls due on a counted day; how it is counted stands in `domain/deadlines.py`."""

    APPEAL = "appeal"  # legality review
    PARTY_APPEAL = "party_appeal"  # administrative appeal, by the party the decision went against
    ANNOUNCEMENT = "announcement"  # of adjusted minutes, on the notice board
    ADJUSTMENT = "adjustment"  # of the board's minutes
    URGENT_REPORT = "urgent_report"  # of what the chair decided for the board
    SUPPLEMENT_REPLY = "supplement_reply"
    HEARING_REPLY = "hearing_reply"
    PARTNER_REPLY = "partner_reply"
    PARTNER_REMINDER = "partner_reminder"
    ANSWER_VALIDITY = "answer_validity"  # of what a partner answered
    INQUIRY_ANSWER = "inquiry_answer"  # from a register that answers number by number
    DELIVERY = "delivery"  # the next list of a source
    CONFIRMATION = "confirmation"  # by an association, that what the directory says still holds
    FOLLOW_UP = "follow_up"  # an item of a plan, on the day decided
    PLAN_START = "plan_start"  # nothing of a plan falls due before it
    PLAN_MEETING = "plan_meeting"
    PLAN_REPORT = "plan_report"
    PLAN_AHEAD = "plan_ahead"  # reminders of an item of a plan, in working days
    PLAN_PASSED = "plan_passed"
    PLAN_AGAIN = "plan_again"
    PLAN_ESCALATED = "plan_escalated"  # to the unit head
    SPOT_CHECK = "spot_check"  # the planned week of one
    SPOT_CHECK_REPLY = "spot_check_reply"
    SPOT_CHECK_REMINDER = "spot_check_reminder"
    MEASURE = "measure"  # agreed after a spot check
    ROUND_OPENING = "round_opening"
    ROUND_SEAL = "round_seal"
    ROUND_DRAW = "round_draw"
    ROUND_MISSED = "round_missed"
    ROUND_REPORT = "round_report"
    LOCAL_PICTURE = "local_picture"
    ROUTINE_READING = "routine_reading"
    BOARD_REPORT = "board_report"  # to be handed in
    POLICE_PERMIT = "police_permit"  # tillstånd till allmän sammankomst
    POLICE_NOTICE = "police_notice"  # anmälan
    EFFECT = "effect"  # of a revocation, to be decided by the board that owns it
    HOUSE_RULE_END = "house_rule_end"  # the last day a board set for a rule of its own
    PAYMENT_HOLD = "payment_hold"  # the last day of one, while support is reviewed
    REVIEW_PLAN_FIRST = "review_plan_first"  # what was agreed in a special review is looked at
    REVIEW_PLAN_LAST = "review_plan_last"
    CLAIM_PAYMENT = "claim_payment"  # of a claim for repayment, once it is demanded
    CLAIM_INTEREST = "claim_interest"  # begins to run
    CLAIM_LIMITATION = "claim_limitation"  # a claim is barred by limitation

    NOTICE_DAY = "notice_day"  # of a contract for premises, by its length
    NOTICE_WEEK = "notice_week"
    NOTICE_THREE_MONTHS = "notice_three_months"
    NOTICE_LONG = "notice_long"
    TENANCY_ALERT = "tenancy_alert"  # nine months of a contract are near
    TENANCY_NINE_MONTHS = "tenancy_nine_months"
    CORRECTION_REQUEST = "correction_request"  # of what was let on without consent
    CORRECTION_REPLY = "correction_reply"
    TERMINATION = "termination"  # for a broken clause of exceptional importance
    CRIME_TERMINATION = "crime_termination"
    BAR_REVIEW = "bar_review"  # of a stop mark
    BAR_ENDING = "bar_ending"
    LETTING_REASONS = "letting_reasons"  # of a refusal of a room: signed and told the day it is proposed


class Roll(StrEnum):
    """Where a counted day goes that falls on a rest day."""

    NONE = "none"
    FORWARD = "forward"
    BACK = "back"


class HouseRuleKey(StrEnum):
    """A procedure that a board can adopt where the paragraph of the Act is switched off (FL 2 §)."""

    INQUIRY = "inquiry"  # utredning, FL 23 §
    HEARING = "hearing"  # kommunicering, FL 25 §
    NOTES = "notes"  # tjänsteanteckningar, FL 27 §
    DOCUMENT = "document"  # beslutshandling, FL 31 §
    REASONS = "reasons"  # motivering, FL 32 §
    NOTIFICATION = "notification"  # underrättelse, FL 33 §
    CHANGE = "change"  # ändring av beslut, FL 37 §


class RuleStanding(StrEnum):
    """Where a dated rule stands on a day."""

    COMING = "coming"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    ENDED = "ended"


class PlaceInterest(StrEnum):
    """All a municipality may look after when the police ask it about a public place (ORDL 3:15)."""

    CARE = "care"  # skötsel av platsen
    LAND_USE = "land_use"  # markanvändning
    CITYSCAPE = "cityscape"  # stadsbild
    ENVIRONMENT = "environment"  # miljö
    TRAFFIC = "traffic"  # trafik


class DelegatedAct(StrEnum):
    """What a point of the delegation order lets one do for the board; each is given by a point of its own."""

    DECISION = "decision"  # in a case about support
    PLACE_STATEMENT = "place_statement"  # yttrande till Polismyndigheten


class PlaceStance(StrEnum):
    """What the municipality tells the police of the use of a place."""

    NO_OBJECTION = "no_objection"
    CONDITIONS = "conditions"
    OBJECTION = "objection"


class HearingExemption(StrEnum):
    """Why material is not communicated before an adverse decision (after FL 25 § 1 st.)."""

    UNNECESSARY = "unnecessary"  # obviously
    FRUSTRATES = "frustrates"  # the decision could otherwise not be carried out
    IMMEDIATE = "immediate"  # a weighty interest needs the decision at once


class StatementChannel(StrEnum):
    """How an association's words came in."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"  # an officer's note of the call
    VISIT = "visit"  # said at the desk or a meeting, noted by an officer
    OWN_VIEW = "own_view"  # written by the association on its own page


class StatementTiming(StrEnum):
    """When a statement came, against the last day to answer and the decision."""

    IN_TIME = "in_time"
    LATE = "late"  # after the last day, before the decision: read all the same
    UNREAD = "unread"  # came before the decision and was not considered in it: the decider is told
    AFTER_DECISION = "after_decision"  # kept as incoming; it changes nothing


class CriterionMark(StrEnum):
    """How a criterion stands out in a case."""

    FELL_SHORT = "fell_short"
    INDICATED = "indicated"
    UNCLEAR = "unclear"


class Treatment(StrEnum):
    """What came of the matter itself: support, in full or in part, or none."""

    GIVEN = "given"
    REFUSED = "refused"


class MitigationFactor(StrEnum):
    """The special reasons weighed before an act decides (lag 2024:487 5 § 2 st., SFS 2011:65 8 b §)."""

    DISTANCE = "distance"  # tagit avstånd
    MEASURES = "measures"  # tillräckliga åtgärder
    SINGLE = "single"  # enstaka händelse
    LONG_AGO = "long_ago"  # långt tillbaka i tiden
    ENDED = "ended"  # samarbetet avbrutet, vid en partners överträdelse


class CodeChannel(StrEnum):
    """How a one-time code reaches the association."""

    LETTER = "letter"
    EMAIL = "email"
    OWN_VIEW = "own_view"  # for the next visit, made by the association on its own page


class CodeState(StrEnum):
    """Whether a one-time code still opens its case."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class ReviewPath(StrEnum):
    """By which way a decision is tried."""

    LEGALITY_REVIEW = "legality_review"  # KL 13 kap.
    ADMINISTRATIVE_APPEAL = "administrative_appeal"  # FL 40-44 §§
    CONTRACT = "contract"
    POLICE = "police"  # the decision is the police's, and so is the notice of appeal
    HALL_OWNER = "hall_owner"


class DecidedBy(StrEnum):
    """Who decides the matter itself."""

    BOARD = "board"
    POLICE = "police"
    HALL_OWNER = "hall_owner"


class ParameterKind(StrEnum):
    """What a board sets for a local rule."""

    NUMBER = "number"
    SWITCH = "switch"
    TEXT = "text"


class DraftState(StrEnum):
    """What became of a draft on the rule desk."""

    OPEN = "open"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
