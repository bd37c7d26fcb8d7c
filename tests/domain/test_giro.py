"""Giro accounts: which writings are one, and how the banks write them."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.giro import Giro, format_giro, giro_by_person, read_giro
from vetting.domain.terms_associations import GiroKind

BG, PG = GiroKind.BANKGIRO, GiroKind.PLUSGIRO


@pytest.mark.parametrize(
    ("kind", "written", "digits"),
    [
        (BG, "123-4566", "1234566"),
        (BG, "1234-5674", "12345674"),
        (BG, "Bankgiro: 123-4566", "1234566"),
        (BG, "bg 123 4566", "1234566"),
        (BG, "123\u20134566", "1234566"),
        (PG, "12 34 56-6", "1234566"),
        (PG, "pg 1-8", "18"),
        (PG, "PlusGiro 12345-5", "123455"),
    ],
)
def test_an_account_is_read_as_people_write_it(kind: GiroKind, written: str, digits: str) -> None:
    assert read_giro(kind, written) == Giro(kind, digits)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (BG, "123-4567"),  # check digit
        (BG, "123455"),  # too short for a bankgiro
        (BG, "889999-9018"),  # an organisation number
        (BG, "811228-9874"),
        (BG, "0000000"),
        (BG, "vet inte"),
        (BG, "123-4566 / 1-8"),
        (BG, ""),
        (PG, "8"),
        (PG, "1\u00b2-8"),
    ],
)
def test_what_is_no_account_is_refused_without_repeating_it(kind: GiroKind, written: str) -> None:
    with pytest.raises(Refused) as refused:
        giro_by_person(kind, written)
    assert (refused.value.code, refused.value.facts) == ("giro_unusable", {})


@pytest.mark.parametrize(
    ("giro", "written"),
    [
        (Giro(BG, "1234566"), "123-4566"),
        (Giro(BG, "12345674"), "1234-5674"),
        (Giro(PG, "1234566"), "12 34 56-6"),
        (Giro(PG, "123455"), "1 23 45-5"),
        (Giro(PG, "18"), "1-8"),
    ],
)
def test_an_account_is_written_as_the_banks_do(giro: Giro, written: str) -> None:
    assert format_giro(giro) == written
    assert read_giro(giro.kind, written) == giro
