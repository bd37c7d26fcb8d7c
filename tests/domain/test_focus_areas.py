"""What each focus area of a spot check shows, derived from the answers."""

import pytest

from tests.makers_spot_checks import plain_answers, the_questionnaire
from vetting.domain.answers import Answer
from vetting.domain.focus_areas import areas_of, check_standings, questions_by_area, required_of_check
from vetting.domain.terms_spot_checks import FocusState
from vetting.domain.verdict import Standing

CHECKLIST = the_questionnaire()


def areas(**answers):
    given = {q: Answer(q, *(a if isinstance(a, tuple) else (a,))) for q, a in answers.items()}
    return {area.id: area for area in areas_of(CHECKLIST, given)}


def test_nothing_answered_is_nothing_examined():
    assert {area.state for area in areas().values()} == {FocusState.NOT_EXAMINED}


def test_every_question_stands_in_one_area_and_the_nameless_in_the_last():
    placed = [q.id for _, questions in questions_by_area(CHECKLIST) for q in questions]
    assert sorted(placed) == sorted(q.id for q in CHECKLIST.questions)
    assert questions_by_area(CHECKLIST)[-1][1][-1].focus == ""


@pytest.mark.parametrize(
    ("answers", "state", "done", "bad"),
    [
        ({"K03": "bifogad"}, FocusState.NOT_EXAMINED, 1, ()),
        ({"K03": "bifogad", "E18": "ja"}, FocusState.NO_REMARK, 2, ()),
        ({"K03": "bifogad", "E18": ("ej_tillampligt", "x")}, FocusState.NO_REMARK, 2, ()),
        ({"K03": "bifogad", "E18": ("oklart", "x")}, FocusState.NOT_EXAMINED, 2, ()),
        ({"K03": ("saknas", "x")}, FocusState.REMARK, 1, ("K03",)),
        ({"K03": ("saknas", "x"), "E18": ("oklart", "x")}, FocusState.REMARK, 2, ("K03",)),
        ({"K03": ("saknas", "x"), "E18": ("nej", "x")}, FocusState.REMARK, 2, ("K03", "E18")),
    ],
)
def test_the_state_of_an_area_follows_its_answers(answers, state, done, bad):
    area = areas(**answers)["costs"]
    assert (area.state, area.done, area.total, area.bad) == (state, done, 2, bad)


def test_what_may_be_left_out_does_not_hold_an_area_back():
    assert areas(A22="ja")["visit"].state is FocusState.NO_REMARK
    assert areas(K02="ja")["visit"].state is FocusState.NOT_EXAMINED


def test_plain_answers_leave_every_area_without_remark():
    assert {area.state for area in areas(**plain_answers()).values()} == {FocusState.NO_REMARK}


def test_the_questionnaire_is_the_same_for_every_object():
    """D-09: a question that a recorded act would open stays closed, whatever is answered."""
    closed = {q for q, standing in check_standings(CHECKLIST, {}).items() if standing is not Standing.OPEN}
    assert closed == {q.id for q in CHECKLIST.questions if q.opens_with_act}
    assert not closed & required_of_check(CHECKLIST, {})
