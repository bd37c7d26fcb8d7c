"""Action plans: what a row may hold, how a plan moves, and what the service shows of it."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.action_plans import (
    PlanRow,
    by_goal,
    require_adoptable,
    require_answerable,
    require_draft,
    row_standing,
    sound_row,
    standing_of,
)
from vetting.domain.errors import Refused
from vetting.domain.plan_evidence import DrawnRound, RoutineUse, ServiceCounts, evidence_of
from vetting.domain.plan_status import PlanStatus, Said, document_of, status_from, status_rows
from vetting.domain.terms_action_plans import (
    FactState,
    PlanStanding,
    PlanState,
    RowProgress,
    RowStanding,
    ServiceTie,
)

TODAY = dt.date(2026, 11, 20)
ROW = PlanRow("Bidrag", "Stickprovskontroller", "Kultursekreterare", "Löpande", "VB")
DAYS = {"H1": dt.date(2026, 4, 15), "H2": dt.date(2026, 10, 15)}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, ""),
        ({"goal": "  "}, "text_missing"),
        ({"responsible": ""}, "text_missing"),
        ({"responsible": "Vera Påhittad"}, "person_named"),  # known to the service
        ({"responsible": "vera påhittad, enhetschef"}, "person_named"),
        ({"responsible": "anna på enheten"}, "person_named"),  # a given name, known or not
        ({"activity": "Ring 070-123 45 67"}, "person_named"),
        ({"activity": "Skriv till enheten@example.se"}, "person_named"),
        ({"activity": "19121212-1212 besöks"}, "personal_number_in_text"),
        ({"activity": "x" * 601}, "text_too_long"),
        ({"due_on": dt.date(2026, 12, 31)}, ""),
        ({"due_on": dt.date(2027, 3, 1)}, ""),
        ({"due_on": dt.date(2025, 12, 31)}, "due_outside_year"),
        ({"activity": "Alla punkter är klara i rätt tid"}, ""),  # also a given name
        ({"activity": "Samverkan med polisen, Kronofogden och Skatteverket"}, ""),
    ],
)
def test_a_row_names_functions_and_nobody(values, code):
    try:
        sound_row(replace(ROW, **values), year=2026, names=["Vera Påhittad"])
        found = ""
    except Refused as refusal:
        found = refusal.code
    assert found == code


@pytest.mark.parametrize(
    ("state", "rows", "adopted_on", "code"),
    [
        (PlanState.DRAFT, 1, TODAY, ""),
        (PlanState.DRAFT, 0, TODAY, "plan_without_rows"),
        (PlanState.DRAFT, 1, TODAY + dt.timedelta(days=1), "adopted_ahead"),
        (PlanState.ADOPTED, 1, TODAY, "plan_not_draft"),
        (PlanState.SENT_BACK, 1, TODAY, "plan_not_draft"),
    ],
)
def test_the_board_adopts_a_draft_with_rows(state, rows, adopted_on, code):
    try:
        require_adoptable(state, rows, adopted_on=adopted_on, today=TODAY)
        found = ""
    except Refused as refusal:
        found = refusal.code
    assert found == code


@pytest.mark.parametrize(
    ("state", "answered_on", "code"),
    [
        (PlanState.ADOPTED, TODAY, ""),
        (PlanState.ADOPTED, dt.date(2026, 11, 1), ""),
        (PlanState.ADOPTED, dt.date(2026, 10, 31), "answered_before_adopted"),
        (PlanState.ADOPTED, TODAY + dt.timedelta(days=1), "answered_ahead"),
        (PlanState.DRAFT, TODAY, "plan_not_adopted"),
        (PlanState.APPROVED, TODAY, "plan_not_adopted"),
    ],
)
def test_the_executive_board_answers_what_the_board_adopted_and_once(state, answered_on, code):
    try:
        require_answerable(state, dt.date(2026, 11, 1), answered_on=answered_on, today=TODAY)
        found = ""
    except Refused as refusal:
        found = refusal.code
    assert found == code


def test_only_a_draft_changes():
    require_draft(PlanState.DRAFT)
    for state in set(PlanState) - {PlanState.DRAFT}:
        with pytest.raises(Refused, match="plan_not_draft"):
            require_draft(state)


def test_how_a_board_stands_tells_apart_a_first_plan_and_a_revision():
    assert standing_of(None, is_carried=False) is PlanStanding.NONE
    assert standing_of(PlanState.APPROVED, is_carried=False) is PlanStanding.APPROVED
    assert standing_of(PlanState.APPROVED, is_carried=True) is PlanStanding.REVISED
    assert standing_of(PlanState.ADOPTED, is_carried=True) is PlanStanding.ADOPTED


PAST, AHEAD = TODAY - dt.timedelta(days=1), TODAY


@pytest.mark.parametrize(
    ("said", "due_on", "standing"),
    [
        (None, None, RowStanding.WAITING),
        (None, AHEAD, RowStanding.WAITING),
        (None, PAST, RowStanding.LATE),
        (RowProgress.BEGUN, AHEAD, RowStanding.BEGUN),
        (RowProgress.BEGUN, PAST, RowStanding.LATE),
        (RowProgress.DONE, PAST, RowStanding.DONE),
        (RowProgress.NOT_DONE, PAST, RowStanding.NOT_DONE),
    ],
)
def test_an_activity_is_late_by_its_day_and_done_by_word_alone(said, due_on, standing):
    assert row_standing(said, due_on, TODAY) is standing


def test_rows_stand_under_their_goals_in_the_order_written():
    rows = [
        replace(ROW, goal=goal, activity=activity) for goal, activity in (("B", "1"), ("A", "2"), ("B", "3"))
    ]
    assert [(goal, [row.activity for row in found]) for goal, found in by_goal(rows).items()] == [
        ("B", ["1", "3"]),
        ("A", ["2"]),
    ]


def told(counts, tie, today=TODAY):
    return [(fact.key, fact.state, dict(fact.facts)) for fact in evidence_of(counts, today)[tie]]


def test_spot_checks_tell_what_is_drawn_due_and_missed():
    drawn = DrawnRound(dt.date(2026, 4, 14), checks=3, closed=2)
    spring = {"day": "2026-04-14", "closed": 2, "checks": 3}
    counts = ServiceCounts(rounds={"H1": drawn}, draw_days=DAYS)
    assert told(counts, ServiceTie.SPOT_CHECKS, dt.date(2026, 10, 15)) == [
        ("round_h1_done", FactState.DONE, spring),
        ("round_h2_due", FactState.DUE, {"day": "2026-10-15"}),
    ]
    assert told(counts, ServiceTie.SPOT_CHECKS, dt.date(2026, 10, 16))[1] == (
        "round_h2_late",
        FactState.LATE,
        {"day": "2026-10-15"},
    )
    opened = ServiceCounts(rounds={"H2": DrawnRound(None)}, draw_days=DAYS)
    assert [key for key, *_ in told(opened, ServiceTie.SPOT_CHECKS)] == ["round_h1_late", "round_h2_late"]


def test_routines_tell_how_many_boards_and_whether_ours():
    use = RoutineUse("Rutin", dt.date(2019, 9, 1), 12, 13, None)
    assert told(ServiceCounts(routines=(use,)), ServiceTie.ROUTINES) == [
        ("routine", FactState.COUNT, {"title": "Rutin", "day": "2019-09-01", "in_use": 12, "boards": 13}),
        ("routine_missing", FactState.LATE, {"title": "Rutin", "day": "2019-09-01"}),
    ]
    ours = replace(use, in_use=13, own_from=dt.date(2019, 9, 1))
    assert [(key, state) for key, state, _ in told(ServiceCounts(routines=(ours,)), ServiceTie.ROUTINES)] == [
        ("routine", FactState.DONE),
        ("routine_own", FactState.DONE),
    ]
    others = replace(use, is_own=False)
    assert len(told(ServiceCounts(routines=(others,)), ServiceTie.ROUTINES)) == 1


def test_reports_pictures_and_late_items():
    counts = ServiceCounts(
        due=4,
        done=1,
        overdue=2,
        reports={"t1": dt.date(2026, 5, 20)},
        report_days={"t1": dt.date(2026, 4, 30), "t2": dt.date(2026, 8, 31), "vb": dt.date(2026, 12, 31)},
        pictures={"H1": dt.date(2026, 6, 1)},
        picture_days={"H1": dt.date(2026, 6, 1), "H2": dt.date(2026, 12, 1)},
    )
    assert [(key, state) for key, state, _ in told(counts, ServiceTie.REPORTS)] == [
        ("report_done", FactState.DONE),
        ("report_waits", FactState.LATE),
        ("report_waits", FactState.DUE),
    ]
    pictures = [(key, state) for key, state, _ in told(counts, ServiceTie.LOCAL_PICTURE)]
    assert pictures == [("picture_h1_done", FactState.DONE), ("picture_h2_due", FactState.DUE)]
    assert [key for key, *_ in told(counts, ServiceTie.FOLLOW_UP)] == ["follow_ups", "follow_ups_late"]
    assert [key for key, *_ in told(replace(counts, overdue=0), ServiceTie.FOLLOW_UP)] == ["follow_ups"]


def test_every_tie_has_evidence():
    counts = ServiceCounts(draw_days=DAYS, picture_days=DAYS, report_days={"vb": TODAY})
    found = evidence_of(counts, TODAY)
    assert set(found) == set(ServiceTie)
    assert [tie for tie in found if not found[tie]] == [ServiceTie.ROUTINES]  # none is in force


def test_a_status_report_reads_back_as_it_was_written():
    tied = replace(ROW, tie=ServiceTie.SPOT_CHECKS, due_on=PAST)
    evidence = evidence_of(ServiceCounts(draw_days=DAYS), TODAY)
    said = {"a": Said(RowProgress.BEGUN, "Två kvar", TODAY)}
    rows = status_rows([("a", tied), ("b", ROW)], said, evidence, TODAY)
    status = PlanStatus("Nämnden", 2026, 2, TODAY, rows)
    assert rows[0].standing is RowStanding.LATE
    assert len(rows[0].evidence) == 2
    assert rows[1].evidence == ()
    assert status.count(RowStanding.LATE) == 1
    assert status_from(document_of(status)) == status
    assert document_of(status) == document_of(status_from(document_of(status)))
