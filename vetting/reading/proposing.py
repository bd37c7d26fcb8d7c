"""The facts of the form by which a decision is proposed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.checklist import Checklist
from vetting.domain.decisions import Blocker, Draft, Reason, blockers_of_case
from vetting.domain.errors import NotFound
from vetting.domain.ground_building import built
from vetting.domain.ground_rules import faults_of_grounds
from vetting.domain.grounds import Ground, GroundKind
from vetting.domain.reason_linter import HELD_TO_ACTS, remarks_of_wording
from vetting.domain.terms import Outcome
from vetting.reading import decision_grounds as grounds
from vetting.reading.decisions import ShownProposal, newest_proposal
from vetting.records import case_facts
from vetting.records.decision_papers import possible_owners
from vetting.records.grounds import Basis, applied_on, basis_of
from vetting.records.wordings import carried_in

IN_THE_FORM = frozenset({"ground_contrary_missing"})  # what the form itself asks for


@dataclass(frozen=True)
class GroundFound:
    """What an answer would hold as a ground of a refusal, and what it lacks for that."""

    ground: Ground
    faults: tuple[Blocker, ...]


@dataclass(frozen=True)
class ProposalPage:
    """The form's facts. `blockers` are those of any outcome; which apply depends on the outcome chosen."""

    matter: grounds.CaseMatter
    answers: tuple[grounds.AnswerLine, ...]
    against: Mapping[str, GroundFound]
    blockers: tuple[Blocker, ...]
    certificate: case_facts.CheckFacts | None
    owners: Mapping[str, str]
    declared: bool | None
    is_incomplete: bool
    is_escalated: bool
    former: ShownProposal | None


def proposal_page(case_id: str, checklist: Checklist, *, actor: Actor) -> ProposalPage:
    """The case as it is when somebody is about to propose. Raises NotFound."""
    case = grounds.case_within_reach(case_id, actor)
    if not may(actor, Act.PREPARE_CASE, case.board_id):
        raise NotFound("not_found")
    basis = basis_of(case, checklist)
    verdict = basis.verdict
    owners = possible_owners(case.board_id)
    check = case_facts.check_that_counts(case.id)
    preparation = case_facts.preparation_of(case.id, actor.id, check=check, verdict=verdict)
    return ProposalPage(
        matter=grounds.matter_of(case),
        answers=grounds.answers_of(checklist, basis.recorded.answers, verdict),
        against=_found(checklist, basis, applied_on(case)),
        blockers=blockers_of_case(preparation),
        certificate=check,
        owners=owners,
        declared=preparation.declared,
        is_incomplete=preparation.is_incomplete,
        is_escalated=bool(verdict.to_escalate) or (check is not None and check.unsettled > 0),
        former=newest_proposal(case_id, owners, actor=actor),
    )


def _found(checklist: Checklist, basis: Basis, applied_on: dt.date) -> dict[str, GroundFound]:
    """The answers that stand, each as a ground of a refusal; formal ones only where evidence lies behind."""
    answers = basis.recorded.answers.values()
    chosen = [Reason(one.question_id, one.value, one.reason) for one in answers]
    grounds_of_refusal = built(chosen, Outcome.REFUSED, checklist, basis.recorded)
    return {
        ground.question_id: GroundFound(ground, _faults_beside(ground, applied_on))
        for ground in grounds_of_refusal
        if ground.kind is not GroundKind.FORMAL or ground.evidence or ground.contrary
    }


def _faults_beside(ground: Ground, applied_on: dt.date) -> tuple[Blocker, ...]:
    found = faults_of_grounds([ground], applied_on=applied_on)
    return tuple(fault for fault in found if fault.code not in IN_THE_FORM)


def wording_remarks(case_id: str, draft: Draft) -> tuple[Blocker, ...]:
    """What of a proposal's words an act carries and would yet read better as what was done."""
    if draft.outcome not in HELD_TO_ACTS:
        return ()
    return remarks_of_wording(draft, acts=carried_in(case_id).acts)
