"""Personal numbers smuggled into deliveries in every spelling: nothing of them comes through a reader."""

import json
import re
import unicodedata

import pytest

from tests.gateways import test_bv_bulk_txt as bv
from tests.gateways import test_scb_bulk_tsv as scb
from tests.gateways import test_targets_simple_csv as targets
from tests.gateways.test_municipal_assoc_json import flat
from tests.gateways.test_spreadsheet_drop import HEADER
from tests.gateways.walking import walk
from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK, mask, read_org_number
from vetting.domain.terms import NumberClass

SPELLINGS = (
    "811228-9874",
    "198112289874",
    "811228/9874",
    "811228.9874",
    "811228_9874",
    "ID8112289874",
    "Anna8112289874",
    "8112289874b",
    "811228\u00ad-9874",
    "8112\u200b289874",
    "８１１２２８－９８７４",
    "811228\ufe639874",
)
FORMATS = {
    "scb_bulk_tsv": lambda odd: scb.a_file(
        scb.row(), *(scb.row(**{name: odd}) for name in scb.LJUS)
    ).encode(),
    "bv_bulk_txt": lambda odd: bv.a_file(bv.line(), *(bv.line(**{name: odd}) for name in bv.HEADER)),
    "targets_simple_csv": lambda odd: targets.a_file(
        *(
            {"id": f"{at}", "schema": "Company", "name": "Prov"} | {name: odd}
            for at, name in enumerate(targets.HEADER)
        )
    ),
    "municipal_assoc_json": lambda odd: json.dumps(
        [
            flat(odd, odd, odd, types=[odd], activities=[odd], id=odd)
            | {"source_system": odd, "municipality": odd}
        ]
    ),
    "spreadsheet_drop": lambda odd: HEADER + ";".join(["Provet"] + [odd] * 6) + f"\n{odd};;;;;;\n",
}


@pytest.mark.parametrize("spelled", SPELLINGS)
@pytest.mark.parametrize("adapter", FORMATS)
def test_no_spelling_comes_through(adapter, spelled):
    name = {"municipal_assoc_json": "r.json", "bv_bulk_txt": "b.txt", "scb_bulk_tsv": "s.txt"}.get(
        adapter, "l.csv"
    )
    found = walk(adapter, FORMATS[adapter](spelled), name)
    assert found.listings
    assert not leaks(repr([found.listings, found.tally]))


def leaks(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).replace("\\u200b", "").replace("\\xad", "")
    return bool(re.search("811228.{0,3}9874", plain))


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_no_spelling_survives_in_a_refusal(spelled):
    with pytest.raises(UnusableFile) as refused:
        walk("spreadsheet_drop", f"Rubrik;{spelled}\nx;y\n", "lista.csv")
    assert not leaks(repr(refused.value.facts))


def test_rows_with_masked_ids_are_not_taken_for_one_another():
    rows = [
        {"id": one, "schema": "Company", "name": f"Bolag {one[-2:]}"}
        for one in ("811228-9874", "811218-9876")
    ]
    assert (
        len({one.record_id for one in walk("targets_simple_csv", targets.a_file(*rows), "t.csv").listings})
        == 2
    )


def test_a_number_that_a_spreadsheet_wrote_with_an_exponent_is_personal_while_whole():
    for written in ("8.112289874E+09", "8,112289874E9"):
        assert read_org_number(written).cls is NumberClass.PERSONAL
    assert read_org_number("8.11E+09").cls is NumberClass.EXCEL_DAMAGE


def test_lines_stay_lines_and_digests_stay_whole():
    assert mask("rad ett\n811228-9874\nrad tre") == f"rad ett\n{MASK}\nrad tre"
    for digest in ("e3b0c44298fc8112289874b934ca", "a8112289874f0c"):
        assert mask(digest) == digest
