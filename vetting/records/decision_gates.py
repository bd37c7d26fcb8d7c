"""What stands in the way of a proposal and of a signature, beyond the readiness of the case itself."""

import datetime as dt
from collections.abc import Sequence

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
from vetting.domain.grounds import Ground
from vetting.domain.hearings import is_heard_before
from vetting.domain.regimes import faults_of_outcome
from vetting.domain.terms import GRANTING, Outcome, Signature
from vetting.records import (
    bars,
    case_facts,
    decisions,
    freedom_trials,
    hearings,
    mirror,
    partner_validity,
    special_reviews,
    wordings,
)
from vetting.records.applications import Case
from vetting.records.decisions import Proposal


def faults_of_proposal(
    case: Case, draft: Draft, *, grounds: Sequence[Ground], pattern: str, today: dt.date
) -> tuple[Blocker, ...]:
    """What a tidied draft still lacks before it can be proposed in the case. `grounds`: as built of it;
    `pattern`: the mirror's."""
    return (
        *faults_of_outcome(case.regime, draft.outcome),
        *special_reviews.faults_of_proposal(case, draft),
        *_faults_of_bars(case, draft.outcome, today),
        *freedom_trials.faults_of(case, draft.outcome),
        *wordings.faults_in(case, draft),
        *mirror.faults_of(case, draft.outcome, pattern=pattern, today=today),
        *hearings.faults_of_hearing(case.id, draft.outcome, grounds=grounds, today=today),
        *(partner_validity.faults_of(case.id, on=today) if is_heard_before(draft.outcome, grounds) else ()),
    )


def require_untouched(
    case: Case, proposal: Proposal, signature: Signature, *, decided_on: dt.date, today: dt.date
) -> None:
    """Raises Refused when something has changed under the proposal since it was written. What the board has
    decided it has decided, also when facts changed before it is entered."""
    require_none(faults_of_outcome(case.regime, proposal.outcome))
    require_none(special_reviews.faults_at_signing(case, proposal))
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
    require_none(
        mirror.faults_of(case, proposal.outcome, pattern=proposal.pattern, signature=signature, today=today)
    )
    require_none(hearings.faults_at_signing(case.id, proposal, signature, decided_on=decided_on, today=today))
    if is_heard_before(proposal.outcome, [Ground.from_kept(kept) for kept in proposal.reasons]):
        require_none(partner_validity.faults_of(case.id, on=decided_on))
    if signature is not Signature.BOARD:
        require_none(_faults_of_bars(case, proposal.outcome, today))
    if proposal.outcome in GRANTING:
        plan = [PlanItem.from_kept(kept) for kept in proposal.plan]
        require_none(tuple(faults_of_plan(plan, today=today)))


def _faults_of_bars(case: Case, outcome: Outcome, today: dt.date) -> tuple[Blocker, ...]:
    """An application is always tried; no support is granted by an officer while a stop mark holds."""
    if outcome not in GRANTING:
        return ()
    return bars.blockers_of_grant(case.association_id, case.board_id, bars.reach_of(case.regime), today=today)
