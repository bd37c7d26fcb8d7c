"""Damaged and hostile XML, for every list that comes as a tree."""

from pathlib import Path

import pytest

from tests.gateways.test_eu_fsf_xml_1_1 import an_export, an_organisation
from tests.gateways.test_un_sc_xml import a_list, a_person
from tests.makers_walks import walk_bytes
from vetting.domain.errors import UnusableFile
from vetting.gateways.source import SourceOptions

UN, EU = "un_sc_xml", "eu_fsf_xml_1_1"
LISTS = {
    UN: a_list(*(a_person(str(at)) for at in range(8))),
    EU: an_export(*(an_organisation(str(at)) for at in range(8))),
}
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def code_of(adapter: str, folder: Path, data: bytes, **options: int) -> str:
    with pytest.raises(UnusableFile) as refused:
        walk_bytes(adapter, folder, data, filename="lista.xml", options=SourceOptions(**options))  # type: ignore[arg-type]
    return refused.value.code


@pytest.mark.parametrize("adapter", LISTS)
def test_a_list_cut_off_anywhere_is_refused(adapter: str, tmp_path: Path) -> None:
    data = LISTS[adapter]
    cuts = [*range(1, 60), *range(60, len(data) - 40, 97), *range(len(data) - 40, len(data))]
    codes = {cut: code_of(adapter, tmp_path, data[:cut]) for cut in cuts}
    assert set(codes.values()) == {"truncated_xml"}, codes


@pytest.mark.parametrize("adapter", LISTS)
def test_a_list_with_a_piece_missing_in_the_middle_is_refused(adapter: str, tmp_path: Path) -> None:
    data = LISTS[adapter]
    for at in range(200, len(data) - 500, 331):
        assert code_of(adapter, tmp_path, data[:at] + b"<" + data[at + 40 :]) == "broken_xml"


def bad(data: bytes, what: str) -> bytes:
    """The list, spoilt in one way."""
    start, end = data.split(b"?>", 1)
    head = (start + b"?>").decode()
    doctypes = {
        "laughs": LAUGHS + "]>",
        "external": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        "remote": '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
        "parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x">%a;]>',
        "doctype": "<!DOCTYPE x>",
    }
    if what in doctypes:
        return (head + doctypes[what]).encode() + end
    spoilt = {
        "blank": b" \r\n\t ",
        "bom only": b"\xef\xbb\xbf",
        "latin 1 as utf-8": data.replace("ä".encode(), b"\xe4"),
        "junk after": data + b"<again/>",
        "twice": data + data,
        "zeros after": data + bytes(4096),
        "nobody's encoding": data.replace(b"UTF-8", b"X-KLINGON"),
        "gzip": b"\x1f\x8b\x08\x00" + data[:50],
        "text": b"Namn;Orgnr\nExempel;889999-9018\n",
        "json": b'{"CONSOLIDATED_LIST": []}',
        "no root": b'<?xml version="1.0"?>',
    }
    return spoilt[what]


@pytest.mark.parametrize("adapter", LISTS)
@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("blank", "empty_file"),
        ("bom only", "empty_file"),
        *((one, "xml_entities_refused") for one in ("laughs", "external", "remote", "parameter", "doctype")),
        *((one, "broken_xml") for one in ("latin 1 as utf-8", "nobody's encoding", "gzip", "text", "json")),
        *((one, "broken_xml") for one in ("junk after", "twice")),
        ("zeros after", "broken_xml"),
        ("no root", "truncated_xml"),
    ],
)
def test_spoilt_lists(adapter: str, what: str, code: str, tmp_path: Path) -> None:
    assert code_of(adapter, tmp_path, bad(LISTS[adapter], what)) == code


@pytest.mark.parametrize(("adapter", "other"), [(UN, EU), (EU, UN)])
def test_a_list_of_another_kind_is_refused(adapter: str, other: str, tmp_path: Path) -> None:
    assert code_of(adapter, tmp_path, LISTS[other]) == "wrong_root"


@pytest.mark.parametrize("adapter", LISTS)
def test_a_list_below_its_least_is_refused(adapter: str, tmp_path: Path) -> None:
    assert code_of(adapter, tmp_path, LISTS[adapter], min_rows=100) == "too_few_rows"
    emptied = {UN: a_list("<INDIVIDUAL/>"), EU: an_export("<more/>")}[adapter]
    assert code_of(adapter, tmp_path, emptied, min_rows=3) == "too_few_rows"


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (f'<a b="{"x" * 5_000_000}"/>', "entry_too_large"),
        ("<a>" * 60 + "</a>" * 60, "xml_too_deep"),
        (f"<a>{'x' * 5_000_000}</a>", "entry_too_large"),
    ],
    ids=["attribute", "depth", "text"],
)
def test_one_entry_cannot_fill_the_memory(inner: str, code: str, tmp_path: Path) -> None:
    assert code_of(UN, tmp_path, a_list(f"<INDIVIDUAL>{inner}</INDIVIDUAL>")) == code


@pytest.mark.parametrize("adapter", LISTS)
@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "windows-1252"])
def test_other_encodings_that_are_declared_are_read(adapter: str, encoding: str, tmp_path: Path) -> None:
    plain = walk_bytes(adapter, tmp_path, LISTS[adapter])
    told = LISTS[adapter].decode().replace("UTF-8", encoding).encode(encoding)
    found = walk_bytes(adapter, tmp_path, told)
    assert (found.listings, found.tally.encoding) == (plain.listings, encoding.lower())


@pytest.mark.parametrize("adapter", LISTS)
def test_a_byte_order_mark_changes_nothing(adapter: str, tmp_path: Path) -> None:
    plain = walk_bytes(adapter, tmp_path, LISTS[adapter])
    assert walk_bytes(adapter, tmp_path, b"\xef\xbb\xbf" + LISTS[adapter]).listings == plain.listings
