"""Organisation numbers get a class, personal numbers get a mask."""

import csv
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from vetting.domain.identity import MASK, format_org_number, mask, read_org_number
from vetting.domain.terms import NumberClass as C

GOOD = "8899999018"


@pytest.mark.parametrize("raw", ["889999-9018", "8899999018", "009999-9013", "529999-9994", "252999-9019"])
def test_plain_forms_are_ok_zero_series_included(raw: str) -> None:
    reading = read_org_number(raw)
    assert (reading.cls, reading.canonical) == (C.OK, raw.replace("-", ""))
    assert reading.shown == raw


@pytest.mark.parametrize(
    "raw",
    [
        "168899999018",
        "16889999-9018",
        "SE889999901801",
        "se 889999-9018 01",
        "889999\u00a0-\u00a09018",
        "889999\u20139018",
        "889999\u22129018",
        "889 999-9018",
        " 889999-9018 ",
        "889999-9018.",
        "889999-9018??",
        "'889999-9018",
        "８８９９９９－９０１８",
        "889999\u200b-9018",
        "8899999018.0",
        "org.nr 889999-9018",
        8899999018,
        8899999018.0,
    ],
)
def test_odd_forms_are_repaired_and_said_to_be_odd(raw: object) -> None:
    reading = read_org_number(raw)
    assert (reading.cls, reading.canonical) == (C.OK_ODD_FORMAT, GOOD)


@pytest.mark.parametrize(
    ("raw", "cls"),
    [
        (None, C.MISSING),
        ("", C.MISSING),
        (" \u00a0\u200b", C.MISSING),
        (float("nan"), C.MISSING),
        ("x", C.PLACEHOLDER),
        ("...", C.PLACEHOLDER),
        ("897300-xxxx", C.PLACEHOLDER),
        ("saknas", C.PLACEHOLDER),
        ("0000000000", C.PLACEHOLDER),
        ("000000-0000", C.PLACEHOLDER),
        (True, C.PLACEHOLDER),
        ("889999-9019", C.BAD_CHECKSUM),
        ("88999-9018", C.BAD_LENGTH),
        ("889999-90188", C.BAD_LENGTH),
        ("881399-9018", C.BAD_GROUP),
        ("8.02E+09", C.EXCEL_DAMAGE),
        ("8,02E+09", C.EXCEL_DAMAGE),
        (8020000000.0, C.EXCEL_DAMAGE),
        (8899999018.5, C.EXCEL_DAMAGE),
        ("2005-12-05", C.EXCEL_DAMAGE),
        (date(2005, 12, 5), C.EXCEL_DAMAGE),
        (datetime(2005, 12, 5), C.EXCEL_DAMAGE),
        ("NO 934 429 605", C.FOREIGN),
        ("FI 1234567-1", C.FOREIGN),
        ("934 429 605 MVA", C.FOREIGN),
    ],
)
def test_what_cannot_be_used_has_a_class_and_no_number(raw: object, cls: C) -> None:
    reading = read_org_number(raw)
    assert (reading.cls, reading.canonical) == (cls, None)


def test_the_06_prefix_is_repaired() -> None:
    reading = read_org_number("06889999-9018")
    assert (reading.cls, reading.canonical) == (C.REPAIRED_PREFIX, GOOD)


@pytest.mark.parametrize("raw", ["99999013", "9999-9013", 99999013])
def test_lost_zeros_are_a_proposal_only(raw: object) -> None:
    reading = read_org_number(raw)
    assert (reading.cls, reading.canonical, reading.proposal) == (C.LOST_ZEROS, None, "0099999013")


def test_a_number_among_words_is_proposed() -> None:
    assert read_org_number("889999-9018 (gamla numret)").proposal == GOOD


@pytest.mark.parametrize(
    "raw",
    [
        "19811228-9874",
        "198112289874",
        "811228-9874",
        "811228+9874",
        8112289874,
        198112289874,
        "811288-9871",
        "06811228-9874",
        "16811228-9874",
        "811228-9875",
        "Testperson 811228-9874",
        "[MASKED: person-number-like]",
        MASK,
    ],
)
def test_personal_numbers_leave_nothing_behind(raw: object) -> None:
    reading = read_org_number(raw)
    assert (reading.cls, reading.canonical, reading.proposal, reading.shown) == (C.PERSONAL, None, None, MASK)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("pnr 19811228-9874.", f"pnr {MASK}."),
        ("född 811228+9874, 8112289874", f"född {MASK}, {MASK}"),
        ("skrev 0811228 9874", f"skrev {MASK}"),
        ("1981-12-28-9874", MASK),
        ("samordning 811288-9871", f"samordning {MASK}"),
        ("198112289874/198112289874", f"{MASK}/{MASK}"),
        ("81 12 28 98 74", MASK),
        ("81\u00a012\u00a028\u00a098\u00a074", MASK),
        ("pnr 1981 12 28 9874.", f"pnr {MASK}."),
        ("19 81 12 28 98 74", MASK),
        ("(811228)9874", MASK),
        ("kassör (19811228) - 9874", f"kassör {MASK}"),
        ("1981-12-28 9874, ring", f"{MASK}, ring"),
        ("1981-12-28  9874", MASK),
        ("81-12-28 9874", MASK),
        ("1981.12.28-9874", MASK),
        ("81/12/28-9874", MASK),
        ("81.12.88.9871", MASK),
        ("tel 08-123 45 67, 81 12 28 98 74", f"tel 08-123 45 67, {MASK}"),
    ],
)
def test_mask_takes_personal_numbers_out_of_text(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "889999-9018 och 168899999018",
        "BID-2026-0456, KTN 2026/00123, dnr 1.1.2-123/2026",
        "2026-11-21T01:02:07.123Z 2026-11-21 01:02:07",
        "20261121010207-abc",
        "sha a8112289874f0c",
        "tel 08-123 45 67",
        "tel 08 12 28 98 74, mobil: 08 12 28 98 74",  # in pairs, with a check digit that happens to hold
        "070-123 45 67, +46 70 123 45 67, 0701-23 45 67",
        "2026-01-31 - 2026-12-31 och 2024.01.01-2024.12.31 och 2024-07-01/2025-06-30",
        "2026-11-21 0002",  # a check digit that happens to hold
        "betalt 1981-12-28 9874 kr, 1981-12-28 9874 SEK",
        "bg 123-4566, pg 12 34 56-6, 88 99 99 90 18",
        "12 345 678 kr, 1 234 567:-",
        "veckorna 10 11 12 13 14 15 16 och 81 12 28 98 74 55",
        "version 2.81.12.28.9874.1",
    ],
)
def test_mask_leaves_other_numbers_alone(text: str) -> None:
    assert mask(text) == text


def test_org_number_is_written_with_a_dash() -> None:
    assert format_org_number(GOOD) == "889999-9018"
    assert format_org_number("FI 1234567-1") == "FI 1234567-1"


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.dates()))
def test_any_value_gets_a_class_and_only_checked_numbers_are_canonical(raw: object) -> None:
    reading = read_org_number(raw)
    if reading.canonical is not None:
        assert luhn.is_valid(reading.canonical)
        assert reading.canonical[2] >= "2"
        assert len(reading.canonical) == 10


@given(
    st.dates(date(1910, 1, 1), date(2019, 12, 31)),
    st.integers(0, 999),
    st.sampled_from([0, 60]),
    st.sampled_from(["", "-", "+", " ", " - ", "\u2013"]),
    st.booleans(),
    st.text(alphabet="åäö xyz,.():", max_size=5),
)
def test_no_personal_number_survives_masking(
    born: date, serial: int, add: int, dash: str, century: bool, around: str
) -> None:
    nine = f"{born:%y%m}{born.day + add:02}{serial:03}"
    number = nine + luhn.calc_check_digit(nine)
    written = (f"{born:%Y}"[:2] if century else "") + number[:6] + dash + number[6:]
    text = f"{around}{written}{around}"
    assert number[6:] not in mask(text)
    assert mask(text) == f"{around}{MASK}{around}"
    assert read_org_number(written).shown == MASK


@pytest.mark.genuine
def test_genuine_malformed_numbers_get_the_expected_class(genuine: Path) -> None:
    expected = {
        "ok_odd_format": {C.OK_ODD_FORMAT},
        "bad_checksum": {C.BAD_CHECKSUM},
        "prefix06_repairable": {C.REPAIRED_PREFIX},
        "text_or_partial": {C.PLACEHOLDER},
        "lost_two_zeros?": {C.LOST_ZEROS},
        "bad_length_7": {C.BAD_LENGTH},
        "bad_length_8": {C.BAD_LENGTH, C.EXCEL_DAMAGE, C.FOREIGN},
        "bad_length_9": {C.BAD_LENGTH, C.FOREIGN},
        "bad_length_11": {C.BAD_LENGTH},
    }
    for row in _rows(genuine, "malformed_org_numbers_part.csv"):
        reading = read_org_number(row["raw_org_number"])
        assert reading.cls in expected[row["observed_class"]], (row["observed_class"], reading)


@pytest.mark.genuine
def test_genuine_zero_series_is_accepted(genuine: Path) -> None:
    zero = [
        r["orgNumber"] for r in _rows(genuine, "national_numbers_and_names.csv") if r["orgNumber"][0] == "0"
    ]
    assert len(zero) == 44
    assert {read_org_number(number).cls for number in zero} == {C.OK}


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "associations" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_day_with_a_clock_time_is_taken_for_a_person() -> None:
    """One in ten of them has the check digit of a personal number."""
    day, written = date(2026, 1, 1), []
    for at in range(365 * 24):
        moment = day + timedelta(days=at // 24)
        written.append(f"{moment:%Y-%m-%d} {at % 24:02}{at % 60:02}")
    assert [text for text in written if mask(text) != text] == []


@pytest.mark.genuine
def test_the_odd_writings_take_nothing_from_genuine_registers(genuine: Path) -> None:
    """No text of theirs is a personal number in an odd writing: whatever were masked is another number."""
    files = [one for one in genuine.rglob("*") if one.suffix in (".json", ".csv", ".xml", ".yml")]
    lines = [line for one in files for line in one.read_text(encoding="utf-8").splitlines()]
    odd = re.compile(r"\d\d[-./ ]\d\d[-./ ]\d\d\D{1,3}\d\d ?\d\d|\(\d{6,8}\)")
    assert len(lines) > 150_000
    assert [line for line in lines if odd.search(line) and mask(line) != line] == []
