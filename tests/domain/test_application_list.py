"""Rows of the municipality's list of applications: read, matched, set aside."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vetting.domain.application_list import day_in, read_listed, state_of, whole_number
from vetting.domain.application_matching import KnownAssociation, KnownScheme, Surroundings, place_rows
from vetting.domain.terms import RowState

CELLS = {
    "name": "Almviks Folkdansgille",
    "org_number": "889999-9018",
    "scheme": "Verksamhetsbidrag",
    "year": 2026,
    "amount": 25000,
    "purpose": "Folkdans för unga",
    "starts_on": dt.datetime(2026, 1, 1),
    "ends_on": "2026-12-31",
    "members": "120",
}
GILLE = KnownAssociation("a1", "Almviks Folkdansgille", "8899999018")
KOR = KnownAssociation("a2", "Norrdals Kör", None)
TWIN = KnownAssociation("a3", "Norrdals kör", None)
NOR = KnownScheme("s1", "b1", "Norrdals stadsdelsnämnd", "NOR", "verksamhet", "Verksamhetsbidrag")
SOD = KnownScheme("s2", "b2", "Söderdals stadsdelsnämnd", "SOD", "verksamhet", "Verksamhetsbidrag")


def place(*rows, associations=(GILLE,), schemes=(NOR,)):
    listed = [read_listed(number, {**CELLS, **row}) for number, row in enumerate(rows, start=3)]
    return place_rows(listed, Surroundings(associations, schemes, "d" * 64))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (25000, 25000), (25000.0, 25000), ("25 000 kr", 25000), ("25\u00a0000", 25000), ("25.000:-", 25000),
        ("25 000,00", 25000), ("1.250.000", 1250000), ("25,000", 25000), (25000.5, None), ("tjugo", None),
        ("-5", None), (True, None), (float("nan"), None), (float("inf"), None), ("25.5", None), ("", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(value, number):
    assert whole_number(value) == number


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (dt.date(2026, 1, 31), dt.date(2026, 1, 31)), (dt.datetime(2026, 1, 31, 8), dt.date(2026, 1, 31)),
        ("2026-01-31", dt.date(2026, 1, 31)), ("20260131", dt.date(2026, 1, 31)),
        ("31/1 2026", dt.date(2026, 1, 31)), ("31.1.2026", dt.date(2026, 1, 31)),
        ("2026-02-30", None), ("januari", None), (46053, None),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(value, day):
    assert day_in(value) == day


@pytest.mark.parametrize(
    ("change", "code", "state"),
    [
        ({}, None, RowState.OK),
        ({"amount": None}, "amount_missing", RowState.QUARANTINED),
        ({"amount": "mycket"}, "amount_odd", RowState.QUARANTINED),
        ({"amount": 0}, "amount_odd", RowState.QUARANTINED),
        ({"year": None}, "year_from_period", RowState.REPAIRED),
        ({"year": None, "starts_on": None, "ends_on": None}, "year_missing", RowState.QUARANTINED),
        ({"year": 26}, "year_odd", RowState.QUARANTINED),
        ({"starts_on": None, "ends_on": None}, "period_from_year", RowState.REPAIRED),
        ({"ends_on": None}, "period_half", RowState.QUARANTINED),
        ({"ends_on": "2025-01-01"}, "period_reversed", RowState.QUARANTINED),
        ({"ends_on": "snart"}, "date_odd", RowState.QUARANTINED),
        ({"members": "många"}, "members_odd", RowState.REPAIRED),
        ({"purpose": "Ring 19811228-9874"}, "personal_number_in_text", RowState.MASKED),
        ({"org_number": "19811228-9874"}, "personal", RowState.MASKED),
        ({"org_number": "8899999018.0"}, "ok_odd_format", RowState.REPAIRED),
    ],
)
def test_each_row_gets_a_state_and_a_reason(change, code, state):
    found = read_listed(3, {**CELLS, **change})
    assert state_of(found.problems) is state
    assert code is None or code in {problem.code for problem in found.problems}
    assert "9874" not in repr(found)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(CELLS)), st.one_of(st.none(), st.text(), st.integers(), st.floats())
    )
)
def test_no_cell_can_stop_the_reading(change):
    (placed,) = place({**change})
    assert state_of(placed.problems) in set(RowState)


@pytest.mark.parametrize(
    ("row", "associations", "found", "code"),
    [
        ({}, (GILLE, KOR), "a1", None),
        ({"org_number": None}, (GILLE, KOR), "a1", None),
        ({"name": "Gillet i Almvik"}, (GILLE,), "a1", "name_differs"),
        ({"name": "Norrdals kör", "org_number": None}, (GILLE, KOR), "a2", None),
        ({"name": "Norrdals kör", "org_number": None}, (KOR, TWIN), None, "association_ambiguous"),
        ({"name": "Okända klubben", "org_number": None}, (GILLE,), None, "association_unknown"),
        ({"org_number": "889999-9026"}, (GILLE,), None, "number_differs"),
    ],
)
def test_the_association_is_found_by_number_and_then_by_exact_name(row, associations, found, code):
    (placed,) = place(row, associations=associations)
    assert placed.association_id == found
    assert placed.can_open is (found is not None)
    assert code is None or code in {problem.code for problem in placed.problems}


@pytest.mark.parametrize(
    ("row", "scheme", "code"),
    [
        ({"board": "SOD"}, "s2", None),
        ({"board": "Norrdals stadsdelsnämnd", "scheme": "VERKSAMHET"}, "s1", None),
        ({}, None, "scheme_ambiguous"),
        ({"scheme": "Elbidrag"}, None, "scheme_unknown"),
        ({"scheme": None}, None, "scheme_missing"),
        ({"board": "Byggnadsnämnden"}, None, "board_unknown"),
    ],
)
def test_the_grant_is_found_within_the_board_the_row_names(row, scheme, code):
    (placed,) = place(row, schemes=(NOR, SOD))
    assert placed.scheme_id == scheme
    assert code is None or code in {problem.code for problem in placed.problems}


def test_equal_rows_are_one_application():
    first, again, other = place({}, {}, {"amount": 30000})
    assert [row.state for row in (first, again, other)] == [RowState.OK, RowState.DUPLICATE, RowState.OK]
    same, id_again = place({"own_id": "A-1"}, {"own_id": "a 1", "amount": 1})
    assert same.source_key == "b1:a-1"
    assert id_again.state is RowState.DUPLICATE
    assert first.source_key == "d" * 32 + ":3"
