"""A concern without identity is sound or says what to mend; small counts are withheld."""

import datetime as dt

import pytest

from tests.makers_open import a_saying
from vetting.domain.concerns import months_to_choose, shown_count, sound
from vetting.domain.errors import Refused

TODAY = dt.date(2026, 11, 20)


def checked(**changes):
    return sound(a_saying(**changes), today=TODAY, districts=("Almvik",), named=())


def test_a_sound_one_is_kept_tidied():
    kept = checked(text="  Klotter som hotar personal vid en fritidsgård. \r\n", district="Almvik")
    assert kept.text == "Klotter som hotar personal vid en fritidsgård."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "Kalle hotade personalen vid en fritidsgård."}, "concern_points"),
        ({"text": "Klotter."}, "concern_short"),
        ({"text": "Ordföranden är salafist och kom till en fritidsgård."}, "outlook_in_text"),
        ({"district": "Norrdal"}, "concern_district"),
        ({"month": "2026-12"}, "concern_month"),
        ({"month": "2025-10"}, "concern_month"),
        ({"text": "x" * 1501}, "text_too_long"),
    ],
)
def test_what_is_refused(changes, code):
    with pytest.raises(Refused) as told:
        checked(**changes)
    assert told.value.code == code


def test_the_months_go_a_year_back():
    months = months_to_choose(dt.date(2026, 2, 1))
    assert (months[0], months[1], months[2], months[-1]) == ("2026-02", "2026-01", "2025-12", "2025-02")


@pytest.mark.parametrize(("count", "shown"), [(0, None), (2, None), (3, 3), (40, 40)])
def test_few_are_not_told(count, shown):
    assert shown_count(count) == shown
