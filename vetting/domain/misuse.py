"""Which refusals are told in the journal: those where somebody tried to get past what guards a decision.

What a form lacks, and words that must be written otherwise, are no attempts: who writes a proposal is helped
by them, and drafts are nobody's to watch. A change of rows that are only added to is told by
records/refused_changes.py, whichever deed it came by.
"""

from collections.abc import Mapping
from enum import StrEnum


class GuardedDeed(StrEnum):
    """Deeds whose refusals are looked at."""

    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    DECIDE = "decide"
    DECIDE_URGENTLY = "decide_urgently"
    RECORD_BOARD_DECISION = "record_board_decision"
    CONSIDER_STATEMENT = "consider_statement"
    ANSWER_CHECKLIST = "answer_checklist"
    REPLY = "reply"  # of the association, on its own page


class RowChange(StrEnum):
    """What somebody tried to do to rows that the tables keep as they were written."""

    ADD = "add"  # out of its turn
    CHANGE = "change"
    REMOVE = "remove"


_ALWAYS = frozenset(
    {
        # who
        "decider_is_proposer",
        "same_person",
        "drafter_reads_escalated",
        "conflict_of_interest",
        "proposer_has_conflict",
        "not_allowed",
        "authority_ended",
        # how far
        "board_only",
        "board_only_ask",
        "nothing_delegated",
        "nothing_delegated_ask",
        "above_delegation",
        "above_delegation_ask",
        "chair_not_empowered",
        "police_decide",
        "hall_owner_decides",
        # what is decided stays decided
        "already_decided",
        "proposal_gone",
        "proposal_stale",
        "proposal_check_outdated",
        "ground_changed",
        "already_considered",
        "statement_after_decision",
    }
)
# What a page shows as standing in the way before anybody presses: a form that is sent all the same was made
# by hand, or by somebody who did not look.
_OF_GATES = frozenset(
    {
        "stage_move",
        "case_not_open",
        "hearing_missing",
        "hearing_material_unshown",
        "hearing_reply_awaited",
        "statement_not_considered",
        "partner_answer_old",
        "difference_unexplained",
        "freedoms_untried",
        "unanswered_questions",
        "answers_lacking",
        "forbidden_ground",
        "check_missing",
        "check_outdated",
        "unjudged_hits",
        "mandatory_source",
        "ground_not_proven",
        "ground_evidence_weak",
        "ground_rule_later",
        "ground_for_notice",
        "ground_act_missing",
        "ground_act_elsewhere",
        "ground_not_attributed",
        "ground_answer_is_met",
    }
)
TOLD = _ALWAYS | _OF_GATES


def told_of(code: str, facts: Mapping[str, object]) -> tuple[str, ...]:
    """The codes of a refusal that the journal is told of, as they were found; none is no attempt."""
    every = facts.get("all", ())
    codes = [code, *(one for one in every if isinstance(one, str))] if isinstance(every, list) else [code]
    return tuple(dict.fromkeys(one for one in codes if one in TOLD))
