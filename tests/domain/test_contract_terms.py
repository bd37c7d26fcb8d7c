"""Terms of letting and the days of a contract: notice by its length, and when nine months are near (JB 12:3-4)."""

import datetime as dt

import pytest

from vetting.domain.clause_texts import SUGGESTED
from vetting.domain.contract_terms import Clause, NewTerms, clock_of, earliest_end, notice_kind, sound_terms
from vetting.domain.errors import Refused
from vetting.domain.terms_decisions import DeadlineKind as K

FIRST = dt.date(2026, 1, 15)
TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (dt.date(2026, 1, 15), K.NOTICE_DAY),
        (dt.date(2026, 1, 28), K.NOTICE_DAY),  # two weeks
        (dt.date(2026, 1, 29), K.NOTICE_WEEK),
        (dt.date(2026, 4, 14), K.NOTICE_WEEK),  # three months
        (dt.date(2026, 4, 15), K.NOTICE_THREE_MONTHS),
        (dt.date(2026, 10, 14), K.NOTICE_THREE_MONTHS),  # nine months
        (dt.date(2026, 10, 15), K.NOTICE_LONG),
        (None, K.NOTICE_LONG),
    ],
)
def test_notice_follows_the_length_of_the_contract(last, expected):
    assert notice_kind(FIRST, last) is expected


@pytest.mark.parametrize(
    ("last", "given", "expected"),
    [
        (dt.date(2026, 1, 20), dt.date(2026, 1, 16), dt.date(2026, 1, 17)),
        (dt.date(2026, 3, 15), dt.date(2026, 2, 1), dt.date(2026, 2, 8)),
        (dt.date(2026, 3, 15), dt.date(2026, 3, 14), dt.date(2026, 3, 15)),  # it ends by itself
        (dt.date(2026, 9, 1), dt.date(2026, 2, 28), dt.date(2026, 5, 28)),
        (dt.date(2027, 1, 15), dt.date(2026, 6, 1), dt.date(2027, 3, 1)),  # it does not
        (None, dt.date(2026, 5, 31), dt.date(2027, 2, 28)),
    ],
)
def test_the_earliest_end_after_notice(last, given, expected):
    assert earliest_end(FIRST, last, given_on=given) == expected


@pytest.mark.parametrize(
    ("last", "today", "alerts"),
    [
        (dt.date(2026, 8, 14), dt.date(2026, 8, 14), False),  # over before seven months
        (dt.date(2026, 8, 15), dt.date(2026, 8, 14), False),
        (dt.date(2026, 8, 15), dt.date(2026, 8, 15), True),
        (dt.date(2026, 12, 1), dt.date(2026, 11, 1), True),  # nine months have gone too
        (dt.date(2026, 12, 1), dt.date(2026, 12, 2), False),
    ],
)
def test_the_alert_comes_in_month_seven_of_a_contract_that_goes_on(last, today, alerts):
    clock = clock_of(FIRST, last)
    assert clock.is_alerting(today) is alerts
    if alerts:
        assert clock.nine_months_on == dt.date(2026, 10, 15)


def terms(*clauses, adopted_on=TODAY, in_force_from=TODAY):
    return NewTerms(clauses, " Kulturnämnden § 7 ", adopted_on, in_force_from)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (terms(), "terms_empty"),
        (terms(Clause("Ändamål", "t", "x")), "clause_key"),
        (terms(Clause("use", "t", "x"), Clause("use", "t2", "y")), "clause_twice"),
        (terms(Clause("use", "t", "  ")), "text_missing"),
        (terms(Clause("use", "t", "x"), in_force_from=TODAY - dt.timedelta(days=1)), "terms_days"),
        (terms(Clause("use", "t", "x"), adopted_on=TODAY + dt.timedelta(days=1)), "terms_days"),
        (terms(*(Clause(f"c-{n}", "t", "x") for n in range(41))), "terms_too_many"),
    ],
)
def test_terms_that_cannot_stand(wanted, code):
    with pytest.raises(Refused) as caught:
        sound_terms(wanted, today=TODAY)
    assert caught.value.code == code


def test_the_suggested_clauses_are_sound_and_none_is_marked_as_weighty():
    kept = sound_terms(terms(*SUGGESTED), today=TODAY)
    assert kept.clauses == SUGGESTED
    assert kept.adopted_by == "Kulturnämnden § 7"
    assert not any(clause.is_weighty for clause in kept.clauses)
