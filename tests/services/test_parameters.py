"""A board's own values for its local criteria."""

import pytest

from tests.makers import NOW, a_board, an_officer
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.reading.boards import local_values
from vetting.services.parameters import Place, set_parameters

MEMBERS = Place("democracy-criteria", "S18", "min_members")
ENTRY = Place("democracy-criteria", "S14", "directory_entry_required")
FORMS = Place("democracy-criteria", "S11", "eligible_forms")


@pytest.fixture
def admin(app):
    return an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)


def test_values_are_set_changed_and_taken_away(admin):
    board = a_board()
    count = set_parameters(board.id, 2026, values={MEMBERS: "1 000", ENTRY: "yes"}, by=admin, now=NOW)
    assert count == 2
    found = local_values(board.id, 2026, "democracy-criteria", admin)
    assert found == {("S18", "min_members"): "1000", ("S14", "directory_entry_required"): "yes"}
    assert set_parameters(board.id, 2026, values={MEMBERS: "1000", ENTRY: ""}, by=admin, now=NOW) == 1
    assert local_values(board.id, 2026, "democracy-criteria", admin) == {("S18", "min_members"): "1000"}
    assert local_values(board.id, 2027, "democracy-criteria", admin) == {}


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (MEMBERS, "många", "value_not_a_number"),
        (ENTRY, "kanske", "parameter_not_a_switch"),
        (FORMS, "x" * 121, "parameter_too_long"),
        (MEMBERS, "", "parameters_unchanged"),
        (Place("democracy-criteria", "Z99", "x"), "1", "unknown_question"),
    ],
)
def test_odd_values_are_refused(admin, place, value, code):
    with pytest.raises(Refused) as refusal:
        set_parameters(a_board().id, 2026, values={place: value}, by=admin, now=NOW)
    assert refusal.value.code == code


def test_a_refused_value_keeps_the_others_out_too(admin):
    with pytest.raises(Refused) as refusal:
        set_parameters(a_board().id, 2026, values={ENTRY: "yes", MEMBERS: "x"}, by=admin, now=NOW)
    assert refusal.value.facts["parameter"] == "min_members"
    assert local_values(a_board().id, 2026, "democracy-criteria", admin) == {}


def test_unknown_places_and_years_without_a_checklist(admin):
    for year, place in (
        (2026, Place("nothing", "S18", "min_members")),
        (2026, Place("democracy-criteria", "S18", "eligible_forms")),
        (2021, MEMBERS),
    ):
        with pytest.raises(NotFound):
            set_parameters(a_board().id, year, values={place: "1"}, by=admin, now=NOW)
    with pytest.raises(Refused, match="year_out_of_range"):
        set_parameters(a_board().id, 1999, values={MEMBERS: "1"}, by=admin, now=NOW)


def test_only_administrators_set_values(app):
    with pytest.raises(NotAllowed):
        set_parameters(a_board().id, 2026, values={MEMBERS: "1"}, by=an_officer(Role.UNIT_HEAD), now=NOW)
