"""A decision on its way: ready to be proposed, proposed, or stopped with the words that people read."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.makers import NOW
from tests.makers_decisions import a_ready_case
from vetting.domain.authority import Actor
from vetting.domain.decisions import Draft
from vetting.domain.errors import Problem
from vetting.records.db import db
from vetting.services import proposals
from vetting.web.wording import problem_words


def ready(secretary: Actor, number: int = 1, **made: object) -> str:
    """A case in which all is answered and nobody has a conflict; gives its id."""
    case_id = a_ready_case(number=number, **made)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    return case_id


def propose(case_id: str, draft: Draft, by: Actor, now: dt.datetime = NOW) -> str:
    """The draft is proposed; gives the proposal's id."""
    return proposals.propose_decision(case_id, draft, by=by, now=now)


def blocked(code: str, deed: Callable[..., object], *given: object, **named: object) -> str:
    """The deed is refused with that code among its reasons; gives the words that people read."""
    with pytest.raises(Problem) as refusal:
        deed(*given, **named)
    assert code in (refusal.value.code, *refusal.value.facts.get("all", ())), refusal.value.facts
    db.session.rollback()
    return str(problem_words(code, {"question": "S01", **refusal.value.facts}))
