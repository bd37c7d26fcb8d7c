"""Every row of the register gets one state, and the states add up."""

import pytest

from vetting.domain.directory import DirectoryRow, classify_row, classify_rows, counts_of
from vetting.domain.identity import MASK
from vetting.domain.terms import NumberClass, RowState

PERSONAL = "811228-9874"


def a_row(
    name: str = "Norrlyckan IF", org_number: object = None, row_no: int = 1, **more: object
) -> DirectoryRow:
    return DirectoryRow(row_no, name, org_number, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("org_number", "state", "code"),
    [
        ("889999-9018", RowState.OK, None),
        (None, RowState.OK, None),  # most genuine rows have none
        ("889999\u20139018", RowState.REPAIRED, "ok_odd_format"),
        (8899999018, RowState.REPAIRED, "ok_odd_format"),
        ("06889999-9018", RowState.REPAIRED, "repaired_prefix"),
        (PERSONAL, RowState.MASKED, "personal"),
        ("[MASKED: person-number-like]", RowState.MASKED, "personal"),
        ("889999-9019", RowState.QUARANTINED, "bad_checksum"),
        ("8.02E+09", RowState.QUARANTINED, "excel_damage"),
        ("9999-9013", RowState.QUARANTINED, "lost_zeros"),
        ("FI 1234567-1", RowState.QUARANTINED, "foreign"),
        ("x", RowState.QUARANTINED, "placeholder"),
        ("881399-9018", RowState.QUARANTINED, "bad_group"),
        ("88999", RowState.QUARANTINED, "bad_length"),
    ],
)
def test_number_decides_the_state(org_number: object, state: RowState, code: str | None) -> None:
    found = classify_row(a_row(org_number=org_number))
    assert found.state is state
    assert [problem.code for problem in found.problems] == ([code] if code else [])
    assert found.row.name == "Norrlyckan IF"  # a quarantined row stays searchable by name


@pytest.mark.parametrize(
    "name",
    ["Norrlyckan IF - TA BORT!", "EJ ANVÄND Norrlyckan", "EJ ANVÄNDAS", "Testförening Vägbidrag", "Test-Idrotten",
     "ledig tid - ANVÄND EJ!", "Fel Seniorförening"],
)  # fmt: skip
def test_dead_and_test_rows_are_set_aside(name: str) -> None:
    found = classify_row(a_row(name, "889999-9018"))
    assert found.state is RowState.QUARANTINED
    assert found.problems[0].code == "test_or_dead_row"


@pytest.mark.parametrize("name", ["Testamentsfonden", "Protestkören", "Feltrösa IF", "Attestens vänner"])
def test_living_names_are_not_taken_for_dead(name: str) -> None:
    assert classify_row(a_row(name)).state is RowState.OK


@pytest.mark.parametrize("name", ["", "  ", "...", "\u200b"])
def test_a_row_without_name_is_set_aside(name: str) -> None:
    found = classify_row(a_row(name, "889999-9018"))
    assert (found.state, found.problems[0].code) == (RowState.QUARANTINED, "missing_name")


def test_a_personal_number_leaves_no_trace() -> None:
    found = classify_row(a_row(f"Provsson {PERSONAL}", PERSONAL, municipal_id=PERSONAL))
    assert found.state is RowState.MASKED
    assert found.number.cls is NumberClass.PERSONAL
    assert "9874" not in repr(found)
    assert found.row.name == f"Provsson {MASK}"


def test_the_raw_cell_is_not_printed() -> None:
    assert PERSONAL not in repr(a_row(org_number=PERSONAL))


@pytest.mark.parametrize(
    ("first", "second", "duplicate"),
    [
        ({"municipal_id": "7"}, {"municipal_id": "7", "name": "Annat"}, True),
        ({"municipal_id": "7"}, {"municipal_id": "8"}, False),
        ({"org_number": "889999-9018"}, {"org_number": "8899999018", "name": "NORRLYCKAN IF"}, True),
        ({"org_number": "889999-9018"}, {"org_number": "889999-9018", "name": "Norrlyckan IF Rodd"}, False),
        ({"city": "Nordby"}, {"city": "Nordby"}, True),
        ({"city": "Nordby"}, {"city": "Sörby"}, False),
        ({"org_number": PERSONAL}, {"org_number": PERSONAL}, False),
    ],
)
def test_the_second_of_two_equal_rows_is_a_duplicate(
    first: dict[str, object], second: dict[str, object], duplicate: bool
) -> None:
    rows = [a_row(row_no=2, **first), a_row(row_no=5, **second)]  # type: ignore[arg-type]
    found = list(classify_rows(rows))
    assert (found[1].state is RowState.DUPLICATE) is duplicate
    assert found[1].duplicate_of == (2 if duplicate else None)


def test_states_add_up() -> None:
    raws = ["889999-9018", None, "x", PERSONAL, "889999-9018", "889 999-9026"]
    counts = counts_of(classify_rows(a_row(org_number=raw, row_no=at) for at, raw in enumerate(raws)))
    assert counts == {
        RowState.OK: 2,
        RowState.REPAIRED: 1,
        RowState.QUARANTINED: 1,
        RowState.DUPLICATE: 1,
        RowState.MASKED: 1,
    }
