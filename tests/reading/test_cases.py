"""The list of cases and the page of one: right rows, right order, few queries however many there are."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import (
    a_case,
    a_case_in,
    a_paper,
    a_secretary,
    an_association,
    applied,
)
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role, Stage
from vetting.reading.case import case_file
from vetting.reading.case_filter import CaseFilter
from vetting.reading.cases import cases_page, choices
from vetting.services import applications, papers

TODAY = NOW.date()


def numbers(wanted: CaseFilter, actor, **more) -> list[str]:
    page = cases_page(wanted, actor=actor, today=more.pop("today", TODAY), **more)
    return [line.case_number[-1] for line in page.lines]


@pytest.fixture
def three(app):
    """1 received, 2 in review by the officer, 3 awaiting completion; of two associations."""
    by = a_secretary()
    a_case(by, association=an_association("Östra kören", "8899999026"), amount=900, now=NOW)
    a_case_in(Stage.IN_REVIEW, by)
    a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    return by


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CaseFilter(), ["1", "2", "3"]),
        (CaseFilter(text="ostra"), ["1"]),
        (CaseFilter(text="Östra KÖREN"), ["1"]),
        (CaseFilter(text="889999-9026"), ["1"]),
        (CaseFilter(text="2026-0002"), ["2"]),
        (CaseFilter(text="%"), []),
        (CaseFilter(text="'; DROP TABLE cases; --"), []),
        (CaseFilter(stage="in_review"), ["2"]),
        (CaseFilter(stage="open"), ["1", "2", "3"]),
        (CaseFilter(stage="nonsense"), ["1", "2", "3"]),
        (CaseFilter(only="mine"), ["2", "3"]),
        (CaseFilter(only="unassigned"), ["1"]),
        (CaseFilter(only="late"), []),
        (CaseFilter(year=2026), ["1", "2", "3"]),
        (CaseFilter(year=2025), []),
    ],
)
def test_the_filter_finds_what_is_meant(three, wanted, found):
    assert numbers(wanted, three) == found


def test_late_completion_is_found_the_day_after(three):
    assert numbers(CaseFilter(only="late"), three, today=dt.date(2026, 12, 4)) == []
    assert numbers(CaseFilter(only="late"), three, today=dt.date(2026, 12, 5)) == ["3"]


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        (("association", "asc"), ["2", "3", "1"]),
        (("amount", "asc"), ["1", "2", "3"]),
        (("amount", "desc"), ["2", "3", "1"]),
        (("number", "desc"), ["3", "2", "1"]),
        (("due", "asc"), ["3", "1", "2"]),
        (("due", "desc"), ["3", "1", "2"]),
        (("nonsense", "x"), ["1", "2", "3"]),
    ],
)
def test_the_list_is_sorted_as_asked(three, sort, found):
    assert numbers(CaseFilter(), three, sort=sort) == found


def test_the_amount_is_that_of_the_newest_version(three):
    page = cases_page(CaseFilter(), actor=three, today=TODAY)
    applications.revise_application(page.lines[0].id, applied(amount=1), seen_version=1, by=three, now=NOW)
    page = cases_page(CaseFilter(), actor=three, today=TODAY)
    assert (page.lines[0].amount, page.total) == (1, 3)


def test_other_boards_cases_are_not_there(three):
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    mine = a_case(stranger, board=a_board("SOD"))
    assert [line.id for line in cases_page(CaseFilter(), actor=stranger, today=TODAY).lines] == [mine]
    theirs = cases_page(CaseFilter(), actor=three, today=TODAY).lines[0].id
    with pytest.raises(NotFound):
        case_file(theirs, actor=stranger, today=TODAY)
    assert [name for _, name in choices(stranger).boards] == ["Söderdals stadsdelsnämnd"]
    auditor = an_officer(Role.AUDITOR, username="rev", everywhere=True)
    assert cases_page(CaseFilter(), actor=auditor, today=TODAY).total == 4
    with pytest.raises(NotAllowed):
        cases_page(
            CaseFilter(), actor=an_officer(Role.COORDINATOR, username="s", everywhere=True), today=TODAY
        )


def test_one_walks_from_case_to_case_within_the_filter(three):
    ids = [line.id for line in cases_page(CaseFilter(), actor=three, today=TODAY).lines]
    middle = case_file(ids[1], actor=three, today=TODAY)
    assert (middle.previous_id, middle.next_id) == (ids[0], ids[2])
    mine = case_file(ids[1], actor=three, today=TODAY, within=CaseFilter(only="mine"))
    assert (mine.previous_id, mine.next_id) == (None, ids[2])


def test_the_file_tells_what_is_missing_and_what_happened(three):
    case_id = cases_page(CaseFilter(only="unassigned"), actor=three, today=TODAY).lines[0].id
    papers.receive_paper(case_id, a_paper(), by=three, now=NOW)
    file = case_file(case_id, actor=three, today=TODAY)
    assert [point.key for point in file.completeness.open_points] == ["minutes", "accounts"]
    assert [happened.name for happened in file.timeline] == ["PaperReceived", "ApplicationReceived"]
    assert {happened.by for happened in file.timeline} == {three.name}
    assert file.may_prepare


def test_pages_send_as_many_queries_for_three_hundred_as_for_three(three):
    def sent() -> tuple[int, int, int]:
        with count_queries() as listed:
            page = cases_page(CaseFilter(text="folkdans"), actor=three, today=TODAY)
        with count_queries() as chosen:
            choices(three)
        with count_queries() as opened:
            case_file(page.lines[0].id, actor=three, today=TODAY)
        return len(listed), len(chosen), len(opened)

    before = sent()
    for _ in range(297):
        a_case(three)
    page = cases_page(CaseFilter(), actor=three, today=TODAY, page=99)
    assert (page.total, page.pages, page.page, len(page.lines)) == (300, 12, 12, 25)
    assert sent() == before == (2, 4, 4)
