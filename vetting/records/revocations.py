"""What follows from the decision in a special review, at once: support and hold end, a claim opens."""

import datetime as dt

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.revocation import REVOKING, Revocation
from vetting.domain.terms import Outcome
from vetting.records import claims, effect_lists, special_reviews
from vetting.records.applications import Case
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.journal import note
from vetting.records.special_reviews import PaymentHold, RevokedSupport

REVOKED = "revoked"  # the cause of the end that a support is given


def conclude(decision: Decision, case: Case, proposal: Proposal, *, by: Actor, now: dt.datetime) -> None:
    """Carries out what was decided. The support is locked already; nothing here is done by itself later."""
    found = special_reviews.under_review(case.id, hold=True)
    hold = special_reviews.running_hold(special_reviews.holds_of(case.id))
    if hold is not None:
        end_hold(hold, f"Beslut i ärende {case.case_number}", on=decision.decided_on, by=by, now=now)
    if decision.outcome in REVOKING and proposal.revocation is not None:
        revocation = Revocation.from_kept(proposal.revocation)
        _revoke(decision, case, found.support, revocation, by=by, now=now)
    elif decision.outcome is Outcome.CONTINUED:
        _note(Entry.SUPPORT_CONTINUED, found.support, case, by=by, now=now, plan=decision.plan_id)


def end_hold(hold: PaymentHold, reason: str, *, on: dt.date, by: Actor, now: dt.datetime) -> None:
    """Payment goes on, or has nothing left to wait for."""
    hold.ended_on, hold.ended_by, hold.end_reason = max(on, hold.starts_on), by.id, reason
    note(
        Entry.PAYMENT_RESUMED,
        by=by,
        now=now,
        subject=f"hold:{hold.id}",
        case_id=hold.case_id,
        ended_on=hold.ended_on.isoformat(),
    )


def _revoke(
    decision: Decision, case: Case, support: Support, revocation: Revocation, *, by: Actor, now: dt.datetime
) -> None:
    is_whole = decision.outcome is Outcome.REVOKED
    if is_whole:
        support.ended_on, support.end_cause = decision.decided_on, REVOKED
    special_reviews.add(
        RevokedSupport(
            decision_id=decision.id,
            support_id=support.id,
            ground=revocation.ground,
            amount=revocation.amount,
            ended_on=support.ended_on,
            again=list(revocation.again),
            again_from_on=revocation.again_from_on,
        )
    )
    effect_lists.make_list(case.id, support.association_id, by=by, now=now)
    claims.open_claim(
        case.id,
        decision.id,
        support.association_id,
        support.board_id,
        periods=revocation.claimed,
        by=by,
        now=now,
    )
    facts = {"revocation_ground": revocation.ground.value, "amount": revocation.amount, "is_whole": is_whole}
    _note(Entry.SUPPORT_REVOKED, support, case, by=by, now=now, **facts)


def _note(
    entry: Entry, support: Support, case: Case, *, by: Actor, now: dt.datetime, **facts: object
) -> None:
    note(entry, by=by, now=now, subject=f"support:{support.id}", case_id=case.id, **facts)
