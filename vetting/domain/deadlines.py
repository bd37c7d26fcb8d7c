"""Every day that is counted to, as one table: from what, how far, over which rest days, by which source."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vetting.domain.errors import Refused
from vetting.domain.terms import SourceStatus
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.terms_decisions import Roll
from vetting.domain.working_days import (
    add_months,
    last_working_day,
    next_working_day,
    working_days_from,
)


@dataclass(frozen=True)
class Deadline:
    """How a kind is counted. `event` names the day it is counted from and has words of its own.

    `days` may be negative: so long before. `months` are counted before days. None as `days`: agreed or chosen
    case by case, given at the counting. `least` and `most` are days within which it may be chosen.
    `source` is the provision; "" is a rule of the house, which then has no `certainty`. `if_possible`: the
    provision itself asks no more.
    """

    event: str
    days: int | None = 0
    months: int = 0
    roll: Roll = Roll.NONE
    source: str = ""
    certainty: SourceStatus | None = None
    least: int | None = None
    most: int | None = None
    if_possible: bool = False
    working_days: int | None = None  # counted on after all else; negative: so long before


_V = SourceStatus.VERIFIED
TABLE: Mapping[K, Deadline] = MappingProxyType(
    {
        # In law. Rest days by lag 1930:173 2 §.
        K.APPEAL: Deadline("announced", 21, roll=Roll.FORWARD, source="KL 13:5", certainty=_V),
        K.PARTY_APPEAL: Deadline("served", 21, roll=Roll.FORWARD, source="FL 44", certainty=_V),
        K.ANNOUNCEMENT: Deadline("adjusted", 2, source="KL 8:12", certainty=_V),
        K.ADJUSTMENT: Deadline("board_decided", 14, source="KL 5:69, 6:35", certainty=_V),
        K.URGENT_REPORT: Deadline("next_meeting", source="KL 6:40", certainty=_V),
        # The provision gives the days; to be earlier than a rest day is a rule of the house, and told as one.
        K.POLICE_PERMIT: Deadline("event", -7, 0, Roll.BACK, "ORDL 2:6", _V, if_possible=True),
        K.POLICE_NOTICE: Deadline("event", -5, 0, Roll.BACK, "ORDL 2:6", _V, if_possible=True),
        # Rules of the house: after FL 25 §, two weeks to answer and never under one.
        K.SUPPLEMENT_REPLY: Deadline("asked", 14, roll=Roll.FORWARD, least=7, most=180),
        K.HEARING_REPLY: Deadline("asked", 14, roll=Roll.FORWARD, least=7, most=180),
        K.PARTNER_REPLY: Deadline("asked", None),
        K.PARTNER_REMINDER: Deadline("reminded", 7),
        K.ANSWER_VALIDITY: Deadline("answered", months=6),
        K.INQUIRY_ANSWER: Deadline("asked", 7),
        K.DELIVERY: Deadline("delivered", None),
        K.CONFIRMATION: Deadline("confirmed", 425),  # yearly, and two months to be late
        K.FOLLOW_UP: Deadline("decided", None, roll=Roll.FORWARD),
        K.PLAN_START: Deadline("decided", 14, roll=Roll.FORWARD),
        K.PLAN_MEETING: Deadline("period_began", 30, roll=Roll.FORWARD),
        K.PLAN_REPORT: Deadline("period_ended", months=2, roll=Roll.FORWARD),
        K.PLAN_AHEAD: Deadline("item_due", working_days=-10),
        K.PLAN_PASSED: Deadline("item_due", working_days=1),
        K.PLAN_AGAIN: Deadline("item_due", working_days=10),
        K.PLAN_ESCALATED: Deadline("item_due", working_days=15),
        K.SPOT_CHECK: Deadline("week", 4),
        K.SPOT_CHECK_REPLY: Deadline("asked", None, roll=Roll.FORWARD),
        K.SPOT_CHECK_REMINDER: Deadline("reminded", 7, roll=Roll.FORWARD),
        K.MEASURE: Deadline("agreed", None),
        K.HOUSE_RULE_END: Deadline("adopted", None),
        K.PAYMENT_HOLD: Deadline("held", 60, least=1, most=60),  # all holds of one review together
        K.REVIEW_PLAN_FIRST: Deadline("agreed", 30, roll=Roll.FORWARD),
        K.REVIEW_PLAN_LAST: Deadline("agreed", 90, roll=Roll.FORWARD),
        K.EFFECT: Deadline("decided", 14),
        # The round of a half-year, from the first of April or October (D-10).
        K.ROUND_OPENING: Deadline("season", roll=Roll.FORWARD),
        K.ROUND_SEAL: Deadline("season", 9, roll=Roll.FORWARD),
        K.ROUND_DRAW: Deadline("season", 14, roll=Roll.FORWARD),
        K.ROUND_MISSED: Deadline("season", -1, months=1, roll=Roll.FORWARD),
        K.ROUND_REPORT: Deadline("season", 14, months=2, roll=Roll.FORWARD),
        K.LOCAL_PICTURE: Deadline("half_year", 0, months=5, roll=Roll.FORWARD),
        K.ROUTINE_READING: Deadline("in_force", 30, roll=Roll.FORWARD),
        K.BOARD_REPORT: Deadline("report_ends", 30, roll=Roll.FORWARD),
        # Contracts for premises. No roll: a notice given before a rest day is good in any case.
        K.NOTICE_DAY: Deadline("notice_given", 1, source="JB 12:4", certainty=_V),
        K.NOTICE_WEEK: Deadline("notice_given", 7, source="JB 12:4", certainty=_V),
        K.NOTICE_THREE_MONTHS: Deadline("notice_given", 0, months=3, source="JB 12:4", certainty=_V),
        K.NOTICE_LONG: Deadline("notice_given", 0, months=9, source="JB 12:4", certainty=_V),
        K.TENANCY_ALERT: Deadline("contract_began", 0, months=7),
        K.TENANCY_NINE_MONTHS: Deadline("contract_began", 0, months=9, source="JB 12:3", certainty=_V),
        K.CORRECTION_REQUEST: Deadline("breach_known", 0, months=2, source="JB 12:43", certainty=_V),
        K.CORRECTION_REPLY: Deadline("asked", 7, roll=Roll.FORWARD, least=1, most=60),
        K.TERMINATION: Deadline("breach_known", 0, months=2, source="JB 12:43", certainty=_V),
        K.CRIME_TERMINATION: Deadline("breach_known", 0, months=6, source="JB 12:43", certainty=_V),
        K.BAR_REVIEW: Deadline("bar_set", None),
        K.BAR_ENDING: Deadline("bar_ends", -14),
        K.LETTING_REASONS: Deadline(
            "proposed"
        ),  # reasons at once: given afterwards they are suspect (JO 1008-2021)
        # Claims for repayment.
        K.CLAIM_PAYMENT: Deadline("demanded", 30, roll=Roll.FORWARD, least=14, most=180),
        K.CLAIM_INTEREST: Deadline("demanded", 30, source="1975:635 4 §", certainty=_V),
        K.CLAIM_LIMITATION: Deadline("claim_broken", months=120, source="1981:130 2, 5 §§", certainty=_V),
    }
)
EVENTS = tuple(dict.fromkeys(row.event for row in TABLE.values()))


def day_due(
    kind: K, event_on: dt.date, holidays: Collection[dt.date] = (), *, days: int | None = None
) -> dt.date:
    """The day it falls due. `days` where the kind leaves them open, or for another length than the usual.

    Raises ValueError for a kind without a length when none is given.
    """
    row = TABLE[kind]
    length = row.days if days is None else days
    if length is None:
        raise ValueError(f"{kind} has no length of its own")
    day = rolled(kind, add_months(event_on, row.months) + dt.timedelta(days=length), holidays)
    return day if row.working_days is None else working_days_from(day, row.working_days, holidays)


def rolled(kind: K, day: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The day moved off a rest day, as the kind says."""
    roll = TABLE[kind].roll
    if roll is Roll.FORWARD:
        return next_working_day(day, holidays)
    return last_working_day(day, holidays) if roll is Roll.BACK else day


def chosen_day(
    kind: K, wanted: dt.date | None, *, event_on: dt.date, holidays: Collection[dt.date]
) -> dt.date:
    """The day an officer gave, moved off rest days; the usual one when none is given.

    Raises Refused `due_too_soon` or `due_too_late` with the `days` within which it may lie.
    """
    row = TABLE[kind]
    if wanted is None:
        return day_due(kind, event_on, holidays)
    if row.least is not None and wanted < event_on + dt.timedelta(days=row.least):
        raise Refused("due_too_soon", days=row.least)
    if row.most is not None and wanted > event_on + dt.timedelta(days=row.most):
        raise Refused("due_too_late", days=row.most)
    return rolled(kind, wanted, holidays)


def usual_days(kind: K) -> int:
    """How many days it is counted, for a kind that has a length of its own."""
    days = TABLE[kind].days
    if days is None:
        raise ValueError(f"{kind} has no length of its own")
    return days
