"""The pages opened most, each as whoever opens it: the same few questions on both databases, few rows or many."""

import pytest

from tests.makers import a_board
from tests.makers_objects import actor_in
from tests.web.test_query_budget import BUDGET, more_rows, statements_per_page
from tests.web.trials import Trial
from vetting.domain.terms import Role

OPENED_MOST = {
    Role.CULTURE_SECRETARY: {
        "/min-dag",
        "/arenden",
        "/arenden/<case_id>",
        "/arenden/<case_id>/checklista",
        "/arenden/<case_id>/traffar/<hit_id>",
        "/foreningar/",
        "/foreningar/<association_id>",
        "/uppfoljning",
    },
    Role.UNIT_HEAD: {"/min-dag", "/beslut", "/arenden/<case_id>/beslut", "/arenden/<case_id>/plan"},
    Role.COORDINATOR: {"/min-dag", "/leveranser", "/leveranser/<key>", "/foreningar/import/"},
    Role.AUDITOR: {"/min-dag", "/journal", "/arenden/<case_id>"},
    Role.ADMINISTRATOR: {"/min-dag", "/administration", "/administration/namnder/<board_id>"},
}


@pytest.mark.parametrize("role", OPENED_MOST)
def test_more_rows_ask_no_more_questions(trial, role):
    actor_in(role, a_board("NOR"))
    trial.signed_in_as(role)
    few = _counted(trial, role)
    more_rows(a_board("NOR"), trial.names["case_id"])
    many = _counted(trial, role)
    assert set(many) == OPENED_MOST[role]
    assert many == few
    assert max(many.values()) <= BUDGET


def _counted(trial: Trial, role: Role) -> dict[str, int]:
    return {page: len(sent) for page, sent in statements_per_page(trial, OPENED_MOST[role]).items()}
