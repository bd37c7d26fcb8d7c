"""The list of decided grants as open data: what is in it, what is left out, and what it says of itself."""

import dataclasses
import json

import pytest

from vetting.domain.errors import Refused
from vetting.domain.open_grants import read_grant
from vetting.domain.open_grants_list import COLUMNS, DecidedGrant, Funder, funder_of, grants_list, table_of
from vetting.domain.terms import NumberClass as N

FUNDER = Funder("8899999018", "Nordköpstad")
REQUIRED = {
    "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization",
    "fundingOrganization",
}  # fmt: skip
GRANT = DecidedGrant(
    case_number="NOR 2025/0007",
    association="Ekdungens idrottsförening",
    org_number="8899999018",
    number_class=N.OK,
    board="Norrdals stadsdelsnämnd",
    scheme="Verksamhetsbidrag",
    scheme_key="verksamhet",
    purpose="Träning för barn i Ekdungens idrottsförening, två kvällar i veckan.",
    amount=40_000,
    decided_on="2025-03-04",
    starts_on="2025-01-01",
    ends_on="2025-12-31",
    is_marked=False,
)


def listed(*changes):
    found = grants_list([dataclasses.replace(GRANT, **one) for one in changes], FUNDER)
    return json.loads(found.document)["grants"], found.quality


def test_a_row_has_the_fields_that_the_standard_requires():
    ((row,), quality) = listed({})
    assert set(row) >= REQUIRED
    assert row["id"] == "SE-ON-889999-9018-NOR-2025-0007"
    assert row["recipientOrganization"] == [{"id": "SE-ON-889999-9018", "name": "Ekdungens idrottsförening"}]
    assert row["fundingOrganization"][0]["department"] == "Norrdals stadsdelsnämnd"
    assert (row["currency"], row["amountAwarded"], row["awardDate"]) == ("SEK", 40_000, "2025-03-04")
    assert row["plannedDates"] == [{"startDate": "2025-01-01", "endDate": "2025-12-31"}]
    assert row["description"] == GRANT.purpose
    assert (quality.decided, quality.listed, quality.complete, quality.amount) == (1, 1, 1, 40_000)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"org_number": None, "number_class": N.PERSONAL}, "natural_persons"),
        ({"org_number": "1899999012"}, "natural_persons"),  # an estate
        ({"org_number": None, "number_class": N.MISSING}, "without_number"),
        ({"org_number": None, "number_class": N.BAD_CHECKSUM}, "without_number"),
        ({"org_number": None, "number_class": N.FOREIGN}, "foreign"),
    ],
)
def test_who_is_no_legal_person_is_left_out_and_counted(changes, counted):
    rows, quality = listed({}, {**changes, "association": "Vera Påhittad"})
    assert len(rows) == 1
    assert "Vera" not in json.dumps(rows, ensure_ascii=False)
    assert (getattr(quality, counted), quality.left_out, quality.decided) == (1, 1, 2)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"purpose": "Läger som leds av Vera Påhittad."}, "cut_names"),
        ({"purpose": "Ring 070-123 45 67 för anmälan."}, "cut_names"),
        ({"purpose": "Ledaren har numret 811228-9874."}, "cut_names"),
        ({"purpose": "Ordföranden är salafist."}, "cut_names"),
        ({"is_marked": True}, "cut_secret"),
        ({"purpose": "  "}, "without_purpose"),
    ],
)
def test_a_purpose_that_could_name_somebody_is_cut_and_counted(changes, counted):
    ((row,), quality) = listed(changes)
    assert row["description"] == "Verksamhetsbidrag"
    assert getattr(quality, counted) == 1
    assert quality.complete == 0


def test_the_same_grants_give_the_same_bytes_in_any_order():
    other = dataclasses.replace(GRANT, case_number="NOR 2025/0001", decided_on="2025-02-01")
    one, two = grants_list([GRANT, other], FUNDER), grants_list([other, GRANT], FUNDER)
    assert one == two
    assert one.digest == two.digest
    assert [row["awardDate"] for row in json.loads(one.document)["grants"]] == ["2025-02-01", "2025-03-04"]


def test_an_identifier_given_twice_is_told():
    _, quality = listed({}, {"case_number": "NOR-2025-0007"}, {"case_number": "NOR 2025/0008"})
    assert quality.duplicate_ids == 1


def test_the_table_can_be_read_back_by_the_house_itself():
    (row,) = table_of(grants_list([GRANT], FUNDER).document)
    cells = dict(zip(COLUMNS, row, strict=True))
    read = read_grant(
        2,
        {
            "identifier": cells["Identifier"],
            "title": cells["Title"],
            "currency": cells["Currency"],
            "amount": cells["Amount Awarded"],
            "awarded_on": cells["Award Date"],
            "starts_on": cells["Planned Dates:Start Date"],
            "ends_on": cells["Planned Dates:End Date"],
            "org_number": cells["Recipient Org:Identifier"],
            "recipient": cells["Recipient Org:Name"],
            "funder": cells["Funding Org:Name"],
        },
    )
    assert read.is_usable, read.problems
    assert (read.org_number, read.amount, read.recipient) == ("8899999018", 40_000, GRANT.association)


@pytest.mark.parametrize("number", ["", "811228-9874", "212000", "1899999012"])
def test_a_funder_is_a_legal_person(number):
    with pytest.raises(Refused, match="funder_number"):
        funder_of(number, "Nordköpstad")
