"""Geometry of charts: everything lies on its scale, and the scale begins at nothing."""

import pytest

from vetting.web.report_charts import nice_top, whiskers


@pytest.mark.parametrize(
    ("value", "top"),
    [
        (0, 2),
        (1, 2),
        (2, 2),
        (3, 4),
        (9, 10),
        (11, 20),
        (75, 80),
        (0.199, 0.2),
        (0.21, 0.4),
        (0.05, 0.06),
        (1.0, 2),
    ],
)
def test_a_scale_ends_at_a_number_people_count_in(value, top):
    assert nice_top(value) == pytest.approx(top)


def test_whiskers_lie_on_one_scale():
    chart = whiskers(("t", "d"), [("a", 0.1, 0.6, 0.3), ("b", 0, 1.0, None)], str, most=1.0)
    assert [(row.low, row.high, row.at) for row in chart.rows] == [(0.1, 0.6, 0.3), (0, 1.0, None)]
    assert chart.ticks == ((0, "0.0"), (0.5, "0.5"), (1, "1.0"))


def test_a_mark_beyond_its_line_is_still_on_the_scale():
    (row,) = whiskers(("t", "d"), [("a", 2, 4, 9)], str).rows
    assert row.at == pytest.approx(0.9)
