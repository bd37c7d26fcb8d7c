"""May tonight's booking go ahead: every trigger, feature 19, and the sequence of 2017-18 as facts."""

from dataclasses import fields, replace

import pytest

from vetting.domain.tenancy import (
    LONG_USE_DAYS,
    SharedContract,
    StopMark,
    TenancyFacts,
    tenancy_of,
)
from vetting.domain.terms_lettings import PointWeight, TenancyPoint, TenancyQuestion
from vetting.domain.terms_premises import PremisesKind, PurposeKind, TenancyVerdict

P, Q, V = TenancyPoint, TenancyQuestion, TenancyVerdict
WHOLE = TenancyFacts()
ENDED = SharedContract("k1", "", "Almviks gymnastiksal", "2026-09-01", "phone", "Inga Intendent")
MARK = StopMark("b1", "Norrdals stadsdelsnämnd", "2027-05-31", "Uno Utredare")


def test_the_default_is_to_approve():
    found = tenancy_of(WHOLE)
    assert (found.verdict, found.points, found.questions) == (V.GO, (), ())


TRIGGERS = [
    ({"has_actual_user": False}, P.USER_MISSING, "L02", Q.USERS),
    ({"has_site_responsible": False}, P.SITE_RESPONSIBLE_MISSING, "L02", Q.USERS),
    ({"is_sublet": True}, P.SUBLET, "L04", Q.USERS),
    ({"ended_contracts": (ENDED,)}, P.ENDED_CONTRACT, "L10", Q.EARLIER_CONTRACT),
    ({"barred_contacts": (ENDED,)}, P.BARRED_CONTACT, "L10", Q.EARLIER_CONTRACT),
    ({"earlier_breaches": 1}, P.EARLIER_BREACH, "L10", Q.EARLIER_CONTRACT),
    ({"is_identified": False}, P.IDENTITY_MISSING, "L01", Q.IDENTITY),
    ({"is_party_inactive": True}, P.PARTY_INACTIVE, "L01", Q.IDENTITY),
    ({"expected": None}, P.PARTICULARS_MISSING, "L03", Q.PARTICULARS),
    ({"is_public": None}, P.PARTICULARS_MISSING, "L03", Q.PARTICULARS),
    ({"purpose_kind": PurposeKind.PUBLIC_TALK}, P.ODD_PURPOSE, "L03", Q.PARTICULARS),
    ({"purpose_kind": PurposeKind.MARKET}, P.ODD_PURPOSE, "L03", Q.PARTICULARS),
    ({"purpose_kind": PurposeKind.CELEBRATION, "dates": 4}, P.ODD_PURPOSE, "L03", Q.PARTICULARS),
    ({"purpose_kind": PurposeKind.MARKET, "is_public": True}, P.PERMIT_MISSING, "L07", Q.PERMIT),
    ({"purpose_kind": PurposeKind.CELEBRATION, "is_public": True}, P.PERMIT_MISSING, "L07", Q.PERMIT),
    ({"police_risk_on": "2026-11-19"}, P.POLICE_RISK, "L05", Q.ORDER),
]


@pytest.mark.parametrize(("told", "point", "criterion", "question"), TRIGGERS)
def test_each_trigger_asks_and_never_stops(told, point, criterion, question):
    found = tenancy_of(replace(WHOLE, **told))
    assert found.verdict is V.ASK
    assert question in found.questions
    assert (point, criterion) in [(one.kind, one.criterion) for one in found.points]
    assert found.first is not None
    assert found.first.kind is point


@pytest.mark.parametrize(("told", "point", "criterion", "question"), TRIGGERS)
def test_an_answered_question_is_put_no_more_and_the_fact_stays_told(told, point, criterion, question):
    facts = replace(WHOLE, **told)
    found = tenancy_of(facts, answered=tenancy_of(facts).questions)
    assert found.verdict is V.GO
    assert [one.weight for one in found.points if one.kind is point] == [PointWeight.NOTE]


STOPS = [
    ({"premises_kind": PremisesKind.PUBLIC_PLACE}, P.POLICE_DECIDE),
    ({"premises_kind": PremisesKind.PARTNER_HALL}, P.OWNER_DECIDES),
    ({"is_room_open": False}, P.ROOM_CLOSED),
    ({"is_slot_taken": True}, P.SLOT_TAKEN),
    ({"stop_marks": (MARK,)}, P.BARRED),
    ({"capacity": 19}, P.OVER_CAPACITY),
    ({"police_imminent_on": "2026-11-19"}, P.CRIME_IMMINENT),
]


@pytest.mark.parametrize(("told", "point"), STOPS)
def test_a_stop_has_its_reason_and_asks_nothing(told, point):
    found = tenancy_of(replace(WHOLE, has_actual_user=False, **told))
    assert (found.verdict, found.questions) == (V.STOP, ())
    assert found.first is not None
    assert found.first.kind is point


NOT_TRIGGERS = [
    {"capacity": 20},
    {"capacity": None, "expected": 4000},
    {"is_sublet": None},
    {"purpose_kind": PurposeKind.PUBLIC_TALK, "is_public": True},
    {"purpose_kind": PurposeKind.CELEBRATION, "dates": 3},
    {"purpose_kind": PurposeKind.TRAINING, "dates": 40, "days": LONG_USE_DAYS},
    {"purpose_kind": PurposeKind.CULTURE, "is_public": True},
]


@pytest.mark.parametrize("told", NOT_TRIGGERS)
def test_what_everybody_does_asks_nothing(told):
    found = tenancy_of(replace(WHOLE, **told))
    assert (found.verdict, found.points) == (V.GO, ())


@pytest.mark.parametrize(
    ("told", "point"),
    [
        ({"likely_names": ("Almviks Kamratförening",)}, P.NAME_LIKENESS),
        ({"days": LONG_USE_DAYS + 1}, P.LONG_USE),
        ({"is_terms_lacking": True}, P.TERMS_LACKING),
        ({"dates_outside_hours": 1}, P.OUTSIDE_HOURS),
    ],
)
def test_what_is_only_told_forces_nothing(told, point):
    found = tenancy_of(replace(WHOLE, **told))
    assert (found.verdict, found.questions) == (V.GO, ())
    assert [(one.kind, one.weight) for one in found.points] == [(point, PointWeight.NOTE)]


def test_the_contact_of_a_stopped_party_gives_the_two_questions_and_whom_to_talk_to():
    found = tenancy_of(replace(WHOLE, barred_contacts=(replace(ENDED, talk_to="Uno Utredare"),)))
    assert found.verdict is V.ASK
    assert found.questions == (Q.USERS, Q.EARLIER_CONTRACT)
    assert found.talk_to == ("Uno Utredare",)


def test_the_same_hall_sought_by_another_with_the_same_telephone():
    """2017-18: rented as training by one person, ended, sought again through another."""
    again = replace(
        WHOLE,
        purpose_kind=PurposeKind.TRAINING,
        is_identified=False,
        has_actual_user=False,
        expected=40,
        capacity=80,
        dates=12,
        ended_contracts=(ENDED, replace(ENDED, shared="slot")),
    )
    first = tenancy_of(again)
    assert (first.verdict, first.questions) == (V.ASK, (Q.USERS, Q.EARLIER_CONTRACT))
    assert first.talk_to == ("Inga Intendent",)
    shared = [one.facts["shared"] for one in first.points if one.kind is P.ENDED_CONTRACT]
    assert shared == ["phone", "slot"]
    then = tenancy_of(again, answered=first.questions)
    assert then.questions == (Q.IDENTITY,)
    last = tenancy_of(again, answered=(*first.questions, *then.questions))
    assert last.verdict is V.GO, "an answer that is believed lets the booking go ahead: no machine says no"


def test_never_more_than_two_questions_and_the_same_for_the_same_facts():
    everything = replace(
        WHOLE, **{key: value for told, *_ in TRIGGERS for key, value in told.items() if key != "purpose_kind"}
    )
    found = tenancy_of(everything)
    assert len(found.questions) == 2
    assert tenancy_of(replace(everything)).questions == found.questions


def test_no_fact_is_about_what_is_to_be_said_or_who_somebody_is():
    names = {one.name for one in fields(TenancyFacts)}
    assert not {
        name for name in names if any(word in name for word in ("speech", "topic", "speaker", "person"))
    }
    assert len(names) == 23, "a new fact is written here by somebody who has asked what it is for"
