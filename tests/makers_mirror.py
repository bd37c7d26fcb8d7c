"""Cases that were alike by criterion and came out in different ways, and words about the difference."""

import datetime as dt

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_decided_case, a_proposed_case, a_refusal
from tests.makers_differences import EXPLANATION
from vetting.domain.authority import Actor
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.mirror import DecisionPattern
from vetting.records.officers import Board
from vetting.services import decisions, mirror

SOON = NOW + dt.timedelta(hours=1)


def a_granted_case(secretary: Actor, head: Actor, *, number: int = 1, board: Board | None = None) -> str:
    """A case granted on plain answers; gives the decision's id."""
    return a_decided_case(secretary, head, number=number, board=board)[1]


def explained(
    case_id: str, by: Actor, *, comparator_id: str | None = None, explanation: str = EXPLANATION
) -> str:
    """A word about a difference in the case, with no case named unless told otherwise."""
    if comparator_id is None:
        return mirror.state_none_comparable(case_id, explanation, by=by, now=NOW)
    return mirror.explain_difference(case_id, comparator_id, explanation, by=by, now=NOW)


def by_the_board(case_id: str, proposal_id: str, registrar: Actor) -> str:
    """The board decided as proposed, an hour after what is decided NOW; gives the decision's id."""
    return decisions.record_board_decision(
        case_id,
        proposal_id,
        minutes="protokoll 2026-11-20 § 7",
        decided_on=NOW.date(),
        by=registrar,
        now=SOON,
    )


def a_refused_case(secretary: Actor, *, number: int, board: Board | None = None) -> str:
    """A case refused on plain answers, entered from the board's minutes; gives the decision's id."""
    registrar = an_officer(Role.REGISTRAR, username=f"registrator.{number}", board=board)
    return by_the_board(*a_proposed_case(secretary, a_refusal(), board=board, number=number), registrar)


def pattern_row(decision_id: str) -> DecisionPattern:
    return db.session.get_one(DecisionPattern, decision_id)
