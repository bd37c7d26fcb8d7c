"""Every kind of deadline counted by the one engine: lengths, rest days, what may be chosen."""

import datetime as dt

import pytest

from vetting.domain.deadlines import EVENTS, TABLE, chosen_day, day_due, rolled, usual_days
from vetting.domain.errors import Refused
from vetting.domain.terms import SourceStatus
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.terms_decisions import Roll
from vetting.gateways.calendar import swedish_holidays
from vetting.web.wording.regimes import EVENTS as EVENT_WORDS
from vetting.web.wording.regimes import LAW, counted_words, roll_words, source_words

HOLIDAYS = swedish_holidays(2025, 2027)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


CASES = [
    (K.APPEAL, "2026-11-20", None, "2026-12-11"),  # KL 13:5: three weeks
    (K.APPEAL, "2026-12-05", None, "2026-12-28"),  # 26 December is a holiday, then a Sunday
    (K.APPEAL, "2026-12-16", None, "2027-01-07"),  # Epiphany
    (K.PARTY_APPEAL, "2026-11-20", None, "2026-12-11"),  # FL 44: three weeks from the day it was received
    (K.ANNOUNCEMENT, "2026-11-12", None, "2026-11-14"),  # KL 8:12: the second day, Saturday or not
    (K.ADJUSTMENT, "2026-11-10", None, "2026-11-24"),  # KL 5:69, 6:35
    (K.SUPPLEMENT_REPLY, "2026-11-20", None, "2026-12-04"),
    (K.HEARING_REPLY, "2026-12-11", None, "2026-12-28"),  # Christmas Day
    (K.PARTNER_REPLY, "2026-11-20", 30, "2026-12-20"),
    (K.PARTNER_REMINDER, "2026-11-20", None, "2026-11-27"),
    (K.ANSWER_VALIDITY, "2026-08-31", None, "2027-02-28"),
    (K.INQUIRY_ANSWER, "2026-11-20", None, "2026-11-27"),
    (K.INQUIRY_ANSWER, "2026-11-20", 20, "2026-12-10"),
    (K.DELIVERY, "2026-11-20", 31, "2026-12-21"),
    (K.CONFIRMATION, "2026-01-01", None, "2027-03-02"),
    (K.FOLLOW_UP, "2026-12-24", 0, "2026-12-28"),
    (K.PLAN_START, "2026-11-21", None, "2026-12-07"),
    (K.PLAN_MEETING, "2027-01-01", None, "2027-02-01"),
    (K.PLAN_REPORT, "2026-12-31", None, "2027-03-01"),
    (K.PLAN_AHEAD, "2026-12-28", None, "2026-12-10"),  # ten working days, with Christmas between
    (K.PLAN_PASSED, "2026-12-23", None, "2026-12-28"),  # Christmas Eve, both days, a Sunday
    (K.PLAN_AGAIN, "2026-12-21", None, "2027-01-11"),  # New Year's Eve and Epiphany are rest days too
    (K.PLAN_ESCALATED, "2026-11-20", None, "2026-12-11"),
    (K.SPOT_CHECK, "2026-11-16", None, "2026-11-20"),
    (K.SPOT_CHECK_REPLY, "2026-11-20", 21, "2026-12-11"),
    (K.SPOT_CHECK_REMINDER, "2026-12-18", None, "2026-12-28"),
    (K.MEASURE, "2026-11-20", 40, "2026-12-30"),
    (K.ROUND_OPENING, "2026-04-01", None, "2026-04-01"),
    (K.ROUND_SEAL, "2026-10-01", None, "2026-10-12"),
    (K.ROUND_DRAW, "2026-04-01", None, "2026-04-15"),
    (K.ROUND_MISSED, "2026-10-01", None, "2026-11-02"),  # 31 October is a Saturday
    (K.ROUND_REPORT, "2026-10-01", None, "2026-12-15"),
    (K.LOCAL_PICTURE, "2026-07-01", None, "2026-12-01"),
    (K.BOARD_REPORT, "2027-04-30", None, "2027-05-31"),  # 30 May is a Sunday
    (K.ROUTINE_READING, "2026-11-20", None, "2026-12-21"),  # 20 December is a Sunday
    (
        K.POLICE_PERMIT,
        "2026-06-27",
        None,
        "2026-06-18",
    ),  # a week before is Saturday, the day before is Midsummer Eve
    (K.POLICE_NOTICE, "2026-11-20", None, "2026-11-13"),  # five days before is a Sunday: the Friday before it
    (K.URGENT_REPORT, "2026-12-09", None, "2026-12-09"),  # the meeting's own day
    (K.HOUSE_RULE_END, "2026-12-26", 0, "2026-12-26"),
    (K.EFFECT, "2026-11-20", None, "2026-12-04"),
    (K.PAYMENT_HOLD, "2026-11-20", None, "2027-01-19"),
    (K.REVIEW_PLAN_FIRST, "2026-11-20", None, "2026-12-21"),  # 20 December is a Sunday
    (K.REVIEW_PLAN_LAST, "2026-11-20", None, "2027-02-18"),
    (K.NOTICE_DAY, "2026-12-24", None, "2026-12-25"),  # JB 12:4: no roll off a rest day
    (K.NOTICE_WEEK, "2026-11-20", None, "2026-11-27"),
    (K.NOTICE_THREE_MONTHS, "2026-11-30", None, "2027-02-28"),
    (K.NOTICE_LONG, "2026-11-20", None, "2027-08-20"),
    (K.TENANCY_ALERT, "2026-01-15", None, "2026-08-15"),
    (K.TENANCY_NINE_MONTHS, "2026-01-15", None, "2026-10-15"),  # JB 12:3
    (K.CORRECTION_REQUEST, "2026-12-31", None, "2027-02-28"),  # JB 12:43: two months of knowledge
    (K.CORRECTION_REPLY, "2026-11-20", None, "2026-11-27"),
    (K.TERMINATION, "2026-10-25", None, "2026-12-25"),  # Christmas Day: to be earlier is safe
    (K.CRIME_TERMINATION, "2026-11-20", None, "2027-05-20"),
    (K.BAR_REVIEW, "2026-11-20", 180, "2027-05-19"),
    (K.BAR_ENDING, "2027-01-14", None, "2026-12-31"),
    (K.LETTING_REASONS, "2026-11-21", None, "2026-11-21"),  # a Saturday too
    (K.CLAIM_PAYMENT, "2026-11-20", None, "2026-12-21"),  # 20 December is a Sunday
    (K.CLAIM_INTEREST, "2026-11-20", None, "2026-12-20"),  # 1975:635 4 §: the thirtieth day, Sunday or not
    (K.CLAIM_LIMITATION, "2026-11-20", None, "2036-11-20"),  # 1981:130 2 §: ten years
]


@pytest.mark.parametrize(("kind", "event_on", "days", "expected"), CASES)
def test_each_kind_is_counted(kind, event_on, days, expected):
    assert day_due(kind, day(event_on), HOLIDAYS, days=days) == day(expected)


def test_the_table_of_cases_leaves_no_kind_out():
    assert {case[0] for case in CASES} == set(K) == set(TABLE)


def test_a_kind_without_a_length_is_never_guessed():
    for kind in (K.PARTNER_REPLY, K.DELIVERY, K.MEASURE):
        with pytest.raises(ValueError, match="no length"):
            day_due(kind, day("2026-11-20"))
        with pytest.raises(ValueError, match="no length"):
            usual_days(kind)
    assert usual_days(K.PARTNER_REMINDER) == 7


@pytest.mark.parametrize("kind", [K.SUPPLEMENT_REPLY, K.HEARING_REPLY])
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, "2026-12-04"),
        ("2026-11-26", "due_too_soon"),  # six days
        ("2026-11-27", "2026-11-27"),
        ("2026-12-26", "2026-12-28"),
        ("2027-05-19", "2027-05-19"),  # 180 days
        ("2027-05-20", "due_too_late"),
    ],
)
def test_a_day_to_answer_is_chosen_within_limits(kind, wanted, expected):
    asked_on = day("2026-11-20")
    try:
        found = chosen_day(
            kind, day(wanted) if wanted else None, event_on=asked_on, holidays=HOLIDAYS
        ).isoformat()
    except Refused as refusal:
        found = refusal.code
    assert found == expected


def test_where_no_limit_is_set_any_day_may_be_chosen():
    wanted = day("2030-01-05")
    assert chosen_day(K.DELIVERY, wanted, event_on=day("2026-11-20"), holidays=HOLIDAYS) == wanted


def test_rest_days_are_left_forward_back_or_not_at_all():
    christmas = day("2026-12-25")  # a Friday
    expected = {Roll.NONE: christmas, Roll.FORWARD: day("2026-12-28"), Roll.BACK: day("2026-12-23")}
    for kind, row in TABLE.items():
        assert rolled(kind, christmas, HOLIDAYS) == expected[row.roll]


def test_each_row_tells_its_source_and_how_sure_it_is():
    """What was not read in its text is never shown as law: such a row would need a neutral wording first."""
    for kind, row in TABLE.items():
        assert bool(row.source) == (row.certainty is not None), kind
        assert row.certainty in (None, SourceStatus.VERIFIED), kind
        assert not row.source or row.source in LAW, kind
    assert set(EVENTS) == set(EVENT_WORDS)


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (K.APPEAL, "3 veckor från tillkännagivandet på anslagstavlan"),
        (K.ANNOUNCEMENT, "2 dagar från protokollets justering"),
        (K.POLICE_NOTICE, "5 dagar före dagen för arrangemanget, om möjligt"),
        (K.ROUND_MISSED, "1 månad minus en dag från den första april eller oktober"),
        (K.ROUND_REPORT, "2 månader, 2 veckor från den första april eller oktober"),
        (K.URGENT_REPORT, "nämndens nästa sammanträde"),
        (K.MEASURE, "som överenskommet eller beslutat"),
    ],
)
def test_how_it_is_counted_is_told_in_words(empty_app, kind, words):
    with empty_app.test_request_context(headers={"Accept-Language": "sv"}):
        assert counted_words(TABLE[kind]) == words


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_a_day_moved_back_is_told_as_a_rule_of_the_house(empty_app):
    """The Public Order Act says how many days before, if possible; of rest days it says nothing."""
    moved_back = [row for row in TABLE.values() if row.roll is Roll.BACK]
    assert len(moved_back) == 2
    with empty_app.test_request_context(headers={"Accept-Language": "sv"}):
        for row in moved_back:
            assert source_words(row) == "2 kap. 6 § ordningslagen"
            assert roll_words(row) == "flyttas till arbetsdagen före, enligt egen regel"
            assert counted_words(row).endswith(", om möjligt")
