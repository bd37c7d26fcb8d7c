"""Cells of a list of payments: amounts as finance systems write them, accounts without anybody's number."""

import pytest

from vetting.domain.payment_list import account_key, read_payment, signed_kronor


@pytest.mark.parametrize(
    ("cell", "kronor"),
    [
        (45_000, 45_000),
        (45_000.0, 45_000),
        (-45_000, -45_000),
        ("45 000,00", 45_000),
        ("45 000 kr", 45_000),
        ("-45 000,00", -45_000),
        ("\u221245\u00a0000", -45_000),
        ("45 000-", -45_000),
        ("45 000:-", 45_000),
        (0, None),
        ("", None),
        (None, None),
        ("45 000,50", None),
        (45_000.5, None),
        ("tolv", None),
        (True, None),
    ],
)
def test_amounts(cell, kronor):
    assert signed_kronor(cell) == kronor


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("991-2346", "9912346"),
        ("5555-5551", "55555551"),
        ("12 34 56-7", "1234567"),
        ("8327-9, 123 456 789-0", "…7890"),
        ("19800101-1234", "…1234"),
        ("", ""),
        ("okänt", ""),
    ],
)
def test_of_an_account_that_is_no_giro_only_the_last_digits_are_kept(written, kept):
    assert account_key(written) == kept


def test_a_personal_number_in_a_row_is_never_repeated():
    row = read_payment(
        3, {"voucher": "V1", "paid_on": "811288-9871", "amount": 5, "org_number": "811288-9871"}
    )
    told = "".join(str(problem.as_json()) for problem in row.problems)
    assert row.problems[0].code == "date_odd"
    assert "9871" not in told
    assert row.number.canonical is None


def test_a_personal_number_in_voucher_or_reference_is_masked_at_the_door():
    """Some finance systems make vouchers of the payee's number: it is neither kept nor shown."""
    personal = "811228-9874"
    read = read_payment(
        1, {"voucher": f"V-{personal}", "paid_on": "2026-03-01", "amount": 5, "case_number": personal}
    )
    assert personal not in f"{read.voucher} {read.case_number}"
    assert read.voucher.startswith("V-")
    assert (
        read_payment(2, {"voucher": "2026-000123", "paid_on": "2026-03-01", "amount": 5}).voucher
        == "2026-000123"
    )
