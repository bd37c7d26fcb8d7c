"""Which column is which: a heading that was told comes before one that is only called as the column is."""

import pytest

from vetting.gateways.headers import Columns, map_header

TOLD = Columns({"name": ("Leverantör",), "status": ("Orsak",)}, frozenset({"name", "status"}))


@pytest.mark.parametrize(
    ("cells", "positions"),
    [
        (("Leverantör", "Status", "Orsak"), {"name": 0, "status": 2}),
        (("Orsak", "Status", "Leverantör"), {"name": 2, "status": 0}),
        (("Name", "Status"), {"name": 0, "status": 1}),
        (("Leverantör", "Orsak", "Orsak"), {"name": 0, "status": 1}),
    ],
)
def test_a_told_heading_comes_first(cells, positions):
    assert map_header(cells, TOLD, 1).positions == positions


def test_the_column_passed_over_is_told():
    assert map_header(("Leverantör", "Status", "Orsak"), TOLD, 1).unknown == ("Status",)
