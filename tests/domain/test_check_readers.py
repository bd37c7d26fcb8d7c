"""Whose words somebody may see: two readers know nothing of each other until both have signed."""

import pytest

from vetting.domain.check_readers import Readers
from vetting.domain.errors import NotFound

ALONE = Readers("anna", None, False)
APART = Readers("anna", "bo", True)
HALF = Readers("anna", "bo", True, frozenset({1}))
SIGNED = Readers("anna", "bo", True, frozenset({1, 2}))


@pytest.mark.parametrize(
    ("readers", "who", "oversees", "expected"),
    [
        (ALONE, "anna", False, {1}),
        (ALONE, "chef", True, {1}),
        (APART, "anna", False, {1}),
        (APART, "bo", False, {2}),
        (APART, "anna", True, {1}),  # running the round opens no other reader's words
        (APART, "chef", True, set()),
        (HALF, "bo", False, {2}),
        (HALF, "anna", False, {1}),
        (HALF, "chef", True, set()),
        (SIGNED, "anna", False, {1, 2}),
        (SIGNED, "bo", False, {1, 2}),
        (SIGNED, "chef", True, {1, 2}),
    ],
)
def test_who_sees_which_reading(readers, who, oversees, expected):
    assert readers.seen_by(who, oversees=oversees) == expected


@pytest.mark.parametrize("readers", [ALONE, APART, SIGNED])
def test_for_everybody_else_there_is_no_check(readers):
    with pytest.raises(NotFound):
        readers.seen_by("cilla", oversees=False)


@pytest.mark.parametrize("who", ["anna", "chef"])
def test_for_whoever_has_a_conflict_there_is_none_either(who):
    readers = Readers("anna", None, False, conflicts=frozenset({who}))
    with pytest.raises(NotFound):
        readers.seen_by(who, oversees=True)


def test_a_reader_without_a_second_reading_is_none():
    assert Readers("anna", "bo", False).reading_of("bo") is None


@pytest.mark.parametrize(("readers", "left"), [(ALONE, ()), (APART, (1, 2)), (HALF, (2,)), (SIGNED, ())])
def test_which_readings_are_left_to_sign(readers, left):
    assert readers.unsigned == left
