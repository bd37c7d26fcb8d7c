"""What stands in the way of a proposal and of a signature, beyond the readiness of the case itself."""

import datetime as dt

from vetting.domain.decisions import (
    Blocker,
    Draft,
    faults_of_plan,
    require_fresh,
    require_none,
    rests_on_check,
)
from vetting.domain.errors import Refused
from vetting.domain.follow_up import PlanItem
from vetting.domain.terms import GRANTING, Signature
from vetting.records import case_facts, decisions, wordings
from vetting.records.applications import Case
from vetting.records.decisions import Proposal


def faults_of_proposal(case: Case, draft: Draft) -> tuple[Blocker, ...]:
    """What a tidied draft still lacks before it can be proposed in the case."""
    return wordings.faults_in(case, draft)


def require_untouched(case: Case, proposal: Proposal, signature: Signature, *, today: dt.date) -> None:
    """Raises Refused when something has changed under the proposal since it was written. What the board has
    decided it has decided, also when facts changed before it is entered."""
    if decisions.declared_by(case.id, proposal.proposed_by):
        raise Refused("proposer_has_conflict")
    check = case_facts.check_that_counts(case.id)
    require_fresh(
        sheet_proposed_on=proposal.sheet_version,
        sheet_now=case.sheet_version,
        check_proposed_on=proposal.check_id,
        check_now=None if check is None else check.id,
        is_outdated=check is not None
        and check.is_outdated
        and rests_on_check(proposal.outcome)
        and signature is not Signature.BOARD,
    )
    if proposal.outcome in GRANTING:
        plan = [PlanItem.from_kept(kept) for kept in proposal.plan]
        require_none(tuple(faults_of_plan(plan, today=today)))
