"""Questions to registers that answer number by number: the moves between their states, and when to pause."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from vetting.domain.errors import Refused
from vetting.domain.terms import InquiryState

API_ADAPTERS = ("bv_vdm_api", "oauth_api")
REPLY_ADAPTER = "request_reply_file"
BY_NUMBER = frozenset({*API_ADAPTERS, REPLY_ADAPTER})

UNANSWERED = "unanswered"  # an answer file came and said nothing of the number
FAULTS_IN_A_ROW = 5
PAUSE = dt.timedelta(minutes=5)
# Faults that say the source is out of order, not that it was asked wrongly or with the wrong keys.
OUT_OF_ORDER = frozenset(
    {
        "source_down",
        "source_timeout",
        "source_answered_500",
        "source_cut_short",
        "source_busy",
        "source_not_trusted",
    }
)
MOST_ASKED = 20_000  # numbers in one question file


class InquiryEvent(StrEnum):
    """What can happen to a question that was sent."""

    RECEIPT = "receipt"
    REFUSAL = "refusal"  # the receipt says that the question could not be read
    ANSWER = "answer"
    FAULT = "fault"  # an API did not answer, or not whole enough to be kept
    TIME = "time"  # the day it was due on has passed
    SENDING = "sending"  # a question file carries it
    LAPSE = "lapse"  # its case has ended before any file carried it


_S, _E = InquiryState, InquiryEvent
MOVES: Mapping[tuple[InquiryState, InquiryEvent], InquiryState] = MappingProxyType(
    {
        (_S.QUEUED, _E.SENDING): _S.SENT,
        (_S.QUEUED, _E.LAPSE): _S.REJECTED,
        (_S.SENT, _E.RECEIPT): _S.RECEIPTED,
        (_S.SENT, _E.REFUSAL): _S.REJECTED,
        (_S.SENT, _E.ANSWER): _S.ANSWERED,  # a receipt can be lost
        (_S.SENT, _E.FAULT): _S.REJECTED,
        (_S.SENT, _E.TIME): _S.OVERDUE,
        (_S.RECEIPTED, _E.ANSWER): _S.ANSWERED,
        (_S.RECEIPTED, _E.REFUSAL): _S.REJECTED,  # refused later, in the answer
        (_S.RECEIPTED, _E.TIME): _S.OVERDUE,
        (_S.OVERDUE, _E.RECEIPT): _S.OVERDUE,  # still late, but not lost
        (_S.OVERDUE, _E.REFUSAL): _S.REJECTED,
        (_S.OVERDUE, _E.ANSWER): _S.ANSWERED,
        (_S.ANSWERED, _E.ANSWER): _S.ANSWERED,  # corrected: the later word rules
    }
)
OPEN = frozenset({InquiryState.SENT, InquiryState.RECEIPTED, InquiryState.OVERDUE})  # may be answered
WAITING = OPEN | {InquiryState.QUEUED}
NOT_NEEDED = "not_needed"  # the fault of a question whose case ended before it was sent
WHY_NO_ANSWER: Mapping[InquiryState, str] = MappingProxyType(
    {
        InquiryState.QUEUED: "queued_for_file",
        InquiryState.SENT: "awaiting_answer",
        InquiryState.RECEIPTED: "awaiting_answer",
        InquiryState.OVERDUE: "answer_overdue",
        InquiryState.REJECTED: "question_rejected",
    }
)


def after(state: InquiryState, event: InquiryEvent) -> InquiryState:
    """The next state. Raises Refused `inquiry_closed` where the event cannot follow."""
    following = MOVES.get((state, event))
    if following is None:
        raise Refused("inquiry_closed", state=state.value, event=event.value)
    return following


def can_follow(state: InquiryState, event: InquiryEvent) -> bool:
    """Whether the event can still happen."""
    return (state, event) in MOVES


def is_paused(faults_at: Sequence[dt.datetime], now: dt.datetime) -> bool:
    """Whether a source is left alone just now: so many faults in a row, the newest first, and the pause
    since the newest is not over. Then one asking is let through; its fault begins the next pause."""
    return len(faults_at) >= FAULTS_IN_A_ROW and now - faults_at[0] < PAUSE
