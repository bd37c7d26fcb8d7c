"""A refusal proposed, entered from the board's minutes, or stopped with a code."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.makers import NOW
from tests.makers_decisions import a_refusal
from vetting.domain.authority import Actor
from vetting.domain.decisions import Draft
from vetting.domain.errors import Refused
from vetting.services import decisions, proposals


def propose(case_id: str, by: Actor, draft: Draft | None = None, now: dt.datetime = NOW) -> str:
    """A refusal, or the draft, is proposed; gives the proposal's id."""
    return proposals.propose_decision(case_id, draft or a_refusal(), by=by, now=now)


def decide(case_id: str, proposal_id: str, by: Actor, now: dt.datetime = NOW) -> str:
    """The board's decision of that day is entered; gives its id."""
    return decisions.record_board_decision(
        case_id, proposal_id, minutes="Protokoll 4, § 12", decided_on=now.date(), by=by, now=now
    )


def refused(code: str, call: Callable[..., object], *args: object, **kwargs: object) -> Refused:
    """What the call is refused with, which must have that code."""
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    assert refusal.value.code == code, refusal.value.facts
    return refusal.value
