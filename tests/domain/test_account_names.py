"""What an account's address may be: one plain address, or none, and never a personal number."""

import pytest

from vetting.domain.account_names import fit_address
from vetting.domain.errors import Refused


@pytest.mark.parametrize(
    ("written", "kept"),
    [("", None), ("  \n", None), (" ida.alm@kommun.example ", "ida.alm@kommun.example")],
)
def test_it_is_kept_as_written_without_the_blanks_around_it(written, kept):
    assert fit_address(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "ida.alm",
        "ida@kommun",
        "ida@kommun.example, bo@kommun.example",
        "ida@kommun.example\nBcc: bo@kommun.example",
        "Ida Alm <ida@kommun.example>",
        "19811228-9874@kommun.example",
        "i" * 65 + "@kommun.example",
    ],
)
def test_anything_else_is_odd(written):
    with pytest.raises(Refused, match="address_odd") as refusal:
        fit_address(written)
    assert refusal.value.facts["field"] == "email"
