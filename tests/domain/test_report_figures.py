"""Figures of a board's report: they add up, each has its words, and escalations follow the checklist."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers_decisions import the_checklist
from vetting.domain.board_report import ReportHead, ReportTerm, document_of, report_from, report_of
from vetting.domain.report_figures import SUMS, BoardFacts, CourtLine, escalations_of, figures_of
from vetting.domain.terms import Effect, Outcome
from vetting.domain.terms_court import CourtOutcome
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_reports import BoardReportKind, ReportArea

NOW_ON = dt.date(2027, 1, 4)
COUNTS = st.integers(0, 500)
FACTS = st.builds(
    lambda decided, requests, due, done, overdue: BoardFacts(
        decided=decided, requests=requests, due=due + done + overdue, done=done, overdue=overdue
    ),
    st.dictionaries(st.sampled_from(Outcome), COUNTS),
    st.dictionaries(st.sampled_from(BookingState), COUNTS),
    COUNTS,
    COUNTS,
    COUNTS,
)


def told(facts, **more):
    return {(one.area, one.key): one.value for one in figures_of(facts, **more)}


@given(FACTS)
def test_every_sum_is_that_of_its_parts(facts):
    found = told(facts)
    for (area, whole), parts in SUMS.items():
        assert found[area, whole] == sum(found[area, part] for part in parts)


def test_every_outcome_and_state_is_counted_once():
    for outcome in Outcome:
        found = told(BoardFacts(decided={outcome: 1}))
        parts = [found[ReportArea.CHECKLIST, key] for key in SUMS[ReportArea.CHECKLIST, "decided"]]
        assert sorted(parts) == [0, 0, 0, 0, 1]
    for state in BookingState:
        found = told(BoardFacts(requests={state: 1}))
        parts = [found[ReportArea.PREMISES, key] for key in SUMS[ReportArea.PREMISES, "requests"]]
        assert sorted(parts) == [0, 0, 0, 0, 1]


def test_shares_are_of_their_own_wholes_and_nothing_of_nothing():
    pin = ("democracy-criteria", "2026-01", "d")
    facts = BoardFacts(
        decided={Outcome.GRANTED: 2, Outcome.CLOSED: 1},
        checked=2,
        patterns={(pin, ""): 2},
        compared=1,
        requests={BookingState.APPROVED: 3, BookingState.PENDING: 5},
        requests_checked=2,
    )
    found = told(facts)
    assert found[ReportArea.CROSS_CHECK, "checked_share"] == 66.7
    assert found[ReportArea.CHECKLIST, "compared_share"] == 50.0
    assert found[ReportArea.PREMISES, "letting_checked_share"] == 66.7
    nothing = told(BoardFacts())
    for key in (
        (ReportArea.CROSS_CHECK, "checked_share"),
        (ReportArea.CHECKLIST, "compared_share"),
        (ReportArea.PREMISES, "letting_checked_share"),
        (ReportArea.TRIALS, "complaints"),
    ):
        assert nothing[key] is None
    by_hand = told(BoardFacts(), told={"complaints_count": 4, "ombudsman_count": 0})
    assert (by_hand[ReportArea.TRIALS, "complaints"], by_hand[ReportArea.TRIALS, "ombudsman"]) == (4, 0)


def test_escalations_are_what_the_very_checklist_gives_to_a_second_reader():
    checklist = the_checklist()
    pin = (checklist.name, checklist.version, checklist.digest)
    one, two = [q.id for q in checklist.questions if q.effect is Effect.ESCALATE][:2]
    other = next(q.id for q in checklist.questions if q.effect is Effect.COMPLETE)
    facts = BoardFacts(
        patterns={
            (pin, f"{one}=fell_short {two}=fell_short"): 2,
            (pin, f"{one}=fell_short"): 1,
            (pin, f"{one}=indicated {other}=fell_short"): 7,
            ((pin[0], pin[1], "another"), f"{one}=fell_short"): 9,
        }
    )
    found = escalations_of(facts, [checklist])
    assert found.cases == 3
    assert found.by_criterion == ((one, 3), (two, 2))
    report = report_of(ReportHead(ReportTerm(BoardReportKind.VB, 2026), "", NOW_ON), facts, {}, [checklist])
    assert [one.id for one in report.criteria] == sorted((one, two))
    assert report.criteria[0].sv == checklist.question(report.criteria[0].id).text.sv
    assert report_from(document_of(report)) == report


def test_a_row_of_courts_adds_up():
    line = CourtLine("refused", 6, 1, 2, 1, 1, 1)
    assert line.decided == sum(dataclasses.astuple(line)[2:])
    names = [field.name for field in dataclasses.fields(CourtLine)][2:]
    assert names == [*(outcome.value for outcome in CourtOutcome), "none"]


OLDER = """{"as_of": "2025-05-02", "board": "Norrdals nämnd", "figures": [
{"area": "checklist", "key": "granted", "unit": "count", "value": 7}], "format": "vetting-board-report-1",
"grounds": [["S01", 2]], "report": "t1", "rounds": [], "texts": {"summary": "Året."}, "year": 2025}"""


def test_a_report_handed_in_when_it_told_less_is_still_read():
    report = report_from(OLDER)
    assert report.value(ReportArea.CHECKLIST, "granted") == 7
    assert report.value(ReportArea.CHECKLIST, "escalated") is None
    assert (report.escalations, report.courts, report.criteria) == ((), (), ())


@pytest.mark.parametrize("area", ReportArea)
def test_every_activity_has_figures(area):
    assert any(one.area is area for one in figures_of(BoardFacts()))
