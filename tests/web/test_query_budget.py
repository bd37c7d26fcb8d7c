"""No page asks the database more than fifteen questions, and none asks more because there are more rows."""

from collections.abc import Container

import pytest

from tests.makers import a_board, an_officer
from tests.makers_applications import a_case_in
from tests.makers_decisions import a_decided_case, a_grant, a_hit_in, a_proposed_case, a_ready_case
from tests.makers_objects import actor_in, everything_of
from tests.makers_rescreening import a_clearance_and_signal
from tests.queries import count_queries
from tests.web.trials import Trial
from vetting.domain.terms import Role, Stage
from vetting.records.db import transaction
from vetting.records.officers import Board

BUDGET = 15
# Not pages but papers: what they write or read besides is asked for where they are tested.
PAPERS = frozenset({"case_papers.open_paper", "checklists.evidence_file", "spot_checks.evidence_file"})


def statements_per_page(trial: Trial, wanted: Container[str] | None = None) -> dict[str, list[str]]:
    """Route to the statements of one reading of it, for every page (of those `wanted`) the officer is shown."""
    found = {}
    for rule, mark, method in trial.rules():
        if method != "GET" or mark.startswith("token:") or rule.endpoint in PAPERS or trial.is_refused(mark):
            continue
        if wanted is not None and rule.rule not in wanted:
            continue
        with count_queries() as sent:
            answer = trial.send(rule, method)
        if answer.status_code == 200:
            found[rule.rule] = list(sent)
    return found


def more_rows(board: Board, case_id: str) -> None:
    """More of what lists show: cases in three stages, hits and papers in the case that is looked at."""
    secretary = an_officer(Role.CULTURE_SECRETARY, username="mer.sekreterare", board=board)
    head = an_officer(Role.UNIT_HEAD, username="mer.chef", board=board)
    for number in (21, 22, 23):
        a_decided_case(secretary, head, board=board, number=number)
        a_proposed_case(secretary, a_grant(secretary), board=board, number=10 + number)
        a_case_in(Stage.IN_REVIEW, secretary, board=board)
        hit_id = a_hit_in(case_id)
        with transaction(is_piece=True):
            a_clearance_and_signal(case_id, hit_id)
    everything_of(a_board("SYD", "Sörlunda stadsdelsnämnd"), 4)


@pytest.mark.parametrize("furnished_app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", Role)
def test_every_page_keeps_within_its_budget_whatever_the_rows(trial, role):
    actor_in(role, a_board("NOR"))
    trial.signed_in_as(role)
    few = statements_per_page(trial)
    more_rows(a_board("NOR"), trial.names["case_id"])
    many = statements_per_page(trial)
    assert ("/partner" if role is Role.PARTNER_AGENT else "/min-dag") in many
    assert {page: len(sent) for page, sent in many.items() if len(sent) > BUDGET} == {}
    assert {
        page: (len(few[page]), len(sent))
        for page, sent in many.items()
        if len(sent) > len(few.get(page, sent))
    } == {}


@pytest.mark.parametrize("furnished_app", ["sqlite"], indirect=True)
def test_a_case_keeps_within_its_budget_in_every_stage(trial):
    secretary = actor_in(Role.CULTURE_SECRETARY, a_board("NOR"))
    trial.signed_in_as(Role.CULTURE_SECRETARY)
    proposed, _ = a_proposed_case(secretary, a_grant(secretary), board=a_board("NOR"), number=41)
    ready = a_ready_case(board=a_board("NOR"), number=40)
    stages = (Stage.RECEIVED, Stage.IN_REVIEW, Stage.AWAITING_SUPPLEMENT)
    others = [a_case_in(stage, secretary, board=a_board("NOR")) for stage in stages]
    of_a_case = {rule.rule for rule, *_ in trial.rules() if "case_id" in rule.arguments}
    for case_id in (proposed, ready, *others):
        trial.names["case_id"] = case_id
        found = statements_per_page(trial, None if case_id == proposed else of_a_case)
        assert "/arenden/<case_id>" in found
        assert {page: len(sent) for page, sent in found.items() if len(sent) > BUDGET} == {}
