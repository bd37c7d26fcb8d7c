"""Statements to the police: five interests, act-free wording, and no objection to a meeting by default."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.place_statements import PlaceStatement, faults_of, require_sound, tidied
from vetting.domain.terms_decisions import PlaceInterest as I
from vetting.domain.terms_decisions import PlaceStance as S
from vetting.web.forms.place_statements import PlaceStatementForm

GRASS = {I.CARE: "Gräset skyddas med körplåtar, eftersom marken är blöt i november."}


def codes(stance, concerns=(), *, is_assembly=False, may_object=False):
    statement = tidied(PlaceStatement(stance, dict(concerns), is_assembly))
    return [fault.code for fault in faults_of(statement, may_object_to_assembly=may_object)]


@pytest.mark.parametrize(
    ("stance", "concerns", "expected"),
    [
        (S.NO_OBJECTION, {}, []),
        (S.NO_OBJECTION, {I.CARE: "  "}, []),
        (S.NO_OBJECTION, GRASS, ["concern_without_objection"]),
        (S.CONDITIONS, {}, ["interest_missing"]),
        (S.CONDITIONS, GRASS, []),
        (S.OBJECTION, GRASS, []),
        (S.OBJECTION, {I.TRAFFIC: "Det finns risk för oro på torget."}, ["wording_order_risk"]),
        (S.OBJECTION, {I.CITYSCAPE: "Föreningen är olämplig här."}, ["wording_vague"]),
        (S.CONDITIONS, {I.CARE: "De kopplas till en annan grupp."}, ["wording_linked"]),
    ],
)
def test_an_statement_rests_on_the_five_interests_alone(stance, concerns, expected):
    """ORDL 3:15; JO 4209-2001 and 3891-2001."""
    assert codes(stance, concerns) == expected


@pytest.mark.parametrize(
    ("stance", "is_assembly", "may_object", "expected"),
    [
        (S.OBJECTION, True, False, ["objection_to_assembly"]),
        (S.OBJECTION, True, True, []),
        (S.OBJECTION, False, False, []),
        (S.CONDITIONS, True, False, []),
    ],
)
def test_an_objection_to_a_public_meeting_is_given_only_where_the_municipality_has_set_it(
    stance, is_assembly, may_object, expected
):
    assert codes(stance, GRASS, is_assembly=is_assembly, may_object=may_object) == expected


def test_the_first_fault_is_raised_with_its_field():
    with pytest.raises(Refused, match="wording_order_risk") as refusal:
        require_sound(PlaceStatement(S.OBJECTION, {I.TRAFFIC: "Av ordningsskäl."}))
    assert refusal.value.facts["field"] == "traffic"


def test_what_a_person_thinks_is_never_kept():
    with pytest.raises(Refused):
        tidied(PlaceStatement(S.CONDITIONS, {I.CARE: "Ring 811218-9876."}))


def test_the_form_has_a_field_for_each_of_the_five_and_no_other_to_write_in():
    fields = {name for name in vars(PlaceStatementForm) if not name.startswith("_")}
    own = {"stance", "is_assembly", "police_number", "no_conflict", "fill_choices", "statement"}
    assert fields - own == {interest.value for interest in I}
    assert len(I) == 5
