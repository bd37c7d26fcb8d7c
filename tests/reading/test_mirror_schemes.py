"""Beside a case stand those of its own scheme first, where they are as like it as others (LR-05)."""

import pytest

from tests.makers import NOW
from tests.makers_decisions import a_ready_case, the_checklist, two_officers
from tests.makers_mirror import a_granted_case, pattern_row
from vetting.reading.mirror import mirror_page
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision


@pytest.mark.parametrize("same", [0, 1])
def test_of_equally_close_cases_the_one_of_the_same_scheme_stands_first(app, same):
    people = two_officers()
    earlier = [pattern_row(a_granted_case(*people, number=number)).decision_id for number in (1, 2)]
    case_id = a_ready_case(number=3)
    scheme_id = db.session.get_one(Case, case_id).scheme_id
    page = mirror_page(case_id, the_checklist(), actor=people[0], today=NOW.date())
    assert [one.is_same_scheme for one in page.recent] == [False, False]
    with transaction(is_piece=True):
        wanted = db.session.query(Case).filter(Case.id == case_of(earlier[same])).one()
        wanted.scheme_id = scheme_id
    page = mirror_page(case_id, the_checklist(), actor=people[0], today=NOW.date())
    assert (page.recent[0].decision_id, page.recent[0].is_same_scheme) == (earlier[same], True)
    assert page.recent[0].distance == page.recent[1].distance


def case_of(decision_id):
    return db.session.get_one(Decision, decision_id).case_id
