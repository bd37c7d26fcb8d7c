"""What a proposal must hold per outcome, and what stands in its way. No outcome is ever suggested."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vetting.domain.errors import Refused
from vetting.domain.follow_up import PlanItem, tidied_item
from vetting.domain.free_text import require_writable
from vetting.domain.indicators import PlannedIndicator, tidied_indicator
from vetting.domain.instalments import PlannedInstalment, tidied_instalment
from vetting.domain.payouts import MIN_UNDOING, Payout
from vetting.domain.payouts import tidied as tidied_payout
from vetting.domain.revocation import REVOKING, Revocation
from vetting.domain.revocation import tidied as tidied_revocation
from vetting.domain.terms import GRANTING, Outcome

# An adverse decision says what it aims at, which milder measure was weighed, and the balance (FL 5 § 3 st.).
MIN_PROPORTIONALITY = 40
ADVERSE = frozenset({Outcome.REFUSED, Outcome.DISMISSED}) | REVOKING
# The matter itself is not examined: the checklist and the registers need not be gone through.
WITHOUT_EXAMINATION = frozenset({Outcome.DISMISSED, Outcome.CLOSED})


@dataclass(frozen=True)
class Reason:
    """A ground as chosen: which criterion, how it was answered, and why that decides (RF 1:9).

    `no_contrary`: where was looked for what speaks against it, when nothing was found. All else that a ground
    holds is built from what is recorded (`domain/grounds.py`).
    """

    question_id: str
    value: str
    reason: str
    no_contrary: str = ""


@dataclass(frozen=True)
class Draft:
    """A proposal as written. `amount` in whole kronor, 0 when nothing is granted."""

    outcome: Outcome
    amount: int
    summary: str
    reasons: tuple[Reason, ...] = ()
    conditions: tuple[str, ...] = ()
    reservation: str = ""
    proportionality: str = ""
    plan: tuple[PlanItem, ...] = ()
    revocation: Revocation | None = None
    payout: Payout | None = None
    indicators: tuple[PlannedIndicator, ...] = ()
    instalments: tuple[PlannedInstalment, ...] = ()


@dataclass(frozen=True)
class Blocker:
    """Something that makes a deed impossible now; `field` is the part of the form to mend, if it is there."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    field: str = ""


@dataclass(frozen=True)
class Preparation:
    """How far a case has come, as facts. `declared` is what the actor said of a conflict of interest."""

    unanswered: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    unjudged_hits: int = 0
    has_check: bool = True
    is_outdated: bool = False
    incomplete_sources: tuple[str, ...] = ()
    is_incomplete: bool = False
    blocking_sources: tuple[str, ...] = ()
    supplement_due_on: dt.date | None = None
    declared: bool | None = False


def blockers_of_case(
    preparation: Preparation, outcome: Outcome | None = None, acknowledgement: str = ""
) -> tuple[Blocker, ...]:
    """What must be done before a decision of that outcome may be proposed; without outcome, for any."""
    examined = outcome not in WITHOUT_EXAMINATION
    found = [*_of_conflict(preparation.declared)]
    if preparation.supplement_due_on is not None:
        found.append(Blocker("supplement_open", {"due_on": preparation.supplement_due_on.isoformat()}))
    if examined:
        found += _of_examination(preparation, acknowledgement)
    return tuple(found)


def _of_conflict(declared: bool | None) -> Iterator[Blocker]:
    if declared is None:
        yield Blocker("conflict_not_declared")
    elif declared:
        yield Blocker("conflict_of_interest")


def _of_examination(preparation: Preparation, acknowledgement: str) -> Iterator[Blocker]:
    if preparation.unanswered:
        yield Blocker("unanswered_questions", {"questions": list(preparation.unanswered)})
    if preparation.lacking:
        yield Blocker("answers_lacking", {"questions": list(preparation.lacking)})
    if preparation.forbidden:
        yield Blocker("forbidden_ground", {"questions": list(preparation.forbidden)})
    yield from _of_check(preparation, acknowledgement)


def _of_check(preparation: Preparation, acknowledgement: str) -> Iterator[Blocker]:
    if not preparation.has_check:
        yield Blocker("check_missing")
    if preparation.is_outdated:
        yield Blocker("check_outdated")
    if preparation.unjudged_hits:
        yield Blocker("unjudged_hits", {"count": preparation.unjudged_hits})
    if preparation.blocking_sources:
        yield Blocker("mandatory_source", {"sources": ", ".join(preparation.blocking_sources)})
    if preparation.is_incomplete and not acknowledgement.strip():
        sources = ", ".join(preparation.incomplete_sources)
        yield Blocker("check_incomplete", {"sources": sources}, "acknowledgement")


def faults_of_draft(
    draft: Draft, *, applied: int, answers: Mapping[str, str], today: dt.date
) -> tuple[Blocker, ...]:
    """What the draft lacks. `answers` are the current answers by question id, `applied` whole kronor."""
    found = [] if draft.summary.strip() else [Blocker("summary_missing", field="summary")]
    found += _faults_of_amount(draft, applied)
    if draft.outcome in GRANTING:
        found += _faults_of_grant(draft, today)
    if draft.outcome in ADVERSE and len(draft.proportionality.strip()) < MIN_PROPORTIONALITY:
        facts = {"needed": MIN_PROPORTIONALITY}
        found.append(Blocker("proportionality_missing", facts, "proportionality"))
    if draft.outcome in ADVERSE and not draft.reasons:
        found.append(Blocker("reasons_missing", field="reasons"))
    found += _faults_of_reasons(draft.reasons, answers)
    return tuple(found)


def _faults_of_amount(draft: Draft, applied: int) -> Iterator[Blocker]:
    facts = {"amount": draft.amount, "applied": applied}
    if draft.outcome not in GRANTING:
        if draft.amount:
            yield Blocker("amount_without_grant", facts, "amount")
    elif draft.amount < 1:
        yield Blocker("grant_amount_missing", facts, "amount")
    elif draft.amount > applied:
        yield Blocker("amount_above_applied", facts, "amount")
    elif draft.outcome is Outcome.PARTLY_GRANTED and draft.amount == applied:
        yield Blocker("amount_not_below_applied", facts, "amount")


def _faults_of_grant(draft: Draft, today: dt.date) -> Iterator[Blocker]:
    if not any(condition.strip() for condition in draft.conditions):
        yield Blocker("conditions_missing", field="conditions")
    if not draft.reservation.strip():  # no reservation, no revocation (FL 37 §)
        yield Blocker("reservation_missing", field="reservation")
    yield from faults_of_plan(draft.plan, today=today)


def faults_of_plan(plan: Sequence[PlanItem], *, today: dt.date) -> Iterator[Blocker]:
    """What a follow-up plan lacks: items, and in each a title, evidence, an owner and a day to come."""
    if not plan:
        yield Blocker("plan_missing", field="plan")
    for row, item in enumerate(plan, start=1):
        if not (item.title.strip() and item.evidence.strip() and item.owner_id):
            yield Blocker("plan_item_incomplete", {"row": row}, "plan")
        if item.due_on < today:
            yield Blocker("plan_item_past", {"row": row, "due_on": item.due_on.isoformat()}, "plan")


def faults_of_payout(draft: Draft, *, is_before_final: bool) -> tuple[Blocker, ...]:
    """That a grant is paid while it can still be annulled, and nothing is said of putting that right."""
    if draft.outcome not in GRANTING or not is_before_final:
        return ()
    if draft.payout is not None and draft.payout.is_told:
        return ()
    return (Blocker("payout_undoing_untold", {"needed": MIN_UNDOING}, "payout_undoing"),)


def _faults_of_reasons(reasons: Sequence[Reason], answers: Mapping[str, str]) -> Iterator[Blocker]:
    for reason in reasons:
        if not reason.question_id.strip():
            yield Blocker("ground_without_criterion", field="reasons")
        elif reason.question_id not in answers or answers[reason.question_id] != reason.value:
            yield Blocker("reason_not_answered", {"question": reason.question_id}, "reasons")
        elif not reason.reason.strip():
            yield Blocker("reason_empty", {"question": reason.question_id}, "reasons")


def tidied(draft: Draft) -> Draft:
    """The draft with every text tidied, and empty conditions gone. Raises Refused as require_writable."""
    conditions = (require_writable(condition, field="conditions") for condition in draft.conditions)
    return replace(
        draft,
        summary=require_writable(draft.summary, field="summary"),
        reasons=tuple(
            replace(
                reason,
                reason=require_writable(reason.reason, field="reasons"),
                no_contrary=require_writable(reason.no_contrary, field="reasons"),
            )
            for reason in draft.reasons
        ),
        conditions=tuple(condition for condition in conditions if condition),
        reservation=require_writable(draft.reservation, field="reservation"),
        proportionality=require_writable(draft.proportionality, field="proportionality"),
        plan=tuple(tidied_item(item) for item in draft.plan),
        revocation=None if draft.revocation is None else tidied_revocation(draft.revocation),
        payout=None if draft.payout is None else tidied_payout(draft.payout),
        indicators=tuple(tidied_indicator(one) for one in draft.indicators),
        instalments=tuple(tidied_instalment(one) for one in draft.instalments),
    )


def require_none(blockers: Sequence[Blocker]) -> None:
    """Raises Refused with the first blocker; the codes of all stand in the fact `all`."""
    if blockers:
        first = blockers[0]
        raise Refused(first.code, **{**first.facts, "all": [blocker.code for blocker in blockers]})


def rests_on_check(outcome: Outcome) -> bool:
    """Whether a decision of that outcome needs a cross-check that holds."""
    return outcome not in WITHOUT_EXAMINATION


def require_fresh(
    *,
    sheet_proposed_on: int,
    sheet_now: int,
    check_proposed_on: str | None,
    check_now: str | None,
    is_outdated: bool,
) -> None:
    """Raises Refused `proposal_stale` when answers or cross-check changed after the proposal, and
    `proposal_check_outdated` when the facts that the check asked about did."""
    if sheet_proposed_on != sheet_now or check_proposed_on != check_now:
        raise Refused("proposal_stale", proposed_on=sheet_proposed_on, now=sheet_now)
    if is_outdated:
        raise Refused("proposal_check_outdated")
