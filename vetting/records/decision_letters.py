"""What a decision letter tells, collected from the tables it stands in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vetting.domain.decision_letter import (
    DecisionLetter,
    LetterIndicator,
    LetterInstalment,
    LetterItem,
    LetterPeriod,
    LetterReview,
    LetterRules,
)
from vetting.domain.revocation import Revocation
from vetting.records import follow_ups, grounds, house_rules, special_reviews
from vetting.records.applications import Case
from vetting.records.db import db, settings
from vetting.records.decision_papers import names_of_officers, newest_application_and_names
from vetting.records.decisions import Decision, Proposal


def letter_of(decision: Decision, case: Case, proposal: Proposal, *, rules: LetterRules) -> DecisionLetter:
    """The letter of a decision just made. `rules`: the checklist that was applied."""
    application, names = newest_application_and_names(case.id)
    owners = {kept[who] for kept in proposal.plan for who in ("owner_id", "deputy_id") if kept.get(who)}
    officers = names_of_officers({*owners, decision.decided_by, decision.proposed_by})
    return DecisionLetter(
        municipality=settings().municipality,
        board=names.board,
        case_number=case.case_number,
        association=names.association,
        org_number=names.org_number,
        scheme=names.scheme,
        regime=case.regime.value,
        outcome=decision.outcome.value,
        amount=decision.amount,
        applied=application.amount,
        purpose=application.purpose,
        starts_on=application.starts_on.isoformat(),
        ends_on=application.ends_on.isoformat(),
        summary=proposal.summary,
        reasons=grounds.told_in_letter(case.id, proposal),
        proportionality=proposal.proportionality,
        conditions=tuple(proposal.conditions),
        reservation=proposal.reservation,
        plan=tuple(_item(kept, officers) for kept in proposal.plan),
        rules=rules,
        signature=decision.signature.value,
        decided_on=decision.decided_on.isoformat(),
        decided_by=officers[decision.decided_by],
        prepared_by=officers[decision.proposed_by],
        delegation_item=decision.delegation_item,
        minutes=decision.minutes,
        house_rules=house_rules.told_in_letter(case, decision.decided_on),
        review=_review(case, proposal),
        indicators=tuple(LetterIndicator(**kept) for kept in proposal.indicators or ()),
        instalments=tuple(_instalment(kept, proposal) for kept in proposal.instalments or ()),
    )


def _item(kept: dict[str, str], officers: Mapping[str, str]) -> LetterItem:
    owner, deputy = officers[kept["owner_id"]], officers.get(kept.get("deputy_id", ""), "")
    return LetterItem(kept["kind"], kept["title"], kept["evidence"], owner, kept["due_on"], deputy)


def _instalment(kept: dict[str, Any], proposal: Proposal) -> LetterInstalment:
    waits_for = next((item["title"] for item in proposal.plan if item.get("key") == kept["item_key"]), "")
    return LetterInstalment(kept["amount"], kept["due_on"], kept["condition"], waits_for)


def _review(case: Case, proposal: Proposal) -> LetterReview | None:
    """What the letter of a special review tells beside the rest."""
    if not case.is_review:
        return None
    found = special_reviews.under_review(case.id)
    decision = db.session.get_one(Decision, found.review.decision_id)
    told = LetterReview(
        case_number=db.session.get_one(Case, decision.case_id).case_number,
        decided_on=decision.decided_on.isoformat(),
        granted=found.support.amount,
        circumstance=found.review.circumstance,
        act_on=found.review.act_on.isoformat(),
        plan=_agreed_plan(case.id),
    )
    if proposal.revocation is None:
        return told
    revocation = Revocation.from_kept(proposal.revocation)
    again_from_on = revocation.again_from_on
    return replace(
        told,
        ground=revocation.ground.value,
        why=revocation.why,
        can_be_undone=revocation.can_be_undone,
        undoing=revocation.undoing,
        periods=tuple(
            LetterPeriod(
                one.starts_on.isoformat(), one.ends_on.isoformat(), one.amount, bool(one.evidence_ids)
            )
            for one in revocation.periods
        ),
        claimed=revocation.amount,
        again=revocation.again,
        again_from_on="" if again_from_on is None else again_from_on.isoformat(),
    )


def _agreed_plan(case_id: str) -> tuple[LetterItem, ...]:
    plan = follow_ups.plan_in_force(case_id)
    if plan is None:
        return ()
    items = follow_ups.items_of(plan.id)
    owners = names_of_officers({item.owner_id for item in items})
    return tuple(
        LetterItem(item.kind.value, item.title, item.evidence, owners[item.owner_id], item.due_on.isoformat())
        for item in items
    )
