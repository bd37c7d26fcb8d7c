"""What pages read of checks: few questions to the database, and only one's own boards."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_sources import TODAY, a_list, a_source, delivered, judged
from tests.queries import count_queries
from vetting.domain.errors import NotFound
from vetting.domain.terms import Judgement, Partner, Role
from vetting.reading import checks, deliveries
from vetting.reading import partner_questions as questions
from vetting.reading.hit import hit_page
from vetting.reading.seconding import hits_to_second
from vetting.records.db import db
from vetting.services import judgements, partner_questions, screening
from vetting.services.partner_questions import Asking

NAME = "Granlunda Kulturförening 1"


@pytest.fixture
def secretary(app):
    return an_officer(Role.CULTURE_SECRETARY)


def a_checked_case(secretary, rows: int) -> str:
    for n in range(rows):
        key = f"lista-{n}"
        a_source(key, "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
        delivered(key, a_list([(NAME, "889999-9018", "", f"mål {n} {m}") for m in range(1)]))
    case_id = a_ready_case(check=None)
    screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    for n in range(rows):
        asked = Asking(Partner.POLICE, f"Fråga {n}", "Avtal", "letter", TODAY)
        partner_questions.ask_partner(case_id, asked, by=secretary, now=NOW)
    return case_id


@pytest.mark.parametrize("rows", [1, 7])
def test_queries_are_few_whatever_the_rows(app, secretary, rows):
    case_id = a_checked_case(secretary, rows)
    db.session.expire_all()
    with count_queries() as sent:
        found = checks.checks_of_case(case_id, today=TODAY)
    assert len(sent) <= 4
    assert len(found.check.unjudged) == rows
    assert len(found.questions) == rows
    with count_queries() as sent:
        page = hit_page(case_id, found.check.hits[0].id, actor=secretary)
    assert len(sent) <= 5
    assert page.waiting == rows
    with count_queries() as sent:
        assert len(deliveries.sources_overview(actor=secretary, today=TODAY)) == rows
    assert len(sent) <= 2


def test_what_waits_is_listed_for_ones_own_boards_only(app, secretary):
    case_id = a_checked_case(secretary, 1)
    other = an_officer(Role.CULTURE_SECRETARY, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    head = an_officer(Role.UNIT_HEAD)
    (hit,) = checks.checks_of_case(case_id, today=TODAY).check.unjudged
    judged(hit.id, Judgement.OTHER, "Annan ort", by=secretary)
    (waiting,) = hits_to_second(head).lines
    assert (waiting.case_id, waiting.name) == (case_id, NAME)
    assert hits_to_second(secretary).total == 0  # the first person is not the second
    assert hits_to_second(other).total == 0
    tomorrow = TODAY + dt.timedelta(days=1)
    late = {by: questions.overdue_questions(actor=by, today=tomorrow).total for by in (secretary, other)}
    assert late == {secretary: 1, other: 0}
    assert questions.overdue_questions(actor=secretary, today=TODAY).total == 0
    judgements.second_hit(hit.id, agrees=True, reason="Ser detsamma", by=head, now=NOW)
    assert hits_to_second(head).total == 0
    assert checks.checks_of_case(case_id, today=TODAY).check.unjudged == ()


def test_another_boards_hit_is_not_there(app, secretary):
    case_id = a_checked_case(secretary, 1)
    (hit,) = checks.checks_of_case(case_id, today=TODAY).check.unjudged
    other = an_officer(Role.CULTURE_SECRETARY, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    with pytest.raises(NotFound):
        hit_page(case_id, hit.id, actor=other)
    with pytest.raises(NotFound):
        hit_page("0" * 16, hit.id, actor=secretary)


def test_the_hit_shows_both_sides_and_what_met(app, secretary):
    case_id = a_checked_case(secretary, 1)
    (hit,) = checks.checks_of_case(case_id, today=TODAY).check.unjudged
    page = hit_page(case_id, hit.id, actor=secretary)
    told = {pair.fact: (pair.ours, pair.theirs, pair.agrees) for pair in page.facts}
    assert told["org_number"] == ("8899999018", "8899999018", True)
    assert told["name"] == (NAME, NAME, True)
    assert page.words
    assert page.can_judge
