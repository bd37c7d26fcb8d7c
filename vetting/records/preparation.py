"""A case taken in hand to be prepared: locked, within reach, not closed, nobody's conflict of interest."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.terms import Stage
from vetting.records.applications import Case
from vetting.records.cases import move_case
from vetting.records.decisions import add_declaration, declared_by
from vetting.records.journal import note
from vetting.records.sheets import case_in_hand


def case_to_prepare(case_id: str, *, by: Actor) -> Case:
    """The case, locked until the deed is done.

    Raises NotFound, NotAllowed, Refused `case_not_open` or `conflict_of_interest`. Nothing said of a conflict
    is no hindrance here; the first answer and the proposal ask for the word.
    """
    case = case_in_hand(case_id)
    require(by, Act.PREPARE_CASE, case.board_id)
    require_preparation(case.stage)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    return case


def require_word(case: Case, *, has_none: bool, by: Actor, now: dt.datetime) -> None:
    """The officer has said to have no conflict of interest in the case, or says so now (KL 6:28-32, 7:4).

    Raises Refused `conflict_not_declared` or `conflict_of_interest`.
    """
    declared = declared_by(case.id, by.id)
    if declared is None and has_none:
        add_declaration(case.id, by.id, has_conflict=False, note="", now=now)
        about = f"case:{case.id}"
        note(Entry.CONFLICT_DECLARED, by=by, now=now, subject=about, case_id=case.id, has_conflict=False)
        return
    require_no_conflict(declared)


def begin_review(case: Case, *, by: Actor, now: dt.datetime) -> None:
    """A received case is in review from the first thing done in it; any other stays where it is."""
    if case.stage is Stage.RECEIVED:
        move_case(case, Stage.IN_REVIEW, by=by, now=now)
