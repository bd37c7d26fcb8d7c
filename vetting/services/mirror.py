"""Saying why a case is treated otherwise than an earlier one with the same pattern."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice

from vetting.domain.authority import DECIDING, Act, Actor, may, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem, Refused
from vetting.domain.free_text import require_written
from vetting.domain.mirror import pattern_of, sentence_in
from vetting.domain.reason_linter import findings_in
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import OPEN
from vetting.domain.swedish_time import swedish_day
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import case_facts, decisions, sheets
from vetting.records import mirror as records
from vetting.records.applications import Case
from vetting.records.db import let_go, transaction
from vetting.records.journal import note
from vetting.records.mirror import DifferenceWord

LONGEST = 600
PIECE = 50


def explain_difference(
    case_id: str, comparator_id: str, explanation: str, *, by: Actor, now: dt.datetime
) -> str:
    """Says in one sentence why the case is treated otherwise than the decision named; gives the word's id.

    Raises NotFound, NotAllowed, Refused `comparator_not_alike`, `comparator_old`, `case_not_open`,
    `difference_sentence_short`, `conflict_of_interest`, a code of domain/reason_linter.py, or as
    require_written.
    """
    return _say(case_id, comparator_id, explanation, by=by, now=now)


def state_none_comparable(case_id: str, explanation: str, *, by: Actor, now: dt.datetime) -> str:
    """Says why no earlier case with the same pattern can be compared with this one; raises as above."""
    return _say(case_id, None, explanation, by=by, now=now)


def _say(case_id: str, comparator_id: str | None, explanation: str, *, by: Actor, now: dt.datetime) -> str:
    with transaction():
        case = sheets.case_in_hand(case_id)
        _require_part_in(case, by)
        if case.stage not in OPEN:
            raise Refused("case_not_open", stage=case.stage.value)
        require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        written = sentence_in(require_written(explanation, field="explanation", longest=LONGEST))
        for found in findings_in(written, has_act=False, regime=case.regime):
            raise Refused(found.code, phrase=found.phrase, field="explanation")
        pattern = _pattern_now(case)
        named = None
        if comparator_id is not None:
            named = records.comparator(case, comparator_id, pattern=pattern, today=swedish_day(now))
        word = records.add_word(
            DifferenceWord(
                case_id=case.id,
                pattern=pattern,
                comparator_id=None if named is None else named.decision_id,
                against=None if named is None else named.treatment,
                explanation=written,
                said_by=by.id,
                said_at=now,
            )
        )
        note(
            Entry.DIFFERENCE_EXPLAINED,
            by=by,
            now=now,
            subject=f"difference:{word.id}",
            case_id=case.id,
            comparator=word.comparator_id,
            pattern=pattern,
        )
        return word.id


def keep_missing_patterns() -> int:
    """Keeps the pattern of every case that was decided before patterns were kept; gives how many.

    A case whose checklist can no longer be read has none, and is tried again the next time. Two at once do
    no harm, and what is stopped on the way goes on the next time.
    """
    missing = iter(records.without_pattern())
    let_go()
    count = 0
    while some := list(islice(missing, PIECE)):
        count += _keep(some)
    return count


def _keep(decision_ids: Sequence[str]) -> int:
    with transaction(is_piece=True):
        return sum(_kept(decision_id) for decision_id in decision_ids)


def _kept(decision_id: str) -> bool:
    decision, case, proposal = records.decision_case_proposal(decision_id)
    try:
        pattern = proposal.pattern if proposal.pattern is not None else _pattern_now(case)
    except Problem:
        return False
    records.keep_pattern(decision, case, pattern)
    return True


def _pattern_now(case: Case) -> str:
    """The pattern of the answers as they stand; of a case that is proposed or decided, as they stood then."""
    _, verdict = case_facts.answers_and_verdict(case, checklist_of(case))
    return pattern_of(verdict).key


def _require_part_in(case: Case, by: Actor) -> None:
    """Whoever prepares or decides cases of the board. Raises NotAllowed, NotFound when only of others."""
    acts = (Act.PREPARE_CASE, *DECIDING)
    its = [act for act in acts if may(by, act, case.board_id)] or [act for act in acts if may(by, act)]
    require(by, (*its, Act.PREPARE_CASE)[0], case.board_id)
