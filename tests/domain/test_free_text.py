"""Free text: tidied, and never with a personal number."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.free_text import LONGEST, holds_personal_number, require_writable, require_written, tidy


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  ja  ", "ja"),
        ("rad ett \r\nrad två\r", "rad ett\nrad två"),
        ("nej\x00nej\u200b", "nejnej"),
        ("Ärendet", "Ärendet"),
        ("\t\n", ""),
    ],
)
def test_text_is_kept_in_one_shape(written, kept):
    assert tidy(written) == kept


@pytest.mark.parametrize(
    "text",
    [
        "19811228-9874",
        "Kassören 811228-9874 skrev under",
        "811228+9874",
        "198112289874",
        "８１１２２８-９８７４",
        "811228-98\u200b74",
        "811288-9871",
    ],
)
def test_a_personal_number_is_found_however_it_is_written(text):
    assert holds_personal_number(text)
    with pytest.raises(Refused, match="personal_number_in_text") as refusal:
        require_writable(text, field="reason")
    assert refusal.value.facts == {"field": "reason"}


@pytest.mark.parametrize(
    "text", ["889999-9018", "Dnr 2026/123", "2026-03-01 kl 18:00", "43 medlemmar", "§ 1234"]
)
def test_other_numbers_may_be_written(text):
    assert require_writable(text, field="reason") == text


def test_a_text_may_be_needed_and_has_a_length():
    with pytest.raises(Refused, match="text_missing"):
        require_written(" \n", field="what")
    with pytest.raises(Refused, match="text_too_long"):
        require_writable("x" * (LONGEST + 1), field="what")
    assert require_written("x" * LONGEST, field="what")
