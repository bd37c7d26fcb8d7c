"""A published chance in plain numbers."""

import pytest

from vetting.domain.chance_words import plain_chance


@pytest.mark.parametrize(
    ("published", "count", "of", "is_exact"),
    [
        ("0.150000000", 15, 100, True),
        ("0.166666667", 17, 100, False),
        ("1.000000000", 100, 100, True),
        ("0.004000000", 4, 1000, True),
        ("0.000123000", 1, 10_000, False),
        ("0.999400000", 999, 1000, False),  # nearly certain is not certain
        ("0.000000000", 0, 100, True),
    ],
)
def test_a_chance_is_told_in_whole_numbers(published, count, of, is_exact):
    found = plain_chance(published)
    assert (found.count, found.of, found.is_exact) == (count, of, is_exact)
    assert found.is_certain is (published == "1.000000000")
