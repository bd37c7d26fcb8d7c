"""The facts of the form by which a decision is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.checklist import Checklist
from vetting.domain.decisions import Blocker, blockers_of_case
from vetting.domain.errors import NotFound
from vetting.reading import decision_grounds as grounds
from vetting.reading.decisions import ShownProposal, newest_proposal
from vetting.records import case_facts
from vetting.records.decision_papers import possible_owners


@dataclass(frozen=True)
class ProposalPage:
    """The form's facts. `blockers` are those of any outcome; which apply depends on the outcome chosen."""

    matter: grounds.CaseMatter
    answers: tuple[grounds.AnswerLine, ...]
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
    given, verdict = case_facts.answers_and_verdict(case, checklist)
    owners = possible_owners(case.board_id)
    check = case_facts.check_that_counts(case.id)
    preparation = case_facts.preparation_of(case.id, actor.id, check=check, verdict=verdict)
    return ProposalPage(
        matter=grounds.matter_of(case),
        answers=grounds.answers_of(checklist, given, verdict),
        blockers=blockers_of_case(preparation),
        certificate=check,
        owners=owners,
        declared=preparation.declared,
        is_incomplete=preparation.is_incomplete,
        is_escalated=bool(verdict.to_escalate) or (check is not None and check.unsettled > 0),
        former=newest_proposal(case_id, owners, actor=actor),
    )
