"""Minimal answers, how long they hold, and what is never held against anybody."""

import datetime as dt

import pytest

from vetting.domain import partner_answers as answers
from vetting.domain.errors import Refused
from vetting.domain.partner_answers import AnswerCode, RegisterFact
from vetting.domain.terms import Partner


def test_every_partner_has_codes_and_may_be_unable_to_answer():
    for partner in Partner:
        assert AnswerCode.CANNOT_ANSWER in answers.CODES[partner]


@pytest.mark.parametrize(
    "fact",
    [
        RegisterFact.NO_F_TAX,
        RegisterFact.NO_VAT,
        RegisterFact.NOT_AN_EMPLOYER,
        RegisterFact.NO_90_ACCOUNT,
        RegisterFact.INACTIVE_IN_STATISTICS,
        RegisterFact.REGISTERED_FAITH_COMMUNITY,
    ],
)
def test_some_register_facts_are_never_negative(fact):
    assert not answers.is_negative_signal(fact)


def test_belonging_to_a_faith_community_or_being_inactive_never_calls_for_attention():
    for code in AnswerCode:
        assert not answers.needs_attention(Partner.FAITH_COMMUNITIES, code)
        assert not answers.needs_attention(Partner.TAX_AGENCY, code)
    assert answers.needs_attention(Partner.ENFORCEMENT_AUTHORITY, AnswerCode.PUBLIC_CLAIMS)


def test_a_partner_answers_only_its_own_question():
    with pytest.raises(Refused, match="answer_code"):
        answers.require_code(Partner.TAX_AGENCY, AnswerCode.RISK_DESCRIBED)


@pytest.mark.parametrize(
    ("answered", "until"),
    [
        (dt.date(2026, 11, 20), dt.date(2027, 5, 20)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 31), dt.date(2028, 2, 29)),
    ],
)
def test_an_answer_holds_six_months(answered, until):
    assert answers.default_valid_until(answered) == until
    assert answers.is_usable(answered, None, until)
    assert not answers.is_usable(answered, None, until + dt.timedelta(days=1))


def test_an_answer_is_usable_from_its_day_until_its_own_end():
    day = dt.date(2026, 11, 20)
    assert not answers.is_usable(None, None, day)
    assert not answers.is_usable(day, None, day - dt.timedelta(days=1))
    assert not answers.is_usable(day, day, day + dt.timedelta(days=1))


def test_a_personal_number_is_refused_and_a_diary_number_is_not():
    with pytest.raises(Refused, match="personal_number_in_text"):
        answers.require_impersonal("gäller 811228-9874", "text")
    assert answers.require_impersonal(" A123.456/2026 ", "diary_number") == "A123.456/2026"


def test_no_person_is_labelled_in_what_is_asked_and_answered():
    with pytest.raises(Refused, match="outlook_in_text") as refusal:
        answers.require_impersonal("Inget att erinra. Ordföranden är islamist.", "text")
    assert refusal.value.facts == {"field": "text", "phrase": "Ordföranden är islamist"}
