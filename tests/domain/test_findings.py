"""Which result may be given when, and everything that stands in its way told at once."""

import datetime as dt

import pytest

from tests.makers_spot_checks import plain_answers, the_questionnaire
from vetting.domain.answers import Answer
from vetting.domain.errors import Refused
from vetting.domain.findings import (
    Ground,
    Hearing,
    Sheet,
    Wanted,
    lacks_of,
    proposed_measure,
    require_minutes,
    sheet_of,
)
from vetting.domain.terms_spot_checks import FindingResult, MeasureKind

TODAY = dt.date(2026, 12, 14)
DUE = dt.date(2026, 12, 11)
CLEAN = Sheet(evidence=frozenset({"U01"}))
BAD = Sheet(bad=("U01",), evidence=frozenset({"U01"}))
HEARD = Hearing(asked=True, commented=True, due_on=DUE)
SILENT = Hearing(asked=True, reminded=True, due_on=DUE)
R, M = FindingResult, MeasureKind


def codes(result, *, measure=None, due_on=None, sheet=CLEAN, hearing=HEARD, unsigned=()):
    wanted = Wanted(result, proposed_measure(result) if measure is None else measure, due_on)
    return [lack.code for lack in lacks_of(wanted, Ground(sheet, hearing, unsigned), today=TODAY)]


@pytest.mark.parametrize(
    ("result", "more"),
    [
        (R.NO_REMARK, {}),
        (R.MINOR_CORRECTED, {"sheet": BAD}),
        (R.ACTION_PLAN, {"sheet": BAD, "due_on": TODAY}),
        (R.SERIOUS, {"sheet": BAD}),
        (R.SERIOUS, {"sheet": BAD, "hearing": SILENT}),
        (R.SERIOUS, {"sheet": Sheet(doubtful=("U05",), evidence=frozenset({"U05"}))}),
        (R.NO_REPLY, {"hearing": SILENT}),
        (R.NO_REPLY, {"hearing": SILENT, "measure": M.CLOSER_FOLLOW_UP}),
    ],
)
def test_a_founded_result_can_be_given(result, more):
    assert codes(result, **more) == []


@pytest.mark.parametrize(
    ("result", "more", "expected"),
    [
        (R.NO_REMARK, {"sheet": BAD}, ["remarks_in_the_answers"]),
        (R.NO_REMARK, {"hearing": SILENT}, ["silence_is_a_finding"]),
        (R.NO_REMARK, {"measure": M.PAYMENT_HOLD}, ["measure_without_remark"]),
        (R.MINOR_CORRECTED, {}, ["shortcoming_without_answer"]),
        (R.MINOR_CORRECTED, {"sheet": BAD, "measure": M.NONE}, ["correction_missing"]),
        (R.ACTION_PLAN, {"sheet": BAD, "measure": M.CORRECTED}, ["action_plan_missing"]),
        (R.ACTION_PLAN, {"sheet": BAD}, ["action_plan_without_date"]),
        (R.ACTION_PLAN, {"sheet": BAD, "due_on": DUE}, ["measure_date_passed"]),
        (R.SERIOUS, {"sheet": BAD, "measure": M.NONE}, ["serious_needs_measure"]),
        (R.SERIOUS, {}, ["shortcoming_without_answer"]),
        (R.NO_REPLY, {}, ["reply_has_come"]),
        # Silence is a finding (D-07) only after letter, reminder and passed day.
        (R.NO_REPLY, {"hearing": Hearing()}, ["comment_not_asked"]),
        (R.NO_REPLY, {"hearing": Hearing(asked=True, due_on=DUE)}, ["comment_not_reminded"]),
        (R.NO_REPLY, {"hearing": Hearing(asked=True, due_on=TODAY)}, ["comment_awaited"]),
        (R.NO_REPLY, {"hearing": Hearing(asked=True, reminded=True, due_on=TODAY)}, ["comment_awaited"]),
        # Every result needs these.
        (R.NO_REMARK, {"sheet": Sheet(unanswered=("K01",), evidence=frozenset({"K01"}))}, ["check_unanswered"]),
        (R.NO_REMARK, {"sheet": Sheet(lacking=("K01",), evidence=frozenset({"K01"}))}, ["check_answers_lacking"]),
        (R.NO_REMARK, {"sheet": Sheet(forbidden=("A23",), evidence=frozenset({"K01"}))}, ["check_forbidden_ground"]),
        (R.NO_REMARK, {"sheet": Sheet()}, ["check_without_evidence"]),
        (R.SERIOUS, {"sheet": Sheet(bad=("K01", "U01"), evidence=frozenset({"U01"}))}, ["bad_answer_without_evidence"]),
        (R.NO_REMARK, {"unsigned": (1, 2)}, ["reading_not_signed", "reading_not_signed"]),
    ],
)  # fmt: skip
def test_each_lack_has_its_own_code(result, more, expected):
    assert codes(result, **more) == expected


def test_everything_is_told_at_once_with_where_to_mend_it():
    sheet = Sheet(unanswered=("K01",), bad=("U01",))
    wanted = Wanted(R.NO_REMARK, M.ACTION_PLAN)
    found = lacks_of(wanted, Ground(sheet, Hearing(), (2,)), today=TODAY)
    assert {lack.where for lack in found} == {"sheet", "evidence", "comment", "reading", "result", "measure"}
    assert {lack.code: lack.facts.get("questions") for lack in found}["check_unanswered"] == ("K01",)


def test_silence_proposes_that_payments_are_held():
    assert proposed_measure(R.NO_REPLY) is M.PAYMENT_HOLD


def test_the_sheet_is_read_from_the_answers():
    changes = {"U01": ("nej", "Sent"), "U05": ("delvis", ""), "A23": ("ja", "x"), "E18": ("oklart", "x")}
    given = {**plain_answers(), **changes}
    del given["K01"]
    answers = {q: Answer(q, value, why) for q, (value, why) in given.items()}
    sheet = sheet_of(the_questionnaire(), answers, frozenset({"U01"}))
    assert (sheet.unanswered, sheet.lacking, sheet.forbidden) == (("K01",), ("U05",), ("A23",))
    assert (set(sheet.bad), set(sheet.doubtful)) == ({"U01", "U05"}, {"U05", "E18"})


@pytest.mark.parametrize("minutes", [-1, 10_001])
def test_odd_minutes(minutes):
    with pytest.raises(Refused, match="minutes_odd"):
        require_minutes(minutes)
