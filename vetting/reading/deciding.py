"""The one page to decide on: the proposal, what it rests on, and what keeps the reader from deciding."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.decisions import Blocker, faults_of_plan, require_fresh, require_none, rests_on_check
from vetting.domain.errors import Refused
from vetting.domain.follow_up import Grant, TierReason, reasons_for_plan
from vetting.domain.ground_rules import require_standing
from vetting.domain.mirror import pattern_of
from vetting.domain.separation import require_no_conflict, require_two_persons
from vetting.domain.terms import GRANTING
from vetting.reading import decision_grounds as grounds
from vetting.reading.court_findings import ShownFinding, case_to_decide
from vetting.reading.decisions import CaseDecision, ShownProposal, decision_of_case
from vetting.records import case_facts
from vetting.records.applications import Case
from vetting.records.decisions import declarations_of
from vetting.records.delegations import power_of_chair, power_to_sign
from vetting.records.grounds import Basis, applied_on, basis_of
from vetting.records.mirror import departure_of
from vetting.records.second_readers import require_second_reader


@dataclass(frozen=True)
class DecisionPage:
    """One page to decide on: the proposal, what it rests on, and what keeps the reader from deciding."""

    matter: grounds.CaseMatter
    shown: CaseDecision
    proposal: ShownProposal
    answers: tuple[grounds.AnswerLine, ...]
    certificate: case_facts.CheckFacts | None
    declared: bool | None
    proposer_declared: bool | None
    blockers: tuple[Blocker, ...]
    shared: tuple[Blocker, ...]
    difference: str = ""  # why it differs from earlier cases that were alike
    findings: tuple[ShownFinding, ...] = ()  # of courts, on decisions about the association

    @property
    def why_tier(self) -> tuple[TierReason, ...]:
        """Why the plan proposed is as close as it is; nothing where none is."""
        if self.proposal.tier is None:
            return ()
        grant = Grant(self.proposal.amount, self.matter.starts_on, self.matter.ends_on)
        return reasons_for_plan(self.proposal.tier, grant)


def decision_page(case_id: str, checklist: Checklist, *, actor: Actor, today: dt.date) -> DecisionPage | None:
    """The proposal that waits, for whoever decides or registers it; None when none does. Raises NotFound."""
    case, findings = case_to_decide(case_id, actor)
    shown = decision_of_case(case_id, actor=actor)
    if shown.proposal is None or not shown.is_waiting:
        return None
    proposal = shown.proposal
    check = case_facts.check_that_counts(case.id)
    said = declarations_of(case.id, (actor.id, proposal.proposed_by_id))
    declared, proposers = said.get(actor.id), said.get(proposal.proposed_by_id)
    basis = basis_of(case, checklist)
    shared = _shared_blockers(case, proposal, check, today=today, proposer_declared=proposers)
    shared += _refusals(lambda: _grounds_stand(case, proposal, checklist, basis))
    pattern = pattern_of(basis.verdict).key
    departure = departure_of(case, proposal.outcome, pattern=pattern, today=today)
    shared += departure.faults
    own = _refusals(
        lambda: require_no_conflict(declared),
        lambda: require_two_persons(proposal.proposed_by_id, actor),
        lambda: require_second_reader(case.id, basis.verdict, actor),
        lambda: _power(case, proposal, shown, actor=actor, on=today),
    )
    return DecisionPage(
        matter=grounds.matter_of(case),
        shown=shown,
        proposal=proposal,
        answers=grounds.answers_of(checklist, basis.recorded.answers, basis.verdict),
        certificate=check,
        declared=declared,
        proposer_declared=proposers,
        blockers=own,
        shared=shared,
        difference="" if departure.word is None else departure.word.explanation,
        findings=findings,
    )


def _power(case: Case, proposal: ShownProposal, shown: CaseDecision, *, actor: Actor, on: dt.date) -> object:
    """As the deed asks: of the chair whether the board has given it to the chair, else by the order."""
    if shown.may_decide_urgently and not shown.may_decide:
        return power_of_chair(case, by=actor, on=on)
    return power_to_sign(
        case, proposal.outcome, proposal.amount, proposed_by=proposal.proposed_by_id, by=actor, on=on
    )


def _refusals(*rules: Callable[[], object]) -> tuple[Blocker, ...]:
    """What the deed's own rules would refuse, all of it at once."""
    found = []
    for rule in rules:
        try:
            rule()
        except Refused as refusal:
            found.append(Blocker(refusal.code, refusal.facts))
    return tuple(found)


def _shared_blockers(
    case: Case,
    proposal: ShownProposal,
    check: case_facts.CheckFacts | None,
    *,
    today: dt.date,
    proposer_declared: bool | None,
) -> tuple[Blocker, ...]:
    """What keeps everybody from deciding the proposal as it stands."""
    plan = [line.as_item() for line in proposal.plan]
    found = _refusals(
        lambda: require_fresh(
            sheet_proposed_on=proposal.sheet_version,
            sheet_now=case.sheet_version,
            check_proposed_on=proposal.check_id,
            check_now=None if check is None else check.id,
            is_outdated=check is not None and check.is_outdated and rests_on_check(proposal.outcome),
        ),
        lambda: require_none(tuple(faults_of_plan(plan, today=today)) if _grants(proposal) else ()),
    )
    return (*found, Blocker("proposer_has_conflict")) if proposer_declared else found


def _grounds_stand(case: Case, proposal: ShownProposal, checklist: Checklist, basis: Basis) -> None:
    require_standing(
        proposal.reasons,
        outcome=proposal.outcome,
        checklist=checklist,
        recorded=basis.recorded,
        applied_on=applied_on(case),
    )


def _grants(proposal: ShownProposal) -> bool:
    return proposal.outcome in GRANTING
