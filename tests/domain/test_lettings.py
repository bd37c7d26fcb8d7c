"""What a refusal or cancellation of dates must hold: the police before, measures, freedoms, a new fact."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.errors import Refused
from vetting.domain.lettings import (
    CRITERION,
    OF_ROOM,
    Cancellation,
    LettingFacts,
    PoliceContact,
    Refusal,
    TriedMeasure,
    faults_of,
    faults_of_cancellation,
    needs_second,
    require_sound,
    tidied,
)
from vetting.domain.terms_lettings import FreedomRight, LettingGround, PoliceWord, TenancyQuestion
from vetting.domain.terms_premises import MilderMeasure

G, W = LettingGround, PoliceWord
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
BEFORE = NOW - dt.timedelta(hours=3)
RIGHTS = frozenset(FreedomRight)
GUARD = (TriedMeasure(MilderMeasure.GUARD, "Vakter erbjöds, men polisen bedömde att det inte räckte."),)
TAKEN = Refusal(G.SLOT_TAKEN, "Salen är bokad av en annan förening samma kväll.", rights=RIGHTS)
RISK = Refusal(
    G.ORDER_RISK,
    "Polisen beskrev den 19 november ett hot mot lokalen samma kväll.",
    GUARD,
    RIGHTS,
    contact_id="p1",
)
SEEN = LettingFacts(
    borne_out=(G.SLOT_TAKEN,), contacts=(PoliceContact("p1", BEFORE, W.RISK),), confirmed_on=NOW.date()
)


def codes(refusal, facts=SEEN):
    return [fault.code for fault in faults_of(refusal, facts, now=NOW)]


def test_a_taken_slot_is_refused_by_one_person_at_once():
    assert codes(TAKEN) == []
    assert not needs_second(G.SLOT_TAKEN, is_state_aided=True)


@pytest.mark.parametrize("ground", G)
def test_every_ground_but_those_of_the_room_has_its_criterion(ground):
    assert (CRITERION[ground] == "") <= (ground in OF_ROOM)


@pytest.mark.parametrize(
    ("ground", "is_state_aided", "expected"),
    [
        (G.ORDER_RISK, False, True),
        (G.CRIME_IMMINENT, False, True),
        (G.BREACH, False, True),
        (G.BARRED, False, True),
        (G.UNPAID, False, False),
        (G.USER_MISSING, False, False),
        (G.OVER_CAPACITY, True, False),
        (G.UNPAID, True, True),
        (G.USER_MISSING, True, True),
    ],
)
def test_two_persons_where_the_ground_is_a_judgement_or_the_hall_is_state_aided(
    ground, is_state_aided, expected
):
    assert needs_second(ground, is_state_aided=is_state_aided) is expected


@pytest.mark.parametrize(
    ("contact_id", "contact", "expected"),
    [
        ("p1", PoliceContact("p1", BEFORE, W.RISK), []),
        ("p1", PoliceContact("p1", BEFORE, W.IMMINENT), []),
        ("p1", PoliceContact("p1", BEFORE, W.NO_RISK), ["police_saw_no_risk"]),
        ("p1", PoliceContact("p1", NOW, W.RISK), ["police_note_later"]),
        (None, PoliceContact("p1", BEFORE, W.RISK), ["police_note_missing"]),
        ("p2", PoliceContact("p1", BEFORE, W.RISK), ["police_note_missing"]),
    ],
)
def test_order_risk_needs_what_the_police_said_before(contact_id, contact, expected):
    facts = replace(SEEN, contacts=(contact,))
    assert codes(replace(RISK, contact_id=contact_id), facts) == expected


def test_words_of_order_are_carried_by_the_police_alone():
    words = "Ordningsskäl: polisen ser en hotbild mot lokalen den kvällen."
    assert codes(replace(RISK, hindrance=words)) == []
    assert codes(replace(RISK, hindrance=words), replace(SEEN, contacts=())) == [
        "wording_order_risk",
        "police_note_missing",
    ]
    assert codes(replace(TAKEN, hindrance=words)) == ["wording_order_risk"]


def test_an_offence_close_at_hand_is_for_the_police_to_see():
    assert codes(replace(RISK, ground=G.CRIME_IMMINENT)) == ["police_not_imminent"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Föreningen står inte bakom demokratins grunder.", "wording_outlook"),  # JO 1414-2019
        ("Bandets värderingar passar inte i kommunens hus.", "wording_values"),  # JO 4602-2014
        ("Det har kommit många protester mot föreläsningen.", "wording_pressure"),  # JO 5221-2014
        ("Bokaren kopplas till en grupp som nämns i tidningen.", "wording_linked"),
        ("Enligt praxis hyr vi inte ut till sådana möten.", "wording_unwritten"),  # JO 4432-2008
        ("Bokningen är olämplig av trygghetsskäl för huset.", "wording_vague"),  # JO 1008-2021
    ],
)
def test_outlook_pressure_and_practice_are_no_reasons_even_with_the_police_note(words, code):
    assert code in codes(replace(RISK, hindrance=words))
    assert code in codes(replace(TAKEN, hindrance=words))


@pytest.mark.parametrize(
    ("refusal", "facts", "expected"),
    [
        (replace(TAKEN, hindrance="Upptaget."), SEEN, ["hindrance_missing"]),
        (TAKEN, replace(SEEN, borne_out=()), ["ground_not_borne_out"]),
        (replace(TAKEN, ground=G.OVER_CAPACITY), SEEN, ["ground_not_borne_out"]),
        (replace(TAKEN, ground=G.USER_MISSING), SEEN, ["question_not_put"]),
        (replace(TAKEN, ground=G.USER_MISSING), replace(SEEN, asked=(TenancyQuestion.USERS,)), []),
        (replace(TAKEN, rights=RIGHTS - {FreedomRight.WORSHIP}), SEEN, ["freedoms_untried"]),
        (replace(RISK, measures=()), SEEN, ["measure_missing"]),
        (replace(RISK, ground=G.BREACH), SEEN, ["ground_not_borne_out"]),
        (replace(RISK, ground=G.BARRED), replace(SEEN, borne_out=(G.BARRED,)), []),
    ],
)
def test_what_a_refusal_must_hold(refusal, facts, expected):
    assert codes(refusal, facts) == expected


DAMAGE = Cancellation(
    G.UNUSABLE,
    "En vattenläcka den 20 november gör salen obrukbar i två veckor.",
    NOW.date(),
    (TriedMeasure(MilderMeasure.OTHER_ROOM, "Biblioteket erbjöds och godtogs inte."),),
    RIGHTS,
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"new_fact": ""}, ["new_fact_missing"]),
        ({"new_fact_on": NOW.date() - dt.timedelta(days=1)}, ["new_fact_before_approval"]),
        ({"measures": ()}, ["measure_missing"]),
        ({"new_fact": "Det har väckt stor uppmärksamhet att bandet ska spela."}, ["wording_pressure"]),
        ({"new_fact": "Det framkom att bandets värderingar inte är våra."}, ["wording_values"]),
        ({"ground": G.ORDER_RISK}, ["police_note_missing"]),
        ({"rights": frozenset()}, ["freedoms_untried"]),
    ],
)
def test_a_cancelling_needs_a_new_fact_and_a_measure_tried(change, expected):
    found = faults_of_cancellation(replace(DAMAGE, **change), SEEN, now=NOW)
    assert [fault.code for fault in found] == expected


def test_the_first_fault_is_raised_with_its_field():
    with pytest.raises(Refused, match="hindrance_missing") as refusal:
        require_sound(faults_of(replace(TAKEN, hindrance=""), SEEN, now=NOW))
    assert refusal.value.facts["field"] == "hindrance"


def test_texts_are_tidied_and_blank_measures_are_none():
    blank = (TriedMeasure(MilderMeasure.FEWER, "  "), *GUARD)
    assert tidied(replace(RISK, measures=blank)).measures == GUARD
    with pytest.raises(Refused, match="personal_number_in_text"):
        tidied(replace(TAKEN, hindrance="Ring 811218-9876 om salen i stället."))
